package density

import "math"

// Mass is the share, from 0 to 1, of the kernel of an event at (x, y) that falls inside the window; h as for the kernel.
//
// It is exact (to 1e-8 on the boundary itself). Turn the integral over the window into one round its boundary (Green): with F(r) the share of the kernel
// within distance r, the mass is Σ over edges of ∫ F(r(θ)) dθ / 2π, θ the direction from the event. Where the event is
// inside, the same sum with 1 for F is 1, so the mass is 1 + Σ ∫ (F - 1) dθ / 2π and only edges within reach count. On
// one edge at distance d, with t measured along it, r² = d² + t² and the integrals are closed: polynomials for the
// quartic, Epanechnikov and uniform kernels, a logarithm for the triangular, Owen's T for the Gaussian.
func (w *Window) Mass(k Kernel, h, x, y float64) float64 {
	reach := h
	if k == Gaussian {
		reach = 9 * h // exp(-40)
	}
	x, y = w.offBoundary(h, x, y)
	mass := 0.0
	if w.Contains(x, y) {
		mass = 1
	}
	w.near(x, y, reach, func(e *edge) {
		d := e.ux*(y-e.ay) - e.uy*(x-e.ax)
		if math.Abs(d) >= reach || d == 0 {
			return
		}
		half := math.Sqrt(reach*reach - d*d)
		from := (e.ax-x)*e.ux + (e.ay-y)*e.uy
		to := min((e.bx-x)*e.ux+(e.by-y)*e.uy, half)
		if from = max(from, -half); from < to {
			mass += (k.lost(d/h, to/h) - k.lost(d/h, from/h)) / (2 * math.Pi)
		}
	})
	return min(max(mass, 0), 1)
}

// offBoundary moves a place that lies on the boundary a hair's breadth into the window, where both sides of the sum agree.
func (w *Window) offBoundary(h, x, y float64) (float64, float64) {
	hair := 1e-9 * max(h, math.Abs(x)*1e-6, math.Abs(y)*1e-6)
	for try := range 9 {
		on := false
		w.near(x, y, hair, func(e *edge) {
			along := (x-e.ax)*e.ux + (y-e.ay)*e.uy
			on = on || math.Abs(e.ux*(y-e.ay)-e.uy*(x-e.ax)) < hair/4 && along > -hair && along < e.length+hair
		})
		if !on {
			break
		}
		sin, cos := math.Sincos(0.7 + float64(try)*2.399963)
		x, y = x+2*hair*cos, y+2*hair*sin
	}
	return x, y
}

// lost is ∫ (F - 1) dθ from the foot of the perpendicular to t along an edge at distance d, both in bandwidths.
func (k Kernel) lost(d, t float64) float64 {
	angle := math.Atan2(t, math.Abs(d))
	if d < 0 {
		angle = -angle
	}
	q, s := d*d, t*t
	r2 := d * t             // ∫ r² dθ
	r4 := d * t * (q + s/3) // ∫ r⁴ dθ
	switch k {
	case Uniform:
		return r2 - angle
	case Epanechnikov:
		return 2*r2 - r4 - angle
	case Triangular:
		r3 := (d*t*math.Sqrt(q+s) + d*q*math.Asinh(t/math.Abs(d))) / 2
		return 3*r2 - 2*r3 - angle
	case Gaussian:
		return -2 * math.Pi * math.Copysign(owenT(math.Abs(d), math.Abs(t/d)), d*t)
	}
	r6 := d * t * (q*q + 2*q*s/3 + s*s/5)
	return 3*r2 - 3*r4 + r6 - angle
}

// owenT is Owen's function (1956) 1/2π ∫₀ᵃ exp(-h²(1+x²)/2)/(1+x²) dx for h, a ≥ 0, to 1e-15: Gauss-Legendre for a ≤ 1,
// and beyond that the reflection onto 1/a.
func owenT(h, a float64) float64 {
	if a > 1 {
		p, q := upper(h), upper(h*a)
		return (p+q)/2 - p*q - owenT(h*a, 1/a)
	}
	sum := 0.0
	for i, node := range gaussNodes {
		for _, x := range [2]float64{a / 2 * (1 + node), a / 2 * (1 - node)} {
			sum += gaussWeights[i] * math.Exp(-h*h*(1+x*x)/2) / (1 + x*x)
		}
	}
	return sum * a / (4 * math.Pi)
}

// upper is the chance that a standard normal exceeds x.
func upper(x float64) float64 { return math.Erfc(x/math.Sqrt2) / 2 }
