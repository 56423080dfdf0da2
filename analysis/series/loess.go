package series

import "math"

// smoother is the local regression of STL: tricube weights over window neighbouring points, degree 0 or 1, evaluated
// at every jump-th point and joined by straight lines between (Cleveland and others 1990, section 2).
type smoother struct {
	window, degree, jump int
}

// apply smooths y at positions 1 to n into out. weights are robustness weights, or nil.
func (s smoother) apply(y, weights, out, scratch []float64) {
	n := len(y)
	if n < 2 {
		out[0] = y[0]
		return
	}
	jump := min(s.jump, n-1)
	at := func(i int) (left, right int) {
		half := (s.window + 1) / 2
		switch {
		case s.window >= n:
			return 1, n
		case i < half:
			return 1, s.window
		case i >= n-half+1:
			return n - s.window + 1, n
		}
		return i - half + 1, s.window + i - half
	}
	fit := func(i int) {
		left, right := at(i)
		v, ok := s.estimate(y, weights, scratch, span{float64(i), left, right})
		if !ok {
			v = y[i-1]
		}
		out[i-1] = v
	}
	last := 1
	for i := 1; i <= n; i += jump {
		fit(i)
		join(out, last, i)
		last = i
	}
	if last != n {
		fit(n)
		join(out, last, n)
	}
}

// join fills the points strictly between positions a and b (from 1) by a straight line.
func join(out []float64, a, b int) {
	if b <= a {
		return
	}
	step := (out[b-1] - out[a-1]) / float64(b-a)
	for j := a + 1; j < b; j++ {
		out[j-1] = out[a-1] + step*float64(j-a)
	}
}

// span says where to estimate (position, from 1, may lie outside the data) and from which points.
type span struct {
	at          float64
	left, right int
}

// estimate is the local fit at one position; false where every weight is zero.
func (s smoother) estimate(y, weights, w []float64, p span) (float64, bool) {
	n := len(y)
	reach := math.Max(p.at-float64(p.left), float64(p.right)-p.at)
	if s.window > n {
		reach += float64((s.window - n) / 2)
	}
	total := 0.0
	for j := p.left; j <= p.right; j++ {
		w[j-1] = tricube(math.Abs(float64(j)-p.at), reach)
		if weights != nil {
			w[j-1] *= weights[j-1]
		}
		total += w[j-1]
	}
	if !(total > 0) {
		return 0, false
	}
	for j := p.left; j <= p.right; j++ {
		w[j-1] /= total
	}
	if reach > 0 && s.degree > 0 {
		tilt(w, p, float64(n-1))
	}
	v := 0.0
	for j := p.left; j <= p.right; j++ {
		v += w[j-1] * y[j-1]
	}
	return v, true
}

func tricube(r, reach float64) float64 {
	switch {
	case r > 0.999*reach:
		return 0
	case r <= 0.001*reach:
		return 1
	}
	q := r / reach
	c := 1 - q*q*q
	return c * c * c
}

// tilt turns the weights of a local mean into those of a local line, where the points spread enough to hold one.
func tilt(w []float64, p span, extent float64) {
	mean := 0.0
	for j := p.left; j <= p.right; j++ {
		mean += w[j-1] * float64(j)
	}
	spread := 0.0
	for j := p.left; j <= p.right; j++ {
		d := float64(j) - mean
		spread += w[j-1] * d * d
	}
	if math.Sqrt(spread) <= 0.001*extent {
		return
	}
	slope := (p.at - mean) / spread
	for j := p.left; j <= p.right; j++ {
		w[j-1] *= slope*(float64(j)-mean) + 1
	}
}
