package finding_test

import (
	"bytes"
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/analysis/bng"
	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/sheet"
	"github.com/wardmote/wardmote/internal/understand/finding"
)

func example() *finding.Finding {
	return &finding.Finding{Analysis: "trend", Title: "Trend", Summary: "It fell.", Caveats: []string{"Months only."}, Source: "Police.uk, June 2018", Events: 12,
		Sections: []finding.Section{{ID: "places", Heading: "Where", Table: &finding.Table{Table: figure.Table{
			Columns: []figure.Column{{Name: "Street or place"}, {Name: "Recorded", Format: figure.Count}, {Name: "Share", Key: "share_of_all", Format: figure.Share}},
			Rows:    []figure.Row{{figure.T("High Street"), figure.N(1234), figure.N(0.25)}, {figure.T("=HYPERLINK(1)"), figure.N(7), figure.N(math.NaN())}}},
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
	if !reflect.DeepEqual(f, &back) {
		t.Errorf("%+v came back as %+v", f, back)
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
	if err := f.WriteCSV(&out, catalogue.English(), s); err != nil {
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
