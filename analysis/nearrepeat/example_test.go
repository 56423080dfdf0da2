package nearrepeat_test

import (
	"context"
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/nearrepeat"
	"github.com/wardmote/wardmote/analysis/plane"
)

// A street where each burglary is followed, two days later, by one next door, and a borough where nothing follows.
func Example() {
	var e nearrepeat.Events
	add := func(x, y, day float64) {
		e.Points.X, e.Points.Y, e.Days = append(e.Points.X, x), append(e.Points.Y, y), append(e.Days, day)
	}
	for i := range 40 {
		x, y, day := float64(i%8)*1000, float64(i/8)*1000, float64(i*37%200)
		add(x, y, day)
		add(x+20, y, day+2)
	}
	space := nearrepeat.Bands{Breaks: []float64{0, 100, math.Inf(1)}}
	delay := nearrepeat.Bands{Breaks: []float64{0, 7, math.Inf(1)}}
	table, err := nearrepeat.Table(context.Background(), e, space, delay, nearrepeat.Options{Permutations: 999, Seed: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	c := table.Cells[0][0]
	fmt.Printf("within %s m and %s days: %d pairs, %.1f expected, %.0f times chance, p = %.3f\n",
		space.Label(0), delay.Label(0), c.Observed, c.Expected, c.Ratio(), c.Upper)
	// Output: within [0, 100) m and [0, 7) days: 40 pairs, 1.8 expected, 22 times chance, p = 0.001
}

func ExampleKnox() {
	e := nearrepeat.Events{
		Points: plane.Points{X: []float64{0, 50, 900, 2000}, Y: []float64{0, 0, 0, 0}},
		Days:   []float64{1, 3, 4, 90},
	}
	k, err := nearrepeat.Knox(context.Background(), e, 100, 7, nearrepeat.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d of %d pairs are close in both; chance gives %.1f\n", k.Observed, k.Pairs, k.Expected)
	// Output: 1 of 6 pairs are close in both; chance gives 0.5
}
