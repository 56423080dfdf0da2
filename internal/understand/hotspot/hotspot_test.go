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
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/finding"
	"github.com/wardmote/wardmote/internal/understand/hotspot"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/studyarea"
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

var register = sync.OnceValue(func() *studyarea.Register { return studyarea.OfBoundaries("Tower Hamlets", wards()) })

// borough is a question about the whole of it, of some types, from one month to another.
func borough(t testing.TB, f *incident.Facts, from, to string, types ...uint8) hotspot.Params {
	t.Helper()
	footprint, err := register().Outline(studyarea.Whole)
	must(t, err)
	return hotspot.Params{Footprint: footprint, Choice: choice.Choice{Facts: f, Types: types, From: month(t, from), To: month(t, to), Area: register().Whole(), NameWard: wards().Name}}
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
	r, err := hotspot.Run(ctx, borough(t, f, "2018-02", "2021-01", crime(t, "burglary")))
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
	if sum+r.Unplaced != r.Events {
		t.Errorf("%d events in squares and %d without a point, %d in all", sum, r.Unplaced, r.Events)
	}
	top := r.Places[0]
	if float64(top.Count) < 2*top.Expected || top.Ward == "" || top.WardName == top.Ward || top.Q > 0.05 {
		t.Errorf("%+v", top)
	}
	if !strings.Contains(r.Summary, "incidents of burglary were recorded in Tower Hamlets, February 2018 to January 2021") {
		t.Errorf("summary: %s", r.Summary)
	}
	// The sentence's numbers are those of the map, each with its ground.
	for _, words := range []string{fmt.Sprintf("the square itself has %d,", r.Counts[top.Cell]), fmt.Sprintf("(a block of 450 m by 450 m) %d, where about %.0f would", top.Count, math.Floor(top.Expected+0.5))} {
		if !strings.Contains(r.Summary, words) || top.Own != r.Counts[top.Cell] {
			t.Errorf("%q is not in %q", words, r.Summary)
		}
	}
	if len(r.Trend.Months) != 36 || len(r.Season) != 12 {
		t.Errorf("%d months", len(r.Trend.Months))
	}
	t.Log(r.Summary, r.Trend.Words())
}

func TestABlocksCountIsThatOfItsNineSquaresAndBlocksDoNotOverlap(t *testing.T) {
	f := factsOf(t, incident.Files("../incident/testdata/tower-hamlets-all-types_2018-06.csv.gz")...)
	r, err := hotspot.Run(ctx, borough(t, f, "2018-06", "2018-06"))
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
	year := func(file incident.File) hotspot.Params { return borough(t, factsOf(t, file), "2018-01", "2018-12") }
	found, err := hotspot.Run(ctx, year(planted(t, 1, 1500, 60)))
	must(t, err)
	top := found.Places[0]
	x, y := found.Grid.Centre(top.Cell)
	if !top.Significant || math.Hypot(x-536100, y-182100) > 200 {
		t.Errorf("the planted place was not found: %+v", top)
	}
	alarms := 0
	for seed := range uint64(20) {
		r, err := hotspot.Run(ctx, year(planted(t, 100+seed, 1500, 0)))
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
	drugs := borough(t, f, "2018-01", "2018-12", crime(t, "drugs"))
	quiet, err := hotspot.Run(ctx, drugs)
	must(t, err)
	if quiet.Events != 0 || len(quiet.Places) != 0 || !strings.Contains(quiet.Summary, "we hold no incidents of drugs") || quiet.Trend.Direction != finding.None {
		t.Errorf("%+v", quiet.Summary)
	}
	for name, spoil := range map[string]func(*hotspot.Params){
		"no area": func(p *hotspot.Params) { p.Footprint = nil }, "backwards": func(p *hotspot.Params) { p.To = p.From - 1 }, "tiny squares": func(p *hotspot.Params) { p.Cell = 1 },
		"no such chance": func(p *hotspot.Params) { p.Null = "none" }, "no such type": func(p *hotspot.Params) { p.Types = []uint8{99} }, "level": func(p *hotspot.Params) { p.Level = 2 },
		"bandwidth": func(p *hotspot.Params) { p.Bandwidth = math.NaN() },
	} {
		p := drugs
		spoil(&p)
		if _, err := hotspot.Run(ctx, p); err == nil {
			t.Errorf("%s was answered", name)
		}
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := hotspot.Run(stopped, borough(t, f, "2018-01", "2018-12")); err == nil {
		t.Error("a cancelled question was answered")
	}
}

func TestTheTableAndTheMapSayTheSame(t *testing.T) {
	f := factsOf(t, planted(t, 4, 800, 50))
	asked := borough(t, f, "2018-01", "2018-12")
	asked.Limit = 5
	r, err := hotspot.Run(ctx, asked)
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
	if answer.Area != studyarea.Whole || answer.Events != r.Events || answer.Places[0].Count != r.Places[0].Count || len(answer.Trend.Months) != 12 {
		t.Errorf("%s", raw)
	}
	doc.Features = nil
	must(t, json.Unmarshal(surface.Bytes(), &doc))
	if len(doc.Features) != 400 || doc.Features[0].Properties.Class != 5 {
		t.Errorf("%d squares of density", len(doc.Features))
	}
}

// TestAMonthThatIsNotHeldHasNoCountInTheAnswer: null, where a program could read nought as none recorded.
func TestAMonthThatIsNotHeldHasNoCountInTheAnswer(t *testing.T) {
	f := factsOf(t, incident.Files("../incident/testdata/tower-hamlets-all-types_2018-06.csv.gz")...)
	r, err := hotspot.Run(ctx, borough(t, f, "2018-05", "2018-06"))
	must(t, err)
	raw, err := json.Marshal(r)
	must(t, err)
	var answer struct {
		Trend      struct{ Months []json.RawMessage }
		TimeOfYear []json.RawMessage
	}
	must(t, json.Unmarshal(raw, &answer))
	if got := string(answer.Trend.Months[0]); got != `{"month":"2018-05","count":null,"held":false}` {
		t.Error(got)
	}
	if got := string(answer.TimeOfYear[4]); got != `{"month":5,"years":0,"mean":null,"index":null}` {
		t.Error(got)
	}
}
