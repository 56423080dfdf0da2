package words_test

import (
	"testing"

	"github.com/wardmote/wardmote/internal/core/clock"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/words"
)

func TestADueDayIsSaidOnceAndLatenessByAMarkAndWords(t *testing.T) {
	cal, today := clock.EnglandAndWales, when.Day(2026, 11, 20)
	for _, c := range []struct {
		day         when.Date
		tag, inCell string
	}{
		{when.Date{}, "no day set", "no day set"},
		{when.Day(2026, 11, 24), "<span>due 24 November 2026</span>", "<span>24 Nov 2026</span>"},
		{today, `<span class="wm-clock--soon">due today</span>`, `<span class="wm-clock--soon">today</span>`},
		{when.Day(2028, 1, 5), `<span>due 5 January 2028 (bank holidays of 2028 not yet proclaimed)</span>`, `<span>5 Jan 2028 (bank holidays of 2028 not yet proclaimed)</span>`},
		{when.Day(2026, 11, 18), `<span class="wm-clock--late govuk-!-font-weight-bold">overdue by 2 working days</span>`,
			`<span class="wm-clock--late govuk-!-font-weight-bold">overdue by 2 working days</span>`},
	} {
		if got := string(words.DueTag(cal, c.day, today)); got != c.tag {
			t.Errorf("%v: %s", c.day, got)
		}
		if got := string(words.DueDay(cal, c.day, today)); got != c.inCell {
			t.Errorf("%v under a heading: %s", c.day, got)
		}
	}
}

func TestTheAuditIsInWordsAndNeverInTheWordsOfTheProgram(t *testing.T) {
	w := words.Words{Pack: &pack.Pack{Kinds: []pack.Kind{{ID: "asb-case", Prefix: "ASB", Name: "ASB case", Plural: "ASB cases", Fields: []pack.Field{{ID: "support_plan", Name: "Support plan"}}},
		{ID: "concern", Prefix: "CN", Name: "Concern", Plural: "Concerns"}}}}
	for _, c := range [][3]string{{"asb-case concern", "", "ASB cases, concerns"}, {"asb-case", "ASB-26-00001-A", "ASB case"}, {"support_plan", "ASB-26-00001-A", "Support plan"},
		{"owner_body", "ASB-26-00001-A", "Body"}, {"audit", "", ""}, {"person", "", "People"}} {
		if got := w.Subject(c[0], c[1]); got != c[2] {
			t.Errorf("%q of %q is %q, want %q", c[0], c[1], got, c[2])
		}
	}
	for verb, want := range map[string]string{"view": "Opened", "party added": "Person or body added", "something new": "Something new"} {
		if got := words.Done(verb); got != want {
			t.Errorf("%q is %q", verb, got)
		}
	}
}

func TestNamesStandInASentenceAsPeopleWriteThem(t *testing.T) {
	for name, want := range map[string]string{"Hate incident": "a hate incident", "ASB case": "an ASB case", "Open day": "an open day"} {
		if got := words.Article(name); got != want {
			t.Errorf("%q: %q", name, got)
		}
	}
	if words.Lower("") != "" || words.Capital("éclair") != "Éclair" {
		t.Error("an empty or accented word")
	}
}
