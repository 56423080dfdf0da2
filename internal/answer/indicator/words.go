package indicator

import (
	"fmt"
	"regexp"
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
		return "number of " + plural(p, f.Count) + dated(p, f) + condition(p, f)
	case "sum":
		if len(f.In) == 0 {
			return "total of " + measure(p, f.Sum, nil)
		}
		names := make([]string, len(f.In))
		for i, k := range f.In {
			names[i] = plural(p, k)
		}
		return "total of " + measure(p, f.Sum, f.In) + " over " + strings.Join(names, " and ") + condition(p, f)
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
		return fmt.Sprintf("%s for every %g %s", Words(p, f.Rate), per(f), f.Base)
	case "change":
		return fmt.Sprintf("percentage change of the %s on the same period one year before", Words(p, f.Change))
	}
	return ""
}

// dated says which date falls in the period where it is not the day that the record was opened.
func dated(p *pack.Pack, f *pack.Formula) string {
	k, ok := p.Kind(f.Count)
	if f.Date == "closed" && ok && k.Archetype != pack.Activity {
		return " closed"
	}
	return ""
}

var (
	isOne   = regexp.MustCompile(`^(record|fields)\.(\w+) == "([^"]*)"$`)
	isAny   = regexp.MustCompile(`^(record|fields)\.(\w+) in \[(.*)\]$`)
	isGiven = regexp.MustCompile(`^given\(fields\.(\w+)\)$`)
	isYes   = regexp.MustCompile(`^fields\.(\w+)$`)
)

// condition is the filter of a count in words; one that is more than a comparison is given as it stands in the pack.
func condition(p *pack.Pack, f *pack.Formula) string {
	if f.Where == nil {
		return ""
	}
	id := f.Count
	if id == "" && len(f.In) > 0 {
		id = f.In[0]
	}
	kind, ok := p.Kind(id)
	source := strings.TrimSpace(f.Where.Source)
	if !ok {
		return " where " + source
	}
	if m := isOne.FindStringSubmatch(source); m != nil {
		return " where " + subject(kind, m[1], m[2]) + " is “" + optionName(p, kind, m[1], m[2], m[3]) + "”"
	}
	if m := isAny.FindStringSubmatch(source); m != nil {
		var names []string
		for _, v := range strings.Split(m[3], ",") {
			names = append(names, "“"+optionName(p, kind, m[1], m[2], strings.Trim(strings.TrimSpace(v), `"`))+"”")
		}
		return " where " + subject(kind, m[1], m[2]) + " is " + strings.Join(names, " or ")
	}
	if m := isGiven.FindStringSubmatch(source); m != nil {
		return " where " + subject(kind, "fields", m[1]) + " is given"
	}
	if m := isYes.FindStringSubmatch(source); m != nil {
		return " where " + subject(kind, "fields", m[1]) + " is “Yes”"
	}
	return " where " + source
}

func subject(k *pack.Kind, root, id string) string {
	if f, ok := k.Field(id); ok && root == "fields" {
		return "“" + f.Name + "”"
	}
	return "the " + strings.ReplaceAll(id, "_", " ")
}

func optionName(p *pack.Pack, k *pack.Kind, root, id, value string) string {
	if s, ok := k.State(value); ok && root == "record" && id == "state" {
		return s.Name
	}
	if f, ok := k.Field(id); ok {
		for _, o := range p.OptionsOf(f) {
			if o.ID == value {
				return o.Name
			}
		}
	}
	return value
}

func plural(p *pack.Pack, kind string) string {
	if k, ok := p.Kind(kind); ok {
		return Lower(k.Plural)
	}
	return kind
}

// Lower begins a name in lower case, but for an abbreviation such as ASB.
func Lower(s string) string {
	if len(s) > 1 && s[1] >= 'A' && s[1] <= 'Z' {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// measure is the name of the first field, of the kinds where some are named, that counts it.
func measure(p *pack.Pack, id string, in []string) string {
	for _, k := range p.Kinds {
		if len(in) > 0 && k.ID != in[0] {
			continue
		}
		for _, f := range k.Fields {
			if f.Measure == id {
				return Lower(f.Name)
			}
		}
	}
	return strings.ReplaceAll(id, "_", " ")
}
