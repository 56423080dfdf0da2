package program

import (
	"context"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/core/segment"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/demo/police"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

func TestIndicatorsCountFactsOnlyOfPeriodsThatAreCovered(t *testing.T) {
	ctx := context.Background()
	depot, err := segment.OpenDir(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	p, err := LoadPack("")
	if err != nil {
		t.Fatal(err)
	}
	_, geography, err := AreasOf(p)
	if err != nil {
		t.Fatal(err)
	}
	files, err := police.Files()
	if err != nil {
		t.Fatal(err)
	}
	var in []incident.File
	for _, f := range files {
		in = append(in, incident.File{Name: f.Name, Data: f.Data})
	}
	if _, err := incident.Import(ctx, depot, in, incident.Options{Now: when.At(time.Unix(1_790_000_000, 0)), Geography: geography}); err != nil {
		t.Fatal(err)
	}
	counts := newFactCounts(incident.NewLibrary(depot))
	ask := func(dataset string, types []string, from, until when.Date, areas ...string) (int, bool) {
		n, covered, err := counts.Count(ctx, indicator.FactsQuery{Dataset: dataset, Types: types, Areas: areas, From: from, Until: until})
		if err != nil {
			t.Fatal(err)
		}
		return n, covered
	}
	year, next := when.Day(2019, 1, 1), when.Day(2020, 1, 1)
	all, covered := ask("crimes", []string{"burglary"}, year, next)
	ward, _ := ask("crimes", []string{"burglary"}, year, next, "E05009336")
	if !covered || all < 2000 || ward <= 0 || ward >= all {
		t.Errorf("burglary of 2019: %d in all, %d in Whitechapel, covered %v", all, ward, covered)
	}
	for what, q := range map[string][3]any{
		"anti-social behaviour, held for one month":    {[]string{"anti-social-behaviour"}, year, next},
		"a year that ends after what is held":          {[]string{"burglary"}, when.Day(2020, 4, 1), when.Day(2021, 4, 1)},
		"all types, of which two are held for a month": {[]string(nil), year, next},
	} {
		if n, covered := ask("crimes", q[0].([]string), q[1].(when.Date), q[2].(when.Date)); covered || n != 0 {
			t.Errorf("%s: %d, covered %v", what, n, covered)
		}
	}
	if n, covered := ask("crimes", nil, when.Day(2018, 6, 1), when.Day(2018, 7, 1)); !covered || n < 3000 {
		t.Errorf("all types of June 2018: %d, covered %v", n, covered)
	}
	if _, covered := ask("stops", nil, when.Day(2020, 1, 1), when.Day(2020, 2, 1)); covered {
		t.Error("stops of January 2020 are not held and were counted")
	}
}
