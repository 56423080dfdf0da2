package plane_test

import (
	"fmt"

	"github.com/wardmote/wardmote/analysis/plane"
)

// Three events counted in cells of 100 metres.
func ExampleGrid_Count() {
	events := plane.Points{X: []float64{535020, 535090, 535110}, Y: []float64{181040, 181010, 181020}}
	grid, err := plane.Cover(events, 100)
	if err != nil {
		panic(err)
	}
	counts, _ := grid.Count(events)
	fmt.Println(grid.MinX, grid.MinY, counts)
	// Output: 535000 181000 [2 1]
}
