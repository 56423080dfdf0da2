package records_test

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/web/browsertest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// whitechapel is a ward of the north-west team.
const whitechapel = "E05009336"

// keep makes a record as the program and gives its reference.
func keep(t testing.TB, s *programtest.Server, d record.Draft, more ...func(*change.Unit, *change.Edit) error) string {
	t.Helper()
	var ref string
	err := change.Of(s.Program.Gate).Write(context.Background(), access.System("test"), func(u *change.Unit) error {
		e, err := u.Create(d)
		if err != nil {
			return err
		}
		ref = e.Record().Reference
		for _, fn := range more {
			if err := fn(u, e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

// keepOn changes a record as the program.
func keepOn(t testing.TB, s *programtest.Server, ref string, fn func(*change.Edit) error) {
	t.Helper()
	err := change.Of(s.Program.Gate).Write(context.Background(), access.System("test"), func(u *change.Unit) error {
		e, err := u.Edit(ref, 0)
		if err != nil {
			return err
		}
		return fn(e)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// open is the record as the program sees it.
func open(t testing.TB, s *programtest.Server, ref string) *record.Whole {
	t.Helper()
	var w *record.Whole
	err := s.Program.Gate.Read(context.Background(), access.System("test"), func(v *gate.View) (err error) {
		w, err = v.Open(ref)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func want(t testing.TB, body string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(body, text) {
			t.Errorf("the page lacks %q:\n%s", text, main(body))
		}
	}
}

func lacks(t testing.TB, body string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(body, text) {
			t.Errorf("the page shows %q", text)
		}
	}
}

// main is the part of a page between its frame, for messages.
func main(body string) string {
	if _, after, ok := strings.Cut(body, `<main`); ok {
		body, _, _ = strings.Cut(after, `</main>`)
	}
	return body[:min(len(body), 3000)]
}

// fill opens a form, fills it and sends it.
func fill(t testing.TB, s *programtest.Server, c *http.Client, path string, values map[string]string) (int, string) {
	t.Helper()
	status, body := s.Get(c, path)
	if status != http.StatusOK {
		t.Fatalf("%s: %d\n%s", path, status, main(body))
	}
	form := formOf(t, body)
	for name, value := range values {
		form.Set(name, value)
	}
	return s.Post(c, path, form)
}

func aCase(team string) record.Draft {
	return record.Draft{Kind: "asb-case", Title: "Fights at the bus stop", Category: "noise", OwnerBody: "council", Team: team, Area: whitechapel, Risk: "medium",
		Marking: "official-sensitive", Fields: record.Fields{"summary": "Fights most evenings", "victim_needs": "Does not want letters sent home"}}
}

func TestAPatrolIsRecordedFoundAndCorrected(t *testing.T) {
	s := programtest.Start(t)
	c := s.SignIn("thistle")
	status, body := fill(t, s, c, "/records/patrol/new", map[string]string{"f_engaged": "12", "f_warnings": "3", "f_team": "theos", "c_area": whitechapel, "c_from": "9pm", "c_to": "1am", "f_notes": "Quiet & wet"})
	if status != 200 {
		t.Fatalf("%d %s", status, main(body))
	}
	want(t, body, "is recorded", "Quiet &amp; wet", "12", "9pm to ", "Details")
	ref := regexp.MustCompile(`PT-\d\d-\d{5}-\w`).FindString(body)
	rec := open(t, s, ref)
	if rec.Team != "theos" || rec.Area != whitechapel || rec.Fields.Number("engaged") != 12 || rec.OccurredTo.Time().Sub(rec.Occurred.Time()).Hours() != 4 {
		t.Errorf("the patrol is kept as %+v", rec.Record)
	}
	_, body = s.Get(c, "/records/patrol?q="+url.QueryEscape(ref))
	want(t, body, ref, "1 patrol")
	status, body = fill(t, s, c, "/record/"+ref+"/edit", map[string]string{"f_engaged": "14", "f_warnings": "3", "f_team": "theos", "c_area": whitechapel, "f_notes": "Quiet & wet",
		"c_title": rec.Title, "c_day-day": "3", "c_day-month": "11", "c_day-year": "2026"})
	if status != 200 {
		t.Fatalf("%d %s", status, main(body))
	}
	want(t, body, "is changed", "14", "3 November 2026")
	_, body = s.Get(c, "/record/"+ref+"/history")
	want(t, body, "People engaged", "12", "14", "Thistle Pavement")
}
