package place

import (
	"slices"
	"testing"
)

// withUnits is the borough with three postcodes, made up.
func withUnits(t *testing.T) *Atlas {
	t.Helper()
	a, err := New(Sources{Layers: []Layer{wardLayer()}, Wards: "wards", Units: []Unit{
		{"E1 6QL", Point{-0.0723, 51.5216}, 16, 90}, {"E1 6RU", Point{-0.0717, 51.5190}, 3, 20}, {"E1 6AB", Point{-0.0760, 51.5170}, 1, 0}},
		Districts: []District{{Code: "E1", Areas: []string{"E05009333", "E05009336"}}}})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAPostcodeIsAsExactAsIsKnownAndNoMore(t *testing.T) {
	a := withUnits(t)
	for text, want := range map[string]string{"E1 6QL": "E1 6QL", "e16ql": "E1 6QL", "E1 6ZZ": "E1 6", "E1 6": "E1 6", "E1 9ZZ": "E1", "E1": "E1"} {
		found := a.Search(text, today, 5)
		if len(found.Matches) != 1 || found.Outside {
			t.Fatalf("%q: %+v", text, found)
		}
		m := found.Matches[0]
		if m.ID != want || m.Kind != KindPostcode || !m.Approximate || len(m.Areas) == 0 || m.Centre.IsZero() {
			t.Errorf("%q is %+v, want %s", text, m, want)
		}
		if unit := want == "E1 6QL"; unit != (m.Premises > 0) || unit != (m.Metres > 0) || unit != m.Exact {
			t.Errorf("%q claims more than is known: %+v", text, m)
		}
	}
	if found := a.Search("N1 9GU", today, 5); !found.Outside || len(found.Matches) != 0 {
		t.Errorf("a postcode of another borough: %+v", found)
	}
}

func TestAPostcodeWithoutFormIsRefusedWhenTheAtlasIsMade(t *testing.T) {
	for _, code := range []string{"E1", "E1 6", "e1 6ql", "nonsense"} {
		if _, err := New(Sources{Units: []Unit{{Code: code, At: Point{-0.07, 51.5}}}}); err == nil {
			t.Errorf("%q was taken", code)
		}
	}
}

func TestANameTypedInFullComesAlone(t *testing.T) {
	a := borough()
	for _, e := range policeStreets() {
		found := a.Search(e.Name, today, 20).Matches
		if !slices.ContainsFunc(found, func(m Match) bool { return m.ID == e.ID }) {
			t.Errorf("%s is not found by its name", e.Name)
		}
		for _, m := range found {
			if !m.Exact {
				t.Errorf("%s gives %s beside it", e.Name, m.Name)
			}
		}
	}
	if found := a.Search("12 Brick Lane", today, 5).Matches; len(found) == 0 || !found[0].Exact || found[0].Name != "Brick Lane" {
		t.Errorf("with a house number: %+v", found)
	}
}

func TestAPointInFiguresIsAPlaceInItsWard(t *testing.T) {
	a := borough()
	found := a.Search("533750 181650", today, 5)
	if len(found.Matches) != 1 || found.Outside || found.Matches[0].Kind != KindPoint || len(found.Matches[0].Areas) != 1 || found.Matches[0].Approximate {
		t.Errorf("%+v", found)
	}
	if found := a.Search("51.5560, -0.2795", today, 5); !found.Outside {
		t.Errorf("Wembley is in the borough: %+v", found)
	}
}
