package concentration_test

import (
	"fmt"

	"github.com/wardmote/wardmote/analysis/concentration"
)

// A hundred addresses and sixty burglaries: most none, a few again and again.
func Example() {
	counts := make([]int, 100)
	for i := range 20 {
		counts[i] = 1
	}
	for i := 20; i < 28; i++ {
		counts[i] = 5
	}
	v, err := concentration.Victimise(counts)
	if err != nil {
		fmt.Println(err)
		return
	}
	half, err := concentration.Holding(counts, 0.5)
	if err != nil {
		fmt.Println(err)
		return
	}
	gini, err := concentration.AdjustedGini(counts)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d of %d addresses were burgled, %d of them more than once\n", v.Victims, v.Places, v.RepeatVictims)
	fmt.Printf("%.0f %% of burglaries were repeats; %.0f %% of addresses suffered half of all\n", 100*v.OfRepeats, 100*half[0].OfPlaces)
	fmt.Printf("adjusted Gini %.2f\n", gini)
	// Output:
	// 28 of 100 addresses were burgled, 8 of them more than once
	// 53 % of burglaries were repeats; 6 % of addresses suffered half of all
	// adjusted Gini 0.71
}
