package hourweek_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/analysis/aoristic"
	"github.com/wardmote/wardmote/internal/understand/choice/choicetest"
	"github.com/wardmote/wardmote/internal/understand/hourweek"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// minute is a UTC time as Events.Minute has it.
func minute(t time.Time) int32 { return int32(t.Sub(incident.MomentOf(0)).Minutes()) }

func TestStopsCountInTheHourOfTheLondonClock(t *testing.T) {
	f := choicetest.New()
	// 21:30 UTC on Friday 5 July 2019 is 22:30 in London.
	f.Stop(3, "2019-07", minute(time.Date(2019, 7, 5, 21, 30, 0, 0, time.UTC)), nil)
	c := f.Choice(t, "2019-07", "2019-07")
	c.Kind = incident.Stop
	got, err := hourweek.Run(context.Background(), hourweek.Params{Choice: c})
	if err != nil {
		t.Fatal(err)
	}
	week, _ := got.Section("week")
	if s := week.Chart.Series[4]; s.Name != "Friday" || !s.Values[22].Is(3) {
		t.Errorf("%+v", s)
	}
}

func TestAnIntervalIsSpreadOverItsHoursAndATimelessRecordIsCountedOut(t *testing.T) {
	f := choicetest.New()
	f.Crime(2, "2019-07", 0, 535000, 181000, choicetest.North)
	c := f.Choice(t, "2019-07", "2019-07")
	c.Noun = "reports"
	from := time.Date(2019, 7, 1, 8, 0, 0, 0, time.UTC) // a Monday
	got, err := hourweek.Run(context.Background(), hourweek.Params{Choice: c, Times: []aoristic.Interval{{From: from, To: from.Add(4 * time.Hour)}, {}}})
	if err != nil {
		t.Fatal(err)
	}
	week, _ := got.Section("week")
	for h := 8; h < 12; h++ {
		if v := week.Chart.Series[0].Values[h]; !v.Is(0.25) {
			t.Errorf("Monday %d: %+v", h, v)
		}
	}
	if !strings.Contains(strings.Join(got.Caveats, " "), "1 have no time") {
		t.Error(got.Caveats)
	}
}

func TestStreetCrimeHasNoHours(t *testing.T) {
	f := choicetest.New()
	f.Crime(2, "2019-07", 0, 535000, 181000, choicetest.North)
	if _, err := hourweek.Run(context.Background(), hourweek.Params{Choice: f.Choice(t, "2019-07", "2019-07")}); err == nil || !strings.Contains(err.Error(), "by month") {
		t.Error(err)
	}
}
