package pack

import (
	"fmt"
	"regexp"
	"slices"
)

// pageID is what a page of a form may be called in its address, and ownPages what is there already.
var (
	pageID   = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
	ownPages = []string{"check", "sent", "clear", "photo", "which", "ward", "safely"}
)

// askable are the types of fields that a public form may ask for. A resident has no list of people, bodies or documents to choose from.
var askable = []FieldType{Text, Number, Money, Date, Choice, Choices, YesNo}

// ContactFields are the fields in which the contact part of a form keeps its answers, by type.
var ContactFields = []Field{{ID: "reporter_name", Type: Text}, {ID: "email", Type: Text}, {ID: "phone", Type: Text}, {ID: "safe_contact", Type: YesNo},
	{ID: "contact_how", Type: Text}, {ID: "contact_by", Type: Choices}, {ID: "contact_days", Type: Choice}, {ID: "contact_from", Type: Text}, {ID: "contact_until", Type: Text},
	{ID: "contact_voicemail", Type: YesNo}, {ID: "contact_neutral", Type: YesNo}, {ID: "contact_others", Type: Text}, {ID: "needs", Type: Text}}

// reading is a form as it is checked: which page asks for what.
type reading struct {
	*Form
	kind  *Kind
	at    string
	asked map[string]int   // field → number of its page
	parts map[FormPart]int // part → number of its page
}

// checkForms looks at every public form: what it asks can be kept, nothing is asked twice or depends on what is asked later, whatever
// the kind needs is asked, and what is sent has an owner.
func (l *loader) checkForms(r registry) {
	for i := range l.pack.Forms {
		f := &l.pack.Forms[i]
		x := &reading{Form: f, at: join("forms", i), asked: map[string]int{}, parts: map[FormPart]int{}}
		l.refs(r, "contacts", f.Services, x.at+".services")
		l.checkPages(x, r)
		l.checkFormOwners(x, r)
		if !l.ref(r, "kinds", f.Kind, x.at+".kind") {
			continue
		}
		x.kind = l.kindOf(f.Kind, r)
		l.checkFormKind(x)
		l.checkAsked(x)
		l.checkOrder(x)
		l.checkLeftOut(x)
	}
}

// checkPages looks at what each page is, whichever kind the form is of.
func (l *loader) checkPages(x *reading, r registry) {
	l.unique("page", x.at+".pages", len(x.Pages), func(j int) string { return x.Pages[j].ID })
	for j := range x.Pages {
		p, at := &x.Pages[j], join(x.at, "pages", j)
		switch {
		case p.ID != "" && !pageID.MatchString(p.ID):
			l.add(l.spot(at+".id"), "", "page %q: the id of a page holds small letters, digits and dashes", p.ID)
		case slices.Contains(ownPages, p.ID):
			l.add(l.spot(at+".id"), "", "page %q: every form has a page of that name already; take another", p.ID)
		}
		l.ref(r, "notices", p.Notice, at+".notice")
		n := len(p.Questions)
		if p.Asks != "" {
			if first, twice := x.parts[p.Asks]; twice {
				l.add(l.spot(at+".asks"), "", "the form %q asks for the %s twice; the first is on the page %q", x.ID, p.Asks, x.Pages[first].ID)
			} else {
				x.parts[p.Asks] = j
			}
			n++
		}
		if p.Notice != "" {
			n++
		}
		switch {
		case n == 0:
			l.add(l.spot(at), "", "page %q asks nothing: give it \"questions:\", \"asks:\" or \"notice:\"", p.ID)
		case n > len(p.Questions) && n > 1:
			l.add(l.spot(at), "", "page %q is one of three: \"questions:\", \"asks:\" or \"notice:\"; make a page of each", p.ID)
		case len(p.Questions) > 1 && p.Title == "":
			l.add(l.spot(at), "", "page %q asks %d questions and needs a \"title:\"", p.ID, len(p.Questions))
		}
	}
}

// checkFormKind looks at what the kind must be, so that what is sent waits for somebody and its sender is told.
func (l *loader) checkFormKind(x *reading) {
	k, at := x.kind, l.spot(x.at+".kind")
	switch {
	case k.ID == l.pack.Partnership.Report:
		l.add(at, "", "the kind %q has the journey of a report, and no form beside it", k.ID)
	case k.Archetype != Case:
		l.add(at, "", "the kind %q is no case: what a form makes waits for somebody, on the home of a team", k.ID)
	case !slices.ContainsFunc(k.Clocks, func(c Clock) bool { return c.Starts == "opened" }):
		l.add(at, "", "the kind %q has no clock that \"starts: opened\", so that nobody would say by when they answer", k.ID)
	case len(k.Owners) > 0:
		l.add(at, "", "the kind %q says with \"owners:\" whom its records go to, and so does the form %q; one of them must not", k.ID, x.ID)
	}
	for j, s := range k.States {
		if x.Follow && (s.Public == "" || s.Next == "") {
			l.add(at, "", "the form %q is followed, and the state %q of kind %q has no \"public:\" and \"next:\" to tell its sender", x.ID, k.States[j].ID, k.ID)
		}
	}
}

// checkAsked looks at each question: a field of the kind, of a type that residents can answer, asked once.
func (l *loader) checkAsked(x *reading) {
	for j := range x.Pages {
		for n, q := range x.Pages[j].Questions {
			at := l.spot(join(x.at, "pages", j, "questions", n, "field"))
			f, ok := x.kind.Field(q.Field)
			if !ok && q.Field != "" {
				l.add(at, nearest(q.Field, fieldIDs(x.kind)), "kind %q has no field %s to keep the answer in", x.kind.ID, shown(q.Field))
				continue
			}
			first, twice := x.asked[q.Field]
			switch {
			case twice:
				l.add(at, "", "the field %q is asked twice; the first time on the page %q", q.Field, x.Pages[first].ID)
				continue
			case ok && !slices.Contains(askable, f.Type):
				l.add(at, "", "the field %q holds a %s, which no public form asks for", q.Field, f.Type)
			case f.Compartment != "" || f.Reference:
				l.add(at, "", "the field %q is set by staff alone", q.Field)
			}
			x.asked[q.Field] = j
		}
	}
	if j, asks := x.parts[AskContact]; asks {
		l.checkContactPart(x, j)
	}
}

func (l *loader) checkContactPart(x *reading, page int) {
	var missing []string
	for _, want := range ContactFields {
		got, ok := x.kind.Field(want.ID)
		if !ok || got.Type != want.Type {
			missing = append(missing, fmt.Sprintf("%s (%s)", want.ID, want.Type))
			continue
		}
		if first, twice := x.asked[want.ID]; twice {
			l.add(l.spot(join(x.at, "pages", page, "asks")), "", "the field %q is asked twice; the first time on the page %q", want.ID, x.Pages[first].ID)
		}
		x.asked[want.ID] = page
	}
	if len(missing) > 0 {
		l.add(l.spot(join(x.at, "pages", page, "asks")), "", "kind %q needs the fields %s to keep how somebody can be reached", x.kind.ID, listed(missing))
	}
}

func fieldIDs(k *Kind) []string {
	ids := make([]string, len(k.Fields))
	for i, f := range k.Fields {
		ids[i] = f.ID
	}
	return ids
}
