package report

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/hear/words"
)

func TestWhatCannotBeSentIsNamedFieldByField(t *testing.T) {
	p := reference(t)
	today := when.Day(2026, time.November, 23)
	for name, c := range map[string]struct {
		change func(*Filled)
		field  string
	}{
		"nothing about what":       {func(f *Filled) { f.Category = "" }, "category"},
		"an unknown category":      {func(f *Filled) { f.Category = "'; DROP TABLE record; --" }, "category"},
		"blanks for a story":       {func(f *Filled) { f.What = " \n\t " }, "what"},
		"a story too long":         {func(f *Filled) { f.What = strings.Repeat("é", 4001) }, "what"},
		"a day to come":            {func(f *Filled) { f.FromDay = today.AddDays(1) }, "from_day"},
		"an end before its start":  {func(f *Filled) { f.FromDay, f.ToDay = today, today.AddDays(-1) }, "to_day"},
		"an address without an @":  {func(f *Filled) { f.Anonymous, f.Email = false, "ada.example.com" }, "email"},
		"an address with a header": {func(f *Filled) { f.Anonymous, f.Email = false, "a@example.com\nBcc: x@example.com" }, "email"},
		"letters for a phone":      {func(f *Filled) { f.Anonymous, f.Phone = false, "ring me" }, "phone"},
		"a point off the earth":    {func(f *Filled) { f.Point = &record.Point{Lon: 200, Lat: 51} }, "point"},
	} {
		f := noise()
		c.change(&f)
		if bad := Check(p, &f, today); bad[c.field].Key == "" {
			t.Errorf("%s is taken: %v", name, bad)
		}
	}
	good := noise()
	if bad := Check(p, &good, today); len(bad) > 0 {
		t.Errorf("a good report is refused: %v", bad)
	}
}

func TestAnHourIsReadFromWhatPeopleWrite(t *testing.T) {
	p := reference(t)
	for words, hour := range map[string]any{"11pm": 23, "11 PM": 23, "23:30": 23, "7.15am": 7, "9 in the morning": 9, "midnight": 0, "in the afternoon": 15, "at noon": 12,
		"late at night": 23, "": nil, "after school": nil} {
		f := noise()
		f.AtTime = words
		if got := f.Vars(p)["report"].(pack.Root).Value("hour"); got != hour {
			t.Errorf("%q is hour %v, not %v", words, got, hour)
		}
	}
}

func TestEveryReportHasAnOwnerWhateverIsAnswered(t *testing.T) {
	p := reference(t)
	categories, kinds, wards := []string{"", "nonsense"}, []string{""}, []string{"", "E99999999"}
	for _, c := range p.Categories {
		categories = append(categories, c.ID)
	}
	for _, k := range p.PlaceKinds {
		kinds = append(kinds, k.ID)
	}
	for _, w := range p.Wards() {
		wards = append(wards, w.Code)
	}
	rapid.Check(t, func(t *rapid.T) {
		f := &Filled{Danger: rapid.Bool().Draw(t, "danger"), Happening: rapid.Bool().Draw(t, "happening"), Category: rapid.SampledFrom(categories).Draw(t, "category"),
			PlaceKind: rapid.SampledFrom(kinds).Draw(t, "kind"), Area: rapid.SampledFrom(wards).Draw(t, "ward"), AtTime: rapid.StringN(0, 8, -1).Draw(t, "time"), Repeat: rapid.Bool().Draw(t, "repeat")}
		d := Decide(p, f, Always)
		team, ok := p.Team(d.Team)
		if !ok || d.Body == "" || d.Why == "" {
			t.Fatalf("%+v goes to %+v", f, d)
		}
		if team.Locality && !team.Covers(f.Area) {
			t.Fatalf("%+v goes to %s, which does not cover the ward", f, team.Name)
		}
		if notices := f.Unseen(p); len(notices) > 1 && slices.ContainsFunc(notices, func(n pack.Notice) bool { return n.Urgent != notices[0].Urgent }) {
			t.Fatal("something stands beside an urgent notice")
		}
	})
}

func TestPeopleFindACategoryInTheirOwnWords(t *testing.T) {
	p := reference(t)
	lexicon := words.New(p)
	for typed, want := range map[string]string{"laughing gas": "nitrous-oxide", "someone selling weed": "drug-dealing", "mattress dumped": "fly-tipping", "mopeds racing": "speeding-cars",
		"racist abuse": "hate", "county lines child": "child-worry", "homless man in tent": "rough-sleeping", "dog poo": "dog-fouling", "broken lift": "housing-repair"} {
		found := FindCategories(p, lexicon, typed).Categories
		if !slices.ContainsFunc(found[:min(3, len(found))], func(c pack.Category) bool { return c.ID == want }) {
			t.Errorf("%q gives %v", typed, found)
		}
	}
	if found := FindCategories(p, lexicon, "qqqq zzzz"); len(found.Categories) != 0 || found.Sure {
		t.Errorf("nonsense gives %v", found)
	}
}

func TestAPhoneNumberIsTheSameHoweverItIsWritten(t *testing.T) {
	for _, written := range []string{"020 7946 0011", "+44 20 7946 0011", "0044 (0)20 7946 0011", "44 20 7946 0011", "(020) 7946-0011"} {
		if got := digits(written); got != "02079460011" {
			t.Errorf("%s is read as %s", written, got)
		}
	}
}
