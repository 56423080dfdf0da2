package pattern

import (
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/plane"
)

// G is the share of points whose nearest neighbour is within each radius: 1 - exp(-λπr²) under complete spatial
// randomness. The corrections are None, Border, KaplanMeier and Hanisch. As in spatstat the corrected estimates are made
// on the grid of radii: Border and KaplanMeier take a distance to lie in [r before, r), Hanisch in (r before, r], and
// Hanisch's reaches 1 at the last radius. Fewer than two points give noughts. Errors as [K].
func G(p plane.Points, w Window, radii []float64, c Correction) ([]float64, error) {
	if err := w.validate(p); err != nil {
		return nil, err
	}
	if err := w.radii(radii); err != nil {
		return nil, err
	}
	if c != None && c != Border && c != KaplanMeier && c != Hanisch {
		return nil, fmt.Errorf("g: correction %d is not one of G's", c)
	}
	out := make([]float64, len(radii))
	if len(radii) == 0 || p.Len() < 2 {
		return out, nil
	}
	distance, err := Nearest(p)
	if err != nil {
		return nil, err
	}
	inside := make([]float64, p.Len())
	for i := range inside {
		inside[i] = w.border(p.X[i], p.Y[i])
	}
	switch c {
	case Border:
		return out, reducedSample(out, distance, inside, radii)
	case KaplanMeier:
		kaplanMeier(out, distance, inside, radii)
	case Hanisch:
		hanisch(out, distance, inside, radii, w)
	default:
		for k, r := range radii {
			out[k] = share(distance, func(d float64) bool { return d <= r })
		}
	}
	return out, nil
}

func share(values []float64, holds func(float64) bool) float64 {
	n := 0
	for _, v := range values {
		if holds(v) {
			n++
		}
	}
	return float64(n) / float64(len(values))
}

// before is the radius before number k, or less than any distance.
func before(radii []float64, k int) float64 {
	if k == 0 {
		return math.Inf(-1)
	}
	return radii[k-1]
}

// reducedSample counts only points that the border lets see as far as the radius.
func reducedSample(out, distance, inside, radii []float64) error {
	for k, r := range radii {
		seen, near := 0, 0
		for i, d := range distance {
			if inside[i] >= before(radii, k) {
				seen++
				if d <= inside[i] && d < r {
					near++
				}
			}
		}
		if seen == 0 {
			return fmt.Errorf("g: no point is %g from the border; choose smaller radii", r)
		}
		out[k] = float64(near) / float64(seen)
	}
	return nil
}

// kaplanMeier multiplies the shares of points that outlive each interval among those still seen at its start.
func kaplanMeier(out, distance, inside, radii []float64) {
	survive := 1.0
	for k, r := range radii {
		seen, died := 0, 0
		for i, d := range distance {
			from := before(radii, k)
			if math.Min(d, inside[i]) >= from {
				seen++
				if d <= inside[i] && d < r {
					died++
				}
			}
		}
		if seen > 0 {
			survive *= 1 - float64(died)/float64(seen)
		}
		out[k] = 1 - survive
	}
}

// hanisch weighs each distance that is seen by the inverse of the area of the window from which it can be seen.
func hanisch(out, distance, inside, radii []float64, w Window) {
	total := 0.0
	for k, r := range radii {
		slack := 0.0 // a distance that equals a radius but for rounding belongs to it
		if k > 0 {
			slack = 1e-7 * (r - radii[k-1])
		}
		area := (w.MaxX - w.MinX - 2*r) * (w.MaxY - w.MinY - 2*r)
		if r > math.Min(w.MaxX-w.MinX, w.MaxY-w.MinY)/2 {
			area = 0
		}
		for i, d := range distance {
			from := before(radii, k)
			if d <= inside[i] && d <= r+slack && (k == 0 || d > from+slack) && area > 0 {
				total += 1 / area
			}
		}
		out[k] = total
	}
	for k := range out {
		if total > 0 {
			out[k] /= total
		}
	}
}
