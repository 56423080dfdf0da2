package reference_test

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/reference"
)

// A reference read out over the telephone, and the same with one figure wrong.
func Example() {
	r, _ := reference.Parse("asb 26 00042 3")
	fmt.Println(r)
	_, err := reference.Parse("asb 26 00043 3")
	fmt.Println(err)
	// Output:
	// ASB-26-00042-3
	// "asb 26 00043 3" is not a reference we gave: a letter or number in it is wrong
}
