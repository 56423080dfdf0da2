package govuk

import (
	"strings"
	"testing"
)

func TestASortedListSaysItsOrderToAScreenReader(t *testing.T) {
	got := string(HTML(SortableTable{Head: []SortHead{{Text: "Opened", Href: "?sort=opened", Direction: "descending"}, {Text: "Ward", Href: "?sort=ward"}, {Text: "Note"}},
		Rows: [][]Cell{{{Text: "1 May"}, {Text: "Bow East"}, {Text: "<b>"}}}}))
	for _, part := range []string{`aria-sort="descending"`, `href="?sort=ward"`, "▼", "&lt;b&gt;"} {
		if !strings.Contains(got, part) {
			t.Errorf("the list lacks %q: %s", part, got)
		}
	}
	if strings.Count(got, "aria-sort") != 1 || strings.Count(got, "<a ") != 2 {
		t.Errorf("the heads are wrong: %s", got)
	}
}

func TestTickedRowsKeepTheirTickAndNameWhatTheyTick(t *testing.T) {
	got := string(HTML(BulkTable{ID: "cases", Name: "case", Ticked: []string{"2"}, Rows: []BulkRow{{Value: "1", Label: "ASB-1"}, {Value: "2", Label: "ASB-2"}}}))
	if strings.Count(got, "checked") != 1 || !strings.Contains(got, `value="2" id="cases-row-2" checked`) {
		t.Errorf("the ticks are wrong: %s", got)
	}
	if !strings.Contains(got, `id="cases-select-all"`) || !strings.Contains(got, "Select ASB-2") {
		t.Errorf("the list is not labelled: %s", got)
	}
}

func TestCaseworkPiecesEscapeWhatPeopleTyped(t *testing.T) {
	const hostile = `<script>alert(1)</script>`
	for _, c := range []Component{
		Badge{Text: hostile}, IdentityBar{Title: hostile, Facts: []Fact{{Key: hostile, Text: hostile}}, Badges: []Badge{{Text: hostile}}},
		SubNavigation{Label: hostile, Items: []NavigationItem{{Text: hostile, Href: "javascript:alert(1)"}}},
		Timeline{Items: []Event{{Title: hostile, By: hostile, When: hostile, Timestamp: hostile, Text: hostile, Changes: []string{hostile}}}},
		Filter{Heading: hostile, Action: "javascript:x", Hidden: map[string]string{hostile: hostile}, Selected: []FilterGroup{{Heading: hostile, Items: []FilterTag{{Text: hostile, Href: "javascript:x"}}}}},
		BulkTable{ID: hostile, Name: hostile, Rows: []BulkRow{{Value: hostile, Label: hostile, Cells: []Cell{{Text: hostile}}}}},
	} {
		if got := string(HTML(c)); strings.Contains(got, "<script") || strings.Contains(got, "javascript:") {
			t.Errorf("%T lets text out of its place: %s", c, got)
		}
	}
}

func TestEachCellOfAStackedTableStandsUnderTheNameOfItsColumn(t *testing.T) {
	row := []Cell{{Text: "ASB-1"}, {Text: "Bow"}, {}}
	for name, got := range map[string]string{
		"table": string(HTML(Table{Classes: "wm-stack", FirstCellIsHeader: true, Head: []Cell{{Text: "Case"}, {Text: `Ward "x"`}, {Text: "Due"}}, Rows: [][]Cell{row}})),
		"list":  string(HTML(SortableTable{Classes: "wide wm-stack", FirstCellIsHeader: true, Head: []SortHead{{Text: "Case"}, {Text: `Ward "x"`}, {Text: "Due"}}, Rows: [][]Cell{row}})),
		"bulk":  string(HTML(BulkTable{ID: "b", Name: "b", Classes: "wm-stack", Head: []SortHead{{Text: "Case"}, {Text: `Ward "x"`}, {Text: "Due"}}, Rows: []BulkRow{{Cells: row}}})),
	} {
		if !strings.Contains(got, `data-label="Ward &#34;x&#34;">Bow<`) || strings.Contains(got, `data-label="Due"`) {
			t.Errorf("%s: %s", name, got)
		}
		if strings.Contains(got, `data-label="Case"`) != (name == "bulk") {
			t.Errorf("%s: the first cell: %s", name, got)
		}
	}
	if got := string(HTML(Table{Head: []Cell{{Text: "Case"}}, Rows: [][]Cell{{{Text: "ASB-1"}}}})); strings.Contains(got, "data-label") {
		t.Errorf("a table that does not stack: %s", got)
	}
}
