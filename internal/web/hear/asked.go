package hear

import (
	"cmp"
	"context"
	"errors"
	"net/http"

	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/hear/form"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/journey"
	"github.com/wardmote/wardmote/internal/web/page"
)

// askPath is where the forms stand that the pack declares: under the journey, so that Exit ends them too.
const askPath = "/report/form/"

// askCookie is one for all of them, so that it tells nobody which was begun. Each is kept apart under it.
var askCookie = journey.Cookie{Name: desk.AskCookie, Path: reportPath}

type (
	ask    = journey.Question[*form.Filled]
	asking = journey.Answer[*form.Filled]
)

// newAsked is a form of the pack as it is filled in.
func (s *screens) newAsked(id string) *journey.Form[*form.Filled] {
	d, err := s.forms.Form(id)
	if err != nil {
		panic(err) // the pack declares it
	}
	return &journey.Form[*form.Filled]{Root: askPath + id, Questions: s.asks(d), Keep: d, Pages: s.asking, Cookie: askCookie,
		Exit: func(*form.Filled) bool { return d.Kind.Sensitive },
		Sent: func(ctx context.Context, token string) bool {
			_, err := d.Receipt(ctx, token)
			return err == nil
		},
		Start: func(r *http.Request, had string) (string, error) {
			if err := s.allow(r, s.sending, "begin "+address(r), page.Say(r, "form.phone")); err != nil {
				return "", err
			}
			token, err := s.askToken(r.Context(), had)
			if err != nil {
				return "", err
			}
			return token, d.Begin(r.Context(), token)
		}}
}

// askToken is the token of a browser, which its other forms stand under, or a new one where nothing stands under it.
func (s *screens) askToken(ctx context.Context, had string) (string, error) {
	if had != "" {
		if held, err := s.forms.Holds(ctx, had); err != nil || held {
			return had, err
		}
	}
	return credential.NewToken(), nil
}

// asks are the pages of a form of the pack.
func (s *screens) asks(d *form.Declared) []ask {
	var out []ask
	for _, step := range d.Steps() {
		q := ask{ID: step.ID, Asked: step.Asked, Done: step.Done}
		if step.ID == form.CheckPage {
			q.Show, q.First = s.showChecked(d), s.sendAsked(d)
		} else {
			s.drawn(d, d.Page(step.ID), &q)
		}
		out = append(out, q)
	}
	return out
}

// drawn gives a page what it shows and takes.
func (s *screens) drawn(d *form.Declared, p *pack.FormPage, q *ask) {
	switch {
	case p.Notice != "":
		q.Show, q.Take = s.showNotice(p.Notice), func(*asking) {}
	case p.Asks == pack.AskPlace:
		s.placePages(d, p, q)
	case p.Asks == pack.AskContact:
		contactPages(d, p, q)
	case p.Asks == pack.AskPhotos:
		q.Bytes, q.Take = photoFormBytes, func(*asking) {}
		q.Show = func(a *asking) error { return askPhotosOf(a, d.Drafts(), askPath+d.ID) }
		q.First = func(a *asking) (string, error) { return keepPhotosOf(s, a, d.Drafts()) }
	default:
		q.Show = func(a *asking) error { return showQuestions(d, p, a) }
		q.Take = func(a *asking) {
			for _, f := range d.Questions(a.F, p.ID) {
				a.F.Set(f.ID, journey.Read(a.Form, f))
			}
		}
	}
}

func showQuestions(d *form.Declared, p *pack.FormPage, a *asking) error {
	questions := d.Questions(a.F, p.ID)
	alone := len(questions) == 1 && p.Title == ""
	if !alone {
		a.Screen.Heading, a.Screen.Title = p.Title, p.Title
	}
	for _, f := range questions {
		journey.Ask(a, f, a.F.Field(f.ID), alone)
	}
	return nil
}

// showNotice is a page that is read and passed.
func (s *screens) showNotice(id string) func(*asking) error {
	return func(a *asking) error {
		n, _ := s.pack().Notice(id)
		a.Screen.Heading, a.Screen.Title, a.Screen.Doors = n.Title, n.Title, s.doorsDrawn(a.Words(), n.Contacts)
		a.Add(journey.Paragraph(n.Body))
		return nil
	}
}

func (s *screens) placePages(d *form.Declared, p *pack.FormPage, q *ask) {
	switch q.ID {
	case form.WhichPage:
		q.Show = func(a *asking) error {
			s.askWhich(a, a.F.Place, d.Call)
			a.Screen.After = append(a.Screen.After, journey.Link(askPath+d.ID+"/"+p.ID, a.Say("form.where.again")))
			return nil
		}
		q.Take = func(a *asking) {
			a.F.Ask(form.WardPage)
			s.takeWhich(a, &a.F.Place)
		}
	case form.WardPage:
		q.Show = func(a *asking) error { s.askWardOf(a, a.F.Place); return nil }
		q.Take = func(a *asking) { takeWardOf(a, &a.F.Place) }
	default:
		q.Show = func(a *asking) error { placeWords(a, cmp.Or(p.Title, a.Say("form.where")), a.F.Place); return nil }
		q.Take = func(a *asking) {
			if a.F.Place.Say(a.Form.Needed("place", placeMost, a.Say("form.where.missing")), false) {
				a.F.Ask(form.WhichPage, form.WardPage)
			}
		}
	}
}

func contactPages(d *form.Declared, p *pack.FormPage, q *ask) {
	if q.ID == form.SafelyPage {
		q.Show = func(a *asking) error { waysQuestions(a, a.F.Contact); return nil }
		q.Take = func(a *asking) { takeWays(a, &a.F.Contact) }
		return
	}
	q.Show = func(a *asking) error {
		never := ""
		if d.Follow {
			never = a.Say("form.contact.never")
		}
		contactQuestions(a, a.F.Contact, never)
		return nil
	}
	q.Take = func(a *asking) {
		if takeContactOf(a, &a.F.Contact, a.Say("form.contact.missing")) {
			a.F.Ask(form.SafelyPage)
		}
	}
}

// theAsked is the form that the address names.
func (s *screens) theAsked(r *http.Request) (*form.Declared, *journey.Form[*form.Filled], error) {
	d, err := s.forms.Form(r.PathValue("form"))
	if errors.Is(err, fault.ErrNotFound) {
		return nil, nil, page.Refuse(r, page.NotFound, "form.none")
	}
	return d, s.asked[r.PathValue("form")], err
}

func (s *screens) beginAsked(w http.ResponseWriter, r *http.Request) error {
	_, j, err := s.theAsked(r)
	if err != nil {
		return err
	}
	return j.Begin(w, r)
}

func (s *screens) askedPage(w http.ResponseWriter, r *http.Request) error {
	_, j, err := s.theAsked(r)
	if err != nil {
		return err
	}
	return j.Serve(w, r, r.PathValue("page"))
}

// clearAsked deletes what was entered in one form; those beside it stay.
func (s *screens) clearAsked(w http.ResponseWriter, r *http.Request) error {
	d, j, err := s.theAsked(r)
	if err != nil {
		return err
	}
	if t := j.Cookie.Token(r); t != "" {
		if err := d.Drafts().Abandon(r.Context(), t); err != nil {
			return err
		}
		if held, err := s.forms.Holds(r.Context(), t); err != nil {
			return err
		} else if !held {
			j.Cookie.Drop(w)
		}
	}
	return page.Redirect(w, r, "/", "")
}

// askedPhoto is a photo of the form under way, for the browser that holds its token.
func (s *screens) askedPhoto(w http.ResponseWriter, r *http.Request) error {
	d, j, err := s.theAsked(r)
	if err != nil {
		return err
	}
	return writePhoto(w, r, d.Drafts(), j.Cookie.Token(r))
}
