package figures

import (
	"testing"
)

func TestTheLaterOfTwoFiguresOfARowCounts(t *testing.T) {
	t.Setenv("WARDMOTE_BENCH_OUT", t.TempDir())
	for _, v := range []float64{3, 1} {
		if err := Add("part", Figure{ID: "row", Value: v, Unit: "s"}, Figure{ID: "row", Program: "R", Value: 10 * v, Unit: "s"}); err != nil {
			t.Fatal(err)
		}
	}
	all, err := Load(Folder())
	if err != nil {
		t.Fatal(err)
	}
	if row := all["row"]; len(row) != 2 || row[0].Value != 1 || row[1].Value != 10 {
		t.Errorf("%+v", row)
	}
}

func TestNumbersReadLikeNumbers(t *testing.T) {
	for v, want := range map[float64]string{1234567: "1,234,567", 100: "100", 12.34: "12.3", 1.234: "1.23", 0.01234: "0.0123"} {
		if got := Number(v); got != want {
			t.Errorf("%v is written %s, want %s", v, got, want)
		}
	}
}

func TestQuantilesAndThePeak(t *testing.T) {
	v := []float64{5, 1, 4, 2, 3}
	if Median(v) != 3 || Quantile(v, 0.95) != 5 || Quantile(nil, 0.5) != 0 {
		t.Errorf("%v %v", Median(v), Quantile(v, 0.95))
	}
	if PeakMiB("self") < 1 || PeakMiB("nobody") != 0 {
		t.Errorf("peak %v", PeakMiB("self"))
	}
}
