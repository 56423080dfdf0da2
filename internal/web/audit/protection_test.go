package audit_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/web/browsertest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// The officer reads of every kind what is declared and what is unknown, on a screen, a telephone and paper.
func TestTheOfficerReadsWhatEveryKindDeclaresAndWhatIsUnknown(t *testing.T) {
	s := programtest.Start(t)
	c := s.SignIn("heather")
	if _, body := s.Get(c, "/home"); !strings.Contains(body, `href="/protection"`) {
		t.Error("no way leads there from the officer's home")
	}
	_, body := s.Get(c, "/protection")
	rows := map[string]string{}
	for _, m := range regexp.MustCompile(`(?s)<tr class="govuk-table__row">.*?<th scope="row"[^>]*>(.*?)</th>(.*?)</tr>`).FindAllStringSubmatch(body, -1) {
		rows[regexp.MustCompile(`<[^>]+>`).ReplaceAllString(m[1], "")] = m[2]
	}
	for _, k := range s.Program.Pack.Kinds {
		name := k.Name
		if k.Sealed {
			name += " (sealed)"
		}
		row, shown := rows[name]
		if open := len(k.Declared.Open()); !shown || strings.Count(row, "Unknown") != open {
			t.Errorf("%s: %d points are unknown, and the page says: %s", name, open, row)
		}
	}
	for width, options := range map[string][]browsertest.Option{"wide": nil, "narrow": {browsertest.Narrow, browsertest.NoScript}} {
		p := browsertest.Open(t, options...)
		p.Go(s.URL + "/sign-in?next=/protection")
		p.Fill("#username", "heather")
		p.Fill("#password", programtest.Password)
		p.Follow("form[action='/sign-in'] button[type=submit]")
		p.Want("Personal data", "Public task")
		p.Check()
		p.Screenshot("protection-" + width)
	}
}
