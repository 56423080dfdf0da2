package hear

import (
	"fmt"
	"strconv"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

func number(n int) string { return strconv.Itoa(n) }

// askSame shows the open reports, found by passSame, that may be about the same thing, in bands that give away no door (package duplicate). Where
// there are none the page is passed over.
func (s *screens) askSame(a *answer) error {
	items := make([]govuk.Choice, 0, len(looked(a).similar)+2)
	saved := ""
	for _, m := range looked(a).similar {
		value := s.sameValue(a, m)
		if m.ID == a.F.Same {
			saved = value
		}
		items = append(items, govuk.Choice{Value: value, Text: "Mine is the same as this: " + m.Category, Hint: govuk.Hint{Text: bands(m)}})
	}
	if saved == "" && a.F.Has(a.Q.ID) {
		saved = "different"
	}
	items = append(items, govuk.Choice{Divider: "or"}, govuk.Choice{Value: "different", Text: "Mine is different"})
	a.Add(govuk.HTML(govuk.Radios{Name: "same", Value: a.Value("same", saved), ErrorMessage: a.Form.Errors.For("same"), Fieldset: a.Legend("Has this been reported already?"),
		Hint: govuk.Hint{Text: "If yours is the same, what you tell us is added to it. You get a reference of your own either way"}, Items: items}))
	return nil
}

// sameValue names a report to this form alone.
func (s *screens) sameValue(a *answer, m report.Similar) string {
	return credential.HashToken(a.Token + m.ID)[:16]
}

func bands(m report.Similar) string {
	where := "On the same street"
	if m.Metres >= 0 {
		where = fmt.Sprintf("Within %d metres", m.Metres)
	}
	days := int(m.Apart / (24 * time.Hour))
	if days == 0 {
		return where + ", in the last day"
	}
	return where + ", " + page.Count(days, "day ago", "days ago")
}

func (s *screens) takeSame(a *answer) {
	chosen := a.Form.Text("same", 100)
	a.F.Same = ""
	if chosen == "different" {
		return
	}
	for _, m := range looked(a).similar {
		if s.sameValue(a, m) == chosen {
			a.F.Same = m.ID
			return
		}
	}
	a.Form.Errors.Add("same", "Select whether yours is the same as one of these")
}

// passSame passes the page over where there is nothing to compare with.
func (s *screens) passSame(a *answer) (string, error) {
	var err error
	looked(a).similar, err = s.reports.Similar(a.R.Context(), access.Public(), a.F)
	if err != nil || len(looked(a).similar) > 0 {
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
