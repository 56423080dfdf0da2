package nearrepeat

import (
	"math/rand/v2"
	"reflect"
	"testing"
)

// Pairs too many to keep are found anew for every batch: the counts are the same.
func TestPairsFoundAnewGiveTheSameCounts(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var e Events
	for range 900 {
		e.Points.X, e.Points.Y = append(e.Points.X, r.Float64()*2000), append(e.Points.Y, r.Float64()*2000)
		e.Days = append(e.Days, float64(r.IntN(200)))
	}
	space, delay := Bands{Breaks: []float64{0, 50, 120}}, Bands{Breaks: []float64{0, 3, 9, 30, 60, 100}}
	s, err := newStudy(t.Context(), e, space, delay, Options{Permutations: 1})
	if err != nil {
		t.Fatal(err)
	}
	if len(s.near.kept) < 2 {
		t.Fatal("needs some blocks of kept pairs")
	}
	var results [2][][]int64
	for k, kept := range [][]*near{s.near.kept, nil} {
		d := &dealer{ix: s.ix, kept: kept, times: delay.Len(), seed: 4, days: s.days, edges: s.edges}
		if err := d.run(t.Context(), 50, func(counts []int64) {
			results[k] = append(results[k], append([]int64(nil), counts...))
		}); err != nil {
			t.Fatal(err)
		}
	}
	if !reflect.DeepEqual(results[0], results[1]) {
		t.Error("the counts differ")
	}
}
