package law_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/wardmote/wardmote/internal/core/clock"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/law"
	"pgregory.net/rapid"
)

var table = law.EnglandAndWales

func day(t testing.TB, s string) when.Date {
	t.Helper()
	d, err := when.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestEveryRuleHasItsCitationItsDaysAndItsStatus(t *testing.T) {
	rules := table.Rules()
	if len(rules) == 0 || len(table.Keys()) == 0 {
		t.Fatal("the table is empty")
	}
	ids := map[string]string{}
	for _, r := range rules {
		if r.Citation == "" || r.CheckedOn.IsZero() || r.Value < 1 || r.Unit == "" || r.Words() == "" {
			t.Errorf("%+v lacks something", r)
		}
		if r.Status == law.InForce && (r.From.IsZero() || !strings.Contains(r.Citation, "s.") && !strings.Contains(r.Citation, "ss.")) {
			t.Errorf("%s is in force from no day, or by no section: %s", r.Key, r.Citation)
		}
		if r.Status != law.InForce && r.Binds() {
			t.Errorf("%s is %s and binds", r.Key, r.Status)
		}
		if other, twice := ids[r.ID()]; twice {
			t.Errorf("%s and %s have one id", r.Key, other)
		}
		ids[r.ID()] = r.Key
	}
}

func TestTheKeysThatTheProgramIsAskedFor(t *testing.T) {
	for key, want := range map[string]string{
		"cpn.min_age": "16 years of age", "cpn.fpn.max_gbp": "£100", "pspo.fpn.max_gbp": "£100", "fpn.no_proceedings_days": "14 days following",
		"fpn.early_payment_window": "14 days", "pspo.max_years": "3 years beginning with", "pspo.extension": "3 years beginning with",
		"pspo.challenge": "6 weeks beginning with", "cpn.appeal_days": "21 days beginning with", "dispersal.authorisation_max_h": "48 hours",
		"dispersal.exclusion_max_h": "48 hours", "closure.notice_max_h": "24 hours", "closure.hearing_within_h": "48 hours",
		"closure.order_max": "3 months beginning with", "closure.total": "6 months beginning with", "injunction.max_months_u18": "12 months beginning with",
		"casereview.default_complaints": "3 complaints", "casereview.complaint_window": "1 month beginning with", "casereview.application_window": "6 months beginning with",
	} {
		if r, ok := table.On(key, day(t, "2026-01-05")); !ok || r.Words() != want || r.Status != law.InForce {
			t.Errorf("%s on 5 January 2026 is %q, %s; want %q", key, r.Words(), r.Status, want)
		}
	}
}

// The worked examples of the reference, through the clock.
func TestTheWorkedExamplesEndOnTheirDays(t *testing.T) {
	for _, c := range []struct{ key, event, last string }{
		{"cpn.appeal_days", "2026-11-02", "2026-11-22"},
		{"pspo.challenge", "2026-11-02", "2026-12-13"},
		{"fpn.no_proceedings_days", "2026-11-02", "2026-11-16"},
		{"closure.appeal_days", "2026-11-02", "2026-11-22"},
		{"dispersal.item_days", "2026-11-02", "2026-11-29"},
		{"casereview.complaint_window", "2026-03-10", "2026-04-09"},
	} {
		r, _ := table.Applies(c.key, day(t, c.event))
		p, err := clock.Of(r)
		if err != nil {
			t.Error(err)
			continue
		}
		if last, err := p.LastDay(clock.EnglandAndWales, day(t, c.event)); err != nil || last.String() != c.last {
			t.Errorf("%s from %s: last day %s, %v; want %s", c.key, c.event, last, err, c.last)
		}
	}
	served := when.At(time.Date(2026, 12, 24, 10, 0, 0, 0, when.London))
	for _, r := range table.Of("closure.hearing_within_h") {
		p, err := clock.Of(r)
		if err != nil {
			t.Fatal(err)
		}
		by, err := p.Ends(clock.EnglandAndWales, served)
		want := map[int]string{48: "2026-12-27 10:00", 72: "2026-12-28 10:00"}[r.Value]
		if err != nil || by.London().Format("2006-01-02 15:04") != want {
			t.Errorf("hearing within %d hours: %s, %v; want %s", r.Value, by.London(), err, want)
		}
	}
}

func TestWhatIsNotConfirmedIsShownAndChangesNoCalculationUntilTwoHaveSigned(t *testing.T) {
	on := day(t, "2026-11-30")
	shown, _ := table.On("cpn.fpn.max_gbp", on)
	if counted, ok := table.Applies("cpn.fpn.max_gbp", on); shown.Status != law.Unknown || shown.Value != 500 || !ok || counted.Value != 100 {
		t.Fatalf("shown %+v, counted by %+v", shown, counted)
	}
	sign := func(account, from string) law.Signature {
		return law.Signature{Rule: shown.ID(), Key: shown.Key, Account: account, Name: account, From: day(t, from), Words: "SI 2026/689 reg. 2"}
	}
	for name, c := range map[string]struct {
		signed []law.Signature
		want   int
	}{
		"one approver":               {[]law.Signature{sign("ada", "2026-09-01")}, 100},
		"one approver twice":         {[]law.Signature{sign("ada", "2026-09-01"), sign("ada", "2026-09-01")}, 100},
		"two who differ":             {[]law.Signature{sign("ada", "2026-09-01"), sign("ben", "2026-10-01")}, 100},
		"a day that is not possible": {[]law.Signature{sign("ada", "2026-01-01"), sign("ben", "2026-01-01")}, 100},
		"two":                        {[]law.Signature{sign("ada", "2026-09-01"), sign("ben", "2026-09-01")}, 500},
	} {
		if got, ok := table.With(c.signed).Applies(shown.Key, on); !ok || got.Value != c.want {
			t.Errorf("%s: %d, want %d", name, got.Value, c.want)
		}
	}
	signed := table.With([]law.Signature{sign("ada", "2026-09-01"), sign("ben", "2026-09-01")})
	for on, want := range map[string]law.Status{"2026-08-31": law.InForce, "2026-09-01": law.Signed} {
		if got, ok := signed.On(shown.Key, day(t, on)); !ok || got.Status != want {
			t.Errorf("on %s: %+v", on, got)
		}
	}
}

// A rule of law whose own day is not known needs one to be signed.
func TestASignatureSaysWhoFromWhichDayAndWhatTheyLookedAt(t *testing.T) {
	r := table.Open("closure.hearing_within_h")[0]
	good := law.Signature{Rule: r.ID(), Account: "ada", Name: "Ada", From: day(t, "2026-10-01"), Words: "SI 2026/689"}
	if err := r.CheckSignature(good, nil); err != nil {
		t.Error(err)
	}
	for name, spoil := range map[string]func(*law.Signature){"account": func(s *law.Signature) { s.Account = "" }, "name": func(s *law.Signature) { s.Name = " " },
		"day": func(s *law.Signature) { s.From = when.Date{} }, "words": func(s *law.Signature) { s.Words = "" }} {
		bad := good
		spoil(&bad)
		if r.CheckSignature(bad, nil) == nil {
			t.Errorf("a signature without %s was taken", name)
		}
	}
	if r.CheckSignature(good, []law.Signature{good}) == nil {
		t.Error("one approver signed twice")
	}
	bound := table.Of("closure.hearing_within_h")[0]
	if bound.CheckSignature(law.Signature{Rule: bound.ID(), Account: "ada", Name: "Ada", From: day(t, "2026-10-01"), Words: "x"}, nil) == nil {
		t.Error("what is in force was signed")
	}
}

func TestADayHasAtMostOneRuleOfAKey(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		key := rapid.SampledFrom(table.Keys()).Draw(t, "key")
		on := when.Day(2010, 1, 1).AddDays(rapid.IntRange(0, 9000).Draw(t, "day"))
		var hold []law.Rule
		for _, r := range table.Of(key) {
			if r.On(on) {
				hold = append(hold, r)
			}
		}
		shown, ok := table.On(key, on)
		if len(hold) > 1 || ok != (len(hold) == 1) {
			t.Fatalf("%s on %s: %v", key, on, hold)
		}
		counted, counts := table.Applies(key, on)
		if counts && (!counted.Binds() || counted.From.After(on)) {
			t.Fatalf("%s on %s is counted by %+v", key, on, counted)
		}
		if ok && shown.Binds() && (!counts || counted.ID() != shown.ID()) {
			t.Fatalf("%s on %s: %+v is in force, and %+v is counted by", key, on, shown, counted)
		}
	})
}

// Signing anything from any day leaves each day with one rule, and the days before it as they were.
func TestSigningChangesNoDayBeforeTheOneThatWasSigned(t *testing.T) {
	open := slices.DeleteFunc(table.Rules(), func(r law.Rule) bool { return r.Binds() })
	rapid.Check(t, func(t *rapid.T) {
		r := rapid.SampledFrom(open).Draw(t, "rule")
		from := when.Day(2026, 6, 29).AddDays(rapid.IntRange(0, 900).Draw(t, "from"))
		var both []law.Signature
		for _, who := range []string{"ada", "ben"} {
			both = append(both, law.Signature{Rule: r.ID(), Key: r.Key, Account: who, Name: who, From: from, Words: "seen"})
		}
		signed := table.With(both)
		on := from.AddDays(rapid.IntRange(-900, 900).Draw(t, "on"))
		before, was := table.Applies(r.Key, on)
		after, is := signed.Applies(r.Key, on)
		if on.Before(from) && (was != is || before.ID() != after.ID()) {
			t.Fatalf("%s signed from %s: on %s %+v became %+v", r.Key, from, on, before, after)
		}
		if !on.Before(from) && (!is || after.ID() != r.ID()) {
			t.Fatalf("%s signed from %s: on %s it is %+v", r.Key, from, on, after)
		}
	})
}

func TestABrokenRowIsRefusedWithItsFileAndRow(t *testing.T) {
	const head = "key,value,unit,count,excluding,from,to,status,citation,checked_on,note\n"
	good := "a.days,21,days,following,,2020-01-01,2020-12-31,in_force,An Act s. 1,2026-11-30,\n"
	load := func(rows string) error {
		_, err := law.Load(fstest.MapFS{"a.csv": {Data: []byte(head + rows)}})
		return err
	}
	if err := load(good); err != nil {
		t.Fatal(err)
	}
	for what, row := range map[string]string{
		"overlap":       "a.days,14,days,following,,2020-12-31,,in_force,An Act s. 2,2026-11-30,\n",
		"citation":      "b.days,21,days,following,,2020-01-01,,in_force,,2026-11-30,\n",
		"checked_on":    "b.days,21,days,following,,2020-01-01,,in_force,An Act s. 1,,\n",
		"first day":     "b.days,21,days,following,,,,in_force,An Act s. 1,2026-11-30,\n",
		"before its":    "b.days,21,days,following,,2020-01-01,2019-01-01,in_force,An Act s. 1,2026-11-30,\n",
		"status":        "b.days,21,days,following,,2020-01-01,,perhaps,An Act s. 1,2026-11-30,\n",
		"unit":          "b.days,21,fortnights,following,,2020-01-01,,in_force,An Act s. 1,2026-11-30,\n",
		"way to count":  "b.days,21,days,since,,2020-01-01,,in_force,An Act s. 1,2026-11-30,\n",
		"counted":       "b.age,16,years_of_age,following,,2020-01-01,,in_force,An Act s. 1,2026-11-30,\n",
		"hours":         "b.days,21,days,following,sundays,2020-01-01,,in_force,An Act s. 1,2026-11-30,\n",
		"left out":      "b.days,48,hours,hours_after,easter,2020-01-01,,in_force,An Act s. 1,2026-11-30,\n",
		"whole number":  "b.days,many,days,following,,2020-01-01,,in_force,An Act s. 1,2026-11-30,\n",
		"no key":        "Days,21,days,following,,2020-01-01,,in_force,An Act s. 1,2026-11-30,\n",
		"confirmed":     "b.days,21,days,following,,2020-01-01,,unknown,An Act s. 1,2026-11-30,\n",
		"not a date":    "b.days,21,days,following,,1 May,,in_force,An Act s. 1,2026-11-30,\n",
		"number of fie": "b.days,21\n",
	} {
		if err := load(good + row); err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%q: %v", what, err)
		}
	}
	if err := load("key\n"); err == nil {
		t.Error("a file without its columns was read")
	}
}

func ExampleTable_Applies() {
	issued := when.Day(2026, time.November, 2)
	r, _ := law.EnglandAndWales.Applies("cpn.appeal_days", issued)
	p, _ := clock.Of(r)
	last, _ := p.LastDay(clock.EnglandAndWales, issued)
	fmt.Printf("%s, %s: last day %s\n", r.Words(), r.Citation, last.Words())
	// Output: 21 days beginning with, Anti-social Behaviour, Crime and Policing Act 2014 s. 46(2): last day 22 November 2026
}
