package mapview

import (
	"strings"
	"testing"
)

func TestThePictureOfTheGroundHoldsWhatIsThere(t *testing.T) {
	wards := []byte(`{"features":[{"properties":{"name":"Weavers <East>"},"geometry":{"type":"Polygon","coordinates":[[[-0.08,51.52],[-0.06,51.52],[-0.06,51.53],[-0.08,51.53],[-0.08,51.52]]]}}]}`)
	ground := []byte(`{"features":[{"properties":{"kind":"road","name":"A10"},"geometry":{"type":"MultiLineString","coordinates":[[[-0.079,51.521],[-0.061,51.529]]]}},
		{"properties":{"kind":"park"},"geometry":{"type":"MultiPolygon","coordinates":[[[[-0.07,51.522],[-0.069,51.522],[-0.069,51.523],[-0.07,51.522]]]]}},
		{"properties":{"kind":"station","name":"S"},"geometry":{"type":"Point","coordinates":[-0.07,51.525]}}]}`)
	drawn, err := Still(wards, ground, [4]float64{})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<svg", "Weavers &lt;East&gt;", "#ffe7ae", "#cde5c2", "<circle", "</svg>"} {
		if !strings.Contains(string(drawn), want) {
			t.Errorf("there is no %s", want)
		}
	}
	if strings.Contains(string(drawn), "NaN") || strings.Contains(string(drawn), "Inf") {
		t.Error("a position is no number")
	}
	if _, err := Still([]byte("no"), ground, [4]float64{}); err == nil {
		t.Error("broken areas are drawn")
	}
}
