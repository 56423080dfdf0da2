package hear

import (
	"strconv"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/web/govuk"
)

func number(n int) string { return strconv.Itoa(n) }

// askSame shows the open reports, found by passSame, that may be about the same thing, in bands that give away no door (package duplicate). Where
// there are none the page is passed over.
func (s *screens) askSame(a *answer) error {
	items := make([]govuk.Choice, 0, len(findings(a).similar)+2)
	saved := ""
	for _, m := range findings(a).similar {
		value := s.sameValue(a, m)
		if m.ID == a.F.Same {
			saved = value
		}
		items = append(items, govuk.Choice{Value: value, Text: a.Say("report.same.mine", "category", m.Category), Hint: govuk.Hint{Text: bands(a.Words(), m)}})
	}
	if saved == "" && a.F.Has(a.Q.ID) {
		saved = "different"
	}
	items = append(items, govuk.Choice{Divider: a.Say("list.orWord")}, govuk.Choice{Value: "different", Text: a.Say("report.same.different")})
	a.Add(a.Draw(govuk.Radios{Name: "same", Value: a.Value("same", saved), ErrorMessage: a.Form.Errors.For("same"), Fieldset: a.Legend(a.Say("report.same.title")),
		Hint: govuk.Hint{Text: a.Say("report.same.hint")}, Items: items}))
	return nil
}

// sameValue names a report to this form alone.
func (s *screens) sameValue(a *answer, m report.Similar) string {
	return credential.HashToken(a.Token + m.ID)[:16]
}

func bands(say *catalogue.Catalogue, m report.Similar) string {
	where := say.Say("report.same.street")
	if m.Metres >= 0 {
		where = say.Say("report.same.metres", "metres", m.Metres)
	}
	days := int(m.Apart / (24 * time.Hour))
	if days == 0 {
		return say.Say("report.same.today", "where", where)
	}
	return say.Say("report.same.days", "where", where, "count", days)
}

func (s *screens) takeSame(a *answer) {
	chosen := a.Form.Text("same", 100)
	a.F.Same = ""
	if chosen == "different" {
		return
	}
	for _, m := range findings(a).similar {
		if s.sameValue(a, m) == chosen {
			a.F.Same = m.ID
			return
		}
	}
	a.Form.Wrong("same", "report.same.missing")
}

// passSame passes the page over where there is nothing to compare with.
func (s *screens) passSame(a *answer) (string, error) {
	var err error
	findings(a).similar, err = s.reports.Similar(a.R.Context(), access.Public(), a.F)
	if err != nil || len(findings(a).similar) > 0 {
		return "", err
	}
	f, err := s.reports.Change(a.R.Context(), a.Token, func(f *report.Filled) error {
		f.Same = ""
		f.Answered("same")
		return nil
	})
	if err != nil {
		return "", err
	}
	return s.report.Next(f), nil
}
