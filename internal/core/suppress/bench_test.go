package suppress

import "testing"

func BenchmarkTwentyWardsByFourteenTypes(b *testing.B) {
	t := Table{RowTotals: true, ColumnTotals: true, GrandTotal: true}
	for i := range 20 {
		row := make([]int, 14)
		for j := range row {
			row[j] = (i*31 + j*17) * (i + j) % 23
		}
		t.Counts = append(t.Counts, row)
	}
	for b.Loop() {
		if _, err := Apply(t, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
