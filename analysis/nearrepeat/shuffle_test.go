package nearrepeat

import (
	"testing"

	"github.com/wardmote/wardmote/analysis/chance"
)

// Every order of a few values comes as often as any other: by two steps of a word and by four.
func TestEveryOrderIsDealtAsOften(t *testing.T) {
	const deals = 60_000
	for n, orders := range map[int]int{3: 6, 4: 24, 5: 120, 6: 720} {
		count := make(map[[6]int]int)
		for seed := range uint64(deals) {
			v := [6]int{0, 1, 2, 3, 4, 5}
			shuffle(v[:n], chance.Stream(seed, 0))
			count[v]++
		}
		chi, mean := 0.0, float64(deals)/float64(orders)
		for _, c := range count {
			chi += (float64(c) - mean) * (float64(c) - mean) / mean
		}
		if freedom := float64(orders - 1); len(count) != orders || (chi-freedom)*(chi-freedom) > 25*2*freedom {
			t.Errorf("%d values: %d orders, chi-square %g with %g degrees of freedom", n, len(count), chi, freedom)
		}
	}
}
