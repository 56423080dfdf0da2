package emerging_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/analysis/bng"
	"github.com/wardmote/wardmote/internal/understand/choice/choicetest"
	"github.com/wardmote/wardmote/internal/understand/emerging"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/studyarea"
)

// town is two wards of three kilometres by six: North from the easting 534000, South from 537000.
func town(t *testing.T) *studyarea.Register {
	t.Helper()
	var features []string
	for i, w := range []incident.Code{choicetest.North, choicetest.South} {
		var corners []string
		for _, c := range [][2]float64{{0, 0}, {3000, 0}, {3000, 6000}, {0, 6000}, {0, 0}} {
			lon, lat := bng.ToWGS84(534000+3000*float64(i)+c[0], 178000+c[1])
			corners = append(corners, fmt.Sprintf("[%.9f,%.9f]", lon, lat))
		}
		features = append(features, fmt.Sprintf(`{"type":"Feature","properties":{"WD22CD":%q,"WD22NM":"Ward %d"},"geometry":{"type":"Polygon","coordinates":[[%s]]}}`, w, i, strings.Join(corners, ",")))
	}
	index, err := incident.NewAreaIndex([]byte(`{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`))
	if err != nil {
		t.Fatal(err)
	}
	return studyarea.OfBoundaries("Both", index)
}

// even is one crime a month in every square of 500 m.
func even(f *choicetest.Facts, months int) {
	for m := range months {
		month := fmt.Sprintf("%d-%02d", 2018+m/12, m%12+1)
		for c := range 72 {
			x, y := 534250+500*float64(c%6), 178250+500*float64(c/6)
			f.Crime(1, month, 2, x, y, choicetest.North)
			f.Crime(1, month, 2, x+3000, y, choicetest.South)
		}
	}
}

// crowd is thirty crimes more a month in each of nine squares round a place.
func crowd(f *choicetest.Facts, month string, x, y float64, in incident.Code) {
	for k := range 9 {
		f.Crime(30, month, 2, x+500*float64(k%3-1), y+500*float64(k/3-1), in)
	}
}

func run(t *testing.T, f *choicetest.Facts, to string) (string, map[string]string) {
	t.Helper()
	got, err := emerging.Run(context.Background(), emerging.Params{Choice: f.Choice(t, "2018-01", to), Areas: town(t), Cell: 500})
	if err != nil {
		t.Fatal(err)
	}
	classes := map[string]string{}
	if s, ok := got.Section("places"); ok {
		for i, row := range s.Table.Rows {
			at := s.Table.Targets[i]
			x, y := bng.FromWGS84(at.Lon, at.Lat)
			classes[fmt.Sprintf("%.0f %.0f", x, y)] = row[0].Text()
		}
		if got.Map == nil || len(got.Map.Layers[0].Features) != len(s.Table.Rows) {
			t.Errorf("the map and the table differ: %+v", got.Map)
		}
	}
	if len(got.Caveats) == 0 || got.Source == "" {
		t.Error("no caveat or no source")
	}
	return got.Summary, classes
}

func TestAPlaceThatFlaresUpInTheLastQuarterIsNew(t *testing.T) {
	f := choicetest.New()
	even(f, 24)
	for _, month := range []string{"2019-10", "2019-11", "2019-12"} {
		crowd(f, month, 535250, 181250, choicetest.North)
	}
	summary, classes := run(t, f, "2019-12")
	if !strings.HasPrefix(classes["535250 181250"], "new") && !strings.HasPrefix(classes["535250 181250"], "consecutive") {
		t.Errorf("the square that flared up is %q of %v; %s", classes["535250 181250"], classes, summary)
	}
	for at, class := range classes {
		var x, y float64
		if _, err := fmt.Sscan(at, &x, &y); err != nil || max(x-535250, 535250-x) > 1100 || max(y-181250, 181250-y) > 1100 {
			t.Errorf("%s, away from it, is %q", at, class)
		}
	}
}

// A quarter's neighbourhood holds the quarter before, so that a place is quiet once it has been so for two.
func TestAPlaceThatWasAlwaysHotAndIsNotNowIsHistorical(t *testing.T) {
	f := choicetest.New()
	even(f, 36)
	for m := range 30 {
		crowd(f, fmt.Sprintf("%d-%02d", 2018+m/12, m%12+1), 538250, 181250, choicetest.South)
	}
	if _, classes := run(t, f, "2020-12"); !strings.HasPrefix(classes["538250 181250"], "historical") {
		t.Errorf("the square that went quiet is %q", classes["538250 181250"])
	}
}

func TestAnEvenTownHasNoEmergingHotSpot(t *testing.T) {
	f := choicetest.New()
	even(f, 24)
	summary, classes := run(t, f, "2019-12")
	if len(classes) != 0 || !strings.Contains(summary, "No square of 500 m in Both stood out") {
		t.Errorf("%s %v", summary, classes)
	}
}

func TestTooFewQuartersAreSaidToBeTooFew(t *testing.T) {
	f := choicetest.New()
	even(f, 12)
	summary, classes := run(t, f, "2018-12")
	if len(classes) != 0 || !strings.Contains(summary, "held for 4 periods only") {
		t.Error(summary)
	}
}

func TestImpossibleQuestionsAndACancelledOneAreErrors(t *testing.T) {
	f := choicetest.New()
	even(f, 24)
	p := emerging.Params{Choice: f.Choice(t, "2018-01", "2019-12"), Areas: town(t), Cell: 1}
	if _, err := emerging.Run(context.Background(), p); err == nil || !strings.Contains(err.Error(), "choose larger squares") {
		t.Errorf("squares of a metre: %v", err)
	}
	p.Cell = 500
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := emerging.Run(ctx, p); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled question ends with %v", err)
	}
	p.Choice.Area = studyarea.Area{Code: "E05000099", Name: "Elsewhere"}
	if _, err := emerging.Run(context.Background(), p); err == nil {
		t.Error("an area without a boundary was analysed")
	}
	p = emerging.Params{Choice: f.Choice(t, "2019-12", "2018-01"), Areas: town(t)}
	if _, err := emerging.Run(context.Background(), p); err == nil {
		t.Error("a period that ends before it begins was analysed")
	}
}
