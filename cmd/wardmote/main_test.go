package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/segment"
	"github.com/wardmote/wardmote/internal/program"
)

// The test binary is the command itself where this variable is set.
const asCommand = "WARDMOTE_TEST_AS_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// wardmote runs the command in a process of its own.
func wardmote(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	return wardmoteSaid(t, "", args...)
}

// wardmoteSaid is wardmote with a text on standard input.
func wardmoteSaid(t *testing.T, input string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Env = append(os.Environ(), asCommand+"=1", "WARDMOTE_DATABASE=")
	var out, bad bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(input), &out, &bad
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return out.String(), bad.String(), cmd.ProcessState.ExitCode()
}

func answer[T any](t *testing.T, text string) (v T) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%v in %q", err, text)
	}
	if d.More() {
		t.Fatalf("more than one JSON object: %q", text)
	}
	return v
}

const (
	crimes = "../../internal/demo/police/tower-hamlets-12types_2018-02_2021-01.csv.gz"
	stops  = "../../internal/demo/police/tower-hamlets-stop-and-search_85months_2015-04_2024-08.csv.gz"
)

type imported struct{ Accepted, Duplicate, Rejected, Segments int }

func TestAnImportPrintsOneObjectAndTheSameFileAgainAddsNothing(t *testing.T) {
	data := t.TempDir()
	out, bad, code := wardmote(t, "import", "--data", data, "--json", crimes)
	if got := answer[imported](t, out); code != 0 || bad != "" || got.Accepted+got.Duplicate != 70533 || got.Rejected != 0 || got.Segments != 1 {
		t.Fatalf("%d %q %+v", code, bad, got)
	}
	out, _, code = wardmote(t, "import", "--data", data, "--json", crimes)
	if got := answer[imported](t, out); code != 0 || got.Accepted != 0 || got.Duplicate != 70533 || got.Segments != 0 {
		t.Fatalf("again: %d %+v", code, got)
	}
}

func TestABadFileIsNamedWithItsLineAndNothingIsStored(t *testing.T) {
	data, file := t.TempDir(), filepath.Join(t.TempDir(), "broken.csv")
	text := "Month,Longitude,Latitude,Crime type,LSOA code\n2018-06,-0.046326,51.522770,Drugs,E01004197\n2018-06,\"-0.04,51,Drugs,\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	out, bad, code := wardmote(t, "import", "--data", data, "--json", crimes, file)
	if code != 1 || out != "" || !strings.Contains(bad, "broken.csv:3:") {
		t.Fatalf("%d %q %q", code, out, bad)
	}
	depot, err := segment.OpenDir(program.SegmentsFolder(data))
	if err != nil {
		t.Fatal(err)
	}
	if list, err := depot.List(context.Background()); err != nil || len(list) != 0 {
		t.Fatalf("something was stored: %v %v", list, err)
	}
	if _, bad, code = wardmote(t, "import", "--data", data, "no-such.csv"); code != 1 || !strings.Contains(bad, "no-such.csv") {
		t.Fatalf("%d %q", code, bad)
	}
}

type hot struct {
	Area   string
	Events int
	Places []struct {
		Rank, Count int
		WardName    string
		Significant bool
	}
}

func TestHotspotsAnswersForTheBoroughAWardAndAGroup(t *testing.T) {
	data := t.TempDir()
	if _, bad, code := wardmote(t, "import", "--data", data, "--json", crimes); code != 0 {
		t.Fatal(bad)
	}
	ask := func(area string, more ...string) hot {
		out, bad, code := wardmote(t, append([]string{"hotspots", "--crime", "burglary", "--from", "2018-02", "--to", "2021-01", "--area", area, "--data", data, "--json"}, more...)...)
		if code != 0 {
			t.Fatalf("%s: %s", area, bad)
		}
		return answer[hot](t, out)
	}
	borough, pilot, ward := ask("E09000030"), ask("pilot"), ask("E05009336")
	if borough.Events != 8905 || len(borough.Places) == 0 || !borough.Places[0].Significant || borough.Places[0].WardName != "Whitechapel" {
		t.Errorf("borough: %+v", borough)
	}
	if pilot.Events >= borough.Events || ward.Events >= pilot.Events || ward.Events == 0 {
		t.Errorf("%d in the borough, %d in the pilot area, %d in the ward", borough.Events, pilot.Events, ward.Events)
	}
	if two := ask("E09000030", "--crime", "robbery"); two.Events <= borough.Events {
		t.Errorf("two types give %d events", two.Events)
	}
	out, _, code := wardmote(t, "hotspots", "--crime", "burglary", "--area", "weavers", crimes)
	if code != 0 || !strings.Contains(out, "recorded in Weavers") || !strings.Contains(out, "Open Government Licence") {
		t.Errorf("from the file, for people: %d %q", code, out)
	}
	if _, bad, code := wardmote(t, "hotspots", "--area", "Camelot", "--data", data); code != 1 || !strings.Contains(bad, `no area "Camelot"`) {
		t.Errorf("%d %q", code, bad)
	}
	if _, bad, code := wardmote(t, "hotspots", "--crime", "burglery", "--data", data); code != 1 || !strings.Contains(bad, "Burglary") {
		t.Errorf("%d %q", code, bad)
	}
	if _, bad, code := wardmote(t, "hotspots", "--data", t.TempDir()); code != 1 || !strings.Contains(bad, "nothing has been imported") {
		t.Errorf("%d %q", code, bad)
	}
}

type found struct {
	Analysis, Summary string
	Events            int
	Sections          []struct {
		ID    string
		Table *struct{ Rows [][]any }
	}
}

func TestProfileScanAndNearRepeatAnswerFromFilesAlone(t *testing.T) {
	out, bad, code := wardmote(t, "profile", "--crime", "drugs", "--area", "pilot", "--json", crimes)
	if p := answer[found](t, out); code != 0 || p.Analysis != "profile" || p.Events == 0 || !strings.Contains(p.Summary, "Half of them fall on") {
		t.Errorf("profile: %d %s %+v", code, bad, p)
	}
	ask := []string{"scan", "--crime", "robbery", "--from", "2020-01", "--to", "2020-12", "--draws", "99", "--seed", "7", "--json", crimes}
	out, bad, code = wardmote(t, ask...)
	if p := answer[found](t, out); code != 0 || p.Analysis != "scan" || len(p.Sections) != 1 {
		t.Errorf("scan: %d %s %+v", code, bad, p)
	}
	if again, _, _ := wardmote(t, ask...); again != out {
		t.Error("the same seed gives another answer")
	}
	file := filepath.Join(t.TempDir(), "points.csv")
	text := "date,easting,northing\n"
	for day := range 60 {
		text += fmt.Sprintf("2019-%02d-%02d,%d,181000\n", day/28+1, day%28+1, 530000+day/2*400)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	out, bad, code = wardmote(t, "near-repeat", "--json", "--draws", "99", file)
	p := answer[found](t, out)
	// Sixty days in thirty pairs of neighbours in time at one place each: 30 pairs within a week at the same place.
	if code != 0 || p.Events != 60 || !strings.Contains(p.Summary, "there were 30 pairs at the same place within 7 days") {
		t.Errorf("near-repeat: %d %s %+v", code, bad, p)
	}
	out, bad, code = wardmote(t, "profile", "--crime", "drugs", "--area", "E05009336", "--json", "--boundaries", "../../packs/towerhamlets/areas/wards-2014.geojson", crimes)
	if p := answer[found](t, out); code != 0 || p.Events == 0 {
		t.Errorf("profile by boundaries: %d %s %+v", code, bad, p)
	}
	if _, bad, code := wardmote(t, "near-repeat", "../../go.mod"); code != 1 || !strings.Contains(bad, "no column of days") {
		t.Errorf("%d %q", code, bad)
	}
}

// TestEveryCommandGivesOneTrendToOneQuestion: the trend, the hot spots and the profile look at one series with one test,
// whatever the type and the area; what is held for less than a year has none, with a p that is not known.
func TestEveryCommandGivesOneTrendToOneQuestion(t *testing.T) {
	data := t.TempDir()
	if _, bad, code := wardmote(t, "import", "--data", data, "--json", crimes); code != 0 {
		t.Fatal(bad)
	}
	type trended struct {
		Trend *struct {
			Direction string
			P         *float64
		}
	}
	found := map[string]bool{}
	for _, ask := range [][]string{{"--from", "2018-02", "--to", "2021-01", "--area", "pilot"}, {"--crime", "drugs"}, {"--crime", "drugs", "--from", "2020-04", "--to", "2020-12"}} {
		var first string
		for _, command := range []string{"trend", "hotspots", "profile"} {
			out, bad, code := wardmote(t, append([]string{command, "--data", data, "--json"}, ask...)...)
			if code != 0 {
				t.Fatalf("%s %v: %s", command, ask, bad)
			}
			got := answer[trended](t, out).Trend
			if got == nil || (got.P == nil) != (ask[len(ask)-1] == "2020-12") {
				t.Fatalf("%s %v has the trend %+v", command, ask, got)
			}
			p := "null"
			if got.P != nil {
				p = fmt.Sprint(*got.P)
			}
			words := got.Direction + " " + p
			if first == "" {
				first, found[got.Direction] = words, true
			}
			if words != first {
				t.Errorf("%v: %s says %s, trend says %s", ask, command, words, first)
			}
		}
	}
	if !found["none"] || len(found) < 2 {
		t.Errorf("only %v were met, so that nothing was told apart", found)
	}
}

// TestPlacesAreBackTestedOnUnseenMonths: one object, whose best is the first of the ways.
func TestPlacesAreBackTestedOnUnseenMonths(t *testing.T) {
	type tested struct {
		Capacity     int
		SquareMetres float64
		Months       []string
		Methods      []struct {
			Name                                       string
			HitRate, HitRateLow, HitRateHigh, PAI, PEI float64
		}
		Best string
	}
	out, bad, code := wardmote(t, "places", "--back-test", "--crime", "burglary", "--capacity", "10", "--json", crimes)
	got := answer[tested](t, out)
	names := map[string]bool{}
	for _, m := range got.Methods {
		names[m.Name] = m.HitRateLow <= m.HitRate && m.HitRate <= m.HitRateHigh && m.PAI > 1 && m.PEI > 0
	}
	if code != 0 || got.Capacity != 10 || got.SquareMetres != 150 || len(got.Months) != 18 || got.Best != got.Methods[0].Name || !names["last-year"] || !names["density-300"] || !names["gi-star"] || !names["emerging"] {
		t.Errorf("%d %s %+v", code, bad, got)
	}
}
