package chance

import (
	"fmt"
	"math/rand/v2"
)

// Stream is the random stream of one replicate. Each replicate draws from its own stream, so that a result depends on
// the seed alone and not on how many cores shared the work. The generator is PCG-DXSM (O'Neill 2014).
func Stream(seed, replicate uint64) *rand.Rand {
	return rand.New(rand.NewPCG(mix(seed), mix(replicate^0x9e3779b97f4a7c15)))
}

// mix is the finaliser of SplitMix64 (Steele, Lea and Flood 2014): neighbouring seeds give unrelated states.
func mix(z uint64) uint64 {
	z += 0x9e3779b97f4a7c15
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb
	return z ^ (z >> 31)
}

// BenjaminiHochberg is the step-up procedure of Benjamini and Hochberg (1995, JRSS B 57:289): adjusted[i] is the
// smallest false-discovery rate at which test i is still a discovery. p-values outside [0, 1] or NaN are an error.
func BenjaminiHochberg(p []float64) (adjusted []float64, err error) {
	return stepUp(p, 1)
}

// BenjaminiYekutieli is the same under any dependence (2001, Annals of Statistics 29:1165).
func BenjaminiYekutieli(p []float64) (adjusted []float64, err error) {
	harmonic := 0.0
	for i := range p {
		harmonic += 1 / float64(i+1)
	}
	return stepUp(p, harmonic)
}

func stepUp(p []float64, factor float64) ([]float64, error) {
	for i, v := range p {
		if !(v >= 0 && v <= 1) {
			return nil, fmt.Errorf("p-value %d is %g, not between 0 and 1", i, v)
		}
	}
	order, adjusted, least := ascending(p), make([]float64, len(p)), 1.0
	for rank := len(order); rank >= 1; rank-- {
		i := order[rank-1]
		least = min(least, max(p[i], p[i]*factor*float64(len(p))/float64(rank)))
		adjusted[i] = least
	}
	return adjusted, nil
}
