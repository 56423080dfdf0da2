package main

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestTheLawIsShownOnADayWithItsPlaceAndHowSureItIs(t *testing.T) {
	for _, c := range []struct {
		key, on, status string
		value           float64
	}{
		{"cpn.fpn.max_gbp", "2026-06-28", "in_force", 100}, {"cpn.fpn.max_gbp", "2026-06-29", "unknown", 500},
		{"pspo.extension", "2026-11-30", "in_force", 3}, {"closure.total", "2026-11-30", "in_force", 6},
		{"casereview.application_window", "2026-11-30", "in_force", 6}, {"foi.answer", "2026-11-30", "unknown", 20},
	} {
		out, bad, code := wardmote(t, "law", "show", c.key, "--on", c.on, "--json")
		got := answer[map[string]any](t, out)
		if code != 0 || bad != "" || got["value"] != c.value || got["status"] != c.status || got["key"] != c.key || got["citation"] == "" || got["checked_on"] == nil || len(got) != 8 {
			t.Errorf("%s on %s: %d %q %v", c.key, c.on, code, bad, got)
		}
	}
	if out, _, _ := wardmote(t, "law", "show", "cpn.fpn.max_gbp", "--on", "2026-11-30"); !strings.Contains(out, "counted by  £100") {
		t.Errorf("it does not say by what is counted meanwhile:\n%s", out)
	}
	if _, bad, code := wardmote(t, "law", "show", "cpn.apeal_days", "--on", "2026-11-30", "--json"); code != 1 || !strings.Contains(bad, "cpn.appeal_days") {
		t.Errorf("a key that is misspelt: %d %q", code, bad)
	}
	if _, bad, code := wardmote(t, "law", "show", "cpn.appeal_days", "--on", "2014-10-19"); code != 1 || !strings.Contains(bad, "2014-10-20") {
		t.Errorf("before the law: %d %q", code, bad)
	}
}

func TestALastDayOfTheLawIsOneLine(t *testing.T) {
	for _, c := range [][3]string{{"cpn.appeal_days", "2026-11-02", "2026-11-22"}, {"pspo.challenge", "2026-11-02", "2026-12-13"}, {"fpn.no_proceedings_days", "2026-11-02", "2026-11-16"},
		{"closure.hearing_within_h", "2026-12-24T10:00", "2026-12-27T10:00"},
		{"closure.hearing_within_h", "2026-12-24 10:00", "2026-12-27T10:00"}, {"closure.hearing_within_h", "2026-12-24", "2026-12-27"}, {"casereview.complaint_window", "2026-03-10", "2026-04-09"}} {
		if out, _, code := wardmote(t, "law", "count", c[0], "--from", c[1]); code != 0 || out != c[2]+"\n" {
			t.Errorf("%s from %s: %d %q, want %s", c[0], c[1], code, out, c[2])
		}
	}
	for key, says := range map[string]string{"cpn.min_age": "no period", "foi.answer": "not confirmed", "cpn.nothing": "nearest keys"} {
		if out, bad, code := wardmote(t, "law", "count", key, "--from", "2026-11-02"); code != 1 || out != "" || !strings.Contains(bad, says) {
			t.Errorf("%s: %d %q %q", key, code, out, bad)
		}
	}
}

func TestTheWholeLawIsListed(t *testing.T) {
	out, _, code := wardmote(t, "law", "list", "--json")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if code != 0 || len(lines) < 30 {
		t.Fatalf("%d, %d lines", code, len(lines))
	}
	for _, line := range lines {
		var r shownRule
		if err := json.Unmarshal([]byte(line), &r); err != nil || r.Citation == "" || r.Status == "" {
			t.Errorf("%s: %v", line, err)
		}
	}
}

// What the partnership sets itself is in force without anybody's signature.
func TestThePartnershipsOwnTimingsStandBesideTheLaw(t *testing.T) {
	out, bad, code := wardmote(t, "law", "show", "local.asb_case.first_contact.high", "--pack", "towerhamlets", "--on", "2026-11-30", "--json")
	got := answer[shownRule](t, out)
	if code != 0 || bad != "" || got.Status != "local_policy" || got.Value != 1 || got.Unit != "working_days" || got.From != nil || got.Citation == "" {
		t.Errorf("%d %q %+v", code, bad, got)
	}
	if out, _, code := wardmote(t, "law", "count", "local.asb_case.first_contact.high", "--pack", "towerhamlets", "--from", "2026-12-24"); code != 0 || out != "2026-12-29\n" {
		t.Errorf("%d %q", code, out)
	}
	if out, _, _ := wardmote(t, "law", "list"); strings.Contains(out, "local_policy") {
		t.Error("the law of the land names what one partnership set itself")
	}
}

func TestTwoApproversSignWhatIsNotConfirmedAndTheStoreCountsByIt(t *testing.T) {
	data := t.TempDir()
	for _, name := range []string{"ada", "ben", "cas"} {
		role := map[string]string{"cas": "analyst"}[name]
		if role == "" {
			role = "data-protection-officer"
		}
		if _, bad, code := wardmoteSaid(t, "a long and private sentence of "+name+" 41\n", "user", "add", "--data", data, "--pack", "towerhamlets", "--name", "Test "+name, "--role", role, "--body", "council", name); code != 0 {
			t.Fatal(bad)
		}
	}
	sign := func(as string, more ...string) (string, string, int) {
		return wardmote(t, append([]string{"law", "sign", "closure.hearing_within_h", "--data", data, "--as", as, "--words", "SI 2026/689 reg. 2"}, more...)...)
	}
	count := func() string {
		out, _, _ := wardmote(t, "law", "count", "closure.hearing_within_h", "--from", "2026-12-24T10:00", "--data", data)
		return strings.TrimSpace(out)
	}
	if _, bad, code := sign("ada"); code != 1 || !strings.Contains(bad, "from which day") {
		t.Errorf("signed without a day: %d %q", code, bad)
	}
	if _, bad, code := sign("cas", "--from", "2026-10-01"); code != 1 || !strings.Contains(bad, "does not let you") {
		t.Errorf("an analyst signed: %d %q", code, bad)
	}
	if out, bad, code := sign("ada", "--from", "2026-10-01"); code != 0 || !strings.Contains(out, "1 of the 2") || count() != "2026-12-27T10:00" {
		t.Errorf("one approver: %d %q %q, counted %s", code, out, bad, count())
	}
	if out, bad, code := sign("ben", "--from", "2026-10-01"); code != 0 || !strings.Contains(out, "counts from 2026-10-01") || count() != "2026-12-28T10:00" {
		t.Errorf("two approvers: %d %q %q, counted %s", code, out, bad, count())
	}
	out, _, _ := wardmote(t, "law", "show", "closure.hearing_within_h", "--on", "2026-11-30", "--data", data, "--json")
	if got := answer[shownRule](t, out); got.Status != "signed" || got.Value != 72 || *got.From != "2026-10-01" {
		t.Errorf("shown %+v", got)
	}
	if out, _, _ := wardmote(t, "law", "show", "closure.hearing_within_h", "--on", "2026-11-30", "--data", data); strings.Count(out, "signed by") != 2 {
		t.Errorf("it does not say who signed:\n%s", out)
	}
	if _, bad, code := sign("ben", "--withdraw"); code != 0 || count() != "2026-12-27T10:00" {
		t.Errorf("taken back: %d %q, counted %s", code, bad, count())
	}
}
