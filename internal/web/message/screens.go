// Package message is the screens of what people are told: the inbox of whoever works here, how they choose to be told by e-mail, and
// the outbox of who administers the program, which shows what leaves and, where nothing does, what would.
package message

import (
	"embed"
	"errors"
	"html/template"
	"net/http"
	"strings"

	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/message"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

//go:embed *.html
var templates embed.FS

// rows bounds one page of a list.
const rows = 30

type screens struct {
	desk  *desk.Desk
	pages *page.Set
	words words.Words
}

// Register puts the screens on the mux.
func Register(mux page.Mux, d *desk.Desk) {
	s := &screens{desk: d, pages: d.Site.MustSet(templates), words: words.Words{Pack: d.Pack()}}
	mux.Handle("GET /inbox", d.Staff(s.inbox))
	mux.Handle("/inbox/{id}", d.Staff(s.one))
	mux.Handle("GET /outbox", d.Staff(s.outbox))
	mux.Handle("/outbox/{id}", d.Staff(s.sent))
	mux.Handle("/preferences", d.Staff(s.preferences))
}

type listPage struct {
	page.Page
	Lead    string
	Tabs    govuk.SubNavigation
	Filters []govuk.Select
	Table   govuk.Table
	Empty   string
	Pages   govuk.Pagination
	Sends   bool
}

// inbox is what the reader, their teams and their bodies were told.
func (s *screens) inbox(w http.ResponseWriter, r *http.Request) error {
	in := page.ReadQuery(r)
	fresh := in.Text("show", 10) != "all"
	screen := &listPage{Page: page.Page{Title: "Inbox", Wide: true}, Empty: "Nothing is new. What is assigned, sent or given to you, your team or your body comes here."}
	screen.Tabs = govuk.SubNavigation{Label: "Messages", Items: []govuk.NavigationItem{{Text: "New", Href: "/inbox", Current: fresh}, {Text: "All", Href: "/inbox?show=all", Current: !fresh}}}
	screen.Table = govuk.Table{Caption: "Messages, the newest first", CaptionClasses: "govuk-visually-hidden", Classes: "wm-stack", FirstCellIsHeader: true,
		Head: []govuk.Cell{{Text: "What"}, {Text: "Record"}, {Text: "For"}, {Text: "When"}}}
	err := s.desk.Gate.Read(r.Context(), desk.Who(r), func(v *gate.View) error {
		all, err := v.Inbox(fresh, in.Text("after", 60), rows)
		if err != nil {
			return err
		}
		names, err := v.AccountNames(words.Addressees(all.All))
		for i := range all.All {
			m := &all.All[i]
			screen.Table.Rows = append(screen.Table.Rows, []govuk.Cell{{HTML: words.Link("/inbox/"+m.ID, words.Named(words.Messages, m.Template)) + inside(m)}, {HTML: reference(m)},
				{Text: s.words.To(m, names)}, {Text: page.DateTime(m.At)}})
		}
		screen.Pages = page.Further(r.URL, all.Next)
		return err
	})
	if err != nil {
		return err
	}
	return s.pages.Write(w, r, "inbox.html", screen)
}

func inside(m *record.Message) template.HTML {
	if m.Inside == "" {
		return ""
	}
	return "<br>" + words.Prose(m.Inside)
}

func reference(m *record.Message) template.HTML {
	switch {
	case m.Reference != "":
		return words.Link("/record/"+m.Reference, m.Reference)
	case m.Record == "":
		return "None"
	}
	return "One that your post does not open"
}

// outbox is all messages, for who administers the program.
func (s *screens) outbox(w http.ResponseWriter, r *http.Request) error {
	if err := s.desk.Gate.May(desk.Who(r), pack.Admin); err != nil {
		return err
	}
	in := page.ReadQuery(r)
	screen := &listPage{Page: page.Page{Title: "Outbox", Wide: true}, Empty: "No message fits.", Sends: s.desk.Post.Sends()}
	q := gate.OutboxQuery{After: in.Text("after", 60), Limit: rows}
	for _, f := range []struct {
		name, label string
		of          []words.Name
		into        *string
	}{{"state", "How far it has come", words.MessageStates, &q.State}, {"channel", "By which way", words.MessageChannels, &q.Channel}, {"whom", "For whom", words.MessageWhom, &q.Whom}, {"about", "What about", words.Messages, &q.Template}} {
		sel := govuk.Select{ID: f.name, Name: f.name, Label: govuk.Label{Text: f.label}, Classes: "wm-filter-select", Items: []govuk.Option{{Text: "Any"}}}
		var ids []string
		for _, o := range f.of {
			sel.Items, ids = append(sel.Items, govuk.Option{Value: o.ID, Text: o.Name}), append(ids, o.ID)
		}
		*f.into = in.Choice(f.name, ids, "")
		sel.Value, sel.ErrorMessage = *f.into, in.Errors.For(f.name)
		screen.Filters = append(screen.Filters, sel)
	}
	if screen.Errors = in.Errors; len(in.Errors) > 0 {
		return s.pages.Write(w, r, "outbox.html", screen)
	}
	err := s.desk.Gate.Read(r.Context(), desk.Who(r), func(v *gate.View) error {
		all, err := v.Outbox(q)
		if err != nil {
			return err
		}
		names, err := v.AccountNames(words.Addressees(all.All))
		screen.Table = s.outboxTable(all.All, names)
		screen.Pages = page.Further(r.URL, all.Next)
		return err
	})
	if err != nil {
		return err
	}
	return s.pages.Write(w, r, "outbox.html", screen)
}

func (s *screens) outboxTable(all []record.Message, names map[string]string) govuk.Table {
	t := govuk.Table{Caption: "Messages, the newest first", CaptionClasses: "govuk-visually-hidden", Classes: "wm-stack", FirstCellIsHeader: true,
		Head: []govuk.Cell{{Text: "What about"}, {Text: "For"}, {Text: "By"}, {Text: "When"}, {Text: "State"}}}
	for i := range all {
		m := &all[i]
		t.Rows = append(t.Rows, []govuk.Cell{{HTML: words.Link("/outbox/"+m.ID, words.Named(words.Messages, m.Template))}, {Text: s.words.To(m, names)},
			{Text: words.Named(words.MessageChannels, m.Channel)}, {Text: page.DateTime(m.At)}, {HTML: words.MessageState(m)}})
	}
	return t
}

type onePage struct {
	page.Page
	Facts   govuk.SummaryList
	Subject string
	Body    template.HTML
	Inside  string
	Mine    bool // the reader can put it aside
	Aside   bool
	Return  *govuk.Textarea // where the reader says that it came back
	Path    string
}

// one is a message to the reader, or of a record that they may see.
func (s *screens) one(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	if r.Method == http.MethodPost {
		in, err := page.ReadForm(w, r, 0)
		if err != nil {
			return err
		}
		aside := in.Text("do", 20) != "back"
		if err := message.PutAside(r.Context(), s.desk.Gate, desk.Who(r), id, aside); err != nil {
			return err
		}
		return page.Redirect(w, r, "/inbox", map[bool]string{true: "It is among all messages", false: "It is among the new messages again"}[aside])
	}
	screen := &onePage{Page: page.Page{Back: "/inbox"}, Path: "/inbox/" + id}
	m, mine, err := s.show(r, id, screen)
	if err != nil {
		return err
	}
	screen.Mine, screen.Aside = mine, !m.Seen.IsZero()
	return s.pages.Write(w, r, "one.html", screen)
}

// show fills the page of a message, and says whether it is the reader's.
func (s *screens) show(r *http.Request, id string, screen *onePage) (m *record.Message, mine bool, err error) {
	err = s.desk.Gate.Read(r.Context(), desk.Who(r), func(v *gate.View) error {
		if m, err = v.Message(id); err != nil {
			return err
		}
		mine = v.Addressed(m)
		names, err := v.AccountNames(words.Addressees([]record.Message{*m}))
		screen.Facts = s.facts(m, names)
		return err
	})
	if err != nil {
		return nil, false, err
	}
	subject, body := s.desk.Post.Words(m)
	screen.Title, screen.Subject, screen.Inside = words.Named(words.Messages, m.Template), subject, m.Inside
	screen.Body = words.Prose(body)
	return m, mine, nil
}

func (s *screens) facts(m *record.Message, names map[string]string) govuk.SummaryList {
	list := govuk.SummaryList{}
	add := func(key string, value template.HTML) {
		if value != "" {
			list.Rows = append(list.Rows, words.Row(key, value))
		}
	}
	add("For", words.Prose(s.words.To(m, names)))
	add("Record", reference(m))
	add("Written", words.Prose(page.DateTime(m.At)))
	add("By", words.Prose(words.Named(words.MessageChannels, m.Channel)))
	add("To", words.Prose(m.Address))
	add("State", words.MessageState(m))
	add("Why", words.Prose(m.Why))
	if !m.Due.IsZero() && m.Due.After(m.At) {
		add("Not before", words.Prose(page.DateTime(m.Due)))
	}
	if !m.Sent.IsZero() {
		add("Sent", words.Prose(page.DateTime(m.Sent)))
	}
	if m.Neutral {
		add("Words", "Neutral: somebody else may see it")
	}
	if !m.Seen.IsZero() {
		add("Put aside", words.Prose(page.DateTime(m.Seen)+", "+m.SeenBy))
	}
	return list
}

// sent is a message as who administers the program sees it, and where they say that it came back.
func (s *screens) sent(w http.ResponseWriter, r *http.Request) error {
	who, id := desk.Who(r), r.PathValue("id")
	if err := s.desk.Gate.May(who, pack.Admin); err != nil {
		return err
	}
	screen := &onePage{Page: page.Page{Back: "/outbox"}, Path: "/outbox/" + id}
	m, _, err := s.show(r, id, screen)
	if err != nil {
		return err
	}
	if m.State == record.MessageSent || m.State == record.MessageDelivered {
		screen.Return = &govuk.Textarea{ID: "why", Name: "why", Label: govuk.Label{Text: "It came back: what does it say?"}, Hint: govuk.Hint{Text: "What the mail server says cannot be delivered comes to the mailbox of the address that e-mail is from. Whoever has the record is told"}, Rows: 3}
	}
	if r.Method == http.MethodPost {
		in, err := page.ReadForm(w, r, 0)
		if err != nil {
			return err
		}
		why := in.Text("why", 500)
		var bad fault.Invalid
		err = message.CameBack(r.Context(), s.desk.Gate, who, id, why)
		switch {
		case errors.As(err, &bad) && screen.Return != nil:
			for field, message := range bad {
				in.Errors.Add(field, message)
			}
			screen.Errors, screen.Return.Value, screen.Return.ErrorMessage = in.Errors, why, in.Errors.For("why")
		case err != nil:
			return err
		default:
			return page.Redirect(w, r, "/outbox/"+id, "It is kept that the message came to nobody")
		}
	}
	return s.pages.Write(w, r, "one.html", screen)
}

type preferencesPage struct {
	page.Page
	Notices govuk.Radios
	Email   string
	Sends   bool
}

// preferences is how the reader is told by e-mail.
func (s *screens) preferences(w http.ResponseWriter, r *http.Request) error {
	who := desk.Who(r)
	reach, err := s.desk.Accounts.Reach(r.Context(), who)
	if err != nil {
		return err
	}
	screen := &preferencesPage{Page: page.Page{Title: "How you are told", Back: "/inbox"}, Email: strings.TrimSpace(reach.Email), Sends: s.desk.Post.Sends()}
	value := reach.Notices
	if r.Method == http.MethodPost {
		in, err := page.ReadForm(w, r, 0)
		if err != nil {
			return err
		}
		value = in.Choice("notices", account.Notices, "Select how you want to be told")
		if len(in.Errors) == 0 {
			if err := s.desk.Accounts.SetNotices(r.Context(), who, value); err != nil {
				return err
			}
			return page.Redirect(w, r, "/preferences", "It is kept how you are told")
		}
		screen.Errors, screen.Notices.ErrorMessage = in.Errors, in.Errors.For("notices")
	}
	screen.Notices.IDPrefix, screen.Notices.Name, screen.Notices.Value = "notices", "notices", value
	screen.Notices.Fieldset = &govuk.Fieldset{Legend: govuk.Legend{Text: "When should we send you an email?", Classes: "govuk-fieldset__legend--m"}}
	screen.Notices.Items = []govuk.Choice{
		{Value: account.AtOnce, Text: "At once", Hint: govuk.Hint{Text: "When something is assigned or given to you, is due, or the reporter writes"}},
		{Value: account.Daily, Text: "Once a day", Hint: govuk.Hint{Text: "One message in the morning that counts what is new and what is late"}},
		{Value: account.None, Text: "Not at all", Hint: govuk.Hint{Text: "You look into the inbox yourself"}},
	}
	return s.pages.Write(w, r, "preferences.html", screen)
}
