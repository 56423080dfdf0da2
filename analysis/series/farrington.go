package series

import (
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/distribution"
)

// FarringtonOptions set the Farrington detector. ClassicFarrington and ImprovedFarrington give the published settings.
type FarringtonOptions struct {
	Frequency      int     // periods in a year: 12, 52 or 365
	Years          int     // years of past to compare with
	HalfWindow     int     // periods before and after the same period of each past year
	SeasonParts    int     // 1: only those windows; more: all the past, with so many levels of season a year
	LeaveOut       int     // periods just before the present that the model must not learn from (when SeasonParts > 1)
	Reweight       bool    // play down past outbreaks
	ReweightAbove  float64 // standardised Anscombe residual beyond which a past count is played down
	Trend          bool    // allow a straight trend where it is plausible
	TrendP         float64 // and significant at this level
	Alpha          float64 // one-sided chance of a false alarm in one period
	NegativeBinom  bool    // bound by a negative binomial quantile; otherwise by a 2/3-power transformation
	LeastCases     float64 // no verdict where fewer than this many cases were counted ...
	LeastCasesOver int     // ... over so many periods ending with the present one
}

// ClassicFarrington are the settings of Farrington, Andrews, Beale and Catchpole (1996, JRSS A 159:547) as in R
// surveillance's farrington, whose alpha is two-sided: its alpha 0.05 is 0.025 here.
func ClassicFarrington(frequency int) FarringtonOptions {
	return FarringtonOptions{Frequency: frequency, Years: 5, HalfWindow: 3, SeasonParts: 1, Reweight: true, ReweightAbove: 1,
		Trend: true, TrendP: 0.05, Alpha: 0.025, LeastCases: 5, LeastCasesOver: 4}
}

// ImprovedFarrington are the settings of Noufaily and others (2013, Statistics in Medicine 32:1206): all the past in ten
// parts of the year, outbreaks played down only beyond 2.58, a trend whenever it can be fitted, a negative binomial bound.
func ImprovedFarrington(frequency int) FarringtonOptions {
	return FarringtonOptions{Frequency: frequency, Years: 5, HalfWindow: 3, SeasonParts: 10, LeaveOut: 26 * frequency / 52,
		Reweight: true, ReweightAbove: 2.58, Trend: true, TrendP: 1, Alpha: 0.005, NegativeBinom: true, LeastCases: 5, LeastCasesOver: 4}
}

// Farrington assesses the periods from (index from 0) to the end by a quasi-Poisson model of the same season in past
// years. A trend is kept only where its p is below TrendP, there are three years or more, and the expected count does
// not exceed every count of the past. It is an error when a period lacks its years of past.
func Farrington(counts []float64, from int, o FarringtonOptions) ([]Alarm, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	if err := checkCounts(counts, 1); err != nil {
		return nil, err
	}
	if least := o.Years*o.Frequency + o.HalfWindow; from < least || from >= len(counts) {
		return nil, fmt.Errorf("the first period to assess must be from %d, which has its past, to %d, not %d", least, len(counts)-1, from)
	}
	var out []Alarm
	for k := from; k < len(counts); k++ {
		out = append(out, o.assess(counts, k))
	}
	return out, nil
}

func (o FarringtonOptions) check() error {
	parts := o.Frequency - 2*o.HalfWindow - 1 // periods of a year outside the window
	switch {
	case o.Frequency < 2 || o.Frequency > 366:
		return fmt.Errorf("the frequency must be 2 to 366 periods a year, not %d", o.Frequency)
	case o.Years < 1 || o.Years > 1000:
		return fmt.Errorf("the past must be 1 to 1000 years, not %d", o.Years)
	case o.HalfWindow < 0 || parts < 0:
		return fmt.Errorf("a window of %d periods either side does not fit in a year of %d", o.HalfWindow, o.Frequency)
	case o.SeasonParts < 1 || o.SeasonParts-1 > parts:
		return fmt.Errorf("the year can have 1 to %d parts, not %d", parts+1, o.SeasonParts)
	case o.LeaveOut < 0 || o.LeaveOut >= o.Frequency:
		return fmt.Errorf("the periods to leave out must be fewer than a year, not %d", o.LeaveOut)
	}
	return o.checkLevels()
}

func (o FarringtonOptions) checkLevels() error {
	switch {
	case !(o.Alpha > 0 && o.Alpha < 0.5):
		return fmt.Errorf("alpha must be between 0 and 0.5, not %g", o.Alpha)
	case o.Reweight && !(o.ReweightAbove > 0 && o.ReweightAbove < math.MaxFloat64):
		return fmt.Errorf("the residual beyond which counts are played down must be above 0, not %g", o.ReweightAbove)
	case o.Trend && !(o.TrendP >= 0 && o.TrendP <= 1):
		return fmt.Errorf("the level of the trend must be between 0 and 1, not %g", o.TrendP)
	case !(o.LeastCases >= 0) || o.LeastCasesOver < 0:
		return fmt.Errorf("the least cases (%g over %d periods) cannot be negative", o.LeastCases, o.LeastCasesOver)
	}
	return nil
}

func (o FarringtonOptions) assess(counts []float64, k int) Alarm {
	a := Alarm{At: k, Observed: counts[k]}
	recent := 0.0
	for _, v := range counts[max(0, k+1-o.LeastCasesOver) : k+1] {
		recent += v
	}
	if recent < o.LeastCases {
		return a
	}
	design := o.reference(counts, k)
	model, err := o.fit(design, o.Trend)
	if o.Trend && err == nil && !o.keepTrend(model, design) || o.Trend && err != nil {
		model, err = o.fit(design, false)
	}
	if err != nil {
		return a
	}
	dispersion := math.Max(1, model.dispersion)
	eta, se := model.predict(design.now[:len(model.coefficients)], dispersion)
	a.Expected = math.Exp(eta)
	a.Upper = o.upper(a.Expected, se, dispersion)
	if math.IsNaN(a.Upper) || math.IsInf(a.Upper, 0) || math.IsInf(a.Expected, 0) {
		return Alarm{At: k, Observed: counts[k]}
	}
	a.Assessed, a.Alarm = true, a.Observed > a.Upper
	return a
}

// upper is the count above which there is an alarm. se is of the logarithm of the expected count.
func (o FarringtonOptions) upper(expected, se, dispersion float64) float64 {
	if o.NegativeBinom {
		if dispersion > 1 {
			return distribution.NegativeBinomialQuantile(1-o.Alpha, expected, dispersion)
		}
		return distribution.PoissonQuantile(1-o.Alpha, expected)
	}
	// Farrington and others 1996, section 3.6: the 2/3 power of a Poisson count is close to normal.
	spread := math.Sqrt(4.0 / 9 * math.Cbrt(expected) * (dispersion + expected*se*se))
	return math.Pow(math.Pow(expected, 2.0/3)+distribution.NormalQuantile(1-o.Alpha)*spread, 1.5)
}
