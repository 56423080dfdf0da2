package inquiry

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/wardmote/wardmote/internal/understand/choice/choicetest"
	"github.com/wardmote/wardmote/internal/understand/finding"
	"github.com/wardmote/wardmote/internal/understand/hotspot"
	"github.com/wardmote/wardmote/internal/understand/profile"
	"github.com/wardmote/wardmote/internal/understand/studyarea"
	"github.com/wardmote/wardmote/internal/understand/trend"
)

// TestEventsWithoutAPointCountInEveryTrend: all that rises here has a ward and no point, and every analysis says that it rises,
// with the same p and of the same number of events.
func TestEventsWithoutAPointCountInEveryTrend(t *testing.T) {
	f := choicetest.New()
	for m := range 36 {
		month := fmt.Sprintf("%d-%02d", 2018+m/12, m%12+1)
		f.Crime(20+m%3, month, 2, 535000, 181000, choicetest.North)
		f.Crime(m+m%2, month, 2, math.NaN(), math.NaN(), choicetest.South)
		f.Crime(5, month, 2, math.NaN(), math.NaN(), 0)
	}
	c := f.Choice(t, "2018-01", "2020-12")
	want, err := trend.Of(c)
	if err != nil || want.Direction != finding.Rising {
		t.Fatalf("%+v, %v", want, err)
	}
	footprint, err := studyarea.NewFootprint("both", "Both", [][][][2]float64{{{{-0.06, 51.50}, {-0.04, 51.50}, {-0.04, 51.52}, {-0.06, 51.52}, {-0.06, 51.50}}}})
	if err != nil {
		t.Fatal(err)
	}
	hot, err := hotspot.Run(context.Background(), hotspot.Params{Choice: c, Footprint: footprint})
	if err != nil {
		t.Fatal(err)
	}
	months, err := trend.Run(context.Background(), trend.Params{Choice: c})
	if err != nil {
		t.Fatal(err)
	}
	document, err := profile.Run(context.Background(), profile.Params{Choice: c})
	if err != nil {
		t.Fatal(err)
	}
	if hot.Trend.Trend != want || *months.Trend != want || *document.Trend != want {
		t.Errorf("hot spots %+v, trend %+v, profile %+v; wanted %+v", hot.Trend.Trend, months.Trend, document.Trend, want)
	}
	if hot.Events != months.Events || hot.Events != document.Events || hot.Unplaced == 0 || hot.Nowhere != 5*36 {
		t.Errorf("hot spots of %d events (%d without a point, %d nowhere), trend of %d, profile of %d", hot.Events, hot.Unplaced, hot.Nowhere, months.Events, document.Events)
	}
}
