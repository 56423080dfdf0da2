package density

import "math"

// The positive nodes of Gauss-Legendre quadrature of order 20 on [-1, 1], and their weights.
var gaussNodes, gaussWeights = legendre(20)

// legendre finds nodes by Newton's method from Tricomi's start (Press et al., Numerical Recipes, section 4.6).
func legendre(order int) (nodes, weights []float64) {
	for i := range order / 2 {
		x := math.Cos(math.Pi * (float64(i) + 0.75) / (float64(order) + 0.5))
		slope := 1.0
		for range 100 {
			before, now := 1.0, x
			for j := 2; j <= order; j++ {
				before, now = now, (float64(2*j-1)*x*now-float64(j-1)*before)/float64(j)
			}
			slope = float64(order) * (x*now - before) / (x*x - 1)
			step := now / slope
			if x -= step; math.Abs(step) < 1e-16 {
				break
			}
		}
		nodes = append(nodes, x)
		weights = append(weights, 2/((1-x*x)*slope*slope))
	}
	return nodes, weights
}
