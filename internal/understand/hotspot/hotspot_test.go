package hotspot_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wardmote/wardmote/analysis/bng"
	"github.com/wardmote/wardmote/internal/core/segment"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/understand/hotspot"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

var ctx = context.Background()

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var wards = sync.OnceValue(func() *incident.AreaIndex {
	f, err := os.Open("../incident/testdata/tower_hamlets_wards_2014.geojson.gz")
	if err != nil {
		panic(err)
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		panic(err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		panic(err)
	}
	x, err := incident.NewAreaIndex(raw)
	if err != nil {
		panic(err)
	}
	return x
})

func borough(t testing.TB) *hotspot.Area {
	t.Helper()
	a, err := hotspot.AreaOf("E09000030", "Tower Hamlets", wards())
	must(t, err)
	return a
}

func factsOf(t testing.TB, files ...incident.File) *incident.Facts {
	t.Helper()
	depot, err := segment.OpenDir(t.TempDir())
	must(t, err)
	opt := incident.Options{Now: when.At(time.Unix(1_790_000_000, 0)), Geography: incident.Geography{Wards: wards()}}
	_, err = incident.Import(ctx, depot, files, opt)
	must(t, err)
	f, err := incident.NewLibrary(depot).Facts(ctx)
	must(t, err)
	return f
}

func month(t testing.TB, s string) incident.Month {
	t.Helper()
	m, err := incident.ParseMonth(s)
	must(t, err)
	return m
}

func crime(t testing.TB, s string) uint8 {
	t.Helper()
	code, err := incident.ParseType(s)
	must(t, err)
	return code
}

const shipped = "../../demo/police/"

func TestBurglaryInTowerHamletsOverThreeYears(t *testing.T) {
	f := factsOf(t, incident.Files(shipped+"tower-hamlets-12types_2018-02_2021-01.csv.gz", shipped+"tower-hamlets-all-types_2018-06.csv.gz")...)
	r, err := hotspot.Run(ctx, f, hotspot.Params{
		Types: []uint8{crime(t, "burglary")}, From: month(t, "2018-02"), To: month(t, "2021-01"), Area: borough(t),
		NameWard: wards().Name,
	})
	must(t, err)
	// The publisher's burglary file holds 8,898 of these months and the compiler's 8,913.
	if r.Events < 8800 || r.Events > 8950 {
		t.Errorf("%d burglaries", r.Events)
	}
	// The borough with its half of the river is about 21 square kilometres.
	if r.Tested < 900 || r.Tested > 1000 {
		t.Errorf("%d squares", r.Tested)
	}
	if r.Hot == 0 || len(r.Places) != hotspot.DefaultLimit || !r.Places[0].Significant {
		t.Fatalf("%d squares stand out, %d places", r.Hot, len(r.Places))
	}
	sum := 0
	for _, n := range r.Counts {
		sum += n
	}
	if sum != r.Events {
		t.Errorf("%d events in squares, %d in all", sum, r.Events)
	}
	top := r.Places[0]
	if float64(top.Count) < 2*top.Expected || top.Ward == "" || top.WardName == top.Ward || top.Q > 0.05 {
		t.Errorf("%+v", top)
	}
	if !strings.Contains(r.Summary, "incidents of burglary were recorded in Tower Hamlets, February 2018 to January 2021") {
		t.Errorf("summary: %s", r.Summary)
	}
	if len(r.Trend.Months) != 36 || len(r.Season) != 12 || len(r.Empty) != 0 {
		t.Errorf("%d months, %d empty", len(r.Trend.Months), len(r.Empty))
	}
	t.Log(r.Summary, r.Trend.Direction, r.Trend.P)
}

func TestABlocksCountIsThatOfItsNineSquaresAndBlocksDoNotOverlap(t *testing.T) {
	f := factsOf(t, incident.Files("../incident/testdata/tower-hamlets-all-types_2018-06.csv.gz")...)
	r, err := hotspot.Run(ctx, f, hotspot.Params{From: month(t, "2018-06"), To: month(t, "2018-06"), Area: borough(t)})
	must(t, err)
	seen := map[int]bool{}
	for _, p := range r.Places {
		sum := 0
		for dy := -1; dy <= 1; dy++ {
			for dx := -1; dx <= 1; dx++ {
				x, y := r.Grid.Centre(p.Cell)
				c, ok := r.Grid.Index(x+float64(dx)*r.Grid.Cell, y+float64(dy)*r.Grid.Cell)
				if !ok || !r.Inside[c] {
					continue
				}
				if seen[c] {
					t.Fatalf("square %d is in two blocks", c)
				}
				seen[c] = true
				sum += r.Counts[c]
			}
		}
		if sum != p.Count {
			t.Errorf("place %d: %d, not %d", p.Rank, p.Count, sum)
		}
		if p.Street == "" {
			t.Errorf("place %d has no street", p.Rank)
		}
	}
	west, south := bng.FromWGS84(r.Places[0].Outline[0][0], r.Places[0].Outline[0][1])
	east, north := bng.FromWGS84(r.Places[0].Outline[2][0], r.Places[0].Outline[2][1])
	if math.Abs(east-west-450) > 0.01 || math.Abs(north-south-450) > 0.01 {
		t.Errorf("the outline is %g by %g m", east-west, north-south)
	}
}

// planted are events spread evenly at random over the borough, with extra ones at one place.
func planted(t testing.TB, seed uint64, spread, extra int) incident.File {
	t.Helper()
	random := rand.New(rand.NewPCG(seed, 1))
	var b strings.Builder
	b.WriteString("Month,Longitude,Latitude,Crime type\n")
	row := func(e, n float64) {
		lon, lat := bng.ToWGS84(e, n)
		fmt.Fprintf(&b, "2018-%02d,%.6f,%.6f,Robbery\n", 1+random.IntN(12), lon, lat)
	}
	for placed := 0; placed < spread; {
		e, n := 533000+random.Float64()*6500, 178000+random.Float64()*7500
		lon, lat := bng.ToWGS84(e, n)
		if wards().Find(lon, lat) != 0 {
			row(e, n)
			placed++
		}
	}
	for range extra {
		row(536000+random.Float64()*200, 182000+random.Float64()*200)
	}
	return incident.File{Name: fmt.Sprintf("planted-%d.csv", seed), Data: []byte(b.String())}
}

func TestAPlantedHotSpotIsFoundAndPureChanceIsNot(t *testing.T) {
	year := hotspot.Params{From: month(t, "2018-01"), To: month(t, "2018-12"), Area: borough(t)}
	found, err := hotspot.Run(ctx, factsOf(t, planted(t, 1, 1500, 60)), year)
	must(t, err)
	top := found.Places[0]
	x, y := found.Grid.Centre(top.Cell)
	if !top.Significant || math.Hypot(x-536100, y-182100) > 200 {
		t.Errorf("the planted place was not found: %+v", top)
	}
	alarms := 0
	for seed := range uint64(20) {
		r, err := hotspot.Run(ctx, factsOf(t, planted(t, 100+seed, 1500, 0)), year)
		must(t, err)
		if r.Hot > 0 {
			alarms++
		}
	}
	// At a false-discovery rate of 5 % one run in twenty alarms; five or more have a probability of 0.3 %.
	if alarms > 4 {
		t.Errorf("%d of 20 patterns of pure chance were called hot", alarms)
	}
}

func TestAnswersWithoutDataAndImpossibleQuestions(t *testing.T) {
	f := factsOf(t, planted(t, 3, 40, 0))
	quiet, err := hotspot.Run(ctx, f, hotspot.Params{Types: []uint8{crime(t, "drugs")}, From: month(t, "2018-01"), To: month(t, "2018-12"), Area: borough(t)})
	must(t, err)
	if quiet.Events != 0 || len(quiet.Places) != 0 || len(quiet.Empty) != 12 || !strings.Contains(quiet.Summary, "we hold no incidents of drugs") {
		t.Errorf("%+v", quiet.Summary)
	}
	for _, p := range []hotspot.Params{
		{From: 5, To: 6}, {From: 6, To: 5, Area: borough(t)}, {To: 5, Area: borough(t), Cell: 1}, {To: 5, Area: borough(t), Null: "none"},
		{To: 5, Area: borough(t), Types: []uint8{99}}, {To: 5, Area: borough(t), Level: 2}, {To: 5, Area: borough(t), Bandwidth: math.NaN()},
	} {
		if _, err := hotspot.Run(ctx, f, p); err == nil {
			t.Errorf("%+v was answered", p)
		}
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := hotspot.Run(stopped, f, hotspot.Params{From: 216, To: 227, Area: borough(t)}); err == nil {
		t.Error("a cancelled question was answered")
	}
}

func TestTheTableAndTheMapSayTheSame(t *testing.T) {
	f := factsOf(t, planted(t, 4, 800, 50))
	r, err := hotspot.Run(ctx, f, hotspot.Params{From: month(t, "2018-01"), To: month(t, "2018-12"), Area: borough(t), Limit: 5})
	must(t, err)
	var table, places, surface bytes.Buffer
	must(t, r.WriteCSV(&table))
	must(t, r.WriteGeoJSON(&places))
	must(t, r.WriteDensity(&surface, 400))
	rows, err := csv.NewReader(&table).ReadAll()
	must(t, err)
	var doc struct {
		Attribution string
		Features    []struct {
			Properties struct {
				Layer string
				Rank  int
				Count int
				Class int
			}
			Geometry struct{ Coordinates [][][2]float64 }
		}
	}
	must(t, json.Unmarshal(places.Bytes(), &doc))
	if len(rows) != 6 || len(doc.Features) != 5+r.Hot || !strings.Contains(doc.Attribution, "Open Government Licence") {
		t.Fatalf("%d rows, %d features", len(rows), len(doc.Features))
	}
	if rows[1][4] != fmt.Sprint(doc.Features[0].Properties.Count) || len(doc.Features[0].Geometry.Coordinates[0]) != 5 {
		t.Errorf("%v %+v", rows[1], doc.Features[0])
	}
	raw, err := json.Marshal(r)
	must(t, err)
	var answer struct {
		Area   string
		Events int
		Places []struct{ Count int }
		Trend  struct{ Months []struct{ Month string } }
	}
	must(t, json.Unmarshal(raw, &answer))
	if answer.Area != "E09000030" || answer.Events != r.Events || answer.Places[0].Count != r.Places[0].Count || len(answer.Trend.Months) != 12 {
		t.Errorf("%s", raw)
	}
	doc.Features = nil
	must(t, json.Unmarshal(surface.Bytes(), &doc))
	if len(doc.Features) != 400 || doc.Features[0].Properties.Class != 5 {
		t.Errorf("%d squares of density", len(doc.Features))
	}
}
