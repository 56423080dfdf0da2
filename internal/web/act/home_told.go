package act

import (
	"cmp"

	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// told is what is new in the reader's inbox, on every home.
func (h *home) told() error {
	fresh, err := h.v.Inbox(true, "", homeShown)
	if err != nil {
		return err
	}
	sec := homeSection{ID: "inbox", Title: "New in your inbox", Empty: "Nothing is new. What is assigned, sent or given to you, your team or your body comes here.", More: "/inbox", MoreText: "The inbox"}
	for i := range fresh.All {
		m := &fresh.All[i]
		sec.Lines = append(sec.Lines, homeLine{Href: "/inbox/" + m.ID, Text: cmp.Or(m.Inside, words.Named(words.Messages, m.Template)),
			About: cmp.Or(m.Reference, h.s.words.To(m, nil)) + " · " + page.DateTime(m.At)})
	}
	h.screen.Sections = append(h.screen.Sections, sec)
	return nil
}

// invited are the records that the reader was asked to look at and may see for some days, whatever their post opens.
func (h *home) invited() error {
	asked, err := h.v.Invited()
	if err != nil || len(asked) == 0 {
		return err
	}
	sec := homeSection{ID: "invited", Title: "You were asked to look at"}
	for i := range asked {
		sec.Lines = append(sec.Lines, homeLine{Href: "/record/" + asked[i].Reference, Text: asked[i].Title, About: asked[i].Reference + " · " + h.s.words.Kind(asked[i].Kind)})
	}
	h.screen.Sections = append(h.screen.Sections, sec)
	return nil
}

// bodyActions are what the reader's body is to do, and nobody in particular: it stood on nobody's home before.
func (h *home) bodyActions() error {
	due, err := h.v.BodyActions(homeShown)
	if err != nil || len(due) == 0 {
		return err
	}
	sec := homeSection{ID: "body-actions", Title: "For your organisation to do", More: "/inbox?show=all", MoreText: "The inbox"}
	for _, a := range due {
		line := homeLine{Text: a.What, About: h.s.words.Body(a.Body), Due: h.due(a.Due)}
		if a.Reference != "" {
			line.Href, line.About = h.href(a.Kind, a.Reference), a.Reference+" · "+line.About
		}
		sec.Lines = append(sec.Lines, line)
	}
	h.screen.Sections = append(h.screen.Sections, sec)
	return nil
}
