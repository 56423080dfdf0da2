package pattern

import (
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/distribution"
	"github.com/wardmote/wardmote/analysis/plane"
)

// QuadratResult is the chi-squared test of counts in equal rectangles against an even spread.
type QuadratResult struct {
	Counts    []int // row-major from the south-west
	ChiSquare float64
	Degrees   int
	Above     float64 // p-value: as clustered or more
	Below     float64 // p-value: as regular or more
	TwoSided  float64 // twice the smaller, at most 1, as spatstat's default
	// Dispersion is the variance of the counts over their mean, ChiSquare over Degrees: 1 under the null.
	Dispersion float64
}

// Quadrats counts the points in columns by rows equal rectangles. A rectangle holds its western and southern sides; the
// last ones hold both. The chi-squared distribution is a fair approximation where five points or more are expected in
// each. No points give p-values of 1. Errors: points outside the window, fewer than two or too many rectangles.
func Quadrats(p plane.Points, w Window, columns, rows int) (QuadratResult, error) {
	out := QuadratResult{Above: 1, Below: 1, TwoSided: 1}
	if err := w.validate(p); err != nil {
		return out, err
	}
	if columns < 1 || rows < 1 || columns > plane.MaxCells/rows || columns*rows < 2 {
		return out, fmt.Errorf("quadrats: %d by %d rectangles cannot be compared", columns, rows)
	}
	out.Counts, out.Degrees = make([]int, columns*rows), columns*rows-1
	for i := range p.X {
		column := min(columns-1, int((p.X[i]-w.MinX)/(w.MaxX-w.MinX)*float64(columns)))
		row := min(rows-1, int((p.Y[i]-w.MinY)/(w.MaxY-w.MinY)*float64(rows)))
		out.Counts[row*columns+column]++
	}
	if p.Len() == 0 {
		return out, nil
	}
	mean := float64(p.Len()) / float64(len(out.Counts))
	for _, c := range out.Counts {
		out.ChiSquare += (float64(c) - mean) * (float64(c) - mean) / mean
	}
	out.Dispersion = out.ChiSquare / float64(out.Degrees)
	out.Above = distribution.ChiSquaredTail(out.ChiSquare, float64(out.Degrees))
	out.Below = 1 - out.Above
	out.TwoSided = math.Min(1, 2*math.Min(out.Above, out.Below))
	return out, nil
}
