package chance_test

import (
	"fmt"

	"github.com/wardmote/wardmote/analysis/chance"
)

// Four wards were tested. Only the first is still a discovery when one finding in twenty may be false.
func ExampleBenjaminiHochberg() {
	adjusted, err := chance.BenjaminiHochberg([]float64{0.001, 0.04, 0.03, 0.5})
	if err != nil {
		panic(err)
	}
	fmt.Printf("%.3f\n", adjusted)
	// Output: [0.004 0.053 0.053 0.500]
}
