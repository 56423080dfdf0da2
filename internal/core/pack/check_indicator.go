package pack

import (
	"sort"
	"strings"
)

var (
	factKinds   = []string{"crimes", "stops"}
	recordDates = []string{"occurred", "opened", "closed"}
	bases       = []string{"residents", "households"}
)

// checkIndicators looks at indicators and the formulas that compute them.
func (l *loader) checkIndicators(r registry) {
	for i := range l.pack.Indicators {
		x := &l.pack.Indicators[i]
		at := join("indicators", i)
		l.ref(r, "bodies", x.Owner, at+".owner")
		if l.ref(r, "plans", x.Plan, at+".plan") {
			l.checkPriority(&l.pack.Plans[r["plans"].at[x.Plan]], x, at)
		}
		for j, v := range x.Values {
			if v.Value == nil && v.Text == "" {
				l.add(l.spot(join(at, "values", j)), "", "a value of indicator %q has neither \"value:\" nor \"text:\"", x.ID)
			}
		}
		if l.ref(r, "indicators", x.PartOf, at+".part_of") && ring(r["indicators"].at, i, func(i int) string { return l.pack.Indicators[i].PartOf }) {
			l.add(l.spot(at+".part_of"), "", "indicator %q is part of itself in the end", x.ID)
		}
		l.checkRunning(x, at)
		if x.By != "" {
			l.checkBreakdown(x, at, r)
		}
		if x.Formula != nil {
			l.checkFormula(x.Formula, at+".formula", r)
		} else if len(x.Values) == 0 && x.Note == "" {
			l.add(l.spot(at), "", "indicator %q has neither \"formula:\" nor \"values:\", nor a note that says why not yet", x.ID)
		}
	}
}

// checkRunning looks at a running count: it counts records, and is not public, for what one month added can be had from two
// of its values by subtracting.
func (l *loader) checkRunning(x *Indicator, at string) {
	if x.Every != ToDate {
		return
	}
	if x.Formula != nil && x.Formula.Count == "" && x.Formula.Sum == "" {
		l.add(l.spot(at+".every"), "", "\"every: to-date\" is a running count or sum of records, and indicator %q is neither", x.ID)
	}
	if x.Public {
		l.add(l.spot(at+".public"), "", "indicator %q counts to date, and what one month added could be had from two of its values; it cannot be public", x.ID)
	}
}

// checkBreakdown looks at the field by which a count is broken down: lists filter by it, so that the store counts it.
func (l *loader) checkBreakdown(x *Indicator, at string, r registry) {
	i, ok := 0, false
	if x.Formula != nil && x.Formula.Where == nil {
		i, ok = r["kinds"].at[x.Formula.Count]
	}
	if !ok {
		l.add(l.spot(at+".by"), "", "\"by:\" breaks down a count of one kind without \"where:\", and indicator %q is none", x.ID)
		return
	}
	var known []string
	for _, f := range l.pack.Kinds[i].Fields {
		if f.Filter && (f.Type == Choice || f.Type == Choices) {
			known = append(known, f.ID)
		}
	}
	l.oneOf("by", x.By, known, at+".by")
}

func (l *loader) checkPriority(p *Plan, x *Indicator, at string) {
	var known []string
	for _, priority := range p.Priorities {
		known = append(known, priority.ID)
	}
	l.oneOf("priority", x.Priority, known, at+".priority")
}

// forms lists which of the forms of a formula are set.
func (f *Formula) forms() []string {
	var set []string
	for name, is := range map[string]bool{"count": f.Count != "", "sum": f.Sum != "", "facts": f.Facts != "",
		"share": f.Share != nil, "ratio": f.Ratio != nil, "rate": f.Rate != nil, "change": f.Change != nil} {
		if is {
			set = append(set, name)
		}
	}
	sort.Strings(set)
	return set
}

func (l *loader) checkFormula(f *Formula, at string, r registry) {
	if set := f.forms(); len(set) != 1 {
		l.add(l.spot(at), "", "a formula sets exactly one of count, sum, facts, share, ratio, rate and change; this one sets %s", listed(set))
		return
	}
	l.oneOf("date", f.Date, recordDates, at+".date")
	switch f.Form() {
	case "count":
		l.checkCount(f, at, r)
	case "sum":
		l.checkSum(f, at, r)
	case "facts":
		l.checkFacts(f, at, r)
	default:
		l.checkDerived(f, at, r)
	}
	if f.Where != nil && f.Form() != "count" && f.Form() != "sum" {
		l.add(l.spot(at+".where"), "", "\"where:\" filters what is counted or summed; put it in there")
	}
}

func (l *loader) checkCount(f *Formula, at string, r registry) {
	if l.ref(r, "kinds", f.Count, at+".count") && f.Where != nil {
		l.compileRule(f.Where, l.kindRules(&l.pack.Kinds[r["kinds"].at[f.Count]], r), at+".where")
	}
}

// checkSum looks at a sum of a measure: some kind must have a field that is counted as it.
func (l *loader) checkSum(f *Formula, at string, r registry) {
	l.refs(r, "kinds", f.In, at+".in")
	var measures []string
	var holders []*Kind
	for i := range l.pack.Kinds {
		k := &l.pack.Kinds[i]
		if len(f.In) > 0 && !has(f.In, k.ID) {
			continue
		}
		for _, field := range k.Fields {
			if field.Measure != "" {
				measures = append(measures, field.Measure)
			}
			if field.Measure == f.Sum {
				holders = append(holders, k)
			}
		}
	}
	if len(holders) == 0 {
		l.add(l.spot(at+".sum"), nearest(f.Sum, measures), "no field of those kinds is counted as the measure %q", f.Sum)
		return
	}
	if f.Where == nil {
		return
	}
	if len(f.In) != 1 {
		l.add(l.spot(at+".where"), "", "a filter on a sum needs \"in:\" with one kind, whose fields it names")
		return
	}
	l.compileRule(f.Where, l.kindRules(holders[0], r), at+".where")
}

func (l *loader) checkFacts(f *Formula, at string, r registry) {
	l.oneOf("facts", f.Facts, factKinds, at+".facts")
	i, ok := r["standards"].at["police_uk"]
	switch {
	case !ok && len(f.Types) > 0:
		l.add(l.spot(at+".types"), "", "\"types:\" are values of the standard \"police_uk\", which no file declares")
	case ok && f.Facts == "crimes":
		for j, t := range f.Types {
			l.oneOf("type", t, optionIDs(l.pack.Standards[i].Values), join(at, "types", j))
		}
	}
}

// checkDerived looks at the forms made of other formulas.
func (l *loader) checkDerived(f *Formula, at string, r registry) {
	form := f.Form()
	inner := map[string]*Formula{"share": f.Share, "ratio": f.Ratio, "rate": f.Rate, "change": f.Change}[form]
	l.checkFormula(inner, at+"."+form, r)
	if form == "share" || form == "ratio" {
		if f.Of == nil {
			l.add(l.spot(at), "", "a %s needs \"of:\", what it is taken of", form)
			return
		}
		l.checkFormula(f.Of, at+".of", r)
	}
	if form != "rate" {
		return
	}
	if f.Base == "" {
		l.add(l.spot(at), "", "a rate needs \"base:\", %s", strings.Join(bases, " or "))
	}
	l.oneOf("base", f.Base, bases, at+".base")
}
