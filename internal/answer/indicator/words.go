package indicator

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/pack"
)

// peopleLeaf is the part of a value that is no count: the residents or households that a rate is by.
const peopleLeaf = -1

// leaves are the counts of a formula, in its order.
func leaves(f *pack.Formula) (out []*pack.Formula) {
	if f == nil {
		return nil
	}
	if f.Count != "" || f.Sum != "" || f.Facts != "" {
		return []*pack.Formula{f}
	}
	for _, inner := range within(f) {
		out = append(out, leaves(inner)...)
	}
	return out
}

// Counts is the part of the indicator's formula that the part of a value counts; nil for the people of a rate.
func (p Part) Counts(ind *pack.Indicator) *pack.Formula {
	if all := leaves(ind.Formula); p.Leaf >= 0 && p.Leaf < len(all) {
		return all[p.Leaf]
	}
	return nil
}

// Words say what the part counts.
func (p Part) Words(say *catalogue.Catalogue, in *pack.Pack, ind *pack.Indicator) string {
	if f := p.Counts(ind); f != nil {
		return Words(say, in, f)
	}
	return say.Say("formula." + ind.Formula.Base)
}

// Words are a formula as a person reads it, so that every figure opens to how it was made.
func Words(say *catalogue.Catalogue, p *pack.Pack, f *pack.Formula) string {
	if f == nil {
		return ""
	}
	inner := func(f *pack.Formula) string { return Words(say, p, f) }
	switch f.Form() {
	case "count":
		key := "formula.count"
		if k, ok := p.Kind(f.Count); ok && f.Date == "closed" && k.Archetype != pack.Activity {
			key = "formula.count.closed"
		}
		return condition(say, p, f, say.Say(key, "things", plural(p, f.Count)))
	case "sum":
		if len(f.In) == 0 {
			return say.Say("formula.sum", "measure", measure(p, f.Sum, nil))
		}
		names := make([]string, len(f.In))
		for i, k := range f.In {
			names[i] = plural(p, k)
		}
		return condition(say, p, f, say.Say("formula.sum.over", "measure", measure(p, f.Sum, f.In), "kinds", say.And(names)))
	case "facts":
		what := say.Say("formula." + f.Facts)
		if len(f.Types) > 0 {
			return say.Say("formula.types", "what", what, "types", strings.ReplaceAll(strings.Join(f.Types, ", "), "-", " "))
		}
		return what
	case "share":
		return say.Say("formula.share", "part", inner(f.Share), "whole", inner(f.Of))
	case "ratio":
		return say.Say("formula.ratio", "part", inner(f.Ratio), "whole", inner(f.Of))
	case "rate":
		return say.Say("formula.rate."+f.Base, "what", inner(f.Rate), "number", strconv.FormatFloat(per(f), 'g', -1, 64))
	case "change":
		return say.Say("formula.change", "what", inner(f.Change))
	}
	return ""
}

var (
	isOne   = regexp.MustCompile(`^(record|fields)\.(\w+) == "([^"]*)"$`)
	isAny   = regexp.MustCompile(`^(record|fields)\.(\w+) in \[(.*)\]$`)
	isGiven = regexp.MustCompile(`^given\(fields\.(\w+)\)$`)
	isYes   = regexp.MustCompile(`^fields\.(\w+)$`)
)

// condition adds the filter of a count to its words; one that is more than a comparison is given as it stands in the pack.
func condition(say *catalogue.Catalogue, p *pack.Pack, f *pack.Formula, what string) string {
	if f.Where == nil {
		return what
	}
	id := f.Count
	if id == "" && len(f.In) > 0 {
		id = f.In[0]
	}
	holds := strings.TrimSpace(f.Where.Source)
	if kind, ok := p.Kind(id); ok {
		holds = comparison(say, p, kind, holds)
	}
	return say.Say("formula.where", "what", what, "condition", holds)
}

func comparison(say *catalogue.Catalogue, p *pack.Pack, kind *pack.Kind, source string) string {
	option := func(m []string, value string) string {
		return say.Say("formula.name", "name", optionName(p, kind, m[1], m[2], strings.Trim(strings.TrimSpace(value), `"`)))
	}
	if m := isOne.FindStringSubmatch(source); m != nil {
		return say.Say("formula.is", "field", subject(say, kind, m[1], m[2]), "option", option(m, m[3]))
	}
	if m := isAny.FindStringSubmatch(source); m != nil {
		var names []string
		for _, v := range strings.Split(m[3], ",") {
			names = append(names, option(m, v))
		}
		return say.Say("formula.is", "field", subject(say, kind, m[1], m[2]), "option", say.Or(names))
	}
	if m := isGiven.FindStringSubmatch(source); m != nil {
		return say.Say("formula.given", "field", subject(say, kind, "fields", m[1]))
	}
	if m := isYes.FindStringSubmatch(source); m != nil {
		return say.Say("formula.yes", "field", subject(say, kind, "fields", m[1]))
	}
	return source
}

func subject(say *catalogue.Catalogue, k *pack.Kind, root, id string) string {
	if f, ok := k.Field(id); ok && root == "fields" {
		return say.Say("formula.name", "name", f.Name)
	}
	return say.Say("formula.the", "what", strings.ReplaceAll(id, "_", " "))
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
