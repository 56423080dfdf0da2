package series_test

import (
	"fmt"

	"github.com/wardmote/wardmote/analysis/series"
)

func ExampleMannKendall() {
	k, err := series.MannKendall([]float64{3, 5, 4, 6, 8, 7, 9, 11, 10, 12})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("S %d, tau %.2f, p %.4f\n", k.S, k.Tau, k.P)
	// Output: S 39, tau 0.87, p 0.0007
}

func ExampleXmR() {
	chart, err := series.XmR([]float64{31, 28, 33, 30, 29, 32, 30, 31, 55, 30}, series.XmROptions{Screen: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range chart.Signals {
		fmt.Printf("value %d: %v\n", s.From+1, s.Rule)
	}
	// Output: value 9: outside the limits
}

func ExampleBreakpoints() {
	b, err := series.Breakpoints([]float64{20, 22, 21, 19, 20, 21, 35, 34, 36, 35, 33, 35}, 3)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("new level from value %d: %.1f to %.1f\n", b.At[0]+1, b.Means[0], b.Means[1])
	// Output: new level from value 7: 20.5 to 34.7
}
