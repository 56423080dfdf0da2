package pattern

import (
	"math"

	"github.com/wardmote/wardmote/analysis/plane"
)

// ClarkEvansResult compares the mean distance to the nearest neighbour with complete spatial randomness.
type ClarkEvansResult struct {
	Mean     float64 // metres
	Expected float64 // metres
	R        float64 // Mean / Expected: below 1 clustered, above 1 regular
	Z        float64
	Below    float64 // p-value: as clustered or more
	Above    float64 // p-value: as regular or more
}

// ClarkEvans gives the index of Clark and Evans twice: as they wrote it, which takes the window to have no edge, and with
// Donnelly's expectation and variance, which allow for it and should be preferred. Fewer than two points give noughts and
// p-values of 1.
func ClarkEvans(p plane.Points, w Window) (naive, donnelly ClarkEvansResult, err error) {
	none := ClarkEvansResult{Below: 1, Above: 1}
	if err := w.validate(p); err != nil {
		return none, none, err
	}
	if p.Len() < 2 {
		return none, none, nil
	}
	distance, err := Nearest(p)
	if err != nil {
		return none, none, err
	}
	n, area := float64(p.Len()), w.Area()
	mean := 0.0
	for _, d := range distance {
		mean += d / n
	}
	naive = clarkEvans(mean, 0.5*math.Sqrt(area/n), (4-math.Pi)*area/(4*math.Pi*n*n))
	edge := w.Perimeter() / n
	donnelly = clarkEvans(mean, 0.5*math.Sqrt(area/n)+(0.0514+0.0412/math.Sqrt(n))*edge,
		0.0703*area/(n*n)+0.037*w.Perimeter()*math.Sqrt(area/math.Pow(n, 5)))
	return naive, donnelly, nil
}

func clarkEvans(mean, expected, variance float64) ClarkEvansResult {
	z := (mean - expected) / math.Sqrt(variance)
	return ClarkEvansResult{Mean: mean, Expected: expected, R: mean / expected, Z: z,
		Below: math.Erfc(-z/math.Sqrt2) / 2, Above: math.Erfc(z/math.Sqrt2) / 2}
}

// ClarkEvansCDF is the index with the mean distance taken from Kaplan and Meier's distribution of it ([G] with
// [KaplanMeier]), in which a point nearer to the border than to its neighbour counts as seen up to the border: the "cdf"
// correction of R's spatstat, on its 512 steps up to the distance that one point in a hundred thousand would pass under
// the null. It has no variance of its own; test it by [Envelope]. Fewer than two points, or none whose neighbour is nearer
// than the border, give 0.
func ClarkEvansCDF(p plane.Points, w Window) (float64, error) {
	if err := w.validate(p); err != nil || p.Len() < 2 {
		return 0, err
	}
	const steps = 512
	n, area := float64(p.Len()), w.Area()
	longest := math.Min(math.Sqrt(math.Log(1e5)*area/(math.Pi*n)), math.Hypot(w.MaxX-w.MinX, w.MaxY-w.MinY)/2)
	radii, g := make([]float64, steps+1), make([]float64, steps+1)
	for k := range radii {
		radii[k] = longest * float64(k) / steps
	}
	distance, err := Nearest(p)
	if err != nil {
		return 0, err
	}
	inside := make([]float64, p.Len())
	for i := range inside {
		inside[i] = w.border(p.X[i], p.Y[i])
	}
	kaplanMeier(g, distance, inside, radii)
	mean := 0.0
	for k := range steps {
		mean += radii[k] * (g[k+1] - g[k])
	}
	if total := g[steps] - g[0]; total > 0 {
		return mean / total / (0.5 * math.Sqrt(area/n)), nil
	}
	return 0, nil
}
