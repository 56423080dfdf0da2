package incident

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/internal/core/segment"
)

func loadFacts(t testing.TB, d segment.Depot) *Facts {
	t.Helper()
	f, err := NewLibrary(d).Facts(ctx)
	must(t, err)
	return f
}

func TestFactsAppearWhenASegmentArrivesAndAreSharedUntilThen(t *testing.T) {
	d := depot(t)
	lib := NewLibrary(d)
	none, err := lib.Facts(ctx)
	must(t, err)
	run(t, d, testdata("tower-hamlets-12types_2018-06_2018-07.csv.gz"))
	one, err := lib.Facts(ctx)
	must(t, err)
	same, err := lib.Facts(ctx)
	must(t, err)
	run(t, d, testdata("2019-01-city-of-london-street.csv.gz"), testdata("tower-hamlets-stop-and-search-every-200th.csv"))
	two, err := lib.Facts(ctx)
	must(t, err)
	if len(none.Crimes.Month) != 0 || len(one.Crimes.Month) != 4271 || one != same || len(one.Stops.Month) != 0 {
		t.Fatalf("%d, %d crimes", len(none.Crimes.Month), len(one.Crimes.Month))
	}
	if len(two.Crimes.Month) != 4271+613 || len(two.Stops.Minute) != 203 || len(two.Crimes.Text[1]) != 4271+613 {
		t.Fatalf("%d crimes, %d stops", len(two.Crimes.Month), len(two.Stops.Minute))
	}
}

func TestStopsKeepTheirMinuteAndTheirPublishedWords(t *testing.T) {
	d := depot(t)
	run(t, d, testdata("2023-07-metropolitan-stop-and-search-300-rows.csv"))
	f := loadFacts(t, d)
	july, err := ParseMonth("2023-07")
	must(t, err)
	for i, m := range f.Stops.Month {
		if m != july { // the first rows are of 30 June 23:07 UTC, which is July in London
			t.Fatalf("row %d is of %s", i, m)
		}
	}
	words := map[string]int{}
	for _, n := range f.Stops.Text[7] {
		words[f.Stops.Words[7][n]]++
	}
	if words["Controlled drugs"] == 0 || StopTexts()[7] != "object_of_search" {
		t.Fatalf("%v", words)
	}
}

func TestCountingByWardMonthAndTypeAgreesWithCountingRowByRow(t *testing.T) {
	d := depot(t)
	run(t, d, testdata("tower-hamlets-all-types_2018-06.csv.gz"), testdata("2019-01-city-of-london-street.csv.gz"))
	f := loadFacts(t, d)
	rapid.Check(t, func(t *rapid.T) {
		w := Filter{From: Month(rapid.IntRange(215, 225).Draw(t, "from")), To: Month(rapid.IntRange(0, 230).Draw(t, "to"))}
		for _, typ := range rapid.SliceOfN(rapid.IntRange(0, 15), 0, 4).Draw(t, "types") {
			w.Types = append(w.Types, uint8(typ))
		}
		for _, i := range rapid.SliceOfN(rapid.IntRange(1, len(f.Wards)-1), 0, 4).Draw(t, "wards") {
			w.Wards = append(w.Wards, f.Wards[i])
		}
		cube, err := f.CountByWardMonthType(w)
		if err != nil {
			t.Fatal(err)
		}
		view, err := f.Select(w)
		if err != nil {
			t.Fatal(err)
		}
		sum := uint32(0)
		for _, n := range cube.N {
			sum += n
		}
		if int(sum) != view.Len() {
			t.Fatalf("cube holds %d, view %d", sum, view.Len())
		}
		for _, row := range view.Rows {
			e := &f.Crimes
			if cube.At(int(e.Ward[row]), e.Month[row], e.Type[row]) == 0 {
				t.Fatal("a chosen row is not counted")
			}
		}
	})
}

func TestALaterPublicationOfACountReplacesTheEarlier(t *testing.T) {
	d := depot(t)
	head := "wardname,wardcode,majortext,minortext,201801,201802\n"
	run(t, d, text("one.csv", head+"Bow,E05009319,BURGLARY,RES,4,5\n"))
	sum := run(t, d, text("two.csv", head+"Bow,E05009319,BURGLARY,RES,4,6\n"))
	if sum.Accepted != 1 || sum.Duplicate != 1 {
		t.Fatalf("%+v", sum)
	}
	c := loadFacts(t, d).Counts
	if len(c.N) != 2 || c.N[0]+c.N[1] != 10 || c.Area[0].String() != "E05009319" || c.Category[0] != "BURGLARY" {
		t.Fatalf("%+v", c)
	}
}

func TestTheYearsOfANeighboursFileAreGapsHereAndNotNoughts(t *testing.T) {
	d := depot(t)
	run(t, d, text("newham.csv", "Month,Longitude,Latitude,Ward code,Crime type\n2016-01,0.071081,51.542652,E05000026,Drugs\n"),
		text("ours.csv", "Month,Longitude,Latitude,Ward code,Crime type\n2018-02,-0.055,51.530,E05009317,Drugs\n2018-03,-0.055,51.530,E05009317,Drugs\n"))
	ours, ok := ParseCode("E05009317")
	elsewhere, ok2 := ParseCode("E05009318")
	if !ok || !ok2 {
		t.Fatal("codes")
	}
	f, err := NewLibrary(d, ours, elsewhere).Facts(ctx)
	must(t, err)
	from, to, err := f.Span(Crime)
	must(t, err)
	if from.String() != "2018-02" || to.String() != "2018-03" || len(f.Held(Crime)) != 2 {
		t.Fatalf("%s to %s, held %v", from, to, f.Held(Crime))
	}
	all := loadFacts(t, d)
	if from, _, err := all.Span(Crime); err != nil || from.String() != "2016-01" {
		t.Fatalf("of everybody: %s %v", from, err)
	}
	if _, _, err := all.Of([]Code{elsewhere}).Span(Crime); err == nil {
		t.Fatal("a ward of which nothing is held has months")
	}
}
