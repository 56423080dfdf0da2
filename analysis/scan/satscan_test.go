package scan_test

import (
	"bufio"
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/scan"
)

// fields reads a file of words.
func fields(t testing.TB, path string) (out [][]string) {
	t.Helper()
	for lines := bufio.NewScanner(fixture.Open(t, path)); lines.Scan(); {
		if words := strings.Fields(lines.Text()); len(words) > 0 {
			out = append(out, words)
		}
	}
	return out
}

func number(t testing.TB, s string) float64 { return fixture.Number(t, s) }

// sample is a SaTScan data set: coordinates of named places and cases by day.
type sample struct {
	name  []string
	cases scan.Cases
}

func day(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.Parse("2006/1/2", s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func readSample(t testing.TB, stem, first, last string, geographic bool) sample {
	s := sample{cases: scan.Cases{Places: scan.Places{Geographic: geographic}}}
	row := map[string]int{}
	for _, w := range fields(t, stem+".geo") {
		row[w[0]] = len(s.name)
		s.name = append(s.name, w[0])
		x, y := w[1], w[2]
		if geographic {
			x, y = y, x // SaTScan's latitude comes first
		}
		s.cases.Places.X = append(s.cases.Places.X, number(t, x))
		s.cases.Places.Y = append(s.cases.Places.Y, number(t, y))
	}
	from := day(t, first)
	s.cases.Periods = int(day(t, last).Sub(from)/(24*time.Hour)) + 1
	for _, w := range fields(t, stem+".cas") {
		period := int(day(t, w[2]).Sub(from) / (24 * time.Hour))
		if period < 0 || period >= s.cases.Periods {
			continue // the parameter file says to ignore cases outside the study period
		}
		for range int(number(t, w[1])) {
			s.cases.Place, s.cases.Period = append(s.cases.Place, row[w[0]]), append(s.cases.Period, period)
		}
	}
	return s
}

// published is a cluster as SaTScan prints it.
type published struct {
	places      string
	first, last string
	cases       int
	expected    float64 // two decimals
	statistic   float64 // six decimals
	p           float64
	radius      float64
}

func (s sample) compare(t *testing.T, got *scan.Result, start string, want []published) {
	t.Helper()
	if len(got.Clusters) < len(want) {
		t.Fatalf("%d clusters, SaTScan reports %d", len(got.Clusters), len(want))
	}
	from := day(t, start)
	for k, w := range want {
		c := got.Clusters[k]
		date := func(period int) string { return from.AddDate(0, 0, period).Format("2006/1/2") }
		is := fmt.Sprint(strings.Join(s.named(c.Places), ", "), " ", date(c.First), " ", date(c.Last), " ", c.Cases)
		if should := fmt.Sprint(w.places, " ", w.first, " ", w.last, " ", w.cases); is != should {
			t.Errorf("cluster %d is\n%s, SaTScan says\n%s", k+1, is, should)
		}
		w.numbers(t, c, got.Replications)
	}
	for _, c := range got.Clusters[len(want):] {
		if c.P < 0.97 {
			t.Errorf("a cluster with p = %g that SaTScan does not report", c.P)
		}
	}
}

func (s sample) named(places []int) (names []string) {
	for _, p := range places {
		names = append(names, s.name[p])
	}
	return names
}

// numbers compares to the digits printed.
func (w published) numbers(t *testing.T, c scan.Cluster, replications int) {
	t.Helper()
	near(t, "statistic", c.Statistic, w.statistic, 1e-6)
	near(t, "expected", c.Expected, w.expected, 0.005001)
	near(t, "radius", c.Radius, w.radius, 0.005001)
	fixture.SameChance(t, "cluster "+w.places, c.P, w.p, replications, 999)
}

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s is %.9g, SaTScan says %.9g", what, got, want)
	}
}

// sameColumns compares with the cluster information file that SaTScan writes: one line a cluster, to the digits printed.
func (s sample) sameColumns(t *testing.T, got *scan.Result, start, path string) {
	t.Helper()
	from := day(t, start)
	for k, w := range fields(t, path) {
		c, last := got.Clusters[k], w[len(w)-4:] // cases, expected, observed over expected
		date := func(period int) string { return from.AddDate(0, 0, period).Format("2006/1/2") }
		is := fmt.Sprint(s.name[c.Centre], " ", date(c.First), " ", date(c.Last), " ", len(c.Places), " ", c.Cases)
		if want := fmt.Sprint(w[1], " ", w[6], " ", w[7], " ", w[8], " ", last[0]); is != want {
			t.Errorf("cluster %d is %s, SaTScan says %s", k+1, is, want)
		}
		near(t, "radius", c.Radius, number(t, w[4]), 0.005001)
		near(t, "statistic", c.Statistic, number(t, w[9]), 1e-6)
		near(t, "expected", c.Expected, number(t, last[1]), 0.005001)
		near(t, "observed over expected", c.Ratio(), number(t, last[2]), 0.005001)
		p := number(t, w[10])
		fixture.SameChance(t, fmt.Sprint("cluster ", k+1), c.P, p, got.Replications, 999)
		if len(w) == 16 { // a prospective scan says how often
			near(t, "recurrence in days", math.Round(scan.Cluster{P: p}.Recurrence()), number(t, w[11]), 0)
		}
	}
}

// SaTScan's own sample: fever in New York by postcode, November 2001, circles to 3 km, the last seven days.
func TestNewYorkFeverProspective(t *testing.T) {
	follows(t, newYork)
	dir := fixture.Beside(t, "fixtures")
	if dir == "" {
		return // the sample's licence asks for the same licence of what it is published with, so it is not copied here
	}
	s := readSample(t, filepath.Join(dir, "spatial", "scan", "NYCfever"), "2001/11/1", "2001/11/24", true)
	o := scan.Options{Prospective: true, MaxRadius: 3, MaxLength: 7, Replications: 999, Seed: 1}
	got, err := scan.Permutation(t.Context(), s.cases, o)
	if err != nil {
		t.Fatal(err)
	}
	want := []published{
		{"11418, 11415, 11419, 11435, 11416, 11421, 11451, 11375, 11417", "2001/11/22", "2001/11/24", 4, 0.67, 3.845418, 0.216, 2.90},
		{"11372", "2001/11/24", "2001/11/24", 2, 0.16, 3.164201, 0.506, 0},
		{"10472", "2001/11/23", "2001/11/24", 2, 0.29, 2.137259, 0.948, 0},
		{"10469, 10475, 10467, 10466", "2001/11/24", "2001/11/24", 2, 0.45, 1.427139, 0.999, 2.45},
	}
	s.compare(t, got, "2001/11/1", want)
	s.sameColumns(t, got, "2001/11/1", filepath.Join(dir, "spatial", "scan", "NYCfever999.col.txt"))
	sameMaxima(t, got.Simulated, filepath.Join(dir, "spatial", "scan", "NYCfever999.llr.txt"))

	// The trap: SaTScan's default stops when fifty replicates reached the statistic: after 207 of its own, with p = 0.242.
	o.StopAfter = 50
	early, err := scan.Permutation(t.Context(), s.cases, o)
	if err != nil {
		t.Fatal(err)
	}
	if early.Replications >= 999 || math.Abs(early.Clusters[0].P-50/float64(early.Replications)) > 1e-12 {
		t.Errorf("stopped after %d with p = %g", early.Replications, early.Clusters[0].P)
	}
}

// sameMaxima compares the replicates' largest statistics with SaTScan's 999 by the two-sample test of Kolmogorov and
// Smirnov, at one in a thousand.
func sameMaxima(t *testing.T, ours []float64, path string) {
	t.Helper()
	var theirs []float64
	for _, w := range fields(t, path) {
		theirs = append(theirs, number(t, w[0]))
	}
	share := func(values []float64, below float64) float64 {
		n := 0
		for _, v := range values {
			if v <= below {
				n++
			}
		}
		return float64(n) / float64(len(values))
	}
	furthest := 0.0
	for _, v := range theirs {
		furthest = math.Max(furthest, math.Abs(share(ours, v)-share(theirs, v)))
	}
	if limit := 1.95 * math.Sqrt(1/float64(len(ours))+1/float64(len(theirs))); furthest > limit {
		t.Errorf("simulated maxima differ from SaTScan's by %g, more than %g", furthest, limit)
	}
}

// A synthetic set run in SaTScan 10.3.2: 1,176 cases in 191 cells of 400 m over 91 days, circles to 1,200 m, 28 days.
func TestSyntheticProspective(t *testing.T) {
	s := readSample(t, "testdata/fx", "2025/10/2", "2025/12/31", false)
	o := scan.Options{Prospective: true, MaxRadius: 1200, MaxLength: 28, Replications: 999, Seed: 1}
	got, err := scan.Permutation(t.Context(), s.cases, o)
	if err != nil {
		t.Fatal(err)
	}
	s.compare(t, got, "2025/10/2", []published{
		{"83, 82", "2025/12/28", "2025/12/31", 4, 0.51, 4.740729, 0.724, 400},
		{"33, 18, 34, 17, 47, 19", "2025/12/13", "2025/12/31", 8, 2.19, 4.571978, 0.775, 565.69},
		{"79, 78, 63, 93, 65", "2025/12/22", "2025/12/31", 7, 1.87, 4.118970, 0.909, 565.69},
		{"11, 10", "2025/12/26", "2025/12/31", 3, 0.33, 3.983104, 0.935, 400},
		{"177, 176, 162, 192, 178, 161, 163, 193, 175, 147", "2025/12/13", "2025/12/31", 64, 44.97, 3.716067, 0.968, 800},
		{"130, 129", "2025/12/16", "2025/12/31", 4, 0.81, 3.210989, 0.998, 400},
	})
	s.sameColumns(t, got, "2025/10/2", "testdata/fx_prosp.col.txt")
	sameMaxima(t, got.Simulated, "testdata/fx_prosp.llr.txt.gz")
}

func TestSyntheticRetrospective(t *testing.T) {
	s := readSample(t, "testdata/fx", "2025/10/2", "2025/12/31", false)
	got, err := scan.Permutation(t.Context(), s.cases, scan.Options{MaxRadius: 1200, MaxLength: 28, Replications: 49, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	s.compare(t, got, "2025/10/2", []published{
		{"87, 86, 102, 88, 71, 101, 73", "2025/10/8", "2025/10/13", 7, 0.72, 9.663054, 0.228, 565.69},
		{"19, 18, 34, 33, 5", "2025/12/20", "2025/12/21", 4, 0.21, 7.957522, 0.797, 565.69},
		{"159, 158, 144, 174, 160, 143, 173, 145", "2025/11/18", "2025/12/7", 34, 16.37, 7.351113, 0.953, 565.69},
		{"194, 193, 179", "2025/10/15", "2025/10/16", 5, 0.47, 7.306950, 0.962, 400},
		{"141, 140, 126, 142, 125, 127, 157, 139, 111, 171, 143, 124, 154, 110, 170, 112", "2025/10/31", "2025/10/31", 5, 0.54, 6.655848, 0.999, 894.43},
	})
	s.sameColumns(t, got, "2025/10/2", "testdata/fx_retro.col.txt")
	sameMaxima(t, got.Simulated, "testdata/fx_retro.llr.txt.gz")
}

// The trap: SaTScan stops early unless told not to, and then prints another p-value than the one of all replicates.
func TestSaTScanStopsEarlyUnlessToldNotTo(t *testing.T) {
	s := readSample(t, "testdata/fx", "2025/10/2", "2025/12/31", false)
	o := scan.Options{Prospective: true, MaxRadius: 1200, MaxLength: 28, Replications: 999, StopAfter: 50, Seed: 1}
	got, err := scan.Permutation(t.Context(), s.cases, o)
	if err != nil {
		t.Fatal(err)
	}
	if got.Replications >= 200 || math.Abs(got.Clusters[0].P-50/float64(got.Replications)) > 1e-12 {
		t.Errorf("stopped after %d with p = %g", got.Replications, got.Clusters[0].P)
	}
	fixture.SameChance(t, "p", got.Clusters[0].P, 0.724, got.Replications, 999)
}

// printed is what SaTScan prints of a cluster. Expected counts have two decimals, which leaves 0.005 of uncertainty times the
// slope of the statistic.
type printed struct {
	cases, all                          int
	expected, statistic, relative, slop float64
}

// New Mexico's 1,175 cases of brain cancer and New York's 194 of fever.
var (
	newMexico = []printed{{236, 1175, 176.22, 10.979758, 1.42, 0.0025}, {16, 1175, 6.03, 5.684828, 2.68, 0.01}, {13, 1175, 5.37, 3.884186, 2.44, 0.01}}
	newYork   = []printed{{4, 194, 0.67, 3.845418, 0, 0.03}, {2, 194, 0.16, 3.164201, 0, 0.07}, {2, 194, 0.29, 2.137259, 0, 0.04}}
)

// follows holds the statistics that SaTScan prints to the counts that it prints, which needs none of its files.
func follows(t *testing.T, clusters []printed) {
	t.Helper()
	for _, c := range clusters {
		in := scan.Counts{Places: scan.Places{X: []float64{0, 1e6}, Y: []float64{0, 0}}, Periods: 1,
			Cases: []int{c.cases, c.all - c.cases}, Expected: []float64{c.expected, float64(c.all) - c.expected}}
		got, err := scan.Poisson(t.Context(), in, scan.Options{MaxRadius: 1})
		if err != nil {
			t.Fatal(err)
		}
		near(t, "statistic", got.Clusters[0].Statistic, c.statistic, c.slop)
		if c.relative > 0 {
			near(t, "relative risk", got.Clusters[0].RelativeRisk(got.Cases), c.relative, 0.0051)
		}
	}
}
