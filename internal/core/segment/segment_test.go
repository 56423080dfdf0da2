package segment_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/internal/core/segment"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
	"github.com/wardmote/wardmote/internal/core/when"
)

var ctx = context.Background()

func eachDepot(t *testing.T, test func(t *testing.T, open func() segment.Depot)) {
	t.Run("directory", func(t *testing.T) {
		dir := t.TempDir()
		test(t, func() segment.Depot {
			d, err := segment.OpenDir(dir)
			must(t, err)
			return d
		})
	})
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		test(t, func() segment.Depot { return segment.InStore(db) })
	})
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func manifest(name string) segment.Manifest {
	return segment.Manifest{Kind: "crime", Schema: "street", Source: segment.Source{Name: name}, Imported: when.At(time.Now())}
}

func TestNothingOfAnImportShowsBeforeItsCommitAndAllAfter(t *testing.T) {
	eachDepot(t, func(t *testing.T, open func() segment.Depot) {
		d := open()
		before, err := d.Version(ctx)
		must(t, err)
		b, err := d.Begin(ctx)
		must(t, err)
		first, err := b.Add(ctx, manifest("a.csv"), []byte("first"))
		must(t, err)
		_, err = b.Add(ctx, manifest("b.csv"), []byte("second"))
		must(t, err)
		_, err = b.Add(ctx, manifest("known.csv"), nil)
		must(t, err)
		if list, _ := d.List(ctx); len(list) != 0 {
			t.Fatalf("staged segments are visible: %+v", list)
		}
		must(t, b.Commit(ctx))
		other := open()
		list, err := other.List(ctx)
		must(t, err)
		if len(list) != 3 || list[0].Hash != first.Hash || list[2].Hash != "" || list[1].Source.Name != "b.csv" {
			t.Fatalf("after commit: %+v", list)
		}
		content, err := other.Content(ctx, first.Hash)
		must(t, err)
		if string(content) != "first" {
			t.Fatalf("content %q", content)
		}
		if after, _ := other.Version(ctx); after == before {
			t.Fatal("the version did not change")
		}
		if _, err := d.Content(ctx, strings.Repeat("0", 64)); !errors.Is(err, segment.ErrAbsent) {
			t.Fatalf("absent content: %v", err)
		}
	})
}

func TestAnAbortedImportLeavesNothing(t *testing.T) {
	eachDepot(t, func(t *testing.T, open func() segment.Depot) {
		d := open()
		b, err := d.Begin(ctx)
		must(t, err)
		m, err := b.Add(ctx, manifest("a.csv"), []byte("first"))
		must(t, err)
		must(t, b.Abort())
		if _, err := d.Content(ctx, m.Hash); !errors.Is(err, segment.ErrAbsent) {
			t.Fatalf("aborted content: %v", err)
		}
		b, err = d.Begin(ctx)
		must(t, err)
		_, err = b.Add(ctx, manifest("a.csv"), []byte("first"))
		must(t, err)
		must(t, b.Commit(ctx))
	})
}

func TestOfTwoOverlappingImportsInTheDatabaseTheLaterIsRefusedWhole(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		d := segment.InStore(db)
		one, err := d.Begin(ctx)
		must(t, err)
		two, err := d.Begin(ctx)
		must(t, err)
		_, err = one.Add(ctx, manifest("one.csv"), []byte("one"))
		must(t, err)
		m, err := two.Add(ctx, manifest("two.csv"), []byte("two"))
		must(t, err)
		must(t, one.Commit(ctx))
		if err := two.Commit(ctx); !errors.Is(err, segment.ErrOvertaken) {
			t.Fatalf("got %v", err)
		}
		if _, err := d.Content(ctx, m.Hash); !errors.Is(err, segment.ErrAbsent) {
			t.Fatalf("refused content: %v", err)
		}
	})
}

func TestASecondImportIntoADirectoryWaitsForTheFirst(t *testing.T) {
	dir := t.TempDir()
	one, err := segment.OpenDir(dir)
	must(t, err)
	two, err := segment.OpenDir(dir)
	must(t, err)
	b, err := one.Begin(ctx)
	must(t, err)
	short, cancel := context.WithTimeout(ctx, 60*time.Millisecond)
	defer cancel()
	if _, err := two.Begin(short); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("the second import did not wait: %v", err)
	}
	must(t, b.Abort())
	b, err = two.Begin(ctx)
	must(t, err)
	must(t, b.Abort())
}

func TestWhatAKilledImportLeftIsSweptAtTheNextOpen(t *testing.T) {
	dir := t.TempDir()
	orphan := filepath.Join(dir, strings.Repeat("ab", 32)+".parquet")
	staged := filepath.Join(dir, "0123.staged")
	must(t, os.WriteFile(orphan, []byte("x"), 0o600))
	must(t, os.WriteFile(staged, []byte("x"), 0o600))
	_, err := segment.OpenDir(dir)
	must(t, err)
	for _, f := range []string{orphan, staged} {
		if _, err := os.Stat(f); !os.IsNotExist(err) {
			t.Errorf("%s was left: %v", filepath.Base(f), err)
		}
	}
}

func TestDamagedContentIsAnErrorAndNotAFigure(t *testing.T) {
	dir := t.TempDir()
	d, err := segment.OpenDir(dir)
	must(t, err)
	b, err := d.Begin(ctx)
	must(t, err)
	m, err := b.Add(ctx, manifest("a.csv"), []byte("good"))
	must(t, err)
	must(t, b.Commit(ctx))
	must(t, os.WriteFile(filepath.Join(dir, m.Hash+".parquet"), []byte("goof"), 0o600))
	if _, err := d.Content(ctx, m.Hash); err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Fatalf("got %v", err)
	}
}

func TestASegmentThatIsLostSaysHowItComesBack(t *testing.T) {
	ctx, path := context.Background(), t.TempDir()
	d, err := segment.OpenDir(path)
	if err != nil {
		t.Fatal(err)
	}
	keep := func() segment.Manifest {
		b, err := d.Begin(ctx)
		if err != nil {
			t.Fatal(err)
		}
		m, err := b.Add(ctx, segment.Manifest{Source: segment.Source{Name: "street.csv"}}, []byte("rows"))
		if err == nil {
			err = b.Commit(ctx)
		}
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	m := keep()
	file, manifest := filepath.Join(path, m.Hash+".parquet"), filepath.Join(path, "import-00000001.json")
	for name, harm := range map[string]func() error{"lost": func() error { return os.Remove(file) }, "damaged": func() error { return os.WriteFile(file, []byte("rust"), 0o600) }} {
		if err := harm(); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Content(ctx, m.Hash); err == nil || !strings.Contains(err.Error(), "or stop the server, remove "+manifest+" and import street.csv again") {
			t.Errorf("%s: %v", name, err)
		}
		if err := os.Remove(manifest); err != nil {
			t.Fatal(err)
		}
		keep()
		if _, err := d.Content(ctx, m.Hash); err != nil {
			t.Errorf("%s, imported again: %v", name, err)
		}
	}
}

func TestATableReadsBackAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.IntRange(1, 3000).Draw(t, "rows")
		index := func(name string, n int) []uint32 {
			out := make([]uint32, rows)
			for i := range out {
				out[i] = uint32(rapid.IntRange(0, n).Draw(t, name))
				if out[i] == uint32(n) {
					out[i] = segment.Null
				}
			}
			return out
		}
		keys := make([][16]byte, rows)
		for i := range keys {
			keys[i][3] = byte(rapid.IntRange(0, 3).Draw(t, "key"))
		}
		keys[0][0] = 1
		in := &segment.Table{Rows: rows, Meta: map[string]string{"licence": "OGL v3.0"}, Columns: []segment.Column{
			{Name: "type", Text: []string{"Burglary", "", "Theft from the person"}, Index: index("type", 3)},
			{Name: "longitude", Real: []float64{-0.0568, 51.5}, Index: index("longitude", 2)},
			{Name: "count", Int: []int32{-4, 0, 7}, Index: index("count", 3)},
			{Name: "month", Day: []int32{17563}, Index: index("month", 1)},
			{Name: "at", Moment: []int64{1464782400000}, Index: index("at", 1)},
			{Name: "key", Key: keys},
		}}
		raw, err := segment.Encode(in)
		if err != nil {
			t.Fatal(err)
		}
		out, err := segment.Decode(raw)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(in, out) {
			t.Fatalf("read back\n%+v\nof\n%+v", out, in)
		}
		again, _ := segment.Encode(out)
		if string(again) != string(raw) {
			t.Fatal("the same table gave other bytes")
		}
	})
}

func TestManyPagesReadBack(t *testing.T) {
	rows := 300_000
	index := make([]uint32, rows)
	for i := range index {
		index[i] = uint32(i * 7919 % 1000)
		if i%11 == 0 {
			index[i] = segment.Null
		}
	}
	ints := make([]int32, 1000)
	for i := range ints {
		ints[i] = int32(i)
	}
	in := &segment.Table{Rows: rows, Columns: []segment.Column{
		{Name: "n", Int: ints, Index: index},
		{Name: "nowhere", Text: []string{}, Index: index[:0:0]},
	}}
	in.Columns = in.Columns[:1]
	raw, err := segment.Encode(in)
	must(t, err)
	out, err := segment.Decode(raw, "n", "absent")
	must(t, err)
	if !reflect.DeepEqual(out.Columns, in.Columns) || out.Column("absent") != nil {
		t.Fatal("differs")
	}
}

func TestRunsAndRowsGiveTheSameBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := segment.Column{Name: "ward", Text: []string{"Bow", "Lansbury"}}
		flat := c
		rows := 0
		for range rapid.IntRange(1, 60).Draw(t, "runs") {
			v, n := uint32(rapid.IntRange(0, 2).Draw(t, "value")), rapid.IntRange(1, 9000).Draw(t, "length")
			if v == 2 {
				v = segment.Null
			}
			c.Index, c.Lengths = append(c.Index, v), append(c.Lengths, uint32(n))
			for range n {
				flat.Index = append(flat.Index, v)
			}
			rows += n
		}
		raw, err := segment.Encode(&segment.Table{Rows: rows, Columns: []segment.Column{c}})
		if err != nil {
			t.Fatal(err)
		}
		out, err := segment.Decode(raw)
		if err != nil {
			t.Fatal(err)
		}
		if got := out.Column("ward"); !reflect.DeepEqual(got.Index, flat.Index) {
			t.Fatal("the rows differ")
		}
	})
}

// Another reader than Decode: parquet-go's own, row by row, with every default.
func TestASegmentIsAnOrdinaryParquetFile(t *testing.T) {
	raw, err := segment.Encode(&segment.Table{Rows: 20, Meta: map[string]string{"licence": "OGL v3.0"}, Columns: []segment.Column{
		{Name: "month", Day: []int32{17563, 17591}, Index: []uint32{0, 1}, Lengths: []uint32{12, 8}},
		{Name: "type", Text: []string{"Drugs", "Robbery"}, Index: []uint32{1, segment.Null, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1}},
		{Name: "longitude", Real: []float64{-0.05}, Index: []uint32{0, segment.Null}, Lengths: []uint32{19, 1}},
	}})
	must(t, err)
	type row struct {
		Month     int32    `parquet:"month,optional,date"`
		Type      *string  `parquet:"type,optional"`
		Longitude *float64 `parquet:"longitude,optional"`
	}
	rows, err := parquet.Read[row](bytes.NewReader(raw), int64(len(raw)))
	must(t, err)
	if len(rows) != 20 || rows[11].Month != 17563 || rows[12].Month != 17591 || rows[1].Type != nil || *rows[2].Type != "Drugs" ||
		rows[19].Longitude != nil || *rows[18].Longitude != -0.05 {
		t.Fatalf("%+v", rows)
	}
}
