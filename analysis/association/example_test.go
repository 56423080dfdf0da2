package association_test

import (
	"context"
	"fmt"

	"github.com/wardmote/wardmote/analysis/association"
	"github.com/wardmote/wardmote/analysis/plane"
)

// A quiet grid with four busy cells side by side, and one busy cell on its own. Only the four make a hot spot: what lies
// round the lone one is like everywhere else.
func ExampleGiStarCounts() {
	grid := plane.Grid{MinX: 535000, MinY: 181000, Cell: 100, Cols: 16, Rows: 16}
	counts := make([]int, grid.Len())
	for c := range counts {
		counts[c] = c * 5 % 3
	}
	for _, c := range []int{3*16 + 3, 3*16 + 4, 4*16 + 3, 4*16 + 4, 12*16 + 12} {
		counts[c] = 15
	}
	result, err := association.GiStarCounts(context.Background(), grid, counts, association.CountOptions{})
	if err != nil {
		panic(err)
	}
	labels := result.Significant(0.05)
	for _, c := range []int{3*16 + 3, 12*16 + 12, 8*16 + 8} {
		fmt.Printf("cell %d: %d events round it, %.1f expected, p %.2g, q %.2g: %v\n",
			c, result.Sum[c], result.Mean[c], result.P[c], result.Q[c], labels[c])
	}
	fmt.Println("by", result.Inference)
	// Output:
	// cell 51: 64 events round it, 11.4 expected, p 0.00013, q 0.0082: hot spot
	// cell 204: 24 events round it, 11.4 expected, p 0.96, q 1: not significant
	// cell 136: 9 events round it, 11.4 expected, p 0.72, q 1: not significant
	// by exact permutation
}
