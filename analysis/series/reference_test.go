package series_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"testing"

	"github.com/wardmote/wardmote/analysis/effect"
	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/series"
)

// alarms is a surveillance result as R wrote it: range counts from 1.
type alarms struct {
	Range      []int     `json:"range"`
	Observed   []float64 `json:"observed"`
	UpperBound []float64 `json:"upperbound"`
	Alarm      []bool    `json:"alarm"`
}

type reference struct {
	Monthly struct {
		Y           []float64 `json:"y"`
		STLSeasonal []float64 `json:"stl_seasonal"`
		STLTrend    []float64 `json:"stl_trend_last"`
	} `json:"th_burglary_monthly"`
	Breaks struct {
		BP    []int     `json:"bp"`
		Dates []float64 `json:"dates"`
	} `json:"th_breakpoints"`
	Farrington alarms `json:"th_farrington"`
	Salmonella alarms `json:"salmonella_agona_farrington"`
	EARS       alarms `json:"th_earsC1"`
	Dispersion struct {
		Mean float64 `json:"mean"`
		Var  float64 `json:"var"`
	} `json:"th_dispersion"`
	PoissonTest struct {
		X  []float64 `json:"x"`
		P  float64   `json:"p"`
		CI []float64 `json:"ci"`
	} `json:"th_poisson_test"`
}

func loadReference(t testing.TB) (r reference) {
	t.Helper()
	raw, err := os.ReadFile("testdata/reference_R.json")
	fixture.Must(t, err)
	fixture.Must(t, json.Unmarshal(raw, &r))
	if len(r.Monthly.Y) != 171 {
		t.Fatalf("the reference series has %d months", len(r.Monthly.Y))
	}
	return r
}

// burglary is Tower Hamlets' recorded burglary by month, January 2011 to February 2025.
func burglary(t testing.TB) []float64 { return loadReference(t).Monthly.Y[1:171] }

func TestSTLAgreesWithR(t *testing.T) {
	r := loadReference(t)
	d, err := series.STL(burglary(t), series.STLOptions{Period: 12})
	fixture.Must(t, err)
	for i, want := range r.Monthly.STLSeasonal {
		fixture.Near(t, fmt.Sprint("seasonal ", i), d.Seasonal[i], want, 1e-9)
	}
	for i, want := range r.Monthly.STLTrend {
		fixture.Near(t, fmt.Sprint("trend ", i), d.Trend[167+i], want, 1e-9)
	}
}

func TestBreakpointsAgreeWithStrucchange(t *testing.T) {
	r := loadReference(t)
	b, err := series.Breakpoints(burglary(t), 24)
	fixture.Must(t, err)
	if len(b.At) != len(r.Breaks.BP) {
		t.Fatalf("breaks %v, reference %v", b.At, r.Breaks.BP)
	}
	for i, last := range r.Breaks.BP { // R names the last value of a segment, from 1: our first of the next, from 0
		fixture.Near(t, "break", float64(b.At[i]), float64(last), 0)
		fixture.Near(t, "date", 2011+float64(b.At[i]-1)/12, r.Breaks.Dates[i], 1e-9)
	}
}

func compareAlarms(t *testing.T, got []series.Alarm, want alarms) {
	t.Helper()
	byPeriod := map[int]series.Alarm{}
	for _, a := range got {
		byPeriod[a.At] = a
	}
	for i, k := range want.Range {
		a := byPeriod[k-1]
		fixture.Near(t, fmt.Sprint("upper bound at ", k), a.Upper, want.UpperBound[i], 1e-9)
		if a.Alarm != want.Alarm[i] {
			t.Errorf("period %d: alarm %v, reference %v", k, a.Alarm, want.Alarm[i])
		}
	}
}

func TestFarringtonAgreesWithSurveillanceOnBurglary(t *testing.T) {
	o := series.ClassicFarrington(12)
	o.Years, o.HalfWindow, o.Alpha = 4, 2, 0.01/2
	got, err := series.Farrington(burglary(t), 158, o)
	fixture.Must(t, err)
	compareAlarms(t, got, loadReference(t).Farrington)
}

func TestFarringtonAgreesWithSurveillanceOnSalmonella(t *testing.T) {
	want := loadReference(t).Salmonella
	o := series.ClassicFarrington(52)
	o.Years = 3
	got, err := series.Farrington(want.Observed, 281, o)
	fixture.Must(t, err)
	compareAlarms(t, got, want)
}

func TestEARSAgreesWithSurveillance(t *testing.T) {
	got, err := series.EARS(burglary(t), series.EARSOptions{Method: series.C1})
	fixture.Must(t, err)
	compareAlarms(t, got, loadReference(t).EARS)
}

// TestImprovedFarringtonKeepsItsFalseAlarmRate draws seasonal Poisson weeks without outbreaks: the bound at alpha 0.005
// must be passed by about one week in two hundred, and an added outbreak must be found.
func TestImprovedFarringtonKeepsItsFalseAlarmRate(t *testing.T) {
	const years, weeks = 6, 52
	alarmed, assessed := 0, 0
	draw := newDraw(7)
	for range 12 {
		counts := make([]float64, years*weeks+20)
		for i := range counts {
			counts[i] = draw.poisson(20 + 8*math.Sin(2*math.Pi*float64(i)/weeks))
		}
		counts[len(counts)-1] += 40
		got, err := series.Farrington(counts, years*weeks-40, series.ImprovedFarrington(weeks))
		fixture.Must(t, err)
		if !got[len(got)-1].Alarm {
			t.Errorf("an outbreak of forty was missed: %+v", got[len(got)-1])
		}
		for _, a := range got[:len(got)-1] {
			assessed++
			if a.Alarm {
				alarmed++
			}
		}
	}
	if rate := float64(alarmed) / float64(assessed); rate > 0.02 || assessed < 700 {
		t.Errorf("%d false alarms in %d periods (%.3f), nominal 0.005", alarmed, assessed, rate)
	}
}

func TestDispersionAgreesWithR(t *testing.T) {
	ref := loadReference(t)
	d, err := effect.Dispersion(ref.Monthly.Y)
	fixture.Must(t, err)
	fixture.Near(t, "variance over mean", d, ref.Dispersion.Var/ref.Dispersion.Mean, 1e-12)
}

func TestYearOnYearAgreesWithRPoissonTest(t *testing.T) {
	ref := loadReference(t)
	r, err := series.YearOnYear(ref.Monthly.Y, 12, 1, 1, 0.95)
	fixture.Must(t, err)
	fixture.Near(t, "ratio", r.Value, ref.PoissonTest.X[0]/ref.PoissonTest.X[1], 1e-12)
	fixture.Near(t, "low", r.Low, ref.PoissonTest.CI[0], 1e-9)
	fixture.Near(t, "high", r.High, ref.PoissonTest.CI[1], 1e-9)
	fixture.Near(t, "p", r.P, ref.PoissonTest.P, 1e-9)
	wide, err := series.YearOnYear(ref.Monthly.Y, 12, 1, ref.Dispersion.Var/ref.Dispersion.Mean, 0.95)
	fixture.Must(t, err)
	if !(wide.Low < r.Low && wide.High > r.High && wide.High > 1) {
		t.Errorf("with the dispersion of real months the fall is within chance, but the interval is %g to %g", wide.Low, wide.High)
	}
}
