package suppress_test

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/suppress"
)

// One ward had three reports. With the total shown, a second ward is hidden too, or the three could be worked out.
func ExampleList() {
	cells, total, _ := suppress.List([]int{12, 3, 40, 7}, true, suppress.Options{})
	for _, c := range append(cells, total) {
		fmt.Print(c.In(figure.Count), " ")
	}
	// Output: 12 [c] 40 [c] 62
}
