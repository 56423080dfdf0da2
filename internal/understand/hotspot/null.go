package hotspot

import (
	"github.com/wardmote/wardmote/analysis/association"
	"github.com/wardmote/wardmote/internal/core/figure"
)

// null is the null hypothesis as the test takes it.
func (r *Result) null() association.CountOptions {
	o := association.CountOptions{Inside: r.Inside, Null: association.Total, Inference: association.Exact, Side: association.High}
	switch r.Params.Null {
	case Conditional:
		o.Null = association.Conditional
	case Residents:
		o.Expected = &association.Expectation{Counts: r.residents()}
	}
	return o
}

// residents is how many people are taken to live in each square of the area: as densely as about its centre, and where nobody
// is known to live as thinly as in the thinnest square, so that a park does not stand out for its first event.
func (r *Result) residents() []float64 {
	out := make([]float64, r.Grid.Len())
	thinnest := 0.0
	for c := range out {
		if !r.Inside[c] {
			continue
		}
		out[c] = r.Params.People(r.Grid.Centre(c))
		if out[c] > 0 && (thinnest == 0 || out[c] < thinnest) {
			thinnest = out[c]
		}
	}
	if thinnest == 0 {
		thinnest = 1 // nobody is known to live anywhere: every square alike
	}
	for c := range out {
		if r.Inside[c] && out[c] <= 0 {
			out[c] = thinnest
		}
	}
	return out
}

// nullWords say what chance was taken to be.
func (r *Result) nullWords() string {
	if r.Params.Null == Residents {
		return "Chance is judged as a rate (Gi*, exact binomial tails): events are taken to fall where people live, each by itself. Places where people work, shop or " +
			"pass stand out for that alone, and crime that comes in series makes p smaller than it should be."
	}
	return "Chance is judged by the exact permutation distribution of Gi* (" + string(r.Params.Null) + "), dealing the counts over the " +
		figure.Of(r.Tested).In(figure.Count) + " squares of the area; it does not know where people live, work or pass, so busy places stand out for that alone."
}
