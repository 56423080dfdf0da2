package records_test

import (
	"bytes"
	"context"
	"mime/multipart"
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
)

// everyType is a kind with a field of each of the eleven types, for the form.
const everyType = `kind: every-type
name: Trial
plural: Trials
archetype: register
prefix: TRY
purpose: A kind with a field of every type.
source: test
fields:
  - {id: short, name: Short words, type: text, max: 40, required: true}
  - {id: long, name: Long words, type: text, max: 3000}
  - {id: amount, name: How many, type: number, min: 1, max: 9}
  - {id: price, name: Price, type: money}
  - {id: day, name: Day of review, type: date}
  - {id: colour, name: Colour, type: choice, filter: true, options: [{id: red, name: Red}, {id: green, name: Green}]}
  - {id: teams, name: Teams, type: choices, from: teams}
  - {id: agreed, name: Agreed, type: yes-no}
  - {id: why_not, name: Why not, type: text, max: 100, required: true, when: "given(fields.agreed) && !fields.agreed"}
  - {id: keeper, name: Keeper, type: person}
  - {id: stands, name: Where it stands, type: place}
  - {id: holder, name: Holder, type: body}
  - {id: paper, name: Paper, type: document}
parties:
  - {id: keeper, name: Keeper}
`

// trial starts the program with that kind, which the performance officer may use.
func trial(t *testing.T) (*programtest.Server, *http.Client) {
	t.Helper()
	s := programtest.StartWith(t, programtest.Options{Pack: packWith(t, "every-type.yaml", everyType,
		"      - {kinds: [board, meeting, grant, training-session, satisfaction], verbs: [view, create, edit, assign, close, export]",
		"{kinds: [every-type], verbs: [view, create, edit, assign, close, export], scope: all, markings: [official]}")})
	return s, s.SignIn("sage")
}

// send posts a form with a file.
func send(t *testing.T, s *programtest.Server, c *http.Client, path string, form url.Values, field, name string, content []byte) (int, string) {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for key, values := range form {
		for _, v := range values {
			if err := w.WriteField(key, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	part, err := w.CreateFormFile(field, name)
	if err == nil {
		_, err = part.Write(content)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	res, err := c.Post(s.URL+path, w.FormDataContentType(), &body)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // read below
	var page bytes.Buffer
	if _, err := page.ReadFrom(res.Body); err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, page.String()
}

func TestAFieldOfEveryTypeIsAskedKeptShownAndCorrected(t *testing.T) {
	s, c := trial(t)
	_, body := s.Get(c, "/records/every-type/new")
	form := formOf(t, body)
	for name, value := range map[string]string{"f_short": "A bench", "f_long": "Two\nlines", "f_amount": "3", "f_price": "1,250.50", "f_day-day": "27", "f_day-month": "3", "f_day-year": "2027",
		"f_colour": "green", "f_teams": "theos", "f_agreed": "yes", "f_keeper": "Sorrel Birdbath", "f_stands": "Whitechapel", "f_holder": "thh"} {
		form.Set(name, value)
	}
	_, body = send(t, s, c, "/records/every-type/new", form, "f_paper", "plan.pdf", []byte("%PDF-1.7 made up"))
	if strings.Contains(body, "Which place") { // the ward or something in it: choose the ward
		form = formOf(t, body)
		form.Set("f_stands_pick", "|"+whitechapel)
		for _, m := range regexp.MustCompile(`name="f_stands_pick" type="radio" value="([^"]*`+whitechapel+`)"`).FindAllStringSubmatch(body, 1) {
			form.Set("f_stands_pick", m[1])
		}
		_, body = send(t, s, c, "/records/every-type/new", form, "f_paper", "plan.pdf", []byte("%PDF-1.7 made up"))
	}
	want(t, body, "is recorded", "A bench", "Two<br>lines", "£1,250.50", "27 March 2027", "Green", "Yes", "Sorrel Birdbath", "Whitechapel", "Tower Hamlets Homes", "plan.pdf")
	ref := regexp.MustCompile(`TRY-\d\d-\d{5}-\w`).FindString(body)
	kept := open(t, s, ref)
	if len(kept.Parties) != 1 || kept.Area != whitechapel || kept.Fields["price"] != int64(125050) {
		t.Errorf("kept: %+v, %d parties", kept.Record, len(kept.Parties))
	}
	_, body = s.Get(c, "/record/"+ref+"/edit")
	status, body := s.Post(c, "/record/"+ref+"/edit", formOf(t, body)) // nothing was typed
	if after := open(t, s, ref); status != 200 || after.Version != kept.Version {
		t.Errorf("saving a form as it came changed the record from version %d to %d (%d): %s", kept.Version, after.Version, status, main(body))
	}
	status, body = fill(t, s, c, "/record/"+ref+"/edit", map[string]string{"f_agreed": "no"})
	if status != 200 || !strings.Contains(body, "Your answers call for more: why not") {
		t.Fatalf("the question that the answer calls for is not asked: %d", status)
	}
	form = formOf(t, body)
	if status, body = s.Post(c, "/record/"+ref+"/edit", form); status != http.StatusUnprocessableEntity || !strings.Contains(body, "Enter why not") {
		t.Errorf("a required answer was left out: %d", status)
	}
	form.Set("f_why_not", "Too dear")
	_, body = s.Post(c, "/record/"+ref+"/edit", form)
	want(t, body, "is changed", "Too dear")
}

func TestWhatIsWrongIsSaidBesideItsFieldAndWhatWasTypedStays(t *testing.T) {
	s, c := trial(t)
	status, body := fill(t, s, c, "/records/every-type/new", map[string]string{"f_short": strings.Repeat("x", 41), "f_amount": "10", "f_price": "free", "f_day-day": "31", "f_day-month": "2", "f_day-year": "2027",
		"f_colour": "blue", "f_holder": "nobody", "f_agreed": "perhaps"})
	if status != http.StatusUnprocessableEntity {
		t.Fatalf("%d", status)
	}
	want(t, body, "There is a problem", "Short words must be 40 characters or fewer; it has 41", `href="#f_short"`, "How many must be 9 or less", "Enter an amount in pounds", "must be a real date",
		`href="#f_day-day"`, "Select colour from the list", "Select holder from the list", "Select yes or no for agreed", `value="10"`, `value="free"`)
}

func TestASecondSendingOfAFormMakesNoSecondRecord(t *testing.T) {
	s, c := trial(t)
	_, body := s.Get(c, "/records/every-type/new")
	form := formOf(t, body)
	form.Set("f_short", "Once only")
	for range 3 {
		if _, body = s.Post(c, "/records/every-type/new", form); !strings.Contains(body, "Once only") {
			t.Fatalf("the form was not taken: %s", main(body))
		}
	}
	err := s.Program.Gate.Read(context.Background(), access.System("test"), func(v *gate.View) error {
		n, err := v.Count(gate.Query{Kinds: []string{"every-type"}})
		if n != 1 {
			t.Errorf("three sendings made %d records", n)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAFileThatIsNotWhatItsNameSaysIsRefused(t *testing.T) {
	s, c := trial(t)
	for name, content := range map[string]string{"photo.jpg": "MZ an executable", "letter.docx": "not a zip", "page.html": "<script>alert(1)</script>", "empty.txt": "\x00\x01"} {
		_, body := s.Get(c, "/records/every-type/new")
		form := formOf(t, body)
		form.Set("f_short", "With a file")
		status, body := send(t, s, c, "/records/every-type/new", form, "f_paper", name, []byte(content))
		if status != http.StatusUnprocessableEntity || !strings.Contains(body, "The file must be") {
			t.Errorf("%s: %d", name, status)
		}
	}
	ref := keep(t, s, record.Draft{Kind: "every-type", Title: "A file of its own", OwnerBody: "council", Fields: record.Fields{"short": "x"}}, func(_ *change.Unit, e *change.Edit) error {
		return e.Attach(`odd "name".csv`, "text/csv", []byte("a,b"), record.ForStaff)
	})
	w := open(t, s, ref)
	res, err := c.Get(s.URL + "/record/" + ref + "/file/" + w.Files[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // read for its headers alone
	if h := res.Header; !strings.HasPrefix(h.Get("Content-Disposition"), "attachment") || h.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(h.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("a file is served with %v", res.Header)
	}
}
