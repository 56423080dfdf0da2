package record

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
)

// longestText bounds a text field that declares no bound of its own, in characters.
const longestText = 5000

// Parse reads what a form sent for a field; nil means that it was left empty. The error tells the person what to do.
func Parse(f pack.Field, raw []string) (any, error) {
	values := clean(raw)
	if len(values) == 0 {
		return nil, nil
	}
	if f.Type == pack.Choices {
		for _, v := range values {
			if err := listed(f, v); err != nil {
				return nil, err
			}
		}
		return values, nil
	}
	return parseOne(f, values[0])
}

func clean(raw []string) []string {
	var values []string
	for _, v := range raw {
		v = strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(v, ""), "\x00", ""))
		if v != "" && !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	return values
}

func parseOne(f pack.Field, s string) (any, error) {
	switch f.Type {
	case pack.Number:
		return number(f, s)
	case pack.Money:
		return pence(s)
	case pack.Date:
		d, err := when.ParseDate(s)
		if err != nil {
			return nil, fmt.Errorf("%s must be a real date, like 27 3 2026", f.Name)
		}
		return d.String(), nil
	case pack.YesNo:
		switch s {
		case "yes", "true", "on":
			return true, nil
		case "no", "false":
			return false, nil
		}
		return nil, fmt.Errorf("select yes or no for %s", Lower(f.Name))
	case pack.Choice:
		return s, listed(f, s)
	default:
		longest := f.Max
		if longest == 0 {
			longest = longestText
		}
		if n := utf8.RuneCountInString(s); n > longest {
			return nil, fmt.Errorf("%s must be %d characters or fewer; it has %d", f.Name, longest, n)
		}
		return s, nil
	}
}

func number(f pack.Field, s string) (any, error) {
	n, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
	if err != nil || math.IsNaN(n) || math.IsInf(n, 0) || math.Abs(n) > 1e12 {
		return nil, fmt.Errorf("%s must be a number, like 12", f.Name)
	}
	return n, inRange(f, n)
}

func inRange(f pack.Field, n float64) error {
	switch {
	case n < float64(f.Min):
		return fmt.Errorf("%s must be %d or more", f.Name, f.Min)
	case f.Max > 0 && n > float64(f.Max):
		return fmt.Errorf("%s must be %d or less", f.Name, f.Max)
	}
	return nil
}

// pence reads pounds such as 1,250.50 or £20.
func pence(s string) (any, error) {
	whole, part, _ := strings.Cut(strings.NewReplacer("£", "", ",", "", " ", "").Replace(s), ".")
	pounds, err := strconv.ParseInt(whole, 10, 48)
	if err != nil || pounds < 0 || len(part) > 2 {
		return nil, fmt.Errorf("enter an amount in pounds, like 120 or 120.50")
	}
	minor, err := strconv.ParseInt((part + "00")[:2], 10, 64)
	if err != nil || minor < 0 {
		return nil, fmt.Errorf("enter an amount in pounds, like 120 or 120.50")
	}
	return pounds*100 + minor, nil
}

func listed(f pack.Field, v string) error {
	if len(f.Options) == 0 {
		return nil // taken from another part of the pack; the gate checks it there
	}
	for _, o := range f.Options {
		if o.ID == v {
			return nil
		}
	}
	return fmt.Errorf("select %s from the list", Lower(f.Name))
}

// Lower is a name as it stands within a sentence.
func Lower(s string) string {
	if len(s) > 1 && s[1] >= 'A' && s[1] <= 'Z' {
		return s // an abbreviation
	}
	return strings.ToLower(s[:min(1, len(s))]) + s[min(1, len(s)):]
}

// Asked says that the field is asked, given the answers so far.
func Asked(k *pack.Kind, f pack.Field, fields Fields, today when.Date) bool {
	r := Record{Kind: k.ID, Fields: fields}
	return f.When == nil || f.When.Holds(r.Vars(k, today))
}

// Require reports the required fields that are asked and empty.
func Require(k *pack.Kind, fields Fields, today when.Date) fault.Invalid {
	bad := fault.Invalid{}
	for _, f := range k.Fields {
		if v, ok := fields[f.ID]; f.Required && (!ok || v == nil || v == "") && Asked(k, f, fields, today) {
			bad.Add(f.ID, "Enter %s", Lower(f.Name))
		}
	}
	return bad
}

// Show is a value as plain text: what history, exports and filters hold.
func Show(f pack.Field, v any) string {
	switch x := v.(type) {
	case nil:
		return ""
	case string:
		return x
	case bool:
		if x {
			return "yes"
		}
		return "no"
	case int64:
		if f.Type == pack.Money {
			return fmt.Sprintf("%d.%02d", x/100, x%100)
		}
		return strconv.FormatInt(x, 10)
	case float64:
		return strconv.FormatFloat(x, 'f', -1, 64)
	case []string:
		return strings.Join(x, ", ")
	}
	return fmt.Sprint(v)
}

// Words is a value as a person reads it: the option's name and not its id.
func Words(f pack.Field, v any) string {
	name := func(id string) string {
		for _, o := range f.Options {
			if o.ID == id {
				return o.Name
			}
		}
		return id
	}
	switch x := v.(type) {
	case string:
		if f.Type == pack.Date {
			d, err := when.ParseDate(x)
			if err == nil {
				return d.Words()
			}
		}
		return name(x)
	case []string:
		names := make([]string, len(x))
		for i, id := range x {
			names[i] = name(id)
		}
		return strings.Join(names, ", ")
	case int64:
		return "£" + Show(f, v)
	case bool:
		if x {
			return "Yes"
		}
		return "No"
	}
	return Show(f, v)
}

// Encode is the document as it is stored.
func (f Fields) Encode() (string, error) {
	if f == nil {
		return "{}", nil
	}
	b, err := json.Marshal(map[string]any(f))
	return string(b), err
}
