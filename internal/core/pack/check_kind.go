package pack

import (
	"regexp"
	"slices"
	"strings"
)

var (
	fieldID = regexp.MustCompile(`^[a-z][a-z0-9_]*$`) // a rule writes fields.ID
	prefix  = regexp.MustCompile(`^[A-Z]{2,5}$`)

	// colours are the tags of the GOV.UK Design System.
	colours = []string{"grey", "green", "turquoise", "blue", "light-blue", "purple", "pink", "red", "orange", "yellow", "teal", "magenta"}

	// optionSources are the parts of a pack that a choice may take its options from.
	optionSources = []string{"categories", "bodies", "teams", "wards", "contacts", "risks", "places", "place_kinds", "roles", "orders"}
)

// defaults gives activities and register entries without states the two that nearly all of them need. A case says its own.
func (l *loader) defaults() {
	for i := range l.pack.Kinds {
		k := &l.pack.Kinds[i]
		if len(k.States) > 0 || len(k.Transitions) > 0 {
			continue
		}
		switch k.Archetype {
		case Activity:
			k.States = []State{{ID: "recorded", Name: "Recorded", Initial: true, Past: true, Colour: "green"},
				{ID: "withdrawn", Name: "Withdrawn", Closed: true, Colour: "grey"}}
			k.Transitions = []Transition{{From: []string{"recorded"}, To: "withdrawn", Verb: "Withdraw", Reason: true},
				{From: []string{"withdrawn"}, To: "recorded", Verb: "Put back", Reason: true}}
		case Register:
			k.States = []State{{ID: "current", Name: "Current", Initial: true, Colour: "green"},
				{ID: "ended", Name: "Ended", Closed: true, Colour: "grey"}}
			k.Transitions = []Transition{{From: []string{"current"}, To: "ended", Verb: "End", Reason: true},
				{From: []string{"ended"}, To: "current", Verb: "Bring back", Reason: true}}
		}
	}
}

// checkKind looks at one kind of record.
func (l *loader) checkKind(i int, r registry) {
	k := &l.pack.Kinds[i]
	at := join("kinds", i)
	if k.Prefix != "" && !prefix.MatchString(k.Prefix) {
		likely := strings.ToUpper(k.Prefix)
		if !prefix.MatchString(likely) {
			likely = ""
		}
		l.add(l.spot(at+".prefix"), likely, "prefix %q is not two to five capital letters", k.Prefix)
	}
	for j := range i {
		if other := &l.pack.Kinds[j]; other.Prefix == k.Prefix && k.Prefix != "" {
			l.add(l.spot(at+".prefix"), "", "prefix %q belongs to the kind %q already", k.Prefix, other.ID)
		}
	}
	l.oneOf("marking", k.Marking, Markings, at+".marking")
	l.checkDeclaration(k, at, r)
	states := l.checkStates(k, at)
	l.checkTransitions(k, at, states, r)
	l.checkFields(k, at, r)
	l.checkClocks(k, at, states, r)
	l.checkPower(k, at, r)
	for j := range k.Owners {
		l.ref(r, "teams", k.Owners[j].Team, join(at, "owners", j, "team"))
	}
	l.unique("party", at+".parties", len(k.Parties), func(j int) string { return k.Parties[j].ID })
	for j, c := range k.Checks {
		if _, ok := k.Field(c.Field); !ok && c.Field != "" {
			l.add(l.spot(join(at, "checks", j, "field")), "", "kind %q has no field %q to say it at", k.ID, c.Field)
		}
	}
}

// unique complains of ids that stand twice within a list of a kind.
func (l *loader) unique(what, path string, n int, id func(int) string) map[string]int {
	seen := map[string]int{}
	for j := range n {
		if _, twice := seen[id(j)]; twice && id(j) != "" {
			l.add(l.spot(join(path, j)), "", "%s %q is declared twice", what, id(j))
			continue
		}
		seen[id(j)] = j
	}
	return seen
}

func (l *loader) checkStates(k *Kind, at string) map[string]int {
	states := l.unique("state", at+".states", len(k.States), func(j int) string { return k.States[j].ID })
	initial := 0
	for j, s := range k.States {
		if s.Initial {
			initial++
		}
		if s.Initial && initial > 1 {
			l.add(l.spot(join(at, "states", j)), "", "kind %q has two initial states; only one state may be the first", k.ID)
		}
		l.oneOf("colour", s.Colour, colours, join(at, "states", j, "colour"))
	}
	switch {
	case len(k.States) == 0:
		l.add(l.spot(at), "", "kind %q has no states", k.ID)
	case initial == 0:
		l.add(l.spot(at+".states"), "", "kind %q has no initial state; mark one with \"initial: true\"", k.ID)
	}
	return states
}

func (l *loader) checkTransitions(k *Kind, at string, states map[string]int, r registry) {
	known := keysOf(states)
	for j, t := range k.Transitions {
		path := join(at, "transitions", j)
		for n, from := range t.From {
			if _, ok := states[from]; !ok && from != "*" {
				l.add(l.spot(join(path, "from", n)), nearest(from, known), "kind %q has no state %q to move from", k.ID, from)
			}
		}
		if _, ok := states[t.To]; !ok && t.To != "" {
			l.add(l.spot(path+".to"), nearest(t.To, known), "kind %q has no state %q to move to", k.ID, t.To)
		}
		l.refs(r, "roles", t.Roles, path+".roles")
		if t.Once != "" && !slices.ContainsFunc(k.Clocks, func(c Clock) bool { return c.ID == t.Once }) {
			l.add(l.spot(path+".once"), "", "kind %q has no clock %q that could run out", k.ID, t.Once)
		}
		if t.Guard != nil && t.Else == "" {
			l.add(l.spot(path+".guard"), "", "a guard needs \"else:\", the words for the person whom it refuses")
		}
	}
	for j := range k.Transitions {
		l.checkAgree(k, &k.Transitions[j], join(at, "transitions", j, "agree"), r)
	}
	l.checkPromises(k, at, r)
	l.reach(k, at, states)
	l.leave(k, at)
	if k.Known && k.Sealed {
		l.add(l.spot(at+".known"), "", "kind %q is sealed, and who is on its records is told to nobody: take away \"known:\" or \"sealed:\"", k.ID)
	} else if k.Known && k.Marking != "" && k.Marking != Markings[0] {
		l.add(l.spot(at+".known"), "", "kind %q is marked %s, and who is on its records is told to nobody else: take away \"known:\" or the marking", k.ID, k.Marking)
	}
}

// checkPromises looks at who agrees that a record is closed over a contact that was promised and missed.
func (l *loader) checkPromises(k *Kind, at string, r registry) {
	if len(k.Promises) == 0 {
		return
	}
	l.refs(r, "roles", k.Promises, at+".contact_promises")
	if k.Archetype != Case || len(k.Parties) == 0 {
		l.add(l.spot(at+".contact_promises"), "", "contacts are promised to the people on a case, and kind %q has none", k.ID)
	} else if !slices.ContainsFunc(k.Promises, func(role string) bool { return l.agrees(k, role, r) }) {
		l.add(l.spot(at+".contact_promises"), "", "none of these roles could agree it: one needs a grant to view and close records of the kind %q that are not their own, with its marking", k.ID)
	}
}

// agrees says that a role could agree closings of a kind: it views and closes records that are not its own, with their marking.
func (l *loader) agrees(k *Kind, role string, r registry) bool {
	i, ok := r["roles"].at[role]
	return ok && slices.ContainsFunc(l.pack.Roles[i].Grants, func(g Grant) bool {
		return g.Scope != Assigned && (has(g.Kinds, k.ID) || has(g.Kinds, "*")) && slices.Contains(g.Verbs, View) && slices.Contains(g.Verbs, Close) && (k.Marking == "" || k.Marking == Markings[0] || has(g.Markings, k.Marking))
	})
}

// checkAgree looks at who agrees a closing: it is one, somebody can, and who agrees it reads all that was answered.
func (l *loader) checkAgree(k *Kind, t *Transition, at string, r registry) {
	if len(t.Agree) == 0 {
		return
	}
	l.refs(r, "roles", t.Agree, at)
	to, _ := k.State(t.To)
	opens := slices.ContainsFunc(k.States, func(s State) bool { return !s.Closed && (has(t.From, s.ID) || has(t.From, "*")) })
	if !to.Closed || !opens {
		l.add(l.spot(at), "", "only a closing is agreed by somebody else, and %q does not close a record of the kind %q", t.Verb, k.ID)
		return
	}
	if !slices.ContainsFunc(t.Agree, func(role string) bool { return l.agrees(k, role, r) }) {
		l.add(l.spot(at), "", "none of these roles could agree it: one needs a grant to view and close records of the kind %q that are not their own, with its marking", k.ID)
	}
	for _, id := range t.Guarded() {
		if f, ok := k.Field(id); ok && f.Compartment != "" {
			l.add(l.spot(at), "", "the guard looks at %q, which is kept in a compartment: who agrees the closing could not read what they agree", id)
		}
	}
}

// leave complains of a case that never ends: its clocks would run for good, and it would stand among the open ones. Every
// state that can be reached must lead to a closed one.
func (l *loader) leave(k *Kind, at string) {
	ends := map[string]bool{}
	for _, s := range k.States {
		ends[s.ID] = s.Closed
	}
	if k.Archetype == Case && len(k.States) > 0 && !slices.ContainsFunc(k.States, func(s State) bool { return s.Closed }) {
		l.add(l.spot(at+".states"), "", "kind %q is a case and has no closed state; mark the last one with \"closed: true\"", k.ID)
		return
	}
	for range k.States {
		for _, t := range k.Transitions {
			for _, s := range k.States {
				ends[s.ID] = ends[s.ID] || ends[t.To] && (has(t.From, s.ID) || has(t.From, "*"))
			}
		}
	}
	for j, s := range k.States {
		if k.Archetype == Case && !ends[s.ID] {
			l.add(l.spot(join(at, "states", j)), "", "state %q of kind %q can never be left for a closed one: no transition leads on from it", s.ID, k.ID)
		}
	}
}

// reach complains of states to which no row of transitions leads from the initial state.
func (l *loader) reach(k *Kind, at string, states map[string]int) {
	start := k.Initial().ID
	if start == "" {
		return
	}
	reached, queue := map[string]bool{start: true}, []string{start}
	for len(queue) > 0 {
		from := queue[0]
		queue = queue[1:]
		for _, t := range k.Transitions {
			if !reached[t.To] && (has(t.From, from) || has(t.From, "*")) {
				reached[t.To] = true
				queue = append(queue, t.To)
			}
		}
	}
	for j, s := range k.States {
		if !reached[s.ID] && states[s.ID] == j {
			l.add(l.spot(join(at, "states", j)), "", "state %q of kind %q can never be reached: no transition leads to it", s.ID, k.ID)
		}
	}
}

func (l *loader) checkFields(k *Kind, at string, r registry) {
	l.unique("field", at+".fields", len(k.Fields), func(j int) string { return k.Fields[j].ID })
	for j := range k.Fields {
		path, f := join(at, "fields", j), &k.Fields[j]
		l.checkField(f, path)
		l.ref(r, "compartments", f.Compartment, path+".compartment")
		if beside, ok := k.Field(f.Ranked); f.Ranked != "" && (!ok || beside.Type != YesNo) {
			l.add(l.spot(path+".ranked"), "name a yes-no field of the kind, such as whether the vehicle was stopped", "field %q is ranked with %q, which is no yes-no field of the kind", f.ID, f.Ranked)
		}
		if f.Compartment != "" && f.Column() != "" {
			l.add(l.spot(path+".compartment"), "", "field %q is what every record says of itself, and whoever opens one reads it: no compartment can keep it", f.ID)
		}
	}
}

func (l *loader) checkField(f *Field, path string) {
	if f.ID != "" && !fieldID.MatchString(f.ID) {
		l.add(l.spot(path+".id"), strings.ReplaceAll(strings.ToLower(f.ID), "-", "_"), "field %q: an id of a field holds small letters, digits and underscores", f.ID)
	}
	choice := f.Type == Choice || f.Type == Choices
	l.oneOf("from", f.From, optionSources, path+".from")
	l.unique("option", path+".options", len(f.Options), func(j int) string { return f.Options[j].ID })
	switch {
	case choice && len(f.Options) == 0 && f.From == "":
		l.add(l.spot(path), "", "field %q is a choice and has neither \"options:\" nor \"from:\"", f.ID)
	case choice && len(f.Options) > 0 && f.From != "":
		l.add(l.spot(path), "", "field %q has both \"options:\" and \"from:\"", f.ID)
	case !choice && (len(f.Options) > 0 || f.From != "") && f.Type != BodyRef:
		l.add(l.spot(path), "", "field %q has options and is no choice", f.ID)
	}
	if f.Measure != "" && f.Type != Number && f.Type != Money {
		l.add(l.spot(path+".measure"), "", "field %q is counted as %q and is neither a number nor money", f.ID, f.Measure)
	}
	if f.Max != 0 && f.Max < f.Min {
		l.add(l.spot(path+".max"), "", "field %q: max %d is less than min %d", f.ID, f.Max, f.Min)
	}
}

// checkEvent looks at what starts, stops or pauses a clock: a word, or state:ID.
func (l *loader) checkEvent(event string, words []string, states map[string]int, path string) {
	state, named := strings.CutPrefix(event, "state:")
	if !named {
		l.oneOf("event", event, append(words, "state:ID"), path)
		return
	}
	if _, ok := states[state]; !ok {
		likely := nearest(state, keysOf(states))
		if likely != "" {
			likely = "state:" + likely
		}
		l.add(l.spot(path), likely, "there is no state %q for the clock", state)
	}
}
