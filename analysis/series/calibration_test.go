package series_test

import (
	"testing"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/series"
	"github.com/wardmote/wardmote/analysis/survey"
)

// TestTrendTestsKeepTheirLevelOnSparseCounts draws 4,000 series of 24 months without a trend, half of them mostly zeros
// as in a small cell, and says how often each test finds one at five per cent. The exact test and the normal test may
// be careful (discrete counts cannot hit five per cent exactly) but must not cry wolf.
func TestTrendTestsKeepTheirLevelOnSparseCounts(t *testing.T) {
	const draws = 2000
	for _, mean := range []float64{0.3, 4} {
		draw := newDraw(uint64(10 * mean))
		var normal, exact float64
		values := make([]float64, 24)
		for range draws {
			for i := range values {
				values[i] = draw.poisson(mean)
			}
			k, err := series.MannKendall(values)
			fixture.Must(t, err)
			e, err := series.MannKendallExact(values)
			fixture.Must(t, err)
			if k.P <= 0.05 {
				normal++
			}
			if e.P <= 0.05 {
				exact++
			}
		}
		for name, alarms := range map[string]float64{"normal": normal, "exact": exact} {
			rate, err := survey.Wilson(alarms, draws, 0.999)
			fixture.Must(t, err)
			t.Logf("mean %g, %s: %.4f (%.4f to %.4f)", mean, name, rate.Value, rate.Low, rate.High)
			if rate.Low > 0.05 || rate.High < 0.03 {
				t.Errorf("mean %g, %s: %.4f of trendless series have a trend (%.4f to %.4f), nominal 0.05", mean, name, rate.Value, rate.Low, rate.High)
			}
		}
	}
}

// TestDependentMonthsNeedTheCorrection draws trendless series whose months follow the last by half. The plain test cries
// wolf; pre-whitening comes near its level, Hamed and Rao's correction goes part of the way, and the trend-free kind does
// not help at all, as its documentation says.
func TestDependentMonthsNeedTheCorrection(t *testing.T) {
	const draws = 1000
	tests := map[string]func([]float64) (series.Kendall, error){
		"plain": series.MannKendall, "pre-whitened": series.MannKendallPrewhitened, "trend-free": series.MannKendallTrendFree,
		"Hamed-Rao": func(v []float64) (series.Kendall, error) { return series.MannKendallHamedRao(v, 0.05) },
	}
	rates := map[string]float64{}
	draw := newDraw(99)
	values := make([]float64, 60)
	for range draws {
		level := 0.0
		for i := range values {
			level = 0.5*level + draw.NormFloat64()
			values[i] = level
		}
		for name, test := range tests {
			k, err := test(values)
			fixture.Must(t, err)
			if k.P <= 0.05 {
				rates[name] += 1.0 / draws
			}
		}
	}
	t.Logf("trends found in %d dependent series without one: %v", draws, rates)
	if rates["plain"] < 0.2 || rates["Hamed-Rao"] > 0.8*rates["plain"] || rates["pre-whitened"] > 0.09 || rates["trend-free"] < rates["plain"] {
		t.Errorf("%v", rates)
	}
}

// TestMoreRulesCryWolfMoreOften gives the false signals of 24 independent months under each published set of rules.
func TestMoreRulesCryWolfMoreOften(t *testing.T) {
	const draws = 2000
	rates := map[string]float64{}
	for name, rules := range map[string][]series.Rule{"Shewhart": series.Shewhart(), "Western Electric": series.WesternElectric(), "NHS England": series.NHSEngland()} {
		draw := newDraw(5)
		values := make([]float64, 24)
		for range draws {
			for i := range values {
				values[i] = draw.NormFloat64()
			}
			chart, err := series.XmR(values, series.XmROptions{Rules: rules})
			fixture.Must(t, err)
			if len(chart.Signals) > 0 {
				rates[name] += 1.0 / draws
			}
		}
	}
	t.Logf("charts of 24 stable months with a signal: %v", rates)
	if rates["Shewhart"] > 0.15 || rates["Western Electric"] <= rates["Shewhart"] || rates["NHS England"] <= rates["Shewhart"] || rates["Western Electric"] > 0.6 {
		t.Errorf("%v", rates)
	}
}
