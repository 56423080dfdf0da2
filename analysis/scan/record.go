package scan

import "math"

// statistic is the log likelihood ratio of c cases where mu are expected of n.
func statistic(c int, mu, n float64) float64 {
	inside := float64(c)
	if !(inside > mu) {
		return 0
	}
	if !(mu > 0) {
		return math.Inf(1)
	}
	v := inside * math.Log(inside/mu)
	if n > inside {
		v += (n - inside) * math.Log1p((mu-inside)/(n-mu))
	}
	return math.Max(0, v)
}

// record is the best cylinder so far, and for each count the expectation above which no cylinder can beat it: for a given
// count the statistic falls as the expectation rises, so most cylinders are rejected by one comparison.
type record struct {
	n           float64
	least       []bound // by count
	best        float64
	improved    int // how often best rose
	cases       int
	expected    float64
	inCircle    int // cases, or places, that tell how far the circle reaches
	first, last int
}

// bound is an expectation that is too much, and the improvement of the best that it was worked out for, plus one.
type bound struct {
	mu float64
	at int
}

func (r *record) reset(n float64) {
	for i := range r.least {
		r.least[i] = bound{mu: math.Inf(1)}
	}
	*r = record{n: n, least: r.least}
}

// limit is an expectation that is known not to do with c cases.
func (r *record) limit(c int) float64 {
	if c < len(r.least) {
		return r.least[c].mu
	}
	return math.Inf(1)
}

// hopeless tells that c cases, or fewer, where mu or more are expected, cannot beat the record.
func (r *record) hopeless(c int, mu float64) bool {
	if c < len(r.least) {
		b := &r.least[c]
		if mu >= b.mu {
			return true
		}
		if b.at > r.improved {
			return false
		}
	}
	return r.loses(c, mu)
}

// loses is hopeless after the bound has been brought up to date.
func (r *record) loses(c int, mu float64) bool {
	for len(r.least) <= c {
		r.least = append(r.least, bound{mu: math.Inf(1)})
	}
	b := &r.least[c]
	b.mu, b.at = math.Min(b.mu, tooMuch(c, r.best, r.n)), r.improved+1
	return mu >= b.mu
}

// tooMuch is an expectation, a little above the least, at which c cases have no more than the given statistic. With
// u = ln μ the statistic is convex and falls, and Newton's steps from the left, where c ln(c/μ) - c, which is less, already
// reaches it, never overshoot. Where they have not settled there is no bound but c itself, where the statistic is 0.
func tooMuch(c int, best, n float64) float64 {
	inside := float64(c)
	if best <= 0 || inside >= n {
		return inside
	}
	mu := inside * math.Exp(-1-best/inside)
	if mu == 0 || math.IsInf(best, 1) {
		return inside
	}
	for range 40 {
		slope := mu*(n-inside)/(n-mu) - inside
		step := (best - statistic(c, mu, n)) / slope
		if !(step > 1e-12) {
			return mu * (1 + 1e-9)
		}
		mu *= math.Exp(step)
		if !(mu < inside) {
			break
		}
	}
	return inside
}

// offer records the cylinder where it beats the record, and tells whether it did.
func (r *record) offer(c int, mu float64) bool {
	if r.hopeless(c, mu) {
		return false
	}
	v := statistic(c, mu, r.n)
	r.least[c].mu = mu
	if v <= r.best {
		return false
	}
	r.improved++
	r.best, r.cases, r.expected = v, c, mu
	return true
}
