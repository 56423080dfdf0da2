package association

import (
	"context"
	"math"
	"testing"

	"github.com/wardmote/wardmote/analysis/weight"
	"pgregory.net/rapid"
)

// enumerate is the definition: every choice of k of the other places, counted.
func enumerate(counts []int, own, k, seen int) (upper, lower float64) {
	var others []int
	for i, c := range counts {
		if i != own {
			others = append(others, c)
		}
	}
	ways, above, below := 0, 0, 0
	var choose func(from, left, sum int)
	choose = func(from, left, sum int) {
		if left == 0 {
			ways++
			if sum >= seen {
				above++
			}
			if sum <= seen {
				below++
			}
			return
		}
		for i := from; i+left <= len(others); i++ {
			choose(i+1, left-1, sum+others[i])
		}
	}
	choose(0, k, 0)
	return float64(above) / float64(ways), float64(below) / float64(ways)
}

func TestExactTailsCountEveryArrangement(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		cols, rows := rapid.IntRange(1, 4).Draw(rt, "cols"), rapid.IntRange(1, 3).Draw(rt, "rows")
		l := weight.Lattice{Cols: cols, Rows: rows, Kind: weight.Kind(rapid.IntRange(0, 2).Draw(rt, "kind"))}
		counts := rapid.SliceOfN(rapid.IntRange(0, rapid.SampledFrom([]int{1, 3, 1000}).Draw(rt, "most")), cols*rows, cols*rows).Draw(rt, "counts")
		tails, err := ExactTails(context.Background(), l, counts)
		if err != nil {
			rt.Fatal(err)
		}
		var row weight.Row
		for i := range counts {
			j, _ := l.Row(i, &row)
			sum := 0
			for _, to := range j {
				sum += counts[to]
			}
			upper, lower := enumerate(counts, i, len(j), sum)
			if math.Abs(tails.Upper[i]-upper) > 1e-12*upper || math.Abs(tails.Lower[i]-lower) > 1e-12*lower {
				rt.Fatalf("place %d of %v: tails %g and %g, by enumeration %g and %g", i, counts, tails.Upper[i], tails.Lower[i], upper, lower)
			}
		}
	})
}

func TestExactTailsOfNorthCarolinaSIDS(t *testing.T) {
	w, counts := sids(t)
	tails, err := ExactTails(context.Background(), w, counts)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range table(t, "ncsids_SID74count_exact_perm_p.csv") {
		close9(t, i, "upper tail", tails.Upper[i], r["p_upper_exact"])
		close9(t, i, "lower tail", tails.Lower[i], r["p_lower_exact"])
	}
}
