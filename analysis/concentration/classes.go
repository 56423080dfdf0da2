package concentration

import (
	"fmt"
	"math"
	"sort"
)

// Class is one colour of a map.
type Class struct {
	From, To float64 // the least and the greatest value in it
	Places   int
}

// Classes puts values into classes of equal number, 10 for deciles: 1 holds the smallest. A value's class is
// 1 + ⌊classes × (share of values that are smaller)⌋, so that equal values are never apart; a class may then be empty, and
// is {0, 0, 0}. class is parallel to values. Errors: a value that is not finite, and fewer than one class.
func Classes(values []float64, classes int) (class []int, of []Class, err error) {
	if classes < 1 || classes > 1000 {
		return nil, nil, fmt.Errorf("concentration: %d classes cannot be made", classes)
	}
	order := make([]int, len(values))
	for i, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, nil, fmt.Errorf("concentration: row %d is %g", i, v)
		}
		order[i] = i
	}
	sort.Slice(order, func(a, b int) bool { return values[order[a]] < values[order[b]] })
	class, of = make([]int, len(values)), make([]Class, classes)
	smaller := 0
	for at, i := range order {
		if values[i] != values[order[smaller]] {
			smaller = at
		}
		k := smaller * classes / len(values)
		class[i] = k + 1
		if of[k].Places == 0 {
			of[k].From = values[i]
		}
		of[k].To = values[i]
		of[k].Places++
	}
	return class, of, nil
}
