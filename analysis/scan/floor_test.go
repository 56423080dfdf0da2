package scan

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/wardmote/wardmote/analysis/chance"
)

// What the floor passes over would not have beaten any lane's record: without it every replicate ends with the same statistic.
func TestTheFloorPassesOverNoBestCylinder(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, length := range []int{1, 2, 5, 14, 60} {
		c := Cases{Periods: 120}
		for i := range 100 {
			c.Places.X, c.Places.Y = append(c.Places.X, float64(i%10)), append(c.Places.Y, float64(i/10))
		}
		for range 4000 {
			c.Place, c.Period = append(c.Place, min(r.IntN(100), r.IntN(100))), append(c.Period, max(r.IntN(120), r.IntN(120)))
		}
		o, err := Options{Prospective: true, MaxRadius: 4, MaxLength: length}.complete(c.Periods)
		if err != nil {
			t.Fatal(err)
		}
		s, err := newDeal(t.Context(), c, o)
		if err != nil {
			t.Fatal(err)
		}
		var found [2][]float64
		for k, off := range []bool{false, true} {
			replica := newRecent(s)
			replica.floor.off = off
			var streams []*rand.Rand
			for n := range uint64(40) {
				streams = append(streams, chance.Stream(1, n))
			}
			found[k] = make([]float64, len(streams))
			replica.largest(t.Context(), streams, found[k])
		}
		if !slices.Equal(found[0], found[1]) {
			t.Errorf("intervals up to %d: with the floor %v, without %v", length, found[0], found[1])
		}
	}
}
