package record

import (
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Check refuses a value that the field cannot hold: of another type, out of its range, too long, or none of its options. It is what Parse
// asks of a form, asked of every way in: a patrol's screen, a bulk change and a program's own write obey the same ranges. The options
// are those of the field, or of the part of the pack that it takes them from; where offered is empty any text is one.
func Check(f pack.Field, v any, offered []pack.Option) error {
	if v == nil {
		return nil
	}
	switch f.Type {
	case pack.Number:
		n, ok := numeric(v)
		if !ok {
			return fmt.Errorf("%s must be a number, like 12", f.Name)
		}
		return inRange(f, n)
	case pack.Money:
		if n, ok := numeric(v); !ok || n < 0 || n != float64(int64(n)) {
			return fmt.Errorf("%s must be an amount in pence, from 0", f.Name)
		}
	case pack.Date:
		if _, ok := v.(when.Date); ok {
			return nil
		}
		if text, ok := v.(string); !ok || !isDay(text) {
			return fmt.Errorf("%s must be a real date, like 27 3 2026", f.Name)
		}
	case pack.YesNo:
		if _, ok := v.(bool); !ok {
			return fmt.Errorf("select yes or no for %s", Lower(f.Name))
		}
	case pack.Choices:
		return every(f, v, offered)
	default:
		text, ok := v.(string)
		if !ok {
			return fmt.Errorf("%s must be a text", f.Name)
		}
		if f.Type == pack.Choice || f.Type == pack.BodyRef {
			return among(f, text, offered)
		}
		_, err := parseOne(f, text)
		return err
	}
	return nil
}

func numeric(v any) (float64, bool) {
	switch n := v.(type) {
	case float64:
		return n, true
	case int64:
		return float64(n), true
	case int:
		return float64(n), true
	}
	return 0, false
}

func isDay(text string) bool {
	_, err := when.ParseDate(text)
	return err == nil
}

func every(f pack.Field, v any, offered []pack.Option) error {
	values, ok := v.([]string)
	if !ok {
		return fmt.Errorf("select %s from the list", Lower(f.Name))
	}
	for _, one := range values {
		if err := among(f, one, offered); err != nil {
			return err
		}
	}
	return nil
}

func among(f pack.Field, v string, offered []pack.Option) error {
	if v == "" || len(offered) == 0 || slices.ContainsFunc(offered, func(o pack.Option) bool { return o.ID == v }) {
		return nil
	}
	return fmt.Errorf("select %s from the list", Lower(f.Name))
}
