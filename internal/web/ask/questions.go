package ask

import (
	"errors"
	"html/template"

	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/contact"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

// control is a question as it is drawn.
func control(q act.Question) Control {
	c := Control{Field: q.Field, Name: q.ID, Label: q.Name, None: q.None, Line: q.Short, Spread: q.Spread}
	if q.Fills != "" && !q.Required && q.Under.Question == "" {
		c.Label += " (optional)"
	}
	return c
}

// Fill shows what the questions hold before anything was sent.
func (s *Sheet) Fill(questions []act.Question) {
	for _, q := range questions {
		s.Hold(q.ID, q.Field, q.Held)
	}
}

// Questions draws the questions of an act in their order: what hangs on an option stands under it, and what is folded away stands
// together under its words.
func (s *Sheet) Questions(questions []act.Question) []template.HTML {
	var out []template.HTML
	folded := ""
	for i, q := range questions {
		switch {
		case q.Under.Question != "":
		case q.Fold != "":
			if q.Fold != folded {
				folded = q.Fold
				out = append(out, s.fold(folded, questions[i:]))
			}
		default:
			out = append(out, s.question(q, questions))
		}
	}
	return out
}

func (s *Sheet) question(q act.Question, all []act.Question) template.HTML {
	if q.Type == act.SafeContact {
		var out template.HTML
		for _, part := range contact.Questions(s.In, record.SafeContact{}, contact.Them) {
			out += part
		}
		return out
	}
	if q.Type == act.Moment {
		var out template.HTML
		for _, part := range contact.AskMade(s.In) {
			out += part
		}
		return out
	}
	under := map[string]template.HTML{}
	for _, other := range all {
		if other.Under.Question == q.ID {
			under[other.Under.Option] += s.Draw(control(other))
		}
	}
	if len(under) == 0 {
		return s.Draw(control(q))
	}
	r := govuk.Radios{Name: q.ID, Value: s.Text(q.ID), Fieldset: Legend(q.Name), Hint: govuk.Hint{Text: q.Hint}, ErrorMessage: s.In.Errors.For(q.ID)}
	for _, o := range q.Options {
		item := govuk.Choice{Value: o.ID, Text: o.Name, Hint: govuk.Hint{Text: o.Hint}}
		item.Conditional.HTML = under[o.ID]
		r.Items = append(r.Items, item)
	}
	return govuk.HTML(r)
}

func (s *Sheet) fold(words string, rest []act.Question) template.HTML {
	var inside template.HTML
	open := false
	for _, q := range rest {
		if q.Fold == words {
			inside += s.question(q, nil)
			open = open || s.Text(q.ID) != "" || s.In.Errors.Has(q.ID)
		}
	}
	return govuk.HTML(govuk.Details{SummaryText: words, HTML: inside, Open: open || s.Sent && len(s.In.Errors) > 0})
}

// Taker makes a file that was sent fit to keep. What it refuses is fault.Invalid under "file".
type Taker func(*page.File) (act.File, error)

// Answers reads what was sent. What is wrong stands beside its control, in s.In.Errors; where a name may mean several the choices are in
// s.Picks and the answer is left out.
func (s *Sheet) Answers(v *gate.View, questions []act.Question, take Taker) (act.Answers, error) {
	out := act.Answers{}
	for _, q := range questions {
		if q.Under.Question != "" && s.In.Text(q.Under.Question, 200) != q.Under.Option {
			continue
		}
		value, err := s.answer(v, q, take)
		if err != nil {
			return nil, err
		}
		if value != nil {
			out[q.ID] = value
		}
	}
	return out, nil
}

func (s *Sheet) answer(v *gate.View, q act.Question, take Taker) (any, error) {
	switch q.Type {
	case pack.Date:
		if day := s.In.Date(q.ID, q.Name); !day.IsZero() {
			return day.String(), nil
		}
		return nil, nil
	case pack.Person:
		return Person(s, v, q.ID, q.Confirm)
	case pack.Document:
		return s.file(q, take)
	case act.SafeContact:
		return contact.Read(s.In), nil
	case act.Moment:
		if at := contact.Made(s.In, s.Now); !at.IsZero() {
			return at, nil
		}
		return nil, nil
	}
	raw := s.In.All(q.ID)
	if q.Type == pack.Text || q.Any {
		raw = []string{s.In.Text(q.ID, 25_000)}
	}
	f := q.Field
	if q.Any {
		f.Type, f.Max = pack.Text, 0
	}
	value, err := record.Parse(f, raw)
	if err != nil {
		s.Fail(q.ID, q.Field, err.Error())
		return nil, nil
	}
	return value, nil
}

func (s *Sheet) file(q act.Question, take Taker) (any, error) {
	files := s.In.Files(q.ID)
	if len(files) == 0 || take == nil {
		return nil, nil
	}
	file, err := take(files[0])
	var bad fault.Invalid
	if errors.As(err, &bad) {
		s.Fail(q.ID, q.Field, bad["file"])
		return nil, nil
	}
	return file, err
}

// Refused puts what was refused beside its control, and what is about none at the head of the page. It is false where err is something
// else.
func (s *Sheet) Refused(questions []act.Question, err error) bool {
	var bad fault.Invalid
	if !errors.As(err, &bad) {
		return false
	}
	for id, message := range bad {
		field := pack.Field{}
		for _, q := range questions {
			if q.ID == id {
				field = q.Field
			}
		}
		s.Fail(id, field, message)
	}
	return true
}
