package series_test

import (
	"slices"
	"testing"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/series"
)

// TestXmRAgreesWithNIST is the flow rate example of the NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2.
func TestXmRAgreesWithNIST(t *testing.T) {
	c, err := series.XmR([]float64{49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1}, series.XmROptions{Rules: series.Shewhart()})
	fixture.Must(t, err)
	fixture.Near(t, "centre", c.Centre, 50.81, 1e-12)
	fixture.Near(t, "mean range", c.MeanRange, 1.8778, 1e-4)
	fixture.Near(t, "upper", c.Upper, 55.8041, 5e-5) // the handbook divides by 1.128, the charts of health and crime multiply by 2.66
	fixture.Near(t, "lower", c.Lower, 45.8159, 5e-5)
	if len(c.Signals) != 0 {
		t.Errorf("no value is outside, but %v", c.Signals)
	}
}

// TestRulesSpeakOnTheirOwnPattern charts patterns after a baseline whose centre is 10 and whose limits are 10 +- 5.32.
func TestRulesSpeakOnTheirOwnPattern(t *testing.T) {
	baseline := []float64{9, 11, 9, 11, 9, 11, 9, 11, 9, 11}
	for _, c := range []struct {
		rule series.Rule
		add  []float64
		want []series.Signal
	}{
		{series.Outside, []float64{15, 15.5, 4, 10}, []series.Signal{{Rule: series.Outside, From: 11, To: 11, High: true}, {Rule: series.Outside, From: 12, To: 12}}},
		{series.RunOfSeven, []float64{9, 9.5, 9, 9.2, 9, 9.6, 9.1}, []series.Signal{{Rule: series.RunOfSeven, From: 10, To: 16}}},
		{series.RunOfSeven, []float64{9, 9.5, 9, 9.2, 9, 9.6, 10, 9}, nil}, // a point on the centre ends the run
		{series.RunOfEight, []float64{11, 12, 11, 12, 11, 12, 11, 12, 11}, []series.Signal{{Rule: series.RunOfEight, From: 9, To: 18, High: true}}},
		{series.TrendOfSix, []float64{9, 9.5, 10, 10.5, 11, 11.5}, []series.Signal{{Rule: series.TrendOfSix, From: 10, To: 15, High: true}}},
		{series.TrendOfSix, []float64{9, 9.5, 9.5, 10, 10.5, 11}, nil},
		{series.TwoOfThree, []float64{14, 10, 14}, []series.Signal{{Rule: series.TwoOfThree, From: 10, To: 12, High: true}}},
		{series.TwoOfThree, []float64{14, 6}, nil},
		{series.FourOfFive, []float64{12, 12, 10, 12, 12}, []series.Signal{{Rule: series.FourOfFive, From: 10, To: 14, High: true}}},
		{series.ThreeOfFour, []float64{7, 7, 10, 7}, []series.Signal{{Rule: series.ThreeOfFour, From: 10, To: 13}}},
		{series.FifteenInside, []float64{10, 10, 10, 10, 10}, []series.Signal{{Rule: series.FifteenInside, From: 0, To: 14, High: true}}},
		{series.RangeOutside, []float64{4, 11}, []series.Signal{{Rule: series.RangeOutside, From: 9, To: 10}, {Rule: series.RangeOutside, From: 10, To: 11, High: true}}},
	} {
		chart, err := series.XmR(append(slices.Clone(baseline), c.add...), series.XmROptions{Baseline: 10, Rules: []series.Rule{c.rule}})
		fixture.Must(t, err)
		if !slices.Equal(chart.Signals, c.want) {
			t.Errorf("%v after %v: %+v, want %+v", c.rule, c.add, chart.Signals, c.want)
		}
	}
}

// TestScreeningLeavesOneShockOutOfTheLimits follows NHS England: one shock must not hide the next.
func TestScreeningLeavesOneShockOutOfTheLimits(t *testing.T) {
	values := []float64{10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 40}
	plain, err := series.XmR(values, series.XmROptions{})
	fixture.Must(t, err)
	screened, err := series.XmR(values, series.XmROptions{Screen: true, NonNegative: true})
	fixture.Must(t, err)
	fixture.Near(t, "plain", plain.MeanRange, 38.0/10, 1e-12)
	fixture.Near(t, "screened", screened.MeanRange, 1, 1e-12)
	if screened.Lower < 0 {
		t.Errorf("the lower limit of counts is %g", screened.Lower)
	}
}

// TestCumulativeSumAgreesWithMontgomery follows table 9.1 of Introduction to Statistical Quality Control: target 10,
// sigma 1, k 0.5, h 5; the mean shifts to 11 after the twentieth value and the chart signals at the twenty-ninth.
func TestCumulativeSumAgreesWithMontgomery(t *testing.T) {
	values := []float64{9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40, 10.08, 9.37, 10.62,
		10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52}
	c, err := series.CumulativeSum(values, series.CUSUMOptions{Target: 10, Sigma: 1})
	fixture.Must(t, err)
	fixture.Near(t, "sum at 29", c.High[28], 5.28, 1e-9)
	fixture.Near(t, "sum at 30", c.High[29], 5.30, 1e-9)
	if !slices.Equal(c.Signals, []int{28}) || !slices.Equal(c.Began, []int{22}) {
		t.Errorf("signals %v began %v; the book says value 29, begun after value 22", c.Signals, c.Began)
	}
}

// TestConstancyTestFindsAShiftAndKeepsItsLevel plants a shift, and counts the rejections of series without one.
func TestConstancyTestFindsAShiftAndKeepsItsLevel(t *testing.T) {
	values := make([]float64, 100)
	draw := newDraw(3)
	for i := range values {
		values[i] = draw.NormFloat64()
		if i >= 60 {
			values[i] += 3
		}
	}
	c, err := series.OLSCUSUM(values)
	fixture.Must(t, err)
	if c.P > 1e-6 || c.At < 54 || c.At > 62 {
		t.Errorf("a shift after value 60 gave %+v", c)
	}
	rejected := 0
	const draws = 2000
	for range draws {
		for i := range values {
			values[i] = draw.NormFloat64()
		}
		if c, err = series.OLSCUSUM(values); err == nil && c.P < 0.05 {
			rejected++
		}
	}
	if rate := float64(rejected) / draws; rate > 0.06 || rate < 0.02 { // conservative in short series
		t.Errorf("%.3f of constant series are rejected at 0.05", rate)
	}
}
