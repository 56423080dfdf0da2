package association

import "math"

// product is the distribution of the sum of k values drawn without replacement, for every k up to a largest one, from a
// growing bag of whole numbers.
//
// Choosing k places out of n, and adding what they hold, is what the coefficient of y^k z^s counts in the product, over
// all places, of (1 + y z^value). Places of one value share a factor: m places of value v give the sum over j of
// C(m, j) y^j z^(jv). So the work depends on how many distinct values there are and not on how many places. Every term
// is positive: nothing cancels, and a probability of 1e-200 has as many digits as one of a half.
//
// y carries the weight scale (1/n), which keeps the coefficients within the range of a float. Sums of width and more
// are kept together in over, because nobody asks to tell them apart.
type product struct {
	largest, width int
	scale          float64
	mass           [][]float64 // mass[k][s]
	support        []int       // mass[k] is nought from here on
	over           []float64   // over[k] is the mass at width and beyond
}

func newProduct(largest, width int, scale float64) *product {
	p := &product{largest: largest, width: width, scale: scale}
	room := make([]float64, (largest+1)*width)
	for k := range largest + 1 {
		p.mass = append(p.mass, room[k*width:(k+1)*width:(k+1)*width])
	}
	p.support, p.over = make([]int, largest+1), make([]float64, largest+1)
	p.mass[0][0], p.support[0] = 1, 1
	return p
}

func (p *product) clone() *product {
	c := newProduct(p.largest, p.width, p.scale)
	for k := range p.mass {
		copy(c.mass[k][:p.support[k]], p.mass[k])
	}
	copy(c.support, p.support)
	copy(c.over, p.over)
	return c
}

// add puts m places that hold the value v into the bag. The rows are updated in place, the longest draw first, so that
// each reads only rows that are still as they were.
func (p *product) add(v, m int) {
	for k := p.largest; k >= 1; k-- {
		choose := 1.0
		for j := 1; j <= min(k, m); j++ {
			choose *= float64(m-j+1) / float64(j) * p.scale
			p.shift(k, k-j, j*v, choose)
		}
	}
}

// shift adds row from, moved up by a distance and multiplied, to row to.
func (p *product) shift(to, from, distance int, factor float64) {
	source := p.mass[from][:p.support[from]]
	kept := min(len(source), max(p.width-distance, 0))
	if kept > 0 {
		addScaled(p.mass[to][distance:distance+kept], source[:kept], factor)
		p.support[to] = max(p.support[to], distance+kept)
	}
	p.over[to] += factor * (p.over[from] + total(source[kept:]))
}

// addScaled is to += factor*from. It is the whole cost of the method, so it goes four at a time.
func addScaled(to, from []float64, factor float64) {
	for len(from) >= 4 && len(to) >= 4 {
		to[0] += factor * from[0]
		to[1] += factor * from[1]
		to[2] += factor * from[2]
		to[3] += factor * from[3]
		to, from = to[4:], from[4:]
	}
	for i := range from {
		to[i] += factor * from[i]
	}
}

func total(v []float64) float64 {
	a, b := 0.0, 0.0
	for len(v) >= 2 {
		a += v[0]
		b += v[1]
		v = v[2:]
	}
	if len(v) == 1 {
		a += v[0]
	}
	return a + b
}

// draws is the number of ways, in the product's scale, to draw k of n places.
func draws(n, k int, scale float64) float64 {
	ways := 1.0
	for i := range k {
		ways *= float64(n-i) / float64(i+1) * scale
	}
	return ways
}

// cumulative turns a product into its two tails, upper[k][s] for sums of s and more and lower[k][s] for s and less. Each
// is added up from its own end. The upper tail takes the product's room: the product is spent.
type cumulative struct {
	scale        float64
	all          []float64
	upper, lower [][]float64
}

func (p *product) cumulate(n int) *cumulative {
	c := &cumulative{scale: p.scale}
	for k, mass := range p.mass {
		lower := make([]float64, p.width)
		sum := 0.0
		for s, v := range mass {
			sum += v
			lower[s] = sum
		}
		sum = p.over[k]
		for s := len(mass) - 1; s >= 0; s-- {
			sum += mass[s]
			mass[s] = sum
		}
		c.lower, c.upper = append(c.lower, lower), append(c.upper, mass)
		c.all = append(c.all, draws(n, k, p.scale))
	}
	return c
}

// atLeast and atMost are the unscaled tails of the sum of k places at s, which may be below nought.
func (c *cumulative) atLeast(k, s int) float64 {
	if s <= 0 {
		return c.all[k]
	}
	if s >= len(c.upper[k]) {
		return 0
	}
	return c.upper[k][s]
}

func (c *cumulative) atMost(k, s int) float64 {
	if s < 0 {
		return 0
	}
	return c.lower[k][min(s, len(c.lower[k])-1)]
}

// without is the two tails at s of the sum of k places when one place, which holds own, is taken out of the bag again:
// the factor (1 + y z^own) is divided out, term by term. k+1 subtractions serve a place, because only the entries that
// the answer stands on are divided.
func (c *cumulative) without(own, k, s int) (upper, lower float64) {
	for i := 0; i <= k; i++ {
		at := s - (k-i)*own
		upper = c.atLeast(i, at) - c.scale*upper
		lower = c.atMost(i, at) - c.scale*lower
	}
	return upper, lower
}

// share makes a probability of an unscaled tail.
func share(tail, all float64) float64 {
	return math.Min(1, math.Max(tail/all, math.SmallestNonzeroFloat64))
}
