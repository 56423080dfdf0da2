package form

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"

	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// Desk takes in what is sent with the forms of the pack.
type Desk struct {
	Gate *gate.Gate
	PINs *credential.PINs
}

// Declared is one form of the pack.
type Declared struct {
	*pack.Form
	Kind *pack.Kind

	desk *Desk
}

// Form is the form of that id; fault.ErrNotFound where the pack has none.
func (d *Desk) Form(id string) (*Declared, error) {
	f, ok := d.Gate.Pack().Form(id)
	if !ok {
		return nil, fmt.Errorf("the pack declares no form %q: %w", id, fault.ErrNotFound)
	}
	k, _ := d.Gate.Pack().Kind(f.Kind)
	return &Declared{Form: f, Kind: k, desk: d}, nil
}

// Holds says that something of some form is kept under a token: what is under way, or what was given for what was sent.
func (d *Desk) Holds(ctx context.Context, token string) (bool, error) {
	for _, f := range d.Gate.Pack().Forms {
		if _, err := draftsOf(d.Gate, f.ID).Load(ctx, token); !errors.Is(err, fault.ErrNotFound) {
			return err == nil, err
		}
	}
	return false, nil
}

// Abandon deletes whatever a browser has under way and what it was given for what it sent, of every form.
func (d *Desk) Abandon(ctx context.Context, token string) error {
	for _, f := range d.Gate.Pack().Forms {
		if err := draftsOf(d.Gate, f.ID).Abandon(ctx, token); err != nil {
			return err
		}
	}
	return nil
}

func draftsOf(g *gate.Gate, form string) Drafts { return Drafts{Gate: g, Name: "form " + form} }

// Drafts are what is under way of the form, with its photos.
func (d *Declared) Drafts() Drafts { return draftsOf(d.desk.Gate, d.ID) }

func (d *Declared) pack() *pack.Pack { return d.desk.Gate.Pack() }

// Begin keeps an empty form under a token, in the place of one that was sent before under it.
func (d *Declared) Begin(ctx context.Context, token string) error {
	return d.Drafts().Begin(ctx, token, &Filled{Key: credential.NewToken()})
}

// Resume is what has been filled in under a token; fault.ErrNotFound where there is no such form, or it was sent or has expired.
func (d *Declared) Resume(ctx context.Context, token string) (*Filled, error) {
	kept, err := d.Drafts().Load(ctx, token)
	if err != nil {
		return nil, err
	}
	return opened(kept, d.Kind)
}

// Change saves an answer: fn changes the form as it is now.
func (d *Declared) Change(ctx context.Context, token string, fn func(*Filled) error) (f *Filled, err error) {
	kept, err := d.Drafts().Change(ctx, token, func(was Draft) (any, error) {
		if f, err = opened(was, d.Kind); err != nil {
			return nil, err
		}
		if err := fn(f); err != nil {
			return nil, err
		}
		return f.sealable()
	})
	if err == nil {
		f.kept = kept
	}
	return f, err
}

// counted are the answers that count, page by page: those of pages that are asked for the answers before them.
type counted struct {
	fields  record.Fields
	area    string
	place   bool
	contact bool
	photos  bool
}

// vars are what the conditions of pages see.
func (d *Declared) vars(c *counted) map[string]any {
	r := record.Record{Kind: d.Kind.ID, Area: c.area, Fields: c.fields}
	return r.Vars(d.Kind, d.desk.Gate.Now().Date())
}

// walk goes through the pages in their order and counts the answers of those that are asked. visit is told of each page before its own
// answers count, and ends the walk where it gives false.
func (d *Declared) walk(f *Filled, visit func(page *pack.FormPage, asked bool, c *counted) bool) *counted {
	c := &counted{fields: record.Fields{}}
	for i := range d.Pages {
		page := &d.Pages[i]
		asked := page.When.Holds(d.vars(c)) && (len(page.Questions) == 0 || len(d.questions(page, c)) > 0)
		if visit != nil && !visit(page, asked, c) {
			break
		}
		if asked {
			d.count(f, page, c)
		}
	}
	return c
}

func (d *Declared) count(f *Filled, page *pack.FormPage, c *counted) {
	for _, q := range d.questions(page, c) {
		if v, ok := f.fields[q.ID]; ok {
			c.fields[q.ID] = v
		}
	}
	switch page.Asks {
	case pack.AskPlace:
		c.place, c.area = true, f.Place.Area
	case pack.AskContact:
		c.contact = true
		maps.Copy(c.fields, f.Contact.Fields())
	case pack.AskPhotos:
		c.photos = true
	}
}

// questions are what a page asks, as the answers before it stand: a field with a condition of its own only where that holds.
func (d *Declared) questions(page *pack.FormPage, c *counted) []pack.Field {
	var out []pack.Field
	vars := d.vars(c)
	for _, q := range page.Questions {
		if f := d.pack().Question(d.Kind, q); f.When.Holds(vars) {
			out = append(out, f)
		}
	}
	return out
}

// Questions are what a page asks after the answers so far.
func (d *Declared) Questions(f *Filled, page string) (out []pack.Field) {
	d.walk(f, func(p *pack.FormPage, _ bool, c *counted) bool {
		if p.ID == page {
			out = d.questions(p, c)
		}
		return p.ID != page
	})
	return out
}

// Answers are the answers that count, as the kind keeps them.
func (d *Declared) Answers(f *Filled) record.Fields { return d.walk(f, nil).fields }

// Owner is who would have what is filled in, if it were sent now: the team by its id, and why.
func (d *Declared) Owner(f *Filled) (team *pack.Team, why string) {
	c := d.walk(f, nil)
	o, id := d.pack().OwnerOf(d.Form, c.area, d.vars(c))
	team, ok := d.pack().Team(id)
	if !ok {
		return &pack.Team{ID: id, Body: o.Body}, o.Why
	}
	return team, o.Why
}

// title says of a record what a list may say: its kind, what was chosen, and the ward; nothing that was typed.
func (d *Declared) title(c *counted) string {
	title := d.Kind.Name
	if field, ok := d.Kind.Field(d.TitledBy); ok && c.fields[field.ID] != nil {
		field.Options = d.pack().OptionsOf(field)
		title += ": " + record.Lower(record.Words(field, c.fields[field.ID]))
	}
	if a, ok := d.pack().Area(c.area); ok {
		title += ", " + a.Name
	}
	return title
}

// draft is the record that the answers make.
func (d *Declared) draft(f *Filled) record.Draft {
	c := d.walk(f, nil)
	team, _ := d.Owner(f)
	out := record.Draft{Kind: d.Kind.ID, Title: d.title(c), Channel: "online", OwnerBody: team.Body, Team: team.ID, LastWord: "reporter", Fields: c.fields}
	if c.place {
		out.Area, out.Place, out.Point = f.Place.Area, cmp.Or(f.Place.Name, f.Place.Words), f.Place.Point
	}
	return out
}
