package sheet_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/internal/core/sheet"
)

func TestWhateverTheCellsAFileBeginsWithItsMarkAndRunsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.SliceOfN(rapid.StringMatching(`[=+@\-＝＋－＠]?[ -~éü“\n]{0,8}`), 3, 3), 1, 5).Draw(t, "rows")
		var b bytes.Buffer
		w := sheet.New(&b)
		for _, r := range rows {
			w.Row(r...)
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
		text, marked := strings.CutPrefix(b.String(), sheet.Mark)
		if !marked || strings.Contains(text, sheet.Mark) {
			t.Fatalf("the mark is not at the start alone: %q", b.String())
		}
		read, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil || len(read) != len(rows) {
			t.Fatalf("%v: %d rows of %d", err, len(read), len(rows))
		}
		for i := range rows {
			for j, cell := range read[i] {
				if cell != rows[i][j] && cell != "'"+rows[i][j] {
					t.Fatalf("%q became %q", rows[i][j], cell)
				}
				if strings.IndexAny(cell, "=@\n＝＋－＠") == 0 {
					t.Fatalf("%q would be run", cell)
				}
			}
		}
	})
}

func TestNumbersStayNumbersAndWhatIsLeftOutIsSaid(t *testing.T) {
	var b bytes.Buffer
	w := sheet.New(&b)
	w.Row("n", "text")
	w.Row("-0.05", "-1+cmd")
	w.Row("-3e-05", "=1")
	w.Left("7 rows")
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if want := sheet.Mark + "n,text\n-0.05,'-1+cmd\n-3e-05,'=1\nLeft out: 7 rows,\n"; b.String() != want {
		t.Errorf("%q", b.String())
	}
}
