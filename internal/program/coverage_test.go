package program

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/core/segment"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/demo/police"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// shipped is a depot with the police data that the repository ships, imported as the partnership imports.
func shipped(t *testing.T) (segment.Depot, incident.Options) {
	t.Helper()
	depot, err := segment.OpenDir(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	p, err := LoadPack("")
	if err != nil {
		t.Fatal(err)
	}
	opt, err := importing(p)
	if err != nil {
		t.Fatal(err)
	}
	opt.Now = when.At(time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC))
	files, err := police.Files()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files { // one import each, so that each can be taken back
		if _, err := incident.Import(context.Background(), depot, []incident.File{{Name: f.Name, Data: f.Data}}, opt); err != nil {
			t.Fatal(err)
		}
	}
	return depot, opt
}

// figures are what is counted and covered of every type, of all types and of stops, in months before, in and after what is held, in the partnership and in two
// of its wards, and up to where figures of each type go.
func figures(t *testing.T, depot segment.Depot, wards []incident.Code) map[string]string {
	t.Helper()
	ctx := context.Background()
	counts := newFactCounts(incident.NewLibrary(depot, wards...))
	out := map[string]string{}
	for _, typ := range append(incident.Types()[:incident.Published], "", "stops") {
		dataset, types := "crimes", []string{typ}
		if typ == "" {
			types = nil
		} else if typ == "stops" {
			dataset, types = typ, nil
		}
		last, ok, err := counts.Last(ctx, dataset, types)
		if err != nil {
			t.Fatal(err)
		}
		out[typ+" up to"] = fmt.Sprint(last, ok)
		for _, area := range []string{"", "E05009336", "E05009333"} {
			for _, m := range []when.Date{when.Day(2018, 6, 1), when.Day(2019, 1, 1), when.Day(2021, 1, 1), when.Day(2021, 2, 1), when.Day(2023, 6, 1), when.Day(2024, 12, 1), when.Day(2025, 11, 1)} {
				q := indicator.FactsQuery{Dataset: dataset, Types: types, From: m, Until: m.AddMonths(1)}
				if area != "" {
					q.Areas = []string{area}
				}
				n, covered, err := counts.Count(ctx, q)
				if err != nil {
					t.Fatal(err)
				}
				if covered {
					out[typ+" "+area+" "+m.String()] = fmt.Sprint(n)
				}
			}
		}
	}
	return out
}

const streetHead = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context\n"

func streetRow(month, force, typ string) string {
	return "," + month + "," + force + "," + force + ",-0.029459,51.533135,On or near Roman Road,E01004222,Tower Hamlets 001A," + typ + ",,\n"
}

// A file of a part of what was published changes no figure but those of the types, months and wards that it covers; and when it is
// taken back every figure is what it was.
func TestAPartOfTheDataChangesNoFigureOfAnythingElse(t *testing.T) {
	depot, opt := shipped(t)
	before := figures(t, depot, opt.Home.Wards)
	force := "Metropolitan Police Service"
	burglaries := streetHead
	for month := 1; month <= 12; month++ {
		burglaries += strings.Repeat(streetRow(fmt.Sprintf("2023-%02d", month), force, "Burglary"), 150)
	}
	var everyType strings.Builder
	for _, typ := range incident.Types()[:incident.Published] {
		everyType.WriteString(strings.Repeat(streetRow("2019-01", "City of London Police", typ), 40))
	}
	for name, content := range map[string]string{
		"one row of a later month":                  streetHead + streetRow("2025-11", force, "Burglary"),
		"one row of each type":                      streetHead + streetRow("2025-11", force, "Drugs") + streetRow("2025-11", force, "Robbery") + streetRow("2025-11", force, "Anti-social behaviour"),
		"one row of a type that is not held":        streetHead + streetRow("2019-01", force, "Violence and sexual offences"),
		"all types, of another force":               streetHead + everyType.String(),
		"a year of one type, in one ward":           burglaries,
		"a month in the future and one that is not": streetHead + streetRow("2099-01", force, "Burglary") + streetRow("2021-02", force, "Burglary"),
	} {
		sum, err := incident.Import(context.Background(), depot, []incident.File{{Name: name + ".csv", Data: []byte(content)}}, opt)
		if err != nil {
			t.Fatal(name, err)
		}
		if len(sum.Doubts) == 0 {
			t.Errorf("%s: nothing is doubted", name)
		}
		after := figures(t, depot, opt.Home.Wards)
		for what, was := range before {
			if after[what] != was && !added(name, what) {
				t.Errorf("%s: %s was %s and is %q", name, what, was, after[what])
			}
		}
		for what, is := range after {
			if _, ok := before[what]; !ok {
				t.Errorf("%s: %s is %s and had no value", name, what, is)
			}
		}
		if err := incident.TakeBack(context.Background(), depot, sum.Import, "a trial", opt); err != nil {
			t.Fatal(err)
		}
		if again := figures(t, depot, opt.Home.Wards); fmt.Sprint(again) != fmt.Sprint(before) {
			t.Errorf("%s: taken back, the figures differ from what they were", name)
		}
	}
}

// added says that a file honestly adds to a figure: rows of a month that is covered already are counted in it.
func added(name, what string) bool {
	return name == "all types, of another force" && strings.HasSuffix(what, "2019-01-01")
}

// The real file of burglaries of 171 months leaves every figure of other types as it is, and carries burglary on to 2025.
func TestTheFileOfOneTypeCarriesThatTypeOnAlone(t *testing.T) {
	file := sharedPolice(t, "tower-hamlets-burglary_2010-12_2025-02.csv.gz")
	if file == "" {
		return // the larger data set does not lie beside the repository
	}
	depot, opt := shipped(t)
	before := figures(t, depot, opt.Home.Wards)
	if _, err := incident.Import(context.Background(), depot, incident.Files(file), opt); err != nil {
		t.Fatal(err)
	}
	after := figures(t, depot, opt.Home.Wards)
	for what, was := range before {
		if !strings.HasPrefix(what, "Burglary") && !strings.HasPrefix(what, " ") && after[what] != was {
			t.Errorf("%s was %s and is %q", what, was, after[what])
		}
	}
	if after["Burglary up to"] != "2025-02-28 true" || after["Robbery up to"] != before["Robbery up to"] || after["Burglary  2024-12-01"] == "" {
		t.Errorf("burglary goes up to %s, robbery to %s", after["Burglary up to"], after["Robbery up to"])
	}
	facts, err := incident.NewLibrary(depot, opt.Home.Wards...).Facts(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if from, to, err := facts.Coverage(incident.Crime).Period(); err != nil || from.String() != "2018-02" || to.String() != "2021-01" {
		t.Errorf("a question about all types is put for %s to %s (%v)", from, to, err)
	}
	for _, in := range []int{3, 2, 1} { // whatever is taken back, the burglaries stay
		if err := incident.TakeBack(context.Background(), depot, in, "a trial", opt); err != nil {
			t.Fatal(err)
		}
	}
	alone := figures(t, depot, opt.Home.Wards)
	for what := range after {
		if strings.HasPrefix(what, "Burglary") && alone[what] == "" {
			t.Errorf("%s is lost with imports that held it too", what)
		}
	}
}

func sharedPolice(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", "data", "police", name)
	if _, err := os.Stat(path); err != nil {
		return ""
	}
	return path
}

// The files that the repository ships give the same figures imported in one step as one after the other.
func TestFilesInOneImportGiveTheFiguresThatTheyGiveOneByOne(t *testing.T) {
	oneByOne, opt := shipped(t)
	depot, err := segment.OpenDir(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	files, err := police.Files()
	if err != nil {
		t.Fatal(err)
	}
	var all []incident.File
	for _, f := range files {
		all = append(all, incident.File{Name: f.Name, Data: f.Data})
	}
	if _, err := incident.Import(context.Background(), depot, all, opt); err != nil {
		t.Fatal(err)
	}
	want, got := figures(t, oneByOne, opt.Home.Wards), figures(t, depot, opt.Home.Wards)
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("in one step %v\none by one %v", got, want)
	}
}
