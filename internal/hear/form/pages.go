package form

import "github.com/wardmote/wardmote/internal/core/pack"

// The pages that a form has beside those that the pack declares: which place the words mean, the ward, how it is safe to reach somebody,
// and the answers to check.
const (
	WhichPage  = "which"
	WardPage   = "ward"
	SafelyPage = "safely"
	CheckPage  = "check"
)

// Steps are the pages of the form in their order.
func (d *Declared) Steps() Steps[*Filled] {
	var out Steps[*Filled]
	add := func(id string, page *pack.FormPage, more func(*Filled) bool) {
		out = append(out, Step[*Filled]{ID: id,
			Asked: func(f *Filled) bool { return d.asked(f, page.ID) && (more == nil || more(f)) },
			Done:  func(f *Filled) bool { return f.Has(id) && d.complete(f, page) }})
	}
	for i := range d.Pages {
		page := &d.Pages[i]
		add(page.ID, page, nil)
		switch page.Asks {
		case pack.AskPlace:
			add(WhichPage, page, func(f *Filled) bool { return !f.Place.Pinned })
			add(WardPage, page, func(f *Filled) bool { return len(f.Place.Wards) > 1 })
		case pack.AskContact:
			add(SafelyPage, page, func(f *Filled) bool { return f.Contact.Some() })
		}
	}
	return append(out, Step[*Filled]{ID: CheckPage, Done: func(*Filled) bool { return false }})
}

// Page is the declared page behind a step; nil for the last.
func (d *Declared) Page(step string) *pack.FormPage {
	for i := range d.Pages {
		p := &d.Pages[i]
		switch {
		case p.ID == step, p.Asks == pack.AskPlace && (step == WhichPage || step == WardPage), p.Asks == pack.AskContact && step == SafelyPage:
			return p
		}
	}
	return nil
}

func (d *Declared) asked(f *Filled, page string) (asked bool) {
	d.walk(f, func(p *pack.FormPage, is bool, _ *counted) bool {
		if p.ID == page {
			asked = is
		}
		return p.ID != page
	})
	return asked
}

// complete says that nothing that must be answered is open on a page, as the answers before it stand now.
func (d *Declared) complete(f *Filled, page *pack.FormPage) bool {
	for _, q := range d.Questions(f, page.ID) {
		if q.Required && pack.Empty(f.Field(q.ID)) {
			return false
		}
	}
	return true
}

// Line is an answer on the page that checks them, or a part that is asked of every form alike.
type Line struct {
	Question pack.Field
	Value    any           // nil where nothing was given
	Asks     pack.FormPart // a part (pack.AskPlace and so on); empty for a question
	Step     string
}

// Lines are the answers that count, in the order in which they were asked.
func (d *Declared) Lines(f *Filled) []Line {
	var out []Line
	d.walk(f, func(p *pack.FormPage, asked bool, c *counted) bool {
		if !asked {
			return true
		}
		for _, q := range d.questions(p, c) {
			v := f.Field(q.ID)
			if pack.Empty(v) {
				v = nil
			}
			out = append(out, Line{Question: q, Value: v, Step: p.ID})
		}
		if p.Asks != "" {
			out = append(out, Line{Asks: p.Asks, Step: p.ID})
		}
		return true
	})
	return out
}
