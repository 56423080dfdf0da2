package record_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

func london(t *testing.T, text string) when.Instant {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, when.London)
	if err != nil {
		t.Fatal(err)
	}
	return when.At(at)
}

func TestOldWordsOnSafeContactAreReadAsAskFirst(t *testing.T) {
	for name, f := range map[string]record.Fields{
		"words of an officer":        {"safe_contact": "Text only, after 6pm"},
		"yes, with words beside":     {"safe_contact": true, "contact_how": "Never when he is in"},
		"words without a yes or no":  {"contact_how": "After 6pm"},
		"yes, and who else picks up": {"safe_contact": true, "contact_others": "My brother"},
	} {
		c := record.ReadSafeContact(f)
		if c.Rule != record.ContactAskFirst || !strings.Contains(c.Short(), "ask first") {
			t.Errorf("%s: read as %q", name, c.Rule)
		}
		for _, way := range record.ContactWays {
			if c.Allows(way, london(t, "2026-03-03 12:00")) {
				t.Errorf("%s: allows a %s", name, way)
			}
		}
	}
	if c, err := record.DecodeSafeContact("", "Text only"); err != nil || c.Rule != record.ContactAskFirst || c.Words != "Text only" {
		t.Errorf("a card from before the rules is read as %+v, %v", c, err)
	}
}

func TestNothingIsSafeThatWasNotNamed(t *testing.T) {
	c := record.SafeContact{Rule: record.ContactOnly, By: []string{record.ByText, record.ByEmail}, Days: "weekdays", From: "10:00", Until: "14:30"}
	for _, x := range []struct {
		way, at string
		want    bool
	}{
		{record.ByText, "2026-03-03 10:00", true}, {record.ByText, "2026-03-03 14:30", true}, {record.ByText, "2026-03-03 14:31", false},
		{record.ByText, "2026-03-07 12:00", false}, // a Saturday
		{record.ByEmail, "2026-03-07 03:00", true}, // it is read when it suits them
		{record.ByPhone, "2026-03-03 12:00", false}, {record.ByVisit, "2026-03-03 12:00", false}, {record.ByLetter, "2026-03-03 12:00", false},
		{record.ByText, "2026-07-07 10:00", true}, // London's own hours, in summer too
		{record.ByText, "2026-07-07 09:59", false},
	} {
		if got := c.Allows(x.way, london(t, x.at)); got != x.want {
			t.Errorf("%s at %s: %v", x.way, x.at, got)
		}
	}
	night := record.SafeContact{Rule: record.ContactOnly, By: []string{record.ByPhone}, From: "22:00", Until: "02:00"}
	if !night.Allows(record.ByPhone, london(t, "2026-03-03 23:30")) || night.Allows(record.ByPhone, london(t, "2026-03-03 12:00")) {
		t.Error("hours that pass midnight are read the wrong way round")
	}
	if text := strings.Join(night.Lines(), " "); !strings.Contains(text, "Never leave a voicemail") {
		t.Errorf("nobody said yes to a voicemail, and the officer is not told: %s", text)
	}
}

func TestSafeContactIsReadAsItWasKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.StringMatching(`[a-z ]{0,12}[a-z]|`)
		c := record.SafeContact{Rule: rapid.SampledFrom([]string{record.ContactAny, record.ContactOnly, record.ContactNever}).Draw(t, "rule"), Words: words.Draw(t, "words")}
		if c.Rule == record.ContactOnly {
			c.By = rapid.SliceOfNDistinct(rapid.SampledFrom(record.ContactWays), 1, 5, rapid.ID).Draw(t, "by")
			c.Days, c.From, c.Until = "weekend", "09:00", "10:00"
			c.Voicemail, c.Neutral, c.Others = rapid.Bool().Draw(t, "voicemail"), rapid.Bool().Draw(t, "neutral"), words.Draw(t, "others")
		}
		if c.Rule == record.ContactAny {
			c.Words = "" // else one asks first
		}
		same := func(got record.SafeContact) {
			a, _ := json.Marshal(c)
			if b, _ := json.Marshal(got); string(a) != string(b) {
				t.Fatalf("%s came back as %s", a, b)
			}
		}
		same(record.ReadSafeContact(c.Fields()))
		text, err := c.Encode()
		if err != nil {
			t.Fatal(err)
		}
		kept, err := record.DecodeSafeContact(text, "older words")
		if err != nil {
			t.Fatal(err)
		}
		same(kept)
	})
}
