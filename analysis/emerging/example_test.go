package emerging_test

import (
	"context"
	"fmt"

	"github.com/wardmote/wardmote/analysis/emerging"
	"github.com/wardmote/wardmote/analysis/plane"
)

// One corner of a small town has trouble from the first month to the last; the middle of it begins in the ninth.
func ExampleAnalyse() {
	g := plane.Grid{Cell: 250, Cols: 12, Rows: 12}
	counts := make([][]int, 10)
	for month := range counts {
		counts[month] = make([]int, g.Len())
		for c := range counts[month] {
			col, row := c%g.Cols, c/g.Cols
			counts[month][c] = (c*7 + month*5) % 3
			if col < 3 && row < 3 {
				counts[month][c] += 8
			}
			if col >= 6 && col < 9 && row >= 6 && row < 9 && month >= 8 {
				counts[month][c] += 9
			}
		}
	}
	result, err := emerging.Analyse(context.Background(), g, counts, emerging.Options{})
	if err != nil {
		panic(err)
	}
	fmt.Println(result.Class[1*g.Cols+1])
	fmt.Println(result.Class[7*g.Cols+7])
	fmt.Println(result.Class[10*g.Cols+1])
	// Output:
	// persistent hot spot
	// consecutive hot spot
	// no pattern
}
