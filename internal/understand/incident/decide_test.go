package incident

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/internal/core/segment"
)

// counted is how many events of each month, type and place the facts hold.
func countedFacts(t interface{ Fatal(...any) }, d segment.Depot) map[string]int {
	f, err := NewLibrary(d).Facts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]int{}
	for i, m := range f.Crimes.Month {
		at := f.Crimes.Place[i]
		out[fmt.Sprintf("%s %d %.6f", m, f.Crimes.Type[i], f.Places.Lon[at])]++
	}
	return out
}

// Whatever is imported, staged, accepted, dropped and taken back, in whatever order: what counts is what would if only the imports
// in force had ever been brought, in the order in which they came into force. Rows repeat each other within and between files, with
// and without a name.
func TestWhatCountsIsWhatIsInForceWhateverWasTakenBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newLedgerMemory()
		files := map[int]File{}
		var force []int
		for step := range rapid.IntRange(1, 9).Draw(t, "steps") {
			act := rapid.SampledFrom([]string{"bring", "bring", "stage", "accept", "drop", "back"}).Draw(t, "act")
			var waiting, held []int
			all, _ := d.Imports(ctx)
			for _, in := range all {
				if in.State == segment.Waiting {
					waiting = append(waiting, in.ID)
				} else if in.State == segment.Held {
					held = append(held, in.ID)
				}
			}
			switch {
			case act == "bring" || act == "stage":
				file := drawnFile(t, step)
				sum, err := Import(ctx, d, []File{file}, Options{Now: someday, Stage: act == "stage"})
				if err != nil {
					t.Fatal(err)
				}
				if id := max(sum.Import, sum.Staged); id > 0 {
					files[id] = file
					if act == "bring" {
						force = append(force, id)
					}
				}
			case act == "accept" && len(waiting) > 0:
				id := rapid.SampledFrom(waiting).Draw(t, "id")
				if _, err := Accept(ctx, d, id, Options{Now: someday}); err != nil {
					t.Fatal(err)
				}
				force = append(force, id)
			case act == "drop" && len(waiting) > 0:
				if err := Drop(ctx, d, rapid.SampledFrom(waiting).Draw(t, "id"), Options{Now: someday}); err != nil {
					t.Fatal(err)
				}
			case act == "back" && len(held) > 0:
				id := rapid.SampledFrom(held).Draw(t, "id")
				if err := TakeBack(ctx, d, id, "wrong", Options{Now: someday}); err != nil {
					t.Fatal(err)
				}
				force = slices.DeleteFunc(force, func(n int) bool { return n == id })
			}
		}
		fresh := newLedgerMemory()
		for _, id := range force {
			if _, err := Import(ctx, fresh, []File{files[id]}, Options{Now: someday}); err != nil {
				t.Fatal(err)
			}
		}
		if got, want := countedFacts(t, d), countedFacts(t, fresh); !reflect.DeepEqual(got, want) {
			t.Fatalf("in force %v: %v, not %v", force, got, want)
		}
	})
}

// drawnFile is a small file of few different rows, so that they repeat.
func drawnFile(t *rapid.T, step int) File {
	var b strings.Builder
	named := rapid.Bool().Draw(t, "named")
	if named {
		b.WriteString("Crime ID,")
	}
	b.WriteString(compact)
	for range rapid.IntRange(1, 6).Draw(t, "rows") {
		if named {
			b.WriteString(rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(t, "name") + ",")
		}
		fmt.Fprintf(&b, "2018-0%d,-0.04632%d,51.522770,Drugs,E01004197\n", rapid.IntRange(5, 7).Draw(t, "month"), rapid.IntRange(1, 2).Draw(t, "place"))
	}
	return text(fmt.Sprintf("%d.csv", step), b.String())
}

func TestALibraryThatIsAskedThroughoutSeesWhatAFreshOneSees(t *testing.T) {
	d := depot(t)
	lib := NewLibrary(d)
	check := func(what string) {
		t.Helper()
		f, err := lib.Facts(ctx)
		must(t, err)
		if fresh := loadFacts(t, d); len(f.Crimes.Month) != len(fresh.Crimes.Month) || f.Version != fresh.Version {
			t.Errorf("%s: %d crimes, not %d", what, len(f.Crimes.Month), len(fresh.Crimes.Month))
		}
	}
	one := run(t, d, testdata("tower-hamlets-all-types_2018-06.csv.gz"))
	check("the first")
	two := run(t, d, testdata("tower-hamlets-12types_2018-06_2018-07.csv.gz"))
	check("one that repeats it")
	run(t, d, testdata("2019-01-city-of-london-street.csv.gz"))
	check("one of another month")
	before := len(loadFacts(t, d).Crimes.Month)
	must(t, TakeBack(ctx, d, one.Import, "the wrong month", Options{Now: someday, By: "tests"}))
	check("the first taken back")
	if after := len(loadFacts(t, d).Crimes.Month); after != before-one.Accepted+two.Duplicate {
		t.Errorf("%d crimes of %d, after %d were taken back of which %d are held by another", after, before, one.Accepted, two.Duplicate)
	}
	if again := run(t, d, testdata("tower-hamlets-all-types_2018-06.csv.gz")); again.Files[0].Known || again.Accepted == 0 {
		t.Errorf("what was taken back cannot be imported again: %+v", again)
	}
	check("imported again")
}

func TestAnImportIsTakenBackForAReasonAndOnlyOnce(t *testing.T) {
	d := depot(t)
	sum := run(t, d, text("a.csv", compact+"2018-06,-0.046326,51.522770,Drugs,E01004197\n"))
	for what, err := range map[string]error{
		"no reason":         TakeBack(ctx, d, sum.Import, " ", Options{Now: someday}),
		"no such import":    TakeBack(ctx, d, 99, "why", Options{Now: someday}),
		"it does not wait":  Drop(ctx, d, sum.Import, Options{Now: someday}),
		"taken back":        TakeBack(ctx, d, sum.Import, "the wrong file", Options{Now: someday}),
		"taken back before": nil,
	} {
		if (err == nil) != strings.HasPrefix(what, "taken back") {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := TakeBack(ctx, d, sum.Import, "twice", Options{Now: someday}); err == nil || !strings.Contains(err.Error(), "was taken back") {
		t.Errorf("taken back twice: %v", err)
	}
}

func TestMonthsInTheFutureAreRejectedCountedAndNamed(t *testing.T) {
	for name, file := range map[string]File{
		"crime":      text("future.csv", compact+"2027-01,-0.046326,51.522770,Drugs,E01004197\n2018-06,-0.046326,51.522770,Drugs,E01004197\n2027-01,-0.046326,51.522770,Drugs,E01004197\n"),
		"only crime": text("future.csv", compact+"2099-12,-0.046326,51.522770,Drugs,E01004197\n2026-12,-0.046326,51.522770,Drugs,E01004197\n"),
	} {
		d := depot(t)
		sum := run(t, d, file)
		if sum.Rejected != 2 || len(sum.Files[0].Reasons) != 1 || sum.Files[0].Reasons[0].Why != whyFuture || !strings.HasPrefix(sum.Files[0].Lines[0].What, "20") {
			t.Errorf("%s: %+v", name, sum)
		}
		for m := range loadFacts(t, d).Held(Crime) {
			if m.String() != "2018-06" {
				t.Errorf("%s: %s is held", name, m)
			}
		}
	}
	d := depot(t)
	if sum := run(t, d, text("running.csv", compact+"2026-11,-0.046326,51.522770,Drugs,E01004197\n")); sum.Accepted != 1 {
		t.Errorf("the month that runs: %+v", sum)
	}
	wide := run(t, d, text("counts.csv", "wardname,wardcode,majortext,minortext,202610,202701\nBow,E05009319,BURGLARY,RES,4,5\n"))
	if wide.Rejected != 1 || wide.Accepted != 0 {
		t.Errorf("a table of counts: %+v", wide)
	}
}

func TestAnImportOfOnlyRepeatsNamesTheMonthsThatItRead(t *testing.T) {
	d := depot(t)
	row := "2018-06,-0.046326,51.522770,Drugs,E01004197\n"
	run(t, d, text("one.csv", compact+row))
	raw, err := json.Marshal(run(t, d, text("two.csv", compact+row+"\n")))
	must(t, err)
	if s := string(raw); strings.Contains(s, "2099") || !strings.Contains(s, `"from":"2018-06","to":"2018-06"`) {
		t.Error(s)
	}
	raw, err = json.Marshal(run(t, d, text("none.csv", compact+"2027-01,-0.046326,51.522770,Drugs,E01004197\n")))
	must(t, err)
	if s := string(raw); strings.Contains(s, "2099") || strings.Contains(s, `"from"`) {
		t.Error(s)
	}
}
