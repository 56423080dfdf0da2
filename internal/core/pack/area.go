package pack

import "github.com/wardmote/wardmote/internal/core/when"

// AreaSet is one geography in force for a time: its boundaries are a GeoJSON file of the pack in WGS84. A later boundary
// change is a second set with its own dates, so that history keeps the areas it happened in.
type AreaSet struct {
	ID       string            `yaml:"id" need:"yes"`
	Name     string            `yaml:"name" need:"yes"`     // Wards
	Singular string            `yaml:"singular" need:"yes"` // ward
	File     string            `yaml:"file" need:"yes"`     // GeoJSON, relative to the pack; open it through Pack.FS
	Code     string            `yaml:"code" need:"yes"`     // property that holds the code
	Label    string            `yaml:"label" need:"yes"`    // property that holds the name
	From     when.Date         `yaml:"from" need:"yes"`     // in force from
	To       when.Date         `yaml:"to"`                  // in force up to and including; not set while in force
	Aliases  map[string]string `yaml:"aliases"`             // other spelling → code
	People   *People           `yaml:"people"`
	Source   string            `yaml:"source" need:"yes"`
	Areas    []Area            `yaml:"-"` // read from the file, in its order
}

// People says where residents and households of each area come from: properties of the GeoJSON file, or a CSV.
type People struct {
	File       string `yaml:"file"`                 // CSV; empty means the properties of the boundaries
	Code       string `yaml:"code"`                 // column of the area's code
	Residents  string `yaml:"residents" need:"yes"` // column or property
	Households string `yaml:"households"`           // column or property
	Period     string `yaml:"period" need:"yes"`
	Source     string `yaml:"source" need:"yes"`
}

// Area is one area of a set.
type Area struct {
	Set        string
	Code       string
	Name       string
	Residents  int
	Households int
}

// AreaGroup is a named group of areas of one set, such as a neighbourhood pilot of five wards.
type AreaGroup struct {
	ID     string    `yaml:"id" need:"yes"`
	Name   string    `yaml:"name" need:"yes"`
	Set    string    `yaml:"set" need:"yes"`
	Areas  []string  `yaml:"areas" need:"yes"` // codes
	From   when.Date `yaml:"from"`
	To     when.Date `yaml:"to"`
	Why    string    `yaml:"why"`
	Note   string    `yaml:"note"`
	Source string    `yaml:"source" need:"yes"`
}

// PlaceKind is a kind of place that a report or a rule may name: street, park, school.
type PlaceKind struct {
	ID     string   `yaml:"id" need:"yes"`
	Name   string   `yaml:"name" need:"yes"`
	Words  []string `yaml:"words"` // other words for it
	Source string   `yaml:"source"`
}

// Place is a named place of the gazetteer. At is set only where its position is known.
type Place struct {
	ID      string   `yaml:"id" need:"yes"`
	Name    string   `yaml:"name" need:"yes"`
	Kind    string   `yaml:"kind" need:"yes"` // id of a PlaceKind
	Aliases []string `yaml:"aliases"`
	Area    string   `yaml:"area"`  // code of its ward, where it lies in one
	Group   string   `yaml:"group"` // id of an area group, where the place is that group
	Part    string   `yaml:"part"`  // id of the place it is part of
	Type    bool     `yaml:"type"`  // it stands for every place of its kind, not for one
	Outside bool     `yaml:"outside"`
	At      *Point   `yaml:"at"`
	About   string   `yaml:"about"`
	Source  string   `yaml:"source" need:"yes"`
}

// Point is a position in WGS84 degrees, written [lon, lat] as in GeoJSON.
type Point struct{ Lon, Lat float64 }

// Named is the area of the set with that code, name or alias, however it is spelt, and false where there is none.
func (s *AreaSet) Named(name string) (*Area, bool) {
	want := fold(name)
	for alias, code := range s.Aliases {
		if fold(alias) == want {
			want = fold(code)
		}
	}
	for i := range s.Areas {
		if a := &s.Areas[i]; fold(a.Code) == want || fold(a.Name) == want {
			return a, true
		}
	}
	return nil, false
}

// District is a postcode district with the areas that it covers: where somebody gives a postcode alone, the place is one of
// these, and the screens say that it is approximate.
type District struct {
	ID     string   `yaml:"id" need:"yes"` // outward code, such as E14
	Areas  []string `yaml:"areas" need:"yes"`
	Source string   `yaml:"source" need:"yes"`
}
