package inquiry

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/choice/choicetest"
	"github.com/wardmote/wardmote/internal/understand/finding"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

func TestEveryInquiryCanBePutAndIsFoundByItsID(t *testing.T) {
	seen := map[string]bool{}
	for _, q := range All() {
		found, ok := Find(q.ID)
		if !ok || found.Title != q.Title || seen[q.ID] {
			t.Errorf("%s is found as %+v", q.ID, found)
		}
		seen[q.ID] = true
		if q.run == nil || len(q.Sources) == 0 || q.Question == "" || q.Tells == "" || !strings.HasSuffix(q.Question, "?") {
			t.Errorf("%s cannot be put: %+v", q.ID, q)
		}
		if q.Has(Source) != (len(q.Sources) > 1) && q.ID != "profile" && q.ID != "effect" {
			t.Errorf("%s asks for its source: %v, of %v", q.ID, q.Has(Source), q.Sources)
		}
	}
	if _, ok := Find("predict-a-person"); ok {
		t.Error("a question that nobody may put was found")
	}
}

func TestAnInquiryTakesItsSourcesAndAnyKindOfRecordWhereItTakesRecords(t *testing.T) {
	for id, takes := range map[string]map[string]bool{
		"trend": {Crimes: true, Stops: true, "asb-report": true}, "fairness": {Crimes: false, Stops: true, "asb-report": false},
		"near-repeat": {Crimes: false, Stops: true, "asb-report": true}, "profile": {Crimes: true, Stops: false, "asb-report": true},
	} {
		q, _ := Find(id)
		for source, want := range takes {
			if q.Takes(source) != want {
				t.Errorf("%s takes %s: %v", id, source, !want)
			}
		}
	}
}

func TestATypeOfCrimeHasOneAddress(t *testing.T) {
	seen := map[string]bool{}
	for i, name := range incident.Types() {
		slug := TypeSlug(uint8(i))
		if code, ok := typeBySlug(slug); !ok || int(code) != i || seen[slug] || strings.ContainsAny(slug, " ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
			t.Errorf("%s has the address %q of type %d", name, slug, code)
		}
		seen[slug] = true
	}
	if _, ok := typeBySlug("witchcraft"); ok {
		t.Error("a type that is not there was found")
	}
}

func TestWhatIsWrongWithAnAskIsSaidByItsField(t *testing.T) {
	f := choicetest.New()
	f.Crime(3, "2018-01", 2, 535000, 181000, choicetest.North)
	f.Crime(3, "2018-06", 2, 535000, 181000, choicetest.North)
	fill := func(a Ask) (choice.Choice, error) {
		c := choice.Choice{Facts: &f.Facts}
		return c, a.fill(&c)
	}
	c := choice.Choice{Facts: &f.Facts}
	if err := (Ask{Types: []string{TypeSlug(2)}}).fill(&c); err != nil || c.From.String() != "2018-01" || c.To.String() != "2018-06" {
		t.Errorf("an ask without a period is %s to %s of %v: %v", c.From, c.To, c.Types, err)
	}
	for field, a := range map[string]Ask{"types": {Types: []string{"witchcraft"}}, "from": {From: "last June"}, "to": {From: "2018-06", To: "2018-01"}} {
		var bad fault.Invalid
		if _, err := fill(a); !errors.As(err, &bad) || bad[field] == "" || len(bad) != 1 {
			t.Errorf("%+v: %v, which is not of %q alone", a, err, field)
		}
	}
}

// A page asks for the map, the tables and the files of one answer: it is made once, until the facts change.
func TestAnAnswerIsRememberedUntilTheFactsChange(t *testing.T) {
	d := &Desk{}
	for i := range keptAnswers + 4 {
		d.remember(Answer{Ask: Ask{Analysis: "trend", Seed: uint64(i)}, Fingerprint: "a", Finding: &finding.Finding{Title: fmt.Sprint(i)}})
	}
	if len(d.kept) != keptAnswers {
		t.Errorf("%d answers are kept", len(d.kept))
	}
	if a, ok := d.remembered(Ask{Analysis: "trend", Seed: 10}, "a"); !ok || a.Finding.Title != "10" {
		t.Errorf("%+v %v", a, ok)
	}
	for _, forgotten := range []struct {
		ask   Ask
		print string
	}{{Ask{Analysis: "trend", Seed: 10}, "b"}, {Ask{Analysis: "trend", Seed: 3}, "a"}, {Ask{Analysis: "scan", Seed: 10}, "a"}} {
		if _, ok := d.remembered(forgotten.ask, forgotten.print); ok {
			t.Errorf("%+v of %s was remembered", forgotten.ask, forgotten.print)
		}
	}
}

func TestWhatAnEngineRefusesIsWordsForTheFormAndABrokenReadingIsNot(t *testing.T) {
	var bad fault.Invalid
	if err := asInvalid(t.Context(), errors.New("too many squares")); !errors.As(err, &bad) || bad[""] != "too many squares" {
		t.Errorf("%v", err)
	}
	for _, kept := range []error{fault.Invalid{"from": "x"}, fault.ErrForbidden, fmt.Errorf("no: %w", fault.ErrNotFound)} {
		if err := asInvalid(t.Context(), kept); err.Error() != kept.Error() {
			t.Errorf("%v became %v", kept, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := asInvalid(ctx, errors.New("anything")); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled question ends with %v", err)
	}
}

func TestTheSameAskHasTheSameText(t *testing.T) {
	a := Ask{Analysis: "effect", Source: Crimes, Lon: -0.05, Lat: 51.5, Radius: 400, Seed: 7}
	b := a
	if a.Canonical() != b.Canonical() || !strings.Contains(a.Canonical(), `"radius":400`) {
		t.Error(a.Canonical())
	}
	b.Ring = 200
	if a.Canonical() == b.Canonical() {
		t.Error("another question has the same text")
	}
}

func TestAKindIsNamedInTheMiddleOfASentence(t *testing.T) {
	for name, want := range map[string]string{"Reports": "reports", "ASB reports": "ASB reports", "": "", "éclairs": "éclairs", "Patrol visits": "patrol visits", "A": "a"} {
		if got := lower(name); got != want {
			t.Errorf("%q is %q", name, got)
		}
	}
}
