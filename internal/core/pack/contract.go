package pack

import (
	"fmt"
	"slices"
)

// Contract is what the program's own rules need of a kind that they work with: the states between which they move its records
// and the fields that they fill in. It is declared beside those rules and asked of a pack as it is read; without it a pack
// would pass the check, and its residents would come to a question that has no answers. What a kind has beyond is its own.
type Contract struct {
	Kind   string // id of a kind that a pack may do without; empty means the partnership's kind of report
	After  bool   // its records come of a report, and take the report's marking where that is more protective
	Work   string // what the program does with its records, to follow "the program"
	States []State
	Moves  []Step
	Fields []Field // by id, type, the part of the pack that they choose from, and the options that the program sets itself
}

// Step is a move that the program makes, from the first state to the second.
type Step [2]string

// checkContracts looks whether the kinds of the pack are as the program needs them.
func (l *loader) checkContracts(r registry) {
	for _, c := range l.contracts {
		id := c.Kind
		if id == "" {
			id = l.pack.Partnership.Report
		}
		if i, ok := r["kinds"].at[id]; ok {
			l.checkContract(c, &l.pack.Kinds[i], join("kinds", i))
		}
	}
}

func (l *loader) checkContract(c Contract, k *Kind, at string) {
	l.checkNeededStates(c, k, at)
	for _, step := range c.Moves {
		_, from := k.State(step[0])
		_, to := k.State(step[1])
		if _, allowed := k.Move(step[0], step[1]); from && to && !allowed {
			l.add(l.spot(at+".transitions"), "", "kind %q needs a transition from %q to %q: the program %s", k.ID, step[0], step[1], c.Work)
		}
	}
	var missing []string
	for _, want := range c.Fields {
		if i := slices.IndexFunc(k.Fields, func(f Field) bool { return f.ID == want.ID }); i >= 0 {
			l.checkNeeded(c, k.ID, want, &k.Fields[i], join(at, "fields", i))
		} else {
			missing = append(missing, fmt.Sprintf("%s (%s)", want.ID, want.Type))
		}
	}
	if len(missing) > 0 {
		l.add(l.spot(at+".fields"), "", "kind %q needs the fields %s: the program %s", k.ID, listed(missing), c.Work)
	}
}

func (l *loader) checkNeededStates(c Contract, k *Kind, at string) {
	var missing []string
	for _, want := range c.States {
		i := slices.IndexFunc(k.States, func(s State) bool { return s.ID == want.ID })
		switch {
		case i < 0:
			missing = append(missing, want.ID)
		case want.Initial && !k.States[i].Initial:
			l.add(l.spot(join(at, "states", i)), "", "state %q of kind %q must be the initial one: the program %s", want.ID, k.ID, c.Work)
		case want.Closed != k.States[i].Closed:
			l.add(l.spot(join(at, "states", i)), "", "state %q of kind %q must have \"closed: %t\": the program %s", want.ID, k.ID, want.Closed, c.Work)
		}
	}
	if len(missing) > 0 {
		l.add(l.spot(at+".states"), "", "kind %q needs the states %s: the program %s", k.ID, listed(missing), c.Work)
	}
}

// checkNeeded looks whether a field that the program fills in or reads is as it needs it.
func (l *loader) checkNeeded(c Contract, kind string, want Field, got *Field, path string) {
	options := optionIDs(got.Options)
	switch {
	case got.Type != want.Type:
		l.add(l.spot(path+".type"), "", "field %q of kind %q must be of the type %s: the program %s", want.ID, kind, want.Type, c.Work)
		return
	case want.From != "" && want.From != got.From:
		l.add(l.spot(path), "", "field %q of kind %q must take its choices \"from: %s\": the program %s", want.ID, kind, want.From, c.Work)
		return
	case got.From != "":
		return
	}
	for _, o := range want.Options {
		if !slices.Contains(options, o.ID) {
			l.add(l.spot(path+".options"), nearest(o.ID, options), "field %q of kind %q needs the option %q: the program %s", want.ID, kind, o.ID, c.Work)
		}
	}
}
