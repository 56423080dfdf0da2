// Package studyarea finds the areas that an analysis may be asked for: a ward, a group of wards such as a neighbourhood
// pilot, or the whole partnership, by code, id or name. It keeps the outline of each once made, because an outline
// remembers which squares and points lie in it.
package studyarea

import (
	"fmt"
	"sort"
	"strings"
	"sync"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/place"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// Whole is the word for all areas together, beside the code of the borough.
const Whole = "all"

// Area is one answer to "where".
type Area struct {
	Code  string // E05009336, E09000030, pilot
	Name  string
	Why   string          // why the group was drawn, where it is one
	Wards []incident.Code // what it is made of
	Group bool            // made of several on purpose
	Whole bool
}

// Register is the areas of one partnership. It is safe for concurrent use.
type Register struct {
	// Streets are points on the streets of the ground, by which places are named; set once, before it is used.
	Streets []place.Named
	// Residents are those of the wards; set once, before it is used.
	Residents map[incident.Code]int

	index *incident.AreaIndex
	small *incident.AreaIndex       // small areas, by which people are spread; nil where none are known
	dense map[incident.Code]float64 // residents per square metre
	list  []Area
	alias map[string]string // folded → code

	mu       sync.Mutex
	outlines map[string]*Footprint
	shapes   []Shape // of the wards, once drawn
}

// OfPack is the register of a pack: its borough, its groups and its wards, in that order.
func OfPack(p *pack.Pack, index *incident.AreaIndex) (*Register, error) {
	r := newRegister(index)
	set, ok := p.AreaSet(p.Partnership.Wards)
	if !ok {
		return nil, fmt.Errorf("the pack has no set of areas %q", p.Partnership.Wards)
	}
	whole := Area{Code: p.Partnership.Borough, Name: strings.TrimSuffix(p.Partnership.Name, " Community Safety Partnership"), Whole: true}
	if whole.Code == "" {
		whole.Code = Whole
	}
	whole.Wards = index.Codes()
	r.add(whole)
	for _, g := range p.AreaGroups {
		if g.Set != set.ID {
			continue
		}
		codes, err := codesOf(g.Areas)
		if err != nil {
			return nil, fmt.Errorf("area group %s: %w", g.ID, err)
		}
		r.add(Area{Code: g.ID, Name: g.Name, Why: g.Why, Wards: codes, Group: true})
	}
	r.addEach(index)
	for alias, code := range set.Aliases {
		r.alias[fold(alias)] = code
	}
	return r, nil
}

// OfBoundaries is the register of a file of boundaries: each of its areas, and all of them together.
func OfBoundaries(name string, index *incident.AreaIndex) *Register {
	r := newRegister(index)
	r.add(Area{Code: Whole, Name: name, Wards: index.Codes(), Whole: true})
	r.addEach(index)
	return r
}

func newRegister(index *incident.AreaIndex) *Register {
	return &Register{index: index, alias: map[string]string{}, outlines: map[string]*Footprint{}}
}

func (r *Register) addEach(index *incident.AreaIndex) {
	codes := index.Codes()
	sort.Slice(codes, func(i, j int) bool { return index.Name(codes[i]) < index.Name(codes[j]) })
	for _, c := range codes {
		r.add(Area{Code: c.String(), Name: index.Name(c), Wards: []incident.Code{c}})
	}
}

func (r *Register) add(a Area) {
	r.list = append(r.list, a)
	r.alias[fold(a.Code)], r.alias[fold(a.Name)] = a.Code, a.Code
	if a.Whole {
		r.alias[Whole] = a.Code
	}
}

func codesOf(texts []string) ([]incident.Code, error) {
	out := make([]incident.Code, len(texts))
	for i, text := range texts {
		code, ok := incident.ParseCode(text)
		if !ok {
			return nil, fmt.Errorf("%q is not the code of an area", text)
		}
		out[i] = code
	}
	return out, nil
}

func fold(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// Areas are all areas: the whole, the groups, then the wards by name.
func (r *Register) Areas() []Area { return append([]Area(nil), r.list...) }

// Whole is all of it.
func (r *Register) Whole() Area { return r.list[0] }

// Find gives an area by code, id or name.
func (r *Register) Find(text string) (Area, error) {
	code, ok := r.alias[fold(text)]
	if !ok {
		return Area{}, fmt.Errorf("there is no area %q; give the code or name of a ward, the id of a group, or %q", text, Whole)
	}
	for _, a := range r.list {
		if a.Code == code {
			return a, nil
		}
	}
	return Area{}, fmt.Errorf("there is no boundary of %q", text)
}

// Outline is the study area of a code that Find knows.
func (r *Register) Outline(text string) (*Footprint, error) {
	a, err := r.Find(text)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if made, ok := r.outlines[a.Code]; ok {
		return made, nil
	}
	made, err := FootprintOf(a.Code, a.Name, r.index, a.Wards...)
	if err != nil {
		return nil, err
	}
	r.outlines[a.Code] = made
	return made, nil
}

// Polygons are the outlines of a ward in degrees, for a map.
func (r *Register) Polygons(c incident.Code) [][][][2]float64 {
	polygons, _ := r.index.Polygons(c)
	return polygons
}

// NameWard names a ward; its code where the register does not hold it.
func (r *Register) NameWard(c incident.Code) string { return r.index.Name(c) }

// Ward is the ward in which a point lies, 0 where in none.
func (r *Register) Ward(lon, lat float64) incident.Code { return r.index.Find(lon, lat) }
