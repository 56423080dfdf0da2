package rate_test

import (
	"fmt"

	"github.com/wardmote/wardmote/analysis/rate"
)

// Two burglaries among 40 dwellings are a rate of 50 in a thousand, of which shrinkage believes about half.
func ExampleGlobal() {
	burglaries := []float64{2, 110, 60, 95, 20}
	dwellings := []float64{40, 4000, 5200, 4100, 3900}
	e, err := rate.Global(burglaries, dwellings)
	if err != nil {
		panic(err)
	}
	for i := range e.Raw {
		fmt.Printf("%.1f becomes %.1f\n", 1000*e.Raw[i], 1000*e.Rate[i])
	}
	// Output:
	// 50.0 becomes 21.6
	// 27.5 becomes 26.9
	// 11.5 becomes 11.8
	// 23.2 becomes 22.8
	// 5.1 becomes 5.8
}
