// Package audit is the screen on which the data protection officer sees who read and who changed what: every consultation
// and every change, newest first, by person and by record (Data Protection Act 2018 s.62). Reading the audit is itself in
// it. The screen shows no record: who answers for the reading need not read. Beside it stands what each kind declares of personal
// data, and what of that nobody has settled.
package audit

import (
	"embed"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/reference"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/chart"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

//go:embed *.html
var templates embed.FS

// rows bounds one page.
const rows = 100

type screens struct {
	desk  *desk.Desk
	pages *page.Set
}

// Register puts the audit on the mux.
func Register(mux page.Mux, d *desk.Desk) {
	s := &screens{desk: d, pages: d.Site.MustSet(templates)}
	mux.Handle("GET /audit", d.Staff(s.audit))
	mux.Handle("GET /audit/export.csv", d.Staff(s.export))
	mux.Handle("GET /protection", d.Staff(s.protection))
}

type auditPage struct {
	page.Page
	Inputs        []govuk.Input
	Act           govuk.Select
	Purpose       govuk.Input
	Hidden        []govuk.Option // what the list is narrowed by, for the form that takes it out
	Table         govuk.Table
	Older, Newest string
	Narrowed      bool
}

// asked are the controls of the form, in their order.
var asked = []struct{ name, label, hint string }{
	{"person", "Who", "The user name"}, {"record", "Record", "The reference; lists that showed it are looked for in the days asked for, or in the last 90"},
	{"concerned", "Whom it concerned", "The name of a person as records have it, or a user name"},
	{"from", "From (day)", "Such as 2026-03-27"}, {"to", "To (day)", "Such as 2026-03-27"},
}

func (s *screens) audit(w http.ResponseWriter, r *http.Request) error {
	if err := s.desk.Gate.May(desk.Who(r), pack.Audit); err != nil {
		return err
	}
	in := page.ReadQuery(r)
	screen := &auditPage{Page: page.Page{Title: "Audit", Wide: true}}
	q, err := s.query(r, in)
	if err != nil {
		return err
	}
	if len(in.Errors) == 0 {
		var lines []gate.Entry
		err := s.desk.Gate.Read(r.Context(), desk.Who(r), func(v *gate.View) (err error) {
			lines, err = v.Audit(q)
			return err
		})
		if err != nil {
			return err
		}
		var before when.Instant
		lines, before = page.WholeMoments(lines, q.Limit, func(e gate.Entry) when.Instant { return e.At })
		screen.Table = s.table(lines)
		screen.Older = older(r.URL.Query(), before)
	}
	screen.Errors = in.Errors
	for _, x := range asked {
		value := in.Text(x.name, 100)
		screen.Inputs = append(screen.Inputs, govuk.Input{ID: x.name, Name: x.name, Label: govuk.Label{Text: x.label}, Hint: govuk.Hint{Text: x.hint}, Value: value, Classes: "govuk-input--width-20", ErrorMessage: in.Errors.For(x.name)})
		screen.Hidden = append(screen.Hidden, govuk.Option{Text: x.name, Value: value})
		screen.Narrowed = screen.Narrowed || value != ""
	}
	act := in.Text("act", 60)
	screen.Act = govuk.Select{ID: "act", Name: "act", Label: govuk.Label{Text: "What was done"}, Value: act, Items: []govuk.Option{{Text: "Anything"}}, Classes: "wm-filter-select", ErrorMessage: in.Errors.For("act")}
	for _, a := range words.Acts() {
		screen.Act.Items = append(screen.Act.Items, govuk.Option{Value: a.Verb, Text: a.Name})
	}
	screen.Hidden = append(screen.Hidden, govuk.Option{Text: "act", Value: act})
	screen.Narrowed = screen.Narrowed || act != ""
	screen.Purpose = govuk.Input{ID: "purpose", Name: "purpose", Label: govuk.Label{Text: "What is it taken out for?"}, Classes: "govuk-input--width-20"}
	if in.Has("before") {
		screen.Newest = "?" + with(r.URL.Query(), "before", "")
	}
	return s.pages.Write(w, r, "audit.html", screen)
}

// query is what the reader asked for; a person who is not there is said, since an empty page would say that they did nothing.
func (s *screens) query(r *http.Request, in *page.Form) (gate.AuditQuery, error) {
	q := gate.AuditQuery{Limit: rows, Record: in.Text("record", 60)}
	if ref, err := reference.Parse(q.Record); err == nil {
		q.Record = ref.String()
	} else if q.Record != "" {
		in.Errors.Add("record", "Enter a reference such as ASB-26-00042-3")
	}
	if name := in.Text("person", 100); name != "" {
		a, err := s.desk.Accounts.ByUsername(r.Context(), name)
		if errors.Is(err, fault.ErrNotFound) {
			in.Errors.Add("person", "There is no account of that user name")
		} else if err != nil {
			return q, err
		} else {
			q.Actor = a.ID
		}
	}
	s.period(in, &q)
	q.Concerned = in.Text("concerned", 100)
	if act := in.Text("act", 60); act != "" {
		if !slices.ContainsFunc(words.Acts(), func(a words.Act) bool { return a.Verb == act }) {
			in.Errors.Add("act", "Select what was done from the list")
		}
		q.Verbs = []string{act}
	}
	if before := in.Text("before", 60); before != "" && q.Before.UnmarshalText([]byte(before)) != nil {
		return q, page.Fail(page.BadRequest, "This page of the audit is no longer there. Start from the newest.")
	}
	return q, nil
}

// period reads the days; one that cannot be read is said, and not left out.
func (s *screens) period(in *page.Form, q *gate.AuditQuery) {
	for name, set := range map[string]func(when.Date){"from": func(d when.Date) { q.From = d.Start() }, "to": func(d when.Date) { q.Until = d.AddDays(1).Start() }} {
		text := in.Text(name, 20)
		if text == "" {
			continue
		}
		day, err := when.ParseDate(text)
		if err != nil {
			in.Errors.Add(name, "Enter a day such as 2026-03-27")
			continue
		}
		set(day)
	}
}

func older(q url.Values, before when.Instant) string {
	if before.IsZero() {
		return ""
	}
	return "?" + with(q, "before", before.String())
}

func with(q url.Values, name, value string) string {
	out := url.Values{}
	for k, v := range q {
		if k != name && len(v) > 0 && v[0] != "" {
			out[k] = v
		}
	}
	if value != "" {
		out.Set(name, value)
	}
	return out.Encode()
}

func (s *screens) table(lines []gate.Entry) govuk.Table {
	t := govuk.Table{Caption: "Readings and changes, the newest first", CaptionClasses: "govuk-visually-hidden", Classes: "wm-stack",
		Head: []govuk.Cell{{Text: "When"}, {Text: "Who"}, {Text: "Post"}, {Text: "Did"}, {Text: "What"}, {Text: "Record"}, chart.Column("How many"), {Text: "Why, or what for"}}}
	say := words.Words{Pack: s.desk.Pack()}
	for _, e := range lines {
		t.Rows = append(t.Rows, []govuk.Cell{{Text: page.DateTime(e.At)}, {Text: e.Name}, {Text: say.Post(e.Post)}, {Text: words.Done(e.Verb)}, {Text: say.Subject(e.Subject, e.Record)},
			{Text: e.Record, Classes: "wm-nowrap"}, chart.Count(e.Rows), {Text: e.Detail, Classes: "wm-break"}})
	}
	return t
}
