package bng_test

import (
	"fmt"

	"github.com/wardmote/wardmote/analysis/bng"
)

// Tower Hamlets Town Hall, Whitechapel.
func Example() {
	e, n := bng.FromWGS84(-0.0596, 51.5186)
	fmt.Printf("%.1f E, %.1f N\n", e, n)
	lon, lat := bng.ToWGS84(e, n)
	fmt.Printf("%.4f, %.4f\n", lon, lat)
	// Output:
	// 534728.5 E, 181748.8 N
	// -0.0596, 51.5186
}
