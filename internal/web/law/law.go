// Package law is the screen on which the approvers of a partnership see the rules of law that the program counts by, and confirm those
// that it ships unconfirmed. Nothing that is not confirmed changes a calculation until two of them have signed it from one day.
package law

import (
	"embed"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
	"github.com/wardmote/wardmote/law"
)

//go:embed *.html
var templates embed.FS

type screens struct {
	desk  *desk.Desk
	pages *page.Set
}

// Register puts the law on the mux.
func Register(mux page.Mux, d *desk.Desk) {
	s := &screens{desk: d, pages: d.Site.MustSet(templates)}
	mux.Handle("GET /law", d.Staff(s.approver(s.list)))
	mux.Handle("/law/{key}/{row}", d.Staff(s.approver(s.sign)))
}

// approver refuses everybody but those whom the pack lets sign the law; the gate asks again.
func (s *screens) approver(h page.Handler) page.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := s.desk.Gate.May(desk.Who(r), pack.SignLaw); err != nil {
			return err
		}
		return h(w, r)
	}
}

type listPage struct {
	page.Page
	Waits, Counts govuk.Table
}

// list is what waits to be confirmed, and what is counted by.
func (s *screens) list(w http.ResponseWriter, r *http.Request) error {
	signed, err := s.desk.Gate.Signatures(r.Context())
	if err != nil {
		return err
	}
	screen := &listPage{Page: page.Page{Title: "Law", Wide: true}}
	screen.Waits = govuk.Table{FirstCellIsHeader: true, Classes: "wm-stack", Head: []govuk.Cell{{Text: "Rule"}, {Text: "Value"}, {Text: "What is missing"}, {Text: "Signed by"}, {Text: "Where it stands"}}}
	screen.Counts = govuk.Table{FirstCellIsHeader: true, Classes: "wm-stack", Head: []govuk.Cell{{Text: "Rule"}, {Text: "Value"}, {Text: "From"}, {Text: "To"}, {Text: "Status"}, {Text: "Where it stands"}}}
	for _, rule := range s.desk.Gate.Law().Rules() {
		if rule.Binds() {
			screen.Counts.Rows = append(screen.Counts.Rows, []govuk.Cell{{Text: rule.Key}, {Text: rule.Words()}, {Text: rule.From.Words()}, {Text: rule.To.Words()}, {HTML: s.status(rule)}, {Text: rule.Citation}})
			continue
		}
		var by []string
		for _, x := range rule.Signatures(signed) {
			by = append(by, x.Name+", from "+x.From.Words())
		}
		screen.Waits.Rows = append(screen.Waits.Rows, []govuk.Cell{{HTML: words.Link("/law/"+rule.ID(), rule.Key)}, {Text: rule.Words()}, {Text: rule.Note},
			{Text: strings.Join(by, "; ")}, {Text: rule.Citation}})
	}
	return s.pages.Write(w, r, "list.html", screen)
}

// status says how sure a rule is; what two approvers have signed can be looked at, and taken back.
func (s *screens) status(rule law.Rule) template.HTML {
	text := words.Capital(strings.ReplaceAll(string(rule.Status), "_", " "))
	if rule.Status == law.Signed {
		return words.Link("/law/"+rule.ID(), text)
	}
	return words.Prose(text)
}

type signPage struct {
	page.Page
	Card   govuk.SummaryList
	From   govuk.DateInput
	Words  govuk.Textarea
	Mine   bool // the reader has signed it, and may take that back
	Button string
}

// sign asks an approver for their signature of one rule, or has them take it back.
func (s *screens) sign(w http.ResponseWriter, r *http.Request) error {
	rule, ok := s.rule(r.PathValue("key") + "/" + r.PathValue("row"))
	if !ok {
		return page.Fail(page.NotFound, "No rule of that name waits to be confirmed.")
	}
	form, err := page.ReadForm(w, r, 0)
	if err != nil {
		return err
	}
	signed, err := s.desk.Gate.Signatures(r.Context())
	if err != nil {
		return err
	}
	signed = rule.Signatures(signed)
	who := desk.Who(r)
	screen := &signPage{Page: page.Page{Title: rule.Key, Back: "/law"}, Button: "Sign"}
	screen.Mine = slices.ContainsFunc(signed, func(x law.Signature) bool { return x.Account == who.Account })
	if r.Method == http.MethodPost {
		done, err := s.take(r, rule, form, screen.Mine)
		if err == nil && len(form.Errors) == 0 {
			return page.Redirect(w, r, "/law", done)
		}
		if err != nil && !desk.Invalid(err, &form.Errors) {
			return err
		}
	}
	screen.Errors = form.Errors
	s.ask(screen, rule, signed, form)
	return s.pages.Write(w, r, "sign.html", screen)
}

// rule is the shipped row of that id, where it is one that is signed.
func (s *screens) rule(id string) (law.Rule, bool) {
	for _, rule := range law.EnglandAndWales.Rules() {
		if rule.ID() == id && !rule.Binds() {
			return rule, true
		}
	}
	return law.Rule{}, false
}

// take keeps or takes back the reader's signature, and says what was done.
func (s *screens) take(r *http.Request, rule law.Rule, form *page.Form, mine bool) (string, error) {
	said := form.Needed("words", 2000, "Enter what you looked at")
	if mine {
		if len(form.Errors) > 0 {
			return "", nil
		}
		return "Your signature of " + rule.Key + " is taken back", s.desk.Gate.WithdrawLaw(r.Context(), desk.Who(r), rule, said)
	}
	from := form.Date("from", "The first day")
	switch {
	case from.IsZero() && !form.Errors.Has("from-day") && !form.Errors.Has("from-month") && !form.Errors.Has("from-year"):
		form.Errors.Add("from-day", "Enter the first day on which it is the law")
	case !from.IsZero() && from.Before(rule.From):
		form.Errors.Add("from-day", "The first day cannot be before "+rule.From.Words()+", the earliest that is possible")
	}
	if len(form.Errors) > 0 {
		return "", nil
	}
	return "Your signature of " + rule.Key + " is kept", s.desk.Gate.SignLaw(r.Context(), desk.Who(r), rule, from, said)
}

// ask puts the rule and the questions on the page.
func (s *screens) ask(screen *signPage, rule law.Rule, signed []law.Signature, form *page.Form) {
	row := func(key, text string) {
		if text != "" {
			screen.Card.Rows = append(screen.Card.Rows, words.Row(key, words.Prose(text)))
		}
	}
	row("Value", rule.Words())
	row("Where it stands", rule.Citation)
	row("What is missing", rule.Note)
	row("Looked up on", rule.CheckedOn.Words())
	if now, ok := s.desk.Gate.Law().Applies(rule.Key, s.desk.Gate.Now().Date()); ok {
		row("Counted by today", now.Words()+", "+now.Citation)
	}
	for _, x := range signed {
		row("Signed by "+x.Name, "On "+x.At.Date().Words()+", as the law from "+x.From.Words()+": "+x.Words)
	}
	screen.Words = govuk.Textarea{Name: "words", Label: govuk.Label{Text: "What you looked at"}, Hint: govuk.Hint{Text: "Such as the instrument and its regulation, and where you read it"},
		Rows: 4, Value: form.Text("words", 2000), ErrorMessage: form.Errors.For("words")}
	if screen.Mine {
		screen.Button, screen.Words.Label.Text, screen.Words.Hint.Text = "Take your signature back", "Why you take your signature back", "What was counted by it stays as it was counted"
		return
	}
	screen.From = govuk.DateInput{ID: "from", NamePrefix: "from", Values: form.DateValues("from"), Hint: govuk.Hint{Text: from(rule.From)},
		Fieldset: &govuk.Fieldset{Legend: govuk.Legend{Text: "First day on which it is the law", Classes: "govuk-fieldset__legend--m"}}}
	for _, part := range []string{"-day", "-month", "-year"} {
		if screen.From.ErrorMessage.Text == "" {
			screen.From.ErrorMessage = form.Errors.For("from" + part)
		}
	}
}

func from(earliest when.Date) string {
	if earliest.IsZero() {
		return "For example, 27 3 2026"
	}
	return earliest.Words() + " is the earliest that is possible"
}
