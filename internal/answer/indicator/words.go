package indicator

import (
	"fmt"
	"strings"

	"github.com/wardmote/wardmote/internal/core/pack"
)

// Words are a formula as a person reads it, so that every figure opens to how it was made.
func Words(p *pack.Pack, f *pack.Formula) string {
	if f == nil {
		return ""
	}
	switch f.Form() {
	case "count":
		return "number of " + plural(p, f.Count) + condition(f)
	case "sum":
		if len(f.In) == 0 {
			return "total of " + measure(p, f.Sum)
		}
		names := make([]string, len(f.In))
		for i, k := range f.In {
			names[i] = plural(p, k)
		}
		return "total of " + measure(p, f.Sum) + " over " + strings.Join(names, " and ")
	case "facts":
		what := map[string]string{"crimes": "police-recorded incidents", "stops": "stops and searches"}[f.Facts]
		if len(f.Types) > 0 {
			return fmt.Sprintf("number of %s (%s)", what, strings.ReplaceAll(strings.Join(f.Types, ", "), "-", " "))
		}
		return "number of " + what
	case "share":
		return fmt.Sprintf("100 times the %s, divided by the %s", Words(p, f.Share), Words(p, f.Of))
	case "ratio":
		return fmt.Sprintf("%s, divided by the %s", Words(p, f.Ratio), Words(p, f.Of))
	case "rate":
		per := f.Per
		if per == 0 {
			per = 1000
		}
		return fmt.Sprintf("%s for every %g %s", Words(p, f.Rate), per, f.Base)
	case "change":
		return fmt.Sprintf("percentage change of the %s on the same period one year before", Words(p, f.Change))
	}
	return ""
}

func condition(f *pack.Formula) string {
	if f.Where == nil {
		return ""
	}
	return " where " + f.Where.Source
}

func plural(p *pack.Pack, kind string) string {
	if k, ok := p.Kind(kind); ok {
		return strings.ToLower(k.Plural[:1]) + k.Plural[1:]
	}
	return kind
}

// measure is the name of the first field that counts it.
func measure(p *pack.Pack, id string) string {
	for _, k := range p.Kinds {
		for _, f := range k.Fields {
			if f.Measure == id {
				return strings.ToLower(f.Name[:1]) + f.Name[1:]
			}
		}
	}
	return id
}

// Rate rates a value against an aim: reached is Aim achieved; within the aim's margin it needs more work; otherwise the aim
// is not achieved. An indicator without an aim, or one whose direction is neither, is not rated.
func Rate(ind *pack.Indicator, value float64) (pack.Rating, bool) {
	if ind.Aim == nil || ind.Good == pack.Neither || ind.Good == "" {
		return "", false
	}
	short := ind.Aim.Value - value // how far it falls short
	if ind.Good == pack.Down {
		short = -short
	}
	switch {
	case short <= 0:
		return pack.Achieved, true
	case short <= ind.Aim.Margin:
		return pack.NeedsMoreWork, true
	}
	return pack.NotAchieved, true
}
