package cluster_test

import (
	"context"
	"fmt"

	"github.com/wardmote/wardmote/analysis/cluster"
	"github.com/wardmote/wardmote/analysis/plane"
)

// Five reports round a square, one on the border of their cluster, one far away.
func ExampleFind() {
	reports := plane.Points{
		X: []float64{100, 110, 105, 95, 102, 140, 500},
		Y: []float64{200, 205, 190, 198, 204, 210, 900},
	}
	found, err := cluster.Find(context.Background(), reports, cluster.Options{Distance: 40, MinPoints: 5})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(found.Clusters, "cluster of", found.Sizes())
	fmt.Println(found.Label)
	fmt.Println(found.Core)
	// Output:
	// 1 cluster of [6]
	// [0 0 0 0 0 0 -1]
	// [true true true true true false false]
}

// The same place in two weeks a year apart is two clusters in time.
func ExampleFindWithTime() {
	reports := plane.Points{X: []float64{1, 2, 3, 1, 2, 3}, Y: []float64{5, 5, 5, 5, 5, 5}}
	days := []float64{0, 2, 3, 365, 366, 367}
	found, err := cluster.FindWithTime(context.Background(), reports, days,
		cluster.Options{Distance: 50, Days: 7, MinPoints: 3})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(found.Label)
	// Output: [0 0 0 1 1 1]
}
