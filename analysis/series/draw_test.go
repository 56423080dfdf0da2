package series_test

import (
	"math"

	"math/rand/v2"

	"github.com/wardmote/wardmote/analysis/chance"
)

type draw struct{ *rand.Rand }

func newDraw(seed uint64) draw { return draw{chance.Stream(seed, 0)} }

// poisson draws by multiplication of uniforms (Knuth), which is exact for the small means of these tests.
func (d draw) poisson(mean float64) float64 {
	limit, product, k := math.Exp(-mean), d.Float64(), 0.0
	for product > limit {
		product *= d.Float64()
		k++
	}
	return k
}
