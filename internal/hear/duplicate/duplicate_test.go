package duplicate

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/place"
	"github.com/wardmote/wardmote/internal/core/when"
	"pgregory.net/rapid"
)

var (
	now   = when.At(time.Date(2026, 11, 22, 21, 0, 0, 0, time.UTC))
	brick = place.Point{Lon: -0.0717, Lat: 51.5196}
)

// report is one of nitrous oxide on Brick Lane, so many metres to the north and hours ago.
func report(id string, north, hoursAgo float64) Report {
	return Report{ID: id, Category: "nitrous-oxide", Group: "drugs", Street: "street:brick-lane", Area: "E05009333",
		Point: place.Point{Lon: brick.Lon, Lat: brick.Lat + north/111_250}, At: now.Add(-time.Duration(hoursAgo * float64(time.Hour)))}
}

func ids(matches []Match) []string {
	var out []string
	for _, m := range matches {
		out = append(out, m.ID)
	}
	return out
}

func TestNearAndRecentReportsOfOneKindOfHarmRankFirst(t *testing.T) {
	music := report("same group", 20, 24)
	music.Category = "drug-dealing"
	recent := []Report{report("far in time", 10, 24*13), report("here", 5, 24), report("too far", 200, 24), report("too long ago", 5, 24*15),
		report("near the edge", 140, 24), music}
	got := Find(report("new", 0, 0), recent, Options{Limit: 10})
	if want := []string{"here", "same group", "far in time", "near the edge"}; !slices.Equal(ids(got), want) {
		t.Errorf("%v, want %v", ids(got), want)
	}
	if got[0].Metres != 10 || !got[0].SameCategory || got[0].Apart != 24*time.Hour {
		t.Errorf("%+v", got[0])
	}
	if got := Find(report("new", 0, 0), recent, Options{}); len(got) != 3 {
		t.Errorf("three are shown where nothing is said, got %d", len(got))
	}
}

func TestTheSameTimeOfDayRanksBeforeAnother(t *testing.T) {
	got := Find(report("new", 0, 0), []Report{report("at noon", 5, 24+9), report("at night", 5, 24+23.5)}, Options{})
	if !slices.Equal(ids(got), []string{"at night", "at noon"}) {
		t.Errorf("%v", ids(got))
	}
}

func TestWithoutAPointOneStreetOfOneWardIsEnough(t *testing.T) {
	along := report("along", 0, 5)
	along.Point = place.Point{}
	elsewhere := along
	elsewhere.ID, elsewhere.Area = "other ward", "E05009335"
	nowhere := along
	nowhere.ID, nowhere.Street = "no street", ""
	got := Find(report("new", 0, 0), []Report{along, elsewhere, nowhere}, Options{Public: true})
	if !slices.Equal(ids(got), []string{"along"}) || got[0].Metres != -1 {
		t.Errorf("%+v", got)
	}
}

func TestAStrangerLearnsBandsAndNoSpot(t *testing.T) {
	for metres, want := range map[float64]int{0: 50, 3: 50, 48: 50, 52: 100, 149: 150} {
		got := Find(report("new", 0, 0), []Report{report("x", metres, 30)}, Options{Public: true})
		if len(got) != 1 || got[0].Metres != want || got[0].Apart != 24*time.Hour || got[0].Score != 0 {
			t.Errorf("%g m away is told as %+v, want %d m", metres, got, want)
		}
	}
}

func drawReport(t *rapid.T, id string) Report {
	r := report(id, rapid.Float64Range(-300, 300).Draw(t, "north"), rapid.Float64Range(0, 24*20).Draw(t, "hours"))
	r.Group = rapid.SampledFrom([]string{"drugs", "noise", "hate", ""}).Draw(t, "group")
	r.Category = r.Group + rapid.SampledFrom([]string{"-a", "-b"}).Draw(t, "category")
	r.Sensitive = r.Group == "hate"
	r.Closed = rapid.Bool().Draw(t, "closed")
	if rapid.Bool().Draw(t, "no point") {
		r.Point = place.Point{}
	}
	r.Street = rapid.SampledFrom([]string{"", "s1", "s2"}).Draw(t, "street")
	return r
}

func TestNoSensitiveClosedFarOrOldReportIsEverHintedAt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fresh := drawReport(t, "new")
		var recent []Report
		byID := map[string]Report{}
		for i := range rapid.IntRange(0, 12).Draw(t, "n") {
			r := drawReport(t, fmt.Sprint(i))
			recent, byID[r.ID] = append(recent, r), r
		}
		o := Options{Within: rapid.Float64Range(1, 300).Draw(t, "within"), Window: time.Duration(rapid.IntRange(1, 480).Draw(t, "window")) * time.Hour,
			Limit: rapid.IntRange(1, 12).Draw(t, "limit")}
		got := Find(fresh, recent, o)
		if (fresh.Sensitive || fresh.Group == "") && len(got) > 0 {
			t.Fatal("a sensitive report asks nobody")
		}
		for i, m := range got {
			r := byID[m.ID]
			if r.Sensitive || r.Closed || r.Group != fresh.Group || m.Apart > o.Window {
				t.Fatalf("%+v is hinted at", r)
			}
			if m.Metres >= 0 && fresh.Point.Metres(r.Point) > o.Within {
				t.Fatalf("%+v is %g m away", r, fresh.Point.Metres(r.Point))
			}
			if m.Score < 0 || m.Score > 1 || (i > 0 && m.Score > got[i-1].Score) {
				t.Fatalf("scores out of order: %+v", got)
			}
		}
		if len(got) > o.Limit {
			t.Fatal("more than were asked for")
		}
		slices.Reverse(recent)
		if !slices.Equal(got, Find(fresh, recent, o)) {
			t.Fatal("the order of the reports changed the answer")
		}
	})
}

func TestAReportIsItsOwnBestMatchUnderAnotherName(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fresh := drawReport(t, "new")
		twin := fresh
		twin.ID, twin.Closed = "twin", false
		others := []Report{twin}
		for i := range rapid.IntRange(0, 8).Draw(t, "n") {
			others = append(others, drawReport(t, fmt.Sprint(i)))
		}
		got := Find(fresh, others, Options{Limit: 20})
		if fresh.Sensitive || fresh.Group == "" || (fresh.Point.IsZero() && fresh.Street == "") {
			return
		}
		for _, m := range got {
			if m.ID == "twin" && m.Score >= got[0].Score-1e-12 {
				return
			}
		}
		t.Fatalf("its twin does not lead: %+v", got)
	})
}
