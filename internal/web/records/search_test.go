package records_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

func searched(t *testing.T, s *programtest.Server, c *http.Client, typed string) string {
	t.Helper()
	status, body := s.Get(c, "/search?q="+url.QueryEscape(typed))
	if status != http.StatusOK {
		t.Fatalf("the search for %q is answered %d", typed, status)
	}
	return main(body)
}

func TestASearchFindsWordsWhereverTheyStandAndShowsThem(t *testing.T) {
	s := programtest.Start(t)
	person := ""
	ref := keep(t, s, aCase("asb-north-west"), func(u *change.Unit, e *change.Edit) (err error) {
		if err = e.Note("The scooter <b>screeches</b> at Mrs O’Quince, ring 020 7946 0777", record.ForStaff); err != nil {
			return err
		}
		if err = e.Attach("Quagga-photo.jpg", "image/jpeg", []byte("x"), record.ForStaff); err != nil {
			return err
		}
		if person, err = u.AddPerson(record.Person{Name: "Zinnia Quillon", Phone: "07700 900777", Email: "zq@example.org", Address: "3 Quoin Yard, E1 6AN", Born: when.Day(1980, 2, 1)}); err != nil {
			return err
		}
		return e.AddParty("victim", person, "")
	})
	c := s.SignIn("bramble")
	for _, typed := range []string{"e-scooter screeches", "oquince", "+44 20 7946 0777", "quagga", strings.ReplaceAll(ref, "-", " "), strings.ToLower(ref)} {
		if body := searched(t, s, c, typed); !strings.Contains(body, "/record/"+ref) {
			t.Errorf("%q does not find %s", typed, ref)
		}
	}
	for _, typed := range []string{"quillon", "Zinnia", "+44 7700 900777", "ZQ@example.org", "e16an", "quoin"} {
		if body := searched(t, s, c, typed); !strings.Contains(body, "/person/"+person) {
			t.Errorf("%q does not find the person", typed)
		}
	}
	body := searched(t, s, c, "screeches")
	if !strings.Contains(body, "A note: ") || !strings.Contains(body, "&lt;b&gt;<mark>screeches</mark>&lt;/b&gt;") {
		t.Errorf("what was asked for is not shown:\n%s", body)
	}
	if body := searched(t, s, s.SignIn("thistle"), "screeches"); strings.Contains(body, ref) || strings.Contains(body, "<mark>") {
		t.Errorf("who may not open the record is shown it:\n%s", body)
	}
}

// TestEverythingThatTheDocumentsNameIsFound asks for every place, body, operation, indicator and priority by its name and by each of its other
// names, and follows what it finds (ledger row 160).
func TestEverythingThatTheDocumentsNameIsFound(t *testing.T) {
	s := programtest.Start(t)
	c, p := s.SignIn("bramble"), s.Program.Pack
	type named struct{ name, href string }
	var all []named
	for _, x := range p.Places {
		for _, n := range append(slices.Clone(x.Aliases), x.Name) {
			all = append(all, named{n, "/places/" + x.ID})
		}
	}
	for _, a := range p.Wards() {
		all = append(all, named{a.Name, "/places/" + a.Code})
	}
	for _, b := range p.Bodies {
		for _, n := range append(slices.Clone(b.Aliases), b.Name) {
			all = append(all, named{n, "/bodies/" + b.ID})
		}
	}
	for i, x := range p.Indicators {
		if i%8 == 0 { // the pages of the figures have tests of their own
			all = append(all, named{x.Name, "/indicators/" + x.ID})
		}
	}
	follow := map[string]bool{}
	for _, n := range all {
		if len(n.name) > 200 {
			continue
		}
		if body := searched(t, s, c, n.name); !strings.Contains(body, `href="`+n.href+`"`) {
			t.Errorf("%q does not find %s", n.name, n.href)
		}
		follow[n.href] = true
	}
	for href := range follow {
		if status, _ := s.Get(c, href); status != http.StatusOK {
			t.Errorf("%s is answered %d", href, status)
		}
	}
}
