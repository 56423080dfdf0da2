package segment_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/segment"
	"github.com/wardmote/wardmote/internal/core/when"
)

// enter adds one file and enters it, or an act about an earlier import where there is no file.
func enter(t *testing.T, d segment.Depot, e segment.Entry, file string) int {
	t.Helper()
	b, err := d.Begin(ctx)
	must(t, err)
	if file != "" {
		_, err = b.Add(ctx, manifest(file), []byte(file))
		must(t, err)
	}
	e.At = when.At(time.Now())
	n, err := b.Enter(ctx, e)
	must(t, err)
	return n
}

func TestWhatWaitsOrWasTakenBackIsNotInForceAndIsNotForgotten(t *testing.T) {
	eachDepot(t, func(t *testing.T, open func() segment.Depot) {
		d, beside := open(), open() // another process that looks at the same depot
		names := func() (out []string) {
			list, err := beside.List(ctx)
			must(t, err)
			for _, m := range list {
				out = append(out, m.Source.Name)
			}
			return out
		}
		version := func() string { v, err := beside.Version(ctx); must(t, err); return v }
		one := enter(t, d, segment.Entry{Act: segment.Bring}, "one.csv")
		v1 := version()
		two := enter(t, d, segment.Entry{Act: segment.Stage}, "two.csv")
		three := enter(t, d, segment.Entry{Act: segment.Stage}, "three.csv")
		if got := names(); len(got) != 1 || version() != v1 {
			t.Errorf("what waits counts: %v", got)
		}
		enter(t, d, segment.Entry{Act: segment.Accept, Of: three, Told: true, Covers: []segment.Cover{{Kind: "crime", Type: "Drugs", From: "2018-06", To: "2018-06"}}}, "")
		if got := names(); len(got) != 2 || got[1] != "three.csv" || version() == v1 {
			t.Errorf("accepted: %v", got)
		}
		enter(t, d, segment.Entry{Act: segment.TakeBack, Of: one, Reason: "the wrong force"}, "")
		enter(t, d, segment.Entry{Act: segment.Drop, Of: two}, "")
		enter(t, d, segment.Entry{Act: segment.Accept, Of: two}, "") // too late
		all, err := beside.Imports(ctx)
		must(t, err)
		if got := names(); len(got) != 1 || len(all) != 3 || all[0].State != segment.TakenBack || all[0].Ended.Reason != "the wrong force" ||
			all[1].State != segment.Dropped || all[2].State != segment.Held || len(all[2].Covers) != 1 || all[2].ID != three {
			t.Errorf("%v %+v", got, all)
		}
		if _, err := beside.Content(ctx, all[0].Files[0].Hash); err != nil {
			t.Errorf("what was taken back is gone: %v", err)
		}
		enter(t, d, segment.Entry{Act: segment.Bring}, "four.csv") // a folder sweeps when the next entry begins
		if _, err := beside.Content(ctx, all[1].Files[0].Hash); !errors.Is(err, segment.ErrAbsent) {
			t.Errorf("what was dropped is still there: %v", err)
		}
	})
}

func TestAnImportOfAnEarlierVersionIsRead(t *testing.T) {
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, "import-00000001.json"), []byte(`[{"kind":"crime","schema":"street","source":{"name":"old.csv"},"accepted":3,"by":"Reed"}]`), 0o600))
	d, err := segment.OpenDir(dir)
	must(t, err)
	all, err := d.Imports(ctx)
	must(t, err)
	if len(all) != 1 || all[0].State != segment.Held || all[0].Told || all[0].By != "Reed" || all[0].Files[0].Accepted != 3 {
		t.Errorf("%+v", all)
	}
}
