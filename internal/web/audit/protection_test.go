package audit_test

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/web/browsertest"
	"github.com/wardmote/wardmote/packs"
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
		p.Want("Personal data", "Public task", "nobody sees records of another body by an agreement")
		p.Check()
		p.Screenshot("protection-" + width)
	}
}

// agreed are agreements of a test, in force and ended, on a kind whose declaration is whole and on one whose is not.
const agreed = `
agreements:
  - {id: now, name: Cases with probation, of: council, with: probation, roles: [partner-officer], verbs: [view], kinds: [asb-case, hate-incident], marking: restricted, from: 2020-01-01, until: 2099-12-31, basis: public-task, source: test}
  - {id: past, name: Cases with the fire brigade, of: council, with: lfb, roles: [partner-officer], verbs: [view], kinds: [asb-case], marking: restricted, from: 2020-01-01, until: 2020-12-31, basis: public-task, source: test}
`

// Whom an agreement lets in opens what it is on, by its page and its list; the officer reads what it gives nothing of, and why.
func TestAnAgreementIsReadByTheOfficerAndLetsInWhomItNames(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, packs.TowerHamlets()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "agreements.yaml"), []byte(agreed), 0o600); err != nil {
		t.Fatal(err)
	}
	s := programtest.StartWith(t, programtest.Options{Pack: dir})
	refs := map[string]string{}
	err := change.Of(s.Program.Gate).Write(context.Background(), access.System("test"), func(u *change.Unit) error {
		for kind, fields := range map[string]record.Fields{"asb-case": {"summary": "x"}, "hate-incident": {"what": "x", "strands": []string{"race"}}} {
			e, err := u.Create(record.Draft{Kind: kind, Title: "Shouting at a door", OwnerBody: "council", Area: "E05009335", Fields: fields})
			if err != nil {
				return err
			}
			refs[kind] = e.Record().Reference
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for user, want := range map[string]int{"teasel": http.StatusOK, "ember": http.StatusNotFound} {
		c := s.SignIn(user)
		if status, _ := s.Get(c, "/record/"+refs["asb-case"]); status != want {
			t.Errorf("%s opens the case: %d", user, status)
		}
		if status, _ := s.Get(c, "/record/"+refs["hate-incident"]); status != http.StatusNotFound {
			t.Errorf("%s opens what nobody has declared: %d", user, status)
		}
		if _, body := s.Get(c, "/records/asb-case"); strings.Contains(body, refs["asb-case"]) != (want == http.StatusOK) {
			t.Errorf("%s: the list is otherwise", user)
		}
	}
	_, body := s.Get(s.SignIn("heather"), "/protection")
	for _, want := range []string{"Cases with probation", "in force", "ended", "Partner officer at", "ASB cases, Hate incidents of", "Hate incidents (nobody has declared", "up to Restricted"} {
		if !strings.Contains(body, want) {
			t.Errorf("the officer does not read %q", want)
		}
	}
}
