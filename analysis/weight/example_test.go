package weight_test

import (
	"fmt"

	"github.com/wardmote/wardmote/analysis/plane"
	"github.com/wardmote/wardmote/analysis/weight"
)

// The mean of each cell's neighbours on a small grid, without a matrix in memory.
func ExampleLag() {
	grid := plane.Grid{Cell: 100, Cols: 3, Rows: 2}
	rook, err := weight.OnGrid(grid, weight.Rook)
	if err != nil {
		panic(err)
	}
	means, err := weight.Lag(weight.Standardise(rook), []float64{
		0, 6, 0,
		0, 0, 9,
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(means)
	// Output: [3 0 7.5 0 5 0]
}
