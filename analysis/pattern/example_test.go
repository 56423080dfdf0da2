package pattern_test

import (
	"context"
	"fmt"

	"github.com/wardmote/wardmote/analysis/pattern"
	"github.com/wardmote/wardmote/analysis/plane"
)

// Twenty-five places a hundred metres apart, with two events at each, ten metres from each other.
func Example() {
	var p plane.Points
	for i := range 25 {
		x, y := 50+float64(i%5)*100, 50+float64(i/5)*100
		p.X, p.Y = append(p.X, x, x+10), append(p.Y, y, y)
	}
	w := pattern.Window{MaxX: 500, MaxY: 500}
	_, index, err := pattern.ClarkEvans(p, w)
	if err != nil {
		fmt.Println(err)
		return
	}
	k, err := pattern.K(context.Background(), p, w, []float64{20, 80}, pattern.Isotropic)
	if err != nil {
		fmt.Println(err)
		return
	}
	l := pattern.L(k)
	fmt.Printf("mean distance %.0f m, %.2f of what chance gives\n", index.Mean, index.R)
	fmt.Printf("clustered at 20 m (L = %.0f), kept apart at 80 m (L = %.0f)\n", l[0], l[1])
	// Output:
	// mean distance 10 m, 0.27 of what chance gives
	// clustered at 20 m (L = 40), kept apart at 80 m (L = 40)
}
