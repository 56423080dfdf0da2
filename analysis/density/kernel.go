package density

import (
	"fmt"
	"math"
)

// Kernel is the shape by which one event is spread over the plane. Each integrates to one.
type Kernel int

// The kernels, with h the bandwidth and d the distance, both in metres.
const (
	Quartic      Kernel = iota // 3/(π h²) (1 - d²/h²)², 0 from d = h on; also called biweight
	Epanechnikov               // 2/(π h²) (1 - d²/h²), 0 from d = h on; least mean square error
	Triangular                 // 3/(π h²) (1 - d/h), 0 from d = h on; a cone
	Uniform                    // 1/(π h²) up to and including d = h; a moving circle
	Gaussian                   // 1/(2π h²) exp(-d²/(2h²)); h is the standard deviation, so it reaches about 2.5 times as far
)

var kernelNames = [...]string{"quartic", "epanechnikov", "triangular", "uniform", "gaussian"}

// String is the kernel's name in lower case.
func (k Kernel) String() string {
	if !k.known() {
		return fmt.Sprintf("kernel %d", int(k))
	}
	return kernelNames[k]
}

// ParseKernel is the kernel of a lower-case name.
func ParseKernel(name string) (Kernel, error) {
	for k, known := range kernelNames {
		if name == known {
			return Kernel(k), nil
		}
	}
	return 0, fmt.Errorf("kernel %q is not known; choose from %v", name, kernelNames)
}

func (k Kernel) known() bool { return k >= 0 && int(k) < len(kernelNames) }

// At is the density, per square metre, that one event contributes at distance d with bandwidth h (not truncated).
func (k Kernel) At(d, h float64) float64 { return k.Peak(h) * k.shape(d/h*(d/h)) }

// shape is the kernel over its peak at q = (d/h)².
func (k Kernel) shape(q float64) float64 {
	switch {
	case k == Gaussian:
		return math.Exp(-q / 2)
	case q > 1 || q == 1 && k != Uniform:
		return 0
	case k == Uniform:
		return 1
	case k == Triangular:
		return 1 - math.Sqrt(q)
	case k == Epanechnikov:
		return 1 - q
	}
	return (1 - q) * (1 - q)
}

// Matching is the bandwidth at which the kernel spreads an event as far, in variance, as a Gaussian of standard deviation
// sd: the rules that choose a bandwidth speak of the Gaussian's.
func (k Kernel) Matching(sd float64) float64 {
	return sd * [...]float64{
		Quartic: math.Sqrt(8), Epanechnikov: math.Sqrt(6), Triangular: math.Sqrt(1 / 0.15), Uniform: 2, Gaussian: 1,
	}[k]
}

// Peak is the density, per square metre, of one event at its own place.
func (k Kernel) Peak(h float64) float64 {
	numerator := [...]float64{Quartic: 3, Epanechnikov: 2, Triangular: 3, Uniform: 1, Gaussian: 0.5}
	return numerator[k] / (math.Pi * h * h)
}

// Within is the share of an event's mass that lies within distance d of it: 0 at 0, and 1 at h (Gaussian: at infinity).
func (k Kernel) Within(d, h float64) float64 {
	r := d / h
	if k == Gaussian {
		return -math.Expm1(-r * r / 2)
	}
	r = math.Min(r, 1)
	q := r * r
	switch k {
	case Epanechnikov:
		return q * (2 - q)
	case Triangular:
		return q * (3 - 2*r)
	case Uniform:
		return q
	}
	return q * (3 + q*(q-3))
}

// chord adds one event to the cells of one row that it reaches. row and column are of equal length; column holds what
// the kernel prepared for each column; a is s² - dy² with s the support radius; w is the event's weight by scale.
type chord func(row, column []float64, a, w, s float64)

func (k Kernel) chord() chord {
	return [...]chord{
		Quartic: quarticChord, Epanechnikov: epanechnikovChord, Triangular: triangularChord,
		Uniform: uniformChord, Gaussian: gaussianChord,
	}[k]
}

// scale turns what the chord computes into a kernel with peak 1. Distances stay in metres until then, so that on whole
// metres s² - d² is exact.
func (k Kernel) scale(s float64) float64 {
	switch k {
	case Quartic:
		return 1 / (s * s * s * s)
	case Epanechnikov:
		return 1 / (s * s)
	case Triangular:
		return 1 / s
	}
	return 1
}

// For all but the Gaussian the column holds dx².
func quarticChord(row, column []float64, a, w, _ float64) {
	column = column[:len(row)]
	for i := range row {
		u := a - column[i]
		row[i] += w * u * u
	}
}

func epanechnikovChord(row, column []float64, a, w, _ float64) {
	column = column[:len(row)]
	for i := range row {
		row[i] += w * (a - column[i])
	}
}

func triangularChord(row, column []float64, a, w, s float64) {
	column = column[:len(row)]
	for i := range row {
		row[i] += w * (s - math.Sqrt(s*s-(a-column[i])))
	}
}

func uniformChord(row, _ []float64, _, w, _ float64) {
	for i := range row {
		row[i] += w
	}
}

// For the Gaussian, which is the product of its two axes, the column holds exp(-dx²/(2h²)) and w the row's factor.
func gaussianChord(row, column []float64, _, w, _ float64) {
	column = column[:len(row)]
	for i := range row {
		row[i] += w * column[i]
	}
}
