package place

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/wardmote/wardmote/internal/core/when"
)

// Entry is a named place of the gazetteer, or a street.
type Entry struct {
	ID      string
	Name    string
	Kind    string // street, park, estate, market, …: a kind of the pack
	Aliases []string
	Areas   []string // codes of the wards it lies in; those of its points where none is given
	Points  []Point  // where it is; several for a street; none where not known
}

// District is a postcode district, such as E1, with the wards it covers.
type District struct {
	Code  string
	Areas []string // codes
}

// Sources is what an Atlas is made of. Wards names the set to which the codes of entries and districts belong.
type Sources struct {
	Layers    []Layer
	Wards     string
	Entries   []Entry
	Districts []District
	Units     []Unit
}

// Atlas answers questions of place.
type Atlas struct {
	wards   string
	layers  []layerIndex
	byCode  map[string][]*Area
	entries []Entry
	near    nearIndex
	words   wordIndex
	outward map[string]District
	units   map[string]Unit
	sectors map[string]sector
}

type layerIndex struct {
	set   string
	areas []*Area
	cells *cells
}

// New builds the atlas. The error names the set, the feature or the entry that is wrong.
func New(s Sources) (*Atlas, error) {
	a := &Atlas{wards: s.Wards, byCode: map[string][]*Area{}, outward: map[string]District{}, units: map[string]Unit{}, sectors: map[string]sector{}}
	aliases := map[*Area][]string{}
	for _, layer := range s.Layers {
		areas, err := readAreas(layer)
		if err != nil {
			return nil, err
		}
		for _, area := range areas {
			a.byCode[area.Code] = append(a.byCode[area.Code], area)
			for alias, code := range layer.Aliases {
				if code == area.Code {
					aliases[area] = append(aliases[area], alias)
				}
			}
			slices.Sort(aliases[area])
		}
		a.layers = append(a.layers, layerIndex{layer.Set, areas, newCells(areas)})
	}
	if err := a.addEntries(s.Entries); err != nil {
		return nil, err
	}
	for _, d := range s.Districts {
		if err := a.checkCodes(d.Areas); err != nil {
			return nil, fmt.Errorf("postcode district %s: %w", d.Code, err)
		}
		if !isOutward(d.Code) {
			return nil, fmt.Errorf("%q is not a postcode district such as E1", d.Code)
		}
		a.outward[d.Code] = d
	}
	if err := a.addUnits(s.Units); err != nil {
		return nil, err
	}
	a.words = newWordIndex(a, aliases)
	return a, nil
}

func (a *Atlas) addEntries(entries []Entry) error {
	for _, e := range entries {
		if e.Name == "" {
			return fmt.Errorf("place %q has no name", e.ID)
		}
		if err := a.checkCodes(e.Areas); err != nil {
			return fmt.Errorf("place %s (%s): %w", e.ID, e.Name, err)
		}
		for _, p := range e.Points {
			if err := p.Check(); err != nil {
				return fmt.Errorf("place %s (%s): %w", e.ID, e.Name, err)
			}
		}
	}
	a.entries = slices.Clone(entries)
	for i := range a.entries {
		if e := &a.entries[i]; len(e.Areas) == 0 {
			e.Areas = a.wardsOf(e.Points)
		}
	}
	a.near = newNearIndex(a.entries)
	return nil
}

// wardsOf are the codes of today's wards that hold the points.
func (a *Atlas) wardsOf(points []Point) []string {
	var codes []string
	for _, p := range points {
		if ward := a.Find(a.wards, p, when.Date{}); ward != nil && !slices.Contains(codes, ward.Code) {
			codes = append(codes, ward.Code)
		}
	}
	return codes
}

func (a *Atlas) checkCodes(codes []string) error {
	for _, code := range codes {
		if len(a.byCode[code]) == 0 {
			return fmt.Errorf("there is no area %q", code)
		}
	}
	return nil
}

// Area is the area of a code in force on a day, and false where there is none. A day that is not set asks for today's.
func (a *Atlas) Area(code string, on when.Date) (*Area, bool) {
	for _, area := range a.byCode[code] {
		if area.InForce(on) {
			return area, true
		}
	}
	return nil, false
}

// Areas are the areas of a set in force on a day, by name.
func (a *Atlas) Areas(set string, on when.Date) []*Area {
	l := a.layer(set, on)
	if l == nil {
		return nil
	}
	found := slices.Clone(l.areas)
	slices.SortFunc(found, func(x, y *Area) int { return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.Code, y.Code)) })
	return found
}

// Find is the area of a set that holds a point on a day, nil where none does. It is what imports call a million times.
func (a *Atlas) Find(set string, p Point, on when.Date) *Area {
	if l := a.layer(set, on); l != nil {
		return l.cells.find(p)
	}
	return nil
}

// layer is the layer of a set in force on a day, nil where there is none.
func (a *Atlas) layer(set string, on when.Date) *layerIndex {
	for i := range a.layers {
		if l := &a.layers[i]; l.set == set && l.areas[0].InForce(on) {
			return l
		}
	}
	return nil
}

// Distances that decide what a position is said to be.
const (
	// SnapMetres: boundaries that were generalised leave slivers between neighbours; a point in one belongs to the nearer.
	SnapMetres = 2
	// NearMetres: a point this close to a boundary is told with the areas on the other side of it.
	NearMetres = 25
)

// Fix says where a point lies in a set of areas.
type Fix struct {
	Area   *Area   // nil outside every area
	Others []*Area // further areas within NearMetres, nearest first
	Metres float64 // outside: distance to the nearest of Others; Inf where none is near
}

// Outside says that the point lies in no area of the set.
func (f Fix) Outside() bool { return f.Area == nil }

// Fix finds the area that holds a point on a day, and those so near that a map pin cannot tell.
func (a *Atlas) Fix(set string, p Point, on when.Date) Fix {
	type near struct {
		area   *Area
		metres float64
	}
	layer := a.layer(set, on)
	if layer == nil {
		return Fix{Metres: math.Inf(1)}
	}
	inside := layer.cells.find(p)
	var around []near
	for _, area := range layer.areas {
		if m := area.EdgeMetres(p, NearMetres); area != inside && m <= NearMetres {
			around = append(around, near{area, m})
		}
	}
	slices.SortStableFunc(around, func(x, y near) int { return cmp.Compare(x.metres, y.metres) })
	fix := Fix{Area: inside}
	if inside == nil {
		fix.Metres = math.Inf(1)
		if len(around) > 0 {
			fix.Metres = around[0].metres
		}
		if fix.Metres <= SnapMetres {
			fix.Area, fix.Metres, around = around[0].area, 0, around[1:]
		}
	}
	for _, n := range around {
		fix.Others = append(fix.Others, n.area)
	}
	return fix
}
