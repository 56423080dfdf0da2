package pack

// Ground is a file of the ground that a partnership works on: what is found by name, what a postcode stands for, and what its maps
// draw. The places that its papers name, with what they say of them, are Places.
type Ground struct {
	ID     string      `yaml:"id" need:"yes"`
	Holds  GroundHolds `yaml:"holds" need:"yes"`
	File   string      `yaml:"file" need:"yes"` // CSV, or GeoJSON where it holds shapes
	Source string      `yaml:"source" need:"yes"`
	Names  []Spot      `yaml:"-"` // streets and places, read from the file
	Codes  []PostUnit  `yaml:"-"` // postcodes, read from the file
}

// GroundHolds says what is in a file of the ground.
type GroundHolds string

// What a file of the ground may hold.
const (
	GroundStreets   GroundHolds = "streets"   // CSV: name lon lat, a row for each point that bears the name
	GroundPlaces    GroundHolds = "places"    // CSV: name kind lon lat aliases, the aliases parted by |
	GroundPostcodes GroundHolds = "postcodes" // CSV: postcode lon lat premises metres
	GroundShapes    GroundHolds = "shapes"    // GeoJSON: kind (road, park, water, station) and name
)

// Spot is a point that bears a name.
type Spot struct {
	Name    string
	Kind    string // id of a place kind; none for a street
	At      Point
	Aliases []string
}

// PostUnit is a postcode with the middle of the premises that are known to have it: not a street, and not a door.
type PostUnit struct {
	Postcode string
	At       Point
	Premises int // how many were seen
	Metres   int // the furthest of them from the middle
}
