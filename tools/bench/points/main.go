// Command points writes n invented events for the benchmarks: go run ./tools/bench/points 1000000 > points.csv
package main

import (
	"fmt"
	"os"
	"strconv"

	"github.com/wardmote/wardmote/tools/bench/synthetic"
)

func main() {
	n := 0
	if len(os.Args) == 2 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	if n < 1 {
		fmt.Fprintln(os.Stderr, "usage: points N > FILE")
		os.Exit(2)
	}
	if err := synthetic.Write(os.Stdout, n); err != nil {
		fmt.Fprintln(os.Stderr, "points:", err)
		os.Exit(1)
	}
}
