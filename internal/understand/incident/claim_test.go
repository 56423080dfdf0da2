package incident

import (
	"fmt"
	"maps"
	"testing"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/internal/core/segment"
)

// tenWards is a partnership of ten wards.
func tenWards(t interface{ Fatal(...any) }) (h Home) {
	for i := range 10 {
		w, ok := ParseCode(fmt.Sprintf("E0500931%d", i))
		if !ok {
			t.Fatal("no ward", i)
		}
		h.Wards = append(h.Wards, w)
	}
	return h
}

// drawnManifest is a file with rows of some types, some months and some wards, now and then with a month that is hardly there.
func drawnManifest(t *rapid.T, home Home, number int) segment.Manifest {
	m := segment.Manifest{Hash: fmt.Sprint(number), Kind: string(Crime), Source: segment.Source{Name: fmt.Sprintf("%d.csv", number), Digest: fmt.Sprint(number)}}
	if rapid.Bool().Draw(t, "zipped") { // an archive that is not laid out as the publisher does
		m.Source.Name, m.Source.Digest, m.Source.Member = "own.zip", "own", fmt.Sprintf("2024/%d.csv", number)
	}
	for _, typ := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"Burglary", "Drugs", "Robbery"}), 1, 3, rapid.ID).Draw(t, "types") {
		from, _ := ParseMonth("2024-01")
		tally := segment.Tally{Type: typ, From: (from + Month(rapid.IntRange(0, 6).Draw(t, "first"))).String()}
		for range rapid.IntRange(1, 6).Draw(t, "months") {
			tally.N = append(tally.N, rapid.SampledFrom([]int{0, 1, 3, 60, 90, 300}).Draw(t, "rows"))
		}
		m.Tally = append(m.Tally, tally)
	}
	for _, w := range home.Wards[:rapid.SampledFrom([]int{1, 3, 10}).Draw(t, "wards")] {
		m.Areas = append(m.Areas, w.String())
	}
	return m
}

// coveredCells are the cells of covers: type, month and ward, or all of them.
func coveredCells(covers []segment.Cover, into map[string]bool) {
	for _, c := range covers {
		from, _ := ParseMonth(c.From)
		to, _ := ParseMonth(c.To)
		for m := from; m <= to; m++ {
			for _, a := range append(c.Areas, map[bool][]string{true: {"all"}}[len(c.Areas) == 0]...) {
				into[c.Kind+" "+c.Type+" "+m.String()+" "+a] = true
			}
		}
	}
}

// Whatever files are imported, in one step or one after the other: what they are proposed to cover is the same, and no month of a
// type is proposed twice, so that what is ticked is what is meant.
func TestFilesImportedTogetherCoverWhatTheyCoverOneByOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		home := tenWards(t)
		var held, own []segment.Manifest
		for i := range rapid.IntRange(0, 2).Draw(t, "held") {
			m := drawnManifest(t, home, 100+i)
			m.Import = 1 + i
			held = append(held, m)
		}
		for i := range rapid.IntRange(1, 4).Draw(t, "files") {
			own = append(own, drawnManifest(t, home, i))
		}
		covers, _ := Claim{}.Of(own, held, home)
		together, oneByOne, months := map[string]bool{}, map[string]bool{}, map[string]bool{}
		coveredCells(covers, together)
		for _, c := range covers {
			from, _ := ParseMonth(c.From)
			for m := from; m.String() <= c.To; m++ {
				if at := c.Type + m.String(); months[at] {
					t.Fatalf("%s is proposed twice: %+v", at, covers)
				} else {
					months[at] = true
				}
			}
		}
		for i, m := range own {
			covers, _ := Claim{}.Of([]segment.Manifest{m}, held, home)
			coveredCells(covers, oneByOne)
			m.Import = 50 + i
			held = append(held, m)
		}
		for cell := range oneByOne { // a ward that is named beside all of them adds nothing
			if all := cell[:len(cell)-len("E05009310")]; cell[len(cell)-3:] != "all" && oneByOne[all+"all"] {
				delete(oneByOne, cell)
			}
		}
		if !maps.Equal(together, oneByOne) {
			t.Fatalf("together %v\none by one %v", together, oneByOne)
		}
	})
}

// One month of one type beside three years of another covers one month of the one and three years of the other, also where somebody
// packed both into an archive; the months of the publisher's archive are one publication, in which a nought is a nought.
func TestAMonthOfOneTypeBesideYearsOfAnotherCoversAMonth(t *testing.T) {
	home := tenWards(t)
	file := func(name, member, typ, from string, n ...int) segment.Manifest {
		m := segment.Manifest{Hash: name + member, Kind: string(Crime), Source: segment.Source{Name: name, Member: member, Digest: name}, Tally: []segment.Tally{{Type: typ, From: from, N: n}}}
		for _, w := range home.Wards {
			m.Areas = append(m.Areas, w.String())
		}
		return m
	}
	three := []int{90, 95, 92, 90, 88, 91}
	for name, own := range map[string][]segment.Manifest{
		"files":      {file("asb.csv", "", "Anti-social behaviour", "2023-03", 400), file("burglary.csv", "", "Burglary", "2023-01", three...)},
		"an archive": {file("both.zip", "asb.csv", "Anti-social behaviour", "2023-03", 400), file("both.zip", "burglary.csv", "Burglary", "2023-01", three...)},
	} {
		covers, _ := Claim{}.Of(own, nil, home)
		if got := fmt.Sprint(covers); got != "[{crime Anti-social behaviour 2023-03 2023-03 []} {crime Burglary 2023-01 2023-06 []}]" {
			t.Errorf("%s cover %s", name, got)
		}
	}
	var monthly []segment.Manifest
	for i, thefts := range []int{4, 0, 4} {
		month := fmt.Sprintf("2023-0%d", i+1)
		member := month + "/" + month + "-metropolitan-street.csv"
		monthly = append(monthly, file("a.zip", member, "Bicycle theft", month, thefts), file("a.zip", member, "Burglary", month, 90))
	}
	if covers, doubts := (Claim{}).Of(monthly, nil, home); fmt.Sprint(covers) != "[{crime Bicycle theft 2023-01 2023-03 []} {crime Burglary 2023-01 2023-03 []}]" {
		t.Errorf("the publisher's archive covers %v; doubted is %v", covers, doubts)
	}
}
