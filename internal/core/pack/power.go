package pack

import "github.com/wardmote/wardmote/law"

// Served is the state of a record of a power once its notice is served: the contract has been signed, the penalty issued, the order published.
const Served = "served"

// Printed are words that stand on every notice of a kind, as the partnership puts them: what the notice means, how to pay, where to appeal.
type Printed struct {
	ID    string `yaml:"id" need:"yes"` // of what the law asks the notice to say
	Name  string `yaml:"name" need:"yes"`
	Words string `yaml:"words" need:"yes"`
}

// Drafted says that what will be served can still be changed: the record stands in a state that is a draft, or its kind serves nothing.
func (k *Kind) Drafted(state string) bool {
	s, ok := k.State(state)
	return len(k.Powers) == 0 || ok && s.Draft
}

// Says is what the notices of the kind print under an id; false where that is a field, or nothing.
func (k *Kind) Says(id string) (Printed, bool) {
	for _, p := range k.Printed {
		if p.ID == id {
			return p, true
		}
	}
	return Printed{}, false
}

// The fields of how a notice was served, which every kind of a power has.
const (
	ServedHow = "served_how"
	ServedOn  = "served_on"
	Proof     = "proof"
)

// powerShape are the fields that a kind needs to be worked on by its power: their types, and what they are for.
var powerShape = []struct {
	id  string
	typ FieldType
}{{ServedHow, Choice}, {ServedOn, Date}, {Proof, Text}}

// checkPower looks at a kind that is served under a power: the law's own list of what its notice says is kept or printed.
func (l *loader) checkPower(k *Kind, at string, r registry) {
	l.refs(r, "roles", k.Leaders, at+".leaders")
	l.ref(r, "kinds", k.After, at+".after")
	if len(k.Powers) == 0 {
		if k.Youngest != 0 || k.After != "" || len(k.Printed) > 0 || len(k.Leaders) > 0 {
			l.add(l.spot(at), "", "kind %q says how notices are served and names no power: add \"powers:\"", k.ID)
		}
		return
	}
	if s, ok := k.State(Served); !ok || s.Draft || !k.Initial().Draft {
		l.add(l.spot(at+".states"), "", "kind %q needs an initial state with \"draft: true\" and a state %q without it: what is served is fixed", k.ID, Served)
	}
	for _, want := range powerShape {
		if f, ok := k.Field(want.id); !ok || f.Type != want.typ {
			l.add(l.spot(at+".fields"), "", "kind %q needs the field %s (%s): it says how a notice was served", k.ID, want.id, want.typ)
		}
	}
	if _, ok := k.Field("age"); !ok && k.Youngest != 0 {
		l.add(l.spot(at+".youngest"), "", "kind %q is for nobody younger than %d and asks for no age", k.ID, k.Youngest)
	}
	for j, id := range k.Powers {
		p, ok := law.PowerOf(id)
		if !ok {
			l.add(l.spot(join(at, "powers", j)), nearest(id, powerIDs()), "there is no power %q", id)
			continue
		}
		l.checkSays(k, p, at)
	}
}

// checkSays looks whether all that a power asks for stands on the notices of a kind.
func (l *loader) checkSays(k *Kind, p *law.Power, at string) {
	for _, id := range append(append([]string{}, p.Required...), p.Considers...) {
		_, printed := k.Says(id)
		if f, ok := k.Field(id); (!ok || !f.Stated) && !printed {
			l.add(l.spot(at+".fields"), "", "kind %q needs the field %q with \"stated: true\", or \"printed:\" words of that id: %s asks for it (%s)", k.ID, id, p.Name, p.Citation)
		}
	}
	how, _ := k.Field(ServedHow)
	for _, o := range how.Options {
		if !has(p.Serves, o.ID) {
			l.add(l.spot(at+".fields"), nearest(o.ID, p.Serves), "kind %q serves in the way %q, which is none of %s", k.ID, o.ID, p.Name)
		}
	}
}

func powerIDs() (ids []string) {
	for _, p := range law.Powers {
		ids = append(ids, p.ID)
	}
	return ids
}
