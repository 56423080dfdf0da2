package place

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestWordsFindThePlaceThatIsMeant(t *testing.T) {
	for text, want := range map[string]string{
		"Brick Lane":                "Brick Lane",
		"brick lane":                "Brick Lane",
		"ＢＲＩＣＫ　ＬＡＮＥ":                "Brick Lane",
		"bricklane":                 "Brick Lane",
		"brik lane":                 "Brick Lane",
		"Brick Ln":                  "Brick Lane",
		"outside 42 brick lane, E1": "Brick Lane",
		"dealing at the corner of brick lane near the shops": "Brick Lane",
		"weavers":                   "Weavers",
		"Weavers ward":              "Weavers",
		"st peters":                 "St. Peter's",
		"Saint Peter’s":             "St. Peter's",
		"st katherines and wapping": "St. Katharine's & Wapping",
		"wapping":                   "St. Katharine's & Wapping",
		"banglatown":                "Spitalfields & Banglatown",
		"Bethnal Gren":              "Bethnal Green",
		"ropemakers field":          "Ropemakers Fields",
		"ropemakrs fields":          "Ropemakers Fields",
		"the ocean estate":          "Ocean Estate",
		"ocean est":                 "Ocean Estate",
		"isle of dogs":              "Isle of Dogs",
		"RLH":                       "Royal London Hospital",
		"royal london hosp":         "Royal London Hospital",
		"columbia rd market":        "Columbia Road Market",
		"A1206":                     "A1206",
		"Usk St":                    "Usk Street",
		"frimley way":               "Frimley Way",
		"abott road":                "Abbott Road",
		"abbott road e14":           "Abbott Road",
	} {
		found := borough().Search(text, today, 5)
		if len(found.Matches) == 0 || found.Matches[0].Name != want {
			names := []string{}
			for _, m := range found.Matches {
				names = append(names, m.Name)
			}
			t.Errorf("%q found %q, want %s first", text, names, want)
		}
	}
}

func TestWordsThatMeanNoPlaceHereFindNothing(t *testing.T) {
	for _, text := range []string{"", "   ", "xyzzy plugh", "the", "?!", "Princes Street Edinburgh quarter", "𝔘𝔫𝔦"} {
		if found := borough().Search(text, today, 5); len(found.Matches) > 0 && found.Matches[0].Score > 0.75 {
			t.Errorf("%q found %s with %.2f", text, found.Matches[0].Name, found.Matches[0].Score)
		}
	}
}

func TestAStreetIsGivenWithItsPointsAndWards(t *testing.T) {
	roads := borough().Along("Commercial Road", today, 3)
	if len(roads) == 0 || roads[0].Name != "Commercial Road" || len(roads[0].Points) < 1 || len(roads[0].Areas) < 1 {
		t.Fatalf("%+v", roads)
	}
	if !slices.Contains(roads[0].Points, roads[0].Centre) {
		t.Error("the centre of a street lies on the street")
	}
	for _, m := range borough().Along("weavers", today, 5) {
		if m.Kind != KindStreet {
			t.Errorf("%s is no street", m.Name)
		}
	}
}

func TestAStreetWhoseWardsAreNotGivenTakesThoseOfItsPoints(t *testing.T) {
	rows := []Named{{Name: "Brick Lane", At: Point{-0.0717, 51.5196}}, {Name: "Brick Lane", At: Point{-0.0717, 51.5240}}, {Name: "brick lane", At: Point{0.5, 51.5}}}
	atlas, err := New(Sources{Layers: []Layer{wardLayer()}, Wards: "wards", Entries: Streets(rows)})
	if err != nil {
		t.Fatal(err)
	}
	roads := atlas.Along("brick lane", today, 5)
	if len(roads) != 1 || len(roads[0].Areas) != 2 || len(roads[0].Points) != 3 {
		t.Fatalf("%+v", roads)
	}
	names := []string{roads[0].Areas[0].Name, roads[0].Areas[1].Name}
	if slices.Sort(names); names[0] != "Spitalfields & Banglatown" || names[1] != "Weavers" {
		t.Errorf("%v", names)
	}
}

func TestAPostcodeGivesOnlyItsDistrictAndSaysThatItIsApproximate(t *testing.T) {
	found := borough().Search("e1w3sg", today, 5)
	if found.Postcode.String() != "E1W 3SG" || found.Outside || len(found.Matches) != 1 {
		t.Fatalf("%+v", found)
	}
	m := found.Matches[0]
	if m.Kind != KindPostcode || m.ID != "E1W" || !m.Approximate || len(m.Points) != 0 || m.Areas[0].Name != "St. Katharine's & Wapping" {
		t.Errorf("%+v", m)
	}
	if found := borough().Search("SW1A 1AA", today, 5); !found.Outside || len(found.Matches) != 0 {
		t.Errorf("a postcode elsewhere: %+v", found)
	}
	if found := borough().Search("E14 7", today, 5); found.Postcode.Outward != "E14" || found.Matches[0].ID != "E14" {
		t.Errorf("a district and half: %+v", found)
	}
}

func TestAWardNotInForceIsNotFound(t *testing.T) {
	if found := borough().Search("Weavers", today.AddMonths(-12*20), 5); len(found.Matches) > 0 && found.Matches[0].Kind == "ward" {
		t.Errorf("%+v", found.Matches[0])
	}
}

func TestPostcodesAreReadInAnyWritingAndNothingElseIs(t *testing.T) {
	for in, want := range map[string]string{
		"E1 6AN": "E1 6AN", "e16an": "E1 6AN", " e 1 6 a n ": "E1 6AN", "E14 5AB": "E14 5AB", "E1W 1AA": "E1W 1AA", "EC1A 1BB": "EC1A 1BB",
		"W1A 0AX": "W1A 0AX", "M1 1AE": "M1 1AE", "B33 8TH": "B33 8TH", "CR2 6XH": "CR2 6XH", "DN55 1PT": "DN55 1PT", "E2": "E2", "e14": "E14", "E1 6": "E1 6",
	} {
		if got, err := ParsePostcode(in); err != nil || got.String() != want {
			t.Errorf("%q is %q, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "E", "1E", "E1 6AC", "E1 6A", "QE1 1AA", "E1 6ANN", "Brick Lane", "E111 1AA", "Ｅ1 6AN"} {
		if got, err := ParsePostcode(in); err == nil {
			t.Errorf("%q was read as %q", in, got)
		}
	}
}

func TestStreetNamesOfThePoliceDataAreToldFromKindsOfPlace(t *testing.T) {
	for in, want := range map[string]string{
		"On or near Usk Street": "Usk Street", "on or near  B118 ": "B118", "On or near Supermarket": "", "On or near Park/Open Space": "",
		"On or near ": "", "On or near On or near": "", "Bow Road (lu Station)": "", "": "", "On or near Hospital": "",
	} {
		got, ok := StreetName(in)
		if ok != (want != "") || (ok && got != want) {
			t.Errorf("%q: %q, %v", in, got, ok)
		}
	}
}

func TestEveryStreetIsFoundByItsNameAndWithOneSlip(t *testing.T) {
	streets := policeStreets()
	rapid.Check(t, func(t *rapid.T) {
		e := streets[rapid.IntRange(0, len(streets)-1).Draw(t, "street")]
		text := []rune(e.Name)
		if slip := rapid.IntRange(0, len(text)-1).Draw(t, "slip"); len(text) >= 10 && text[slip] != ' ' && rapid.Bool().Draw(t, "mistyped") {
			if slipIsFound(fold(e.Name), fold(string(slices.Delete(slices.Clone(text), slip, slip+1)))) {
				text = slices.Delete(text, slip, slip+1)
			}
		}
		for _, m := range borough().Search(string(text), today, 10).Matches {
			if m.ID == e.ID {
				return
			}
		}
		t.Fatalf("%q (typed %q) was not found", e.Name, string(text))
	})
}

// slipIsFound says that a slip lies in a word that is long enough to be known by the rest of it: of "Anne" too little is left.
func slipIsFound(words, typed []string) bool {
	if len(words) != len(typed) {
		return false
	}
	for i := range words {
		if words[i] != typed[i] && len(typed[i]) < 5 {
			return false
		}
	}
	return true
}

func TestTheSameSearchGivesTheSameAnswer(t *testing.T) {
	first := borough().Search("church street near the park e2", today, 20)
	for range 5 {
		again := borough().Search("church street near the park e2", today, 20)
		for i := range first.Matches {
			if first.Matches[i].ID != again.Matches[i].ID || first.Matches[i].Score != again.Matches[i].Score {
				t.Fatalf("place %d differs", i)
			}
		}
	}
}

func FuzzSearchTakesAnyWords(f *testing.F) {
	for _, s := range []string{"Brick Lane E1 6AN", "ই১", "st", "A12 A12", "\xff\xfe", "'''", "e1 6anx"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, m := range borough().Search(s, today, 5).Matches {
			if m.Score < 0.5 || m.Score > 1 || m.Name == "" {
				t.Fatalf("%q: %+v", s, m)
			}
		}
		if p, err := ParsePostcode(s); err == nil {
			if again, err := ParsePostcode(p.String()); err != nil || again != p {
				t.Fatalf("%q read as %q, read again %q, %v", s, p, again, err)
			}
		}
	})
}
