package density

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/wardmote/wardmote/analysis/chance"
	"github.com/wardmote/wardmote/analysis/plane"
)

const (
	diggleSteps = 512 // distances at which the error is looked at, as R's bw.diggle
	mostTwins   = 1000
	mostWeight  = 100.0 // of one pair in Ripley's correction
)

// Diggle chooses the standard deviation, in metres, of a Gaussian kernel that minimises the estimated mean square error
// under a Cox process (Diggle 1985; Berman and Diggle 1989, JRSS B 51:81, equation 2.4; R's bw.diggle):
//
//	M(r) = (1/λ - 2K(r)) / πr² + 1/(πr²)² ∫ A(s, r) dK(s)
//
// with λ the events per area of the window, K Ripley's function with his isotropic correction, A(s, r) the area that two
// discs of radius r at distance s share, and the answer r/2 for the best of 512 distances up to half of an eighth of the
// window's shorter side. Events outside the window are left out. It assumes clustering; on regular patterns it goes
// to the greatest distance, and near 0 where many events share a place.
func Diggle(ctx context.Context, p plane.Points, w *Window) (float64, error) {
	if err := p.Validate(); err != nil {
		return 0, fmt.Errorf("bandwidth: %w", err)
	}
	if w == nil {
		return 0, fmt.Errorf("bandwidth: Diggle's rule needs the window in which events could have been seen")
	}
	var in plane.Points
	for i := range p.X {
		if w.Contains(p.X[i], p.Y[i]) {
			in.X, in.Y = append(in.X, p.X[i]), append(in.Y, p.Y[i])
		}
	}
	n := float64(in.Len())
	if n < 2 {
		return 0, fmt.Errorf("bandwidth: %w", ErrNoSpread)
	}
	intensity := n / w.Area()
	reach := min(min(w.maxX-w.minX, w.maxY-w.minY)/4, math.Sqrt(mostTwins/(math.Pi*intensity)))
	k, err := ripley(ctx, in, w, reach)
	if err != nil {
		return 0, err
	}
	step, best, least := reach/(diggleSteps-1), 0, math.Inf(1)
	for i := 1; i <= (diggleSteps-1)/2; i++ {
		r := step * float64(i)
		disc := math.Pi * r * r
		if m := (1/intensity-2*k[i])/disc + shared(k, step, i)/(disc*disc); m < least {
			best, least = i, m
		}
	}
	if best == 0 {
		return 0, fmt.Errorf("bandwidth: %w", ErrNoSpread)
	}
	return step * float64(best) / 2, nil
}

// shared is ∫ A(s, r) dK(s) for r at step i.
func shared(k []float64, step float64, i int) float64 {
	r, sum := step*float64(i), 0.0
	for j := 0; j < 2*i && j+1 < len(k); j++ {
		x := min(step*float64(j)/(2*r), 1)
		sum += (math.Acos(x) - x*math.Sqrt(1-x*x)) * (k[j+1] - k[j])
	}
	return 2 * r * r * sum
}

// ripley is the isotropic estimate of K at the steps from 0 to reach.
func ripley(ctx context.Context, p plane.Points, w *Window, reach float64) ([]float64, error) {
	step := reach / (diggleSteps - 1)
	s := newStrips(p, reach)
	perStrip := make([][]float64, s.count())
	err := chance.Each(ctx, Options{}.workers(), s.count(), func(_, strip int) {
		k, last, clear := make([]float64, diggleSteps), -1, 0.0
		s.strip(ctx, strip, func(i, _ int, squared float64) {
			if i != last {
				last, clear = i, w.clearance(p.X[i], p.Y[i], reach)
			}
			d, weight := math.Sqrt(squared), 1.0
			if d > clear {
				weight = min(1/w.seen(p.X[i], p.Y[i], d), mostWeight)
			}
			k[min(int(math.Ceil(d/step)), diggleSteps-1)] += weight
		})
		perStrip[strip] = k
	})
	if err != nil {
		return nil, err
	}
	k := make([]float64, diggleSteps)
	for _, part := range perStrip {
		for i := range k {
			k[i] += part[i]
		}
	}
	n := float64(p.Len())
	sum := 0.0
	for i := range k {
		sum += k[i]
		k[i] = sum * w.Area() / (n * (n - 1))
	}
	return k, nil
}

// clearance is the distance of a place to the boundary, at most reach.
func (w *Window) clearance(x, y, reach float64) float64 {
	least := reach
	w.near(x, y, reach, func(e *edge) {
		along := min(max((x-e.ax)*e.ux+(y-e.ay)*e.uy, 0), e.length)
		least = min(least, math.Hypot(e.ax+along*e.ux-x, e.ay+along*e.uy-y))
	})
	return least
}

// seen is the share of the circle of radius r round a place that lies in the window: the boundary cuts the circle into
// arcs, and each arc is in or out as its middle is.
func (w *Window) seen(x, y, r float64) float64 {
	var cuts []float64
	w.near(x, y, r, func(e *edge) {
		along := (x-e.ax)*e.ux + (y-e.ay)*e.uy
		fx, fy := e.ax+along*e.ux-x, e.ay+along*e.uy-y
		half := r*r - fx*fx - fy*fy
		if half <= 0 {
			return
		}
		half = math.Sqrt(half)
		for _, t := range [2]float64{-half, half} {
			if along+t >= 0 && along+t <= e.length {
				cuts = append(cuts, math.Atan2(fy+t*e.uy, fx+t*e.ux))
			}
		}
	})
	if len(cuts) == 0 {
		return 1
	}
	slices.Sort(cuts)
	inside := 0.0
	for i, from := range cuts {
		to := cuts[0] + 2*math.Pi
		if i+1 < len(cuts) {
			to = cuts[i+1]
		}
		sin, cos := math.Sincos((from + to) / 2)
		if w.Contains(x+r*cos, y+r*sin) {
			inside += to - from
		}
	}
	return max(inside/(2*math.Pi), 1e-9)
}
