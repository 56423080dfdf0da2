package density

import (
	"context"

	"github.com/wardmote/wardmote/analysis/chance"
)

// mergeRows orders the places of each row from west to east and makes one of those at one place. What is left of row r
// are the first count[r] from start[r].
func mergeRows(ctx context.Context, places []place, start []int, workers int) (count []int, err error) {
	const rowsAtOnce = 32
	count = make([]int, len(start)-1)
	err = chance.Each(ctx, workers, (len(count)+rowsAtOnce-1)/rowsAtOnce, func(_, block int) {
		var spare []place
		for r := block * rowsAtOnce; r < min((block+1)*rowsAtOnce, len(count)); r++ {
			row := places[start[r]:start[r+1]]
			if len(spare) < len(row) {
				spare = make([]place, 2*len(row))
			}
			count[r] = mergePlaces(westToEast(row, spare[:len(row)]))
		}
	})
	return count, err
}

// westToEast sorts by x, and by y where x is the same: a radix sort by bytes of x, and insertion where there are few.
func westToEast(row, spare []place) []place {
	if len(row) > 48 {
		least, most := row[0].x, row[0].x
		for i := range row {
			least, most = min(least, row[i].x), max(most, row[i].x)
		}
		passes := 0
		for from, to := row, spare; int64(most)-int64(least) >= 1<<(8*passes); passes++ {
			byByte(from, to, least, 8*passes)
			from, to = to, from
		}
		if passes%2 == 1 {
			copy(row, spare)
		}
	}
	for i := 1; i < len(row); i++ {
		for j := i; j > 0 && eastOf(&row[j-1], &row[j]); j-- {
			row[j], row[j-1] = row[j-1], row[j]
		}
	}
	return row
}

func eastOf(a, b *place) bool { return a.x > b.x || a.x == b.x && a.y > b.y }

func byByte(from, to []place, least int32, shift int) {
	var next [256]int
	for i := range from {
		next[uint8(uint32(from[i].x-least)>>shift)]++
	}
	sum := 0
	for b := range next {
		next[b], sum = sum, sum+next[b]
	}
	for i := range from {
		b := uint8(uint32(from[i].x-least) >> shift)
		to[next[b]] = from[i]
		next[b]++
	}
}

func mergePlaces(row []place) int {
	kept := 0
	for i := range row {
		if kept > 0 && row[kept-1].x == row[i].x && row[kept-1].y == row[i].y {
			row[kept-1].weight += row[i].weight
			continue
		}
		row[kept] = row[i]
		kept++
	}
	return kept
}
