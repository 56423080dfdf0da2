// Package product is the register of finished analyses (ledger 106): a kept answer becomes a product when it has a date, an
// author, readers and a next review, and says which boards and which priorities of the plan it serves. A product is a
// record of the kind "analytic-product", so the actions that follow from it stand on it, and one that was made elsewhere
// (a needs assessment, a profile of organised crime) is entered by the same form without an answer behind it.
package product

import (
	"context"
	"strings"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Kind is the kind of record that products are, where the pack declares it.
const Kind = "analytic-product"

// New is a product that is to be registered.
type New struct {
	Run        string // id of the kept answer
	Sort       string
	Title      string
	Author     string
	Audience   string
	Period     string
	Source     string
	Found      string
	Dated      when.Date
	Review     when.Date // when it is next looked at
	Boards     []string
	Priorities []string
}

// Sorts are what a product may be.
func Sorts(p *pack.Pack) []pack.Option { return options(p, "sort") }

// Priorities are those of the plan that a product may serve.
func Priorities(p *pack.Pack) []pack.Option { return options(p, "priorities") }

func options(p *pack.Pack, field string) []pack.Option {
	k, ok := p.Kind(Kind)
	if !ok {
		return nil
	}
	f, _ := k.Field(field)
	return p.OptionsOf(f)
}

// Register keeps a product and gives its reference.
func (n New) Register(ctx context.Context, g *gate.Gate, who access.Principal) (ref string, err error) {
	err = change.Of(g).Write(ctx, who, func(u *change.Unit) (err error) {
		ref, err = n.register(u, who)
		return err
	})
	return ref, err
}

func (n New) register(u *change.Unit, who access.Principal) (string, error) {
	bad := fault.Invalid{}
	need := func(field, value, words string) {
		if strings.TrimSpace(value) == "" {
			bad.Add(field, "%s", words)
		}
	}
	need("title", n.Title, "Enter the title")
	need("sort", n.Sort, "Select what sort of product it is")
	need("author", n.Author, "Enter who made it")
	need("audience", n.Audience, "Enter for whom it is")
	if n.Dated.IsZero() {
		bad.Add("dated", "Enter the date of the product")
	}
	if !n.Review.IsZero() && !n.Review.After(n.Dated) {
		bad.Add("review", "The next review must be after the date of the product")
	}
	if err := bad.OrNil(); err != nil {
		return "", err
	}
	body := ""
	if bodies := who.Bodies(); len(bodies) > 0 {
		body = bodies[0]
	}
	f := record.Fields{"sort": n.Sort, "dated": n.Dated.String(), "author": n.Author, "audience": n.Audience}
	for id, text := range map[string]string{"period": n.Period, "about_source": n.Source, "found": n.Found, "run": n.Run} {
		if text != "" {
			f[id] = text
		}
	}
	for id, list := range map[string][]string{"boards": n.Boards, "priorities": n.Priorities} {
		if len(list) > 0 {
			f[id] = list
		}
	}
	e, err := u.Create(record.Draft{Kind: Kind, Title: n.Title, OwnerBody: body, Due: n.Review, Fields: f})
	if err != nil {
		return "", err
	}
	return e.Record().Reference, nil
}

// Query asks for products.
type Query struct {
	Run      string
	Board    string
	Priority string
	Sort     string
	After    string // cursor
	Limit    int
}

// List is a page of the products that the principal may open, newest first; empty where the pack has no such kind or the
// principal's post opens none.
func List(g *gate.Gate, v *gate.View, q Query) (gate.List, error) {
	if _, ok := g.Pack().Kind(Kind); !ok || !g.Rules().Anywhere(v.Who(), pack.View, Kind) {
		return gate.List{}, nil
	}
	fields := map[string]string{}
	for id, value := range map[string]string{"run": q.Run, "boards": q.Board, "priorities": q.Priority, "sort": q.Sort} {
		if value != "" {
			fields[id] = value
		}
	}
	return v.List(gate.Query{Kinds: []string{Kind}, Fields: fields, After: q.After, Limit: max(q.Limit, 1)})
}

// Serves says that the pack keeps a register and that the principal may put something on it.
func Serves(g *gate.Gate, who access.Principal) bool {
	_, ok := g.Pack().Kind(Kind)
	return ok && g.Rules().Anywhere(who, pack.Create, Kind)
}
