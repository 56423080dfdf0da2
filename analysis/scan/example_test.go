package scan_test

import (
	"context"
	"fmt"

	"github.com/wardmote/wardmote/analysis/scan"
)

// Sixteen cells of 250 metres over eight weeks. Every cell has a case a week; this week, two neighbours have five each.
func ExamplePermutation() {
	c := scan.Cases{Periods: 8}
	for cell := range 16 {
		c.Places.X, c.Places.Y = append(c.Places.X, float64(cell%4)*250), append(c.Places.Y, float64(cell/4)*250)
		for week := range 8 {
			c.Place, c.Period = append(c.Place, cell), append(c.Period, week)
		}
	}
	for range 4 {
		c.Place, c.Period = append(c.Place, 5, 6), append(c.Period, 7, 7)
	}
	r, err := scan.Permutation(context.Background(), c, scan.Options{Prospective: true, MaxRadius: 500, MaxLength: 4, Replications: 999, Seed: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	k := r.Clusters[0]
	fmt.Printf("cells %v from week %d: %d cases, %.1f expected, statistic %.2f\n", k.Places, k.First, k.Cases, k.Expected, k.Statistic)
	// Output: cells [6 5] from week 7: 10 cases, 4.2 expected, statistic 2.95
}
