package pack

import (
	"slices"

	"github.com/wardmote/wardmote/internal/core/when"
)

// Agreement is what one body lets posts of another do with its records for a time, under a law and a paper that both have signed. It is
// beside the grants of their roles, and lets nobody into a compartment.
type Agreement struct {
	ID      string      `yaml:"id" need:"yes"`
	Name    string      `yaml:"name" need:"yes"`
	Of      string      `yaml:"of" need:"yes"`    // id of the body that owns the records
	With    string      `yaml:"with" need:"yes"`  // id of the body whose posts are let in
	Roles   []string    `yaml:"roles" need:"yes"` // which of its posts
	Verbs   []Verb      `yaml:"verbs" need:"yes"`
	Kinds   []string    `yaml:"kinds" need:"yes"` // "*" is every kind that is not sealed
	Marking string      `yaml:"marking"`          // the most protective that it reaches; the least where empty
	Areas   []string    `yaml:"areas"`            // codes of wards or ids of area groups; anywhere where empty
	From    when.Date   `yaml:"from" need:"yes"`
	Until   when.Date   `yaml:"until" need:"yes"` // the last day
	Basis   LawfulBasis `yaml:"basis" need:"yes"`
	Gateway string      `yaml:"gateway"`           // the law that lets it be shared, in words
	Source  string      `yaml:"source" need:"yes"` // the paper
}

// InForce says that it gives something on the day.
func (a *Agreement) InForce(day when.Date) bool {
	return !day.IsZero() && !day.Before(a.From) && !day.After(a.Until)
}

// To says that it lets in who holds a role at a body.
func (a *Agreement) To(role, body string) bool { return body == a.With && has(a.Roles, role) }

// Named says that it is meant for a kind: it names it, or is on every kind and this one is not sealed.
func (a *Agreement) Named(k *Kind) bool { return Grant{Kinds: a.Kinds}.On(k) }

// On says that it gives something of a kind that it is meant for (Named): nothing does where Lacks says why.
func (a *Agreement) On(k *Kind) bool { return a.Named(k) && len(a.Lacks(k)) == 0 }

// Lacks are the points for want of which it gives nothing of a kind. Who asks each person for their consent shares one record after the
// other, and no agreement over many stands in the place of that.
func (a *Agreement) Lacks(k *Kind) []string {
	open := k.Declared.Unshared()
	if a.Basis == UnknownBasis || k.Declared.Basis == Consent {
		open = append(open, "a basis that is settled and is not consent")
	}
	return open
}

// Markings are those that it reaches.
func (a *Agreement) Markings() []string {
	return Markings[:max(slices.Index(Markings, a.Marking), 0)+1]
}

// Agreement is the agreement of that id.
func (p *Pack) Agreement(id string) (*Agreement, bool) {
	return find(p, "agreements", id, p.Agreements)
}

// sharing are the verbs that an agreement may give: who owns a record, and that there is one, is its owner's to say.
var sharing = []string{string(View), string(Edit), string(Close), string(Count), string(Export)}

func (l *loader) checkAgreements(r registry) {
	for i := range l.pack.Agreements {
		a, at := &l.pack.Agreements[i], join("agreements", i)
		l.ref(r, "bodies", a.Of, at+".of")
		l.ref(r, "bodies", a.With, at+".with")
		l.refs(r, "roles", a.Roles, at+".roles")
		l.oneOf("marking", a.Marking, Markings, at+".marking")
		for j, v := range a.Verbs {
			l.oneOf("verb", string(v), sharing, join(at, "verbs", j))
		}
		if !slices.Contains(a.Verbs, View) && slices.ContainsFunc(a.Verbs, func(v Verb) bool { return v == Edit || v == Close || v == Export }) {
			l.add(l.spot(at+".verbs"), "", "agreement %q lets records be changed or taken out that it lets nobody open: give view beside it", a.ID)
		}
		l.checkAgreedAreas(a, at+".areas", r)
		if a.Of == a.With && a.Of != "" {
			l.add(l.spot(at+".with"), "", "agreement %q is of the body %q with itself", a.ID, a.Of)
		}
		if a.Until.Before(a.From) && !a.Until.IsZero() {
			l.add(l.spot(at+".until"), "", "agreement %q ends before it begins", a.ID)
		}
		if a.Basis == Consent {
			l.add(l.spot(at+".basis"), "", "agreement %q rests on consent, which each person gives for their own record: name the duty or the task that it rests on", a.ID)
		}
		for j, kind := range a.Kinds {
			path := join(at, "kinds", j)
			if kind == "*" || !l.ref(r, "kinds", kind, path) {
				continue
			}
			k := l.kindOf(kind, r)
			l.checkBasis(a.Basis, k.Declared.Regime, path, "agreement "+quoted(a.ID)+" on the kind "+quoted(kind))
		}
	}
}

func (l *loader) checkAgreedAreas(a *Agreement, path string, r registry) {
	codes := l.areaCodes()
	for j, area := range a.Areas {
		if _, group := r["area_groups"].at[area]; !group {
			l.checkCodes([]string{area}, codes, join(path, j))
		}
	}
}
