package mapview

import (
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/web/govuk"
)

var facts = govuk.Table{Head: []govuk.Cell{{Text: "Place"}}, Rows: [][]govuk.Cell{{{Text: "Roman Road"}}}}

func TestAMapWithoutItsFactsInWordsIsRefused(t *testing.T) {
	if _, err := (Map{ID: "m", Title: "Hotspots"}).HTML(); err == nil {
		t.Error("a map without a table was drawn")
	}
	for name, m := range map[string]Map{
		"table": {ID: "m", Title: "Hotspots", Table: facts}, "beside": {ID: "m", Title: "Hotspots", Beside: "list"},
		"pick": {ID: "m", Title: "Where?", Pick: &Pick{LonID: "lon", LatID: "lat"}},
	} {
		if _, err := m.HTML(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTheLegendNamesEveryLayerAndDiffersByMoreThanColour(t *testing.T) {
	got, err := Map{ID: "m", Title: `Hotspots "2018" <b>`, Table: facts, Layers: []Layer{{ID: "w", Kind: Boundaries, Text: "Ward", URL: "/w"},
		{ID: "c", Kind: Cells, URL: "/c?a=1&b=2", Levels: []Level{{"1", "90% sure"}, {"3", "99% sure"}}}, {ID: "p", Kind: Points, Text: "Reports", URL: "/p"}}}.HTML()
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"Ward", "90% sure", "99% sure", "Reports", "url(#m-c-1)", "url(#m-c-3)", "Roman Road", `&#34;url&#34;:&#34;/c?a=1`} {
		if !strings.Contains(string(got), part) {
			t.Errorf("the map lacks %q: %s", part, got)
		}
	}
	if strings.Contains(string(got), "<b>") || strings.Contains(string(got), "style=") {
		t.Errorf("text or style got out: %s", got)
	}
}
