package finding_test

import (
	"bytes"
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/analysis/bng"
	"github.com/wardmote/wardmote/internal/core/sheet"
	"github.com/wardmote/wardmote/internal/understand/finding"
)

func example() *finding.Finding {
	return &finding.Finding{Analysis: "trend", Title: "Trend", Summary: "It fell.", Caveats: []string{"Months only."}, Source: "Police.uk, June 2018", Events: 12,
		Sections: []finding.Section{{ID: "places", Heading: "Where", Table: &finding.Table{
			Columns: []finding.Column{{Name: "Street or place"}, {Name: "Recorded", Format: finding.Count}, {Name: "Share", Key: "share_of_all", Format: finding.Share}},
			Rows:    []finding.Row{{finding.T("High Street"), finding.N(1234), finding.N(0.25)}, {finding.T("=HYPERLINK(1)"), finding.N(7), finding.N(math.NaN())}},
			Targets: []finding.Target{{Lon: -0.05, Lat: 51.5, Area: "E05000001", Place: "around High Street", Observed: 1234}, {}}}}},
		Map: &finding.Map{Title: "Where", Beside: "places", Layers: []finding.Layer{{ID: "squares", Text: "Squares", Features: []finding.Feature{
			{Label: "High Street", Level: "3", Square: &finding.Square{X: 535000, Y: 181000, Half: 125}}, {Point: &[2]float64{-0.05, 51.5}, Properties: map[string]any{"count": 3.0}}}}}}}
}

// What is not known is null in JSON and comes back as not known, so that a kept run says what it said.
func TestAFindingSurvivesJSON(t *testing.T) {
	f := example()
	raw, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(raw, []byte(`["=HYPERLINK(1)",7,null]`)) {
		t.Errorf("rows are written as %s", raw)
	}
	var back finding.Finding
	if err := json.Unmarshal(raw, &back); err != nil {
		t.Fatal(err)
	}
	unknown := &back.Sections[0].Table.Rows[1][2]
	if !unknown.Figure || !math.IsNaN(float64(unknown.Number)) {
		t.Errorf("what is not known came back as %+v", unknown)
	}
	unknown.Number, f.Sections[0].Table.Rows[1][2].Number = 0, 0 // NaN is not itself
	if !reflect.DeepEqual(f, &back) {
		t.Errorf("%+v came back as %+v", f, back)
	}
}

func TestFiguresAreWrittenAsReadersWriteThem(t *testing.T) {
	for _, c := range []struct {
		format finding.Format
		value  finding.Value
		want   string
	}{
		{finding.Count, finding.N(1234567), "1,234,567"}, {finding.Count, finding.N(-999.6), "-1,000"}, {finding.Decimal, finding.N(-0.04), "0.0"},
		{finding.Decimal, finding.N(12.34), "12.3"}, {finding.Ratio, finding.N(1.236), "1.24"}, {finding.Share, finding.N(0.1234), "12.3%"},
		{finding.Chance, finding.N(0.0004), "<0.001"}, {finding.Chance, finding.N(0.0321), "0.032"}, {finding.Count, finding.N(finding.Unknown()), "–"},
		{finding.Ratio, finding.N(math.Inf(1)), "–"}, {finding.Count, finding.T("none"), "none"},
	} {
		if got := c.format.In(c.value); got != c.want {
			t.Errorf("%v as %q is %q, want %q", c.value, c.format, got, c.want)
		}
	}
}

// A spreadsheet takes a cell that begins with = for a formula; names of places come from outside.
func TestACSVNamesItsSourceAndHoldsNoFormula(t *testing.T) {
	f := example()
	s, ok := f.Section("places")
	if !ok {
		t.Fatal("no section")
	}
	var out strings.Builder
	if err := f.WriteCSV(&out, s); err != nil {
		t.Fatal(err)
	}
	want := sheet.Mark + "street_or_place,recorded,share_of_all,source\nHigh Street,1234,0.25,\"Police.uk, June 2018\"\n'=HYPERLINK(1),7,,\"Police.uk, June 2018\"\n"
	if out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
	if _, ok := f.Section("nowhere"); ok {
		t.Error("a section that is not there was found")
	}
}

func TestEveryChartHasItsTable(t *testing.T) {
	line := &finding.Chart{Form: finding.Line, Labels: []string{"May", "June"}, Series: []finding.Series{{Name: "Recorded", Values: finding.Numbers([]int{5})}},
		Limits: &finding.Limits{Centre: finding.Numbers([]int{4, 4}), Lower: finding.Numbers([]int{0, 0}), Upper: finding.Numbers([]int{9, 9}), Signals: map[int]string{1: "outside"}}}
	table := line.Table()
	if len(table.Columns) != 6 || table.Columns[0].Name != "Month" || len(table.Rows) != 2 || table.Rows[1][5].Text != "outside" {
		t.Errorf("%+v", table)
	}
	if !math.IsNaN(float64(table.Rows[1][1].Number)) {
		t.Error("a month without a figure has one in the table")
	}
	dots := (&finding.Chart{Form: finding.Dots, First: "Group", Labels: []string{"A"}, Series: []finding.Series{{Name: "Ratio", Values: finding.Numbers([]float64{1.5})}},
		Low: finding.Numbers([]float64{1.2}), High: finding.Numbers([]float64{1.9})}).Table()
	if len(dots.Columns) != 4 || dots.Rows[0][3].Number != 1.9 || dots.Columns[0].Name != "Group" {
		t.Errorf("%+v", dots)
	}
	heat := (&finding.Chart{Form: finding.Heat, First: "Day", Labels: []string{"0", "1", "2"}, Series: []finding.Series{{Name: "Monday", Values: finding.Numbers([]int{1, 2, 3})}, {Name: "Tuesday", Values: finding.Numbers([]int{4, 5, 6})}}}).Table()
	if len(heat.Columns) != 4 || len(heat.Rows) != 2 || heat.Rows[1][0].Text != "Tuesday" || heat.Rows[1][3].Number != 6 {
		t.Errorf("%+v", heat)
	}
}

func TestAMapIsClosedRingsWithTheAttribution(t *testing.T) {
	layer, ok := example().Map.Layer("squares")
	if !ok {
		t.Fatal("no layer")
	}
	var out bytes.Buffer
	if err := finding.WriteGeoJSON(&out, layer); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Attribution string
		Features    []struct {
			Properties map[string]any
			Geometry   struct {
				Type        string
				Coordinates json.RawMessage
			}
		}
	}
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	var rings [][][2]float64
	if err := json.Unmarshal(got.Features[0].Geometry.Coordinates, &rings); err != nil {
		t.Fatal(err)
	}
	if ring := rings[0]; len(ring) != 5 || ring[0] != ring[4] {
		t.Errorf("the ring is %v", ring)
	}
	if got.Attribution != finding.Attribution || got.Features[0].Properties["level"] != "3" || got.Features[0].Properties["layer"] != "squares" || got.Features[1].Geometry.Type != "Point" {
		t.Errorf("%+v", got)
	}
	var none *finding.Map
	if _, ok := none.Layer("squares"); ok {
		t.Error("a finding without a map has a layer")
	}
}

func TestACircleHasItsRadiusInMetres(t *testing.T) {
	for _, at := range finding.Circle(535000, 181000, 300) {
		e, n := bng.FromWGS84(at[0], at[1])
		if r := math.Hypot(e-535000, n-181000); math.Abs(r-300) > 0.7 { // five decimals of a degree
			t.Errorf("a corner is %g m from the middle", r)
		}
	}
}
