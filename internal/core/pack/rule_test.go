package pack

import (
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/when"
)

func TestRuleOfARouteSeesTheReport(t *testing.T) {
	r, err := CompileReportRule(`report.category == "drug-dealing" && report.place_kind in ["school", "playground"] && !report.danger`)
	if err != nil {
		t.Fatal(err)
	}
	for place, want := range map[string]bool{"school": true, "park": false, "": false} {
		got, err := r.Eval(map[string]any{"report": Values{"category": "drug-dealing", "place_kind": place}})
		if err != nil || got != want {
			t.Errorf("at %q: %v, %v; want %v", place, got, err, want)
		}
	}
}

func TestMisspeltKeyOfARuleIsFoundAtLoad(t *testing.T) {
	for source, want := range map[string]string{
		`report.categry == "noise"`:             `report has no "report.categry"; did you mean report.category?`,
		`given(report.plce_kind)`:               `report has no "report.plce_kind"; did you mean report.place_kind?`,
		`repot.category == "noise"`:             `knows no "repot"; it may name report; did you mean report?`,
		`report.hour == "nine"`:                 `no matching overload`,
		`report.category ==`:                    `the rule does not compile`,
		`report.category`:                       `must answer yes or no, and this one gives string`,
		`report.areas.exists(a, a == report.x)`: `report has no "report.x"`,
	} {
		_, err := CompileReportRule(source)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", source, err, want)
		}
	}
}

func TestGuardSeesFieldsByTheirTypes(t *testing.T) {
	kind := &Kind{Fields: []Field{
		{ID: "found", Type: Number}, {ID: "value", Type: Money}, {ID: "held", Type: Date},
		{ID: "strands", Type: Choices}, {ID: "agreed", Type: YesNo}, {ID: "why", Type: Text},
	}}
	day, _ := when.ParseDate("2026-07-01")
	vars := map[string]any{
		"fields": Values{"found": 3.0, "value": 1250, "held": day, "strands": []string{"race"}, "agreed": true, "why": ""},
		"today":  time.Date(2026, 7, 2, 0, 0, 0, 0, time.UTC),
		"record": Values{"state": "open", "opened": when.At(time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC))},
	}
	for source, want := range map[string]bool{
		`fields.found == 3`: true, `fields.found > 2.5`: true, `fields.value >= 1000`: true,
		`fields.held < today`: true, `"race" in fields.strands`: true, `fields.agreed`: true,
		`given(fields.why)`: false, `given(fields.held)`: true, `record.opened > today`: false,
		`fields.strands.exists(s, s == "race")`: true, `record.state == "open" && !principal.police`: true,
	} {
		r, err := CompileKindRule(kind, source)
		if err != nil {
			t.Errorf("%s: %v", source, err)
			continue
		}
		if got, err := r.Eval(vars); err != nil || got != want {
			t.Errorf("%s: %v, %v; want %v", source, got, err, want)
		}
		if _, err := r.Eval(nil); err != nil {
			t.Errorf("%s over nothing at all: %v", source, err)
		}
	}
}

func TestGivenTellsAnAnswerFromNone(t *testing.T) {
	kind := &Kind{Fields: []Field{{ID: "x", Type: Text}}}
	rule, err := CompileKindRule(kind, "given(fields.x)")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		value any
		given bool
	}{{nil, false}, {"", false}, {[]string{}, false}, {[]any{}, false}, {when.Date{}, false}, {(*int)(nil), false},
		{"a", true}, {0, true}, {false, true}, {[]string{"a"}, true}, {2.5, true}, {Achieved, true}} {
		got, err := rule.Eval(map[string]any{"fields": Values{"x": c.value}})
		if err != nil || got != c.given {
			t.Errorf("%#v: given %v, %v", c.value, got, err)
		}
	}
}

func TestRuleThatWasNotCompiledSaysSo(t *testing.T) {
	if _, err := (&Rule{Source: "true"}).Eval(nil); err == nil {
		t.Error("an uncompiled rule decided")
	}
	rule, err := CompileReportRule("report.danger")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := rule.Eval(map[string]any{"report": map[string]any{"danger": true}}); err == nil {
		t.Error("values that no rule can see were taken")
	}
	if !(*Rule)(nil).Holds(nil) {
		t.Error("no rule must always hold")
	}
}
