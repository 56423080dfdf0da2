package density_test

import (
	"context"
	"fmt"

	"github.com/wardmote/wardmote/analysis/density"
	"github.com/wardmote/wardmote/analysis/plane"
)

// A hot spot of four events, and one on its own; the region with at least 50 events per km².
func Example() {
	events := plane.Points{
		X: []float64{535010, 535020, 535030, 535020, 535400},
		Y: []float64{181010, 181030, 181010, 181020, 181400},
	}
	grid, err := plane.Cover(events, 25)
	if err != nil {
		fmt.Println(err)
		return
	}
	surface, err := density.Estimate(context.Background(), events, grid,
		density.Options{Kernel: density.Quartic, Bandwidth: 150})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.1f %v in the south-west\n", surface.Values[0], surface.Unit)
	contours, err := surface.Contours(50)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(contours[0].Polygons), "hot spot")
	// Output:
	// 166.8 per km² in the south-west
	// 1 hot spot
}

// Harm instead of counts, with a bandwidth from the events and a correction at the boundary of a borough.
func ExampleEstimate() {
	events := plane.Points{X: []float64{100, 300, 320, 340, 700}, Y: []float64{100, 400, 420, 380, 800}}
	borough, err := density.Polygon([][2]float64{{0, 0}, {1000, 0}, {1000, 900}, {0, 1000}})
	if err != nil {
		fmt.Println(err)
		return
	}
	sdX, sdY, err := density.Scott(events)
	if err != nil {
		fmt.Println(err)
		return
	}
	surface, err := density.Estimate(context.Background(), events, plane.Grid{Cell: 10, Cols: 100, Rows: 100}, density.Options{
		Kernel:    density.Quartic,
		Bandwidth: density.Quartic.Matching((sdX + sdY) / 2),
		Weights:   []float64{1, 10, 10, 365, 1},
		Edge:      density.DiggleEdge,
		Window:    borough,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	total := 0.0
	for _, v := range surface.Values {
		total += v * 0.01 * 0.01 // km² a cell
	}
	fmt.Printf("harm in all: %.0f\n", total)
	// Output: harm in all: 387
}
