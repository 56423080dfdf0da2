package reachtest

import (
	"context"
	"encoding/csv"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/sheet"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/demo/police"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// utc is a moment as a file must not say it: a summer's day without a clock time is the day before in it.
var utc = regexp.MustCompile(`\d\d\d\d-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z`)

// Every route that gives a file, asked by everybody who may have it: a table is one that Excel reads, and in tables and maps a day
// in summer is that day.
func TestEveryFileIsReadByASpreadsheetAndSaysADayAsThatDay(t *testing.T) {
	w := build(t)
	summer := when.Day(2026, time.July, 3)
	w.keep("summer", record.Draft{Kind: "asb-case", Team: "asb-north-west", Marking: "official", Title: "Café “Zürich” in July", OwnerBody: "council", Area: weavers, Occurred: summer.Start(),
		Point: &record.Point{Lon: -0.0716, Lat: 51.5199}, Fields: record.Fields{}})
	files, err := police.Files()
	if err != nil {
		t.Fatal(err)
	}
	opt, err := w.Program.Importing()
	if err != nil {
		t.Fatal(err)
	}
	opt.Now = when.At(time.Now())
	if _, err := incident.Import(context.Background(), w.Program.Depot, []incident.File{{Name: files[0].Name, Data: files[0].Data}, {Name: files[2].Name, Data: files[2].Data}}, opt); err != nil {
		t.Fatal(err)
	}
	var askers []asker
	for _, a := range w.askers() {
		if slices.Contains([]string{"nobody", "juniper", "reed"}, a.name) {
			askers = append(askers, a)
		}
	}
	tables, maps, days := map[string]bool{}, map[string]bool{}, 0
	for pattern, r := range table {
		if !slices.Contains(methods(pattern), http.MethodGet) {
			continue
		}
		paths := append([]string{}, r.paths...)
		if pattern == "GET /stop-and-search/table/{section}" {
			paths = append(paths, "/stop-and-search/table/rates.csv", "/stop-and-search/table/outcomes.csv", "/stop-and-search/table/months.csv")
		}
		for _, path := range paths {
			for _, a := range askers {
				media, body := w.file(a, w.address(path))
				switch {
				case strings.HasPrefix(media, "text/csv"):
					tables[pattern] = true
					text, marked := strings.CutPrefix(body, sheet.Mark)
					if rows, err := csv.NewReader(strings.NewReader(text)).ReadAll(); !marked || err != nil || len(rows) == 0 {
						t.Errorf("%s: marked %v, %v", path, marked, err)
					}
				case strings.HasPrefix(media, "application/geo+json"):
					maps[pattern] = true
				default:
					continue
				}
				if at := utc.FindString(body); at != "" {
					t.Errorf("%s says a moment as %s", path, at)
				}
				if strings.Contains(body, "2026-07-02") {
					t.Errorf("%s says 3 July as the day before", path)
				}
				days += strings.Count(body, summer.String())
			}
		}
	}
	if len(tables) < 3 || len(maps) < 5 || days < 2 {
		t.Errorf("tables from %v, maps from %v, and 3 July %d times", tables, maps, days)
	}
}

// file asks for an address, and gives the type and the content of what is given.
func (w *world) file(a asker, path string) (media, body string) {
	w.t.Helper()
	res, err := a.client.Get(w.URL + path)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // read to its end below
	text, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK {
		return "", ""
	}
	return res.Header.Get("Content-Type"), string(text)
}
