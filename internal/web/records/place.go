package records

import (
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/place"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/ask"
	"github.com/wardmote/wardmote/internal/web/words"
)

// placed is where something was: a place of the gazetteer or the writer's own words, its ward, and a point if one is known.
type placed struct {
	Place string
	Area  string
	Point *record.Point
}

// asksWhere says that the record itself has a place.
func (f *form) asksWhere() bool { return f.kind.Map || f.placeOnly() != "" }

// placeOnly is the place field that stands for the record's place, where the kind has no map.
func (f *form) placeOnly() string {
	for _, x := range f.kind.Fields {
		if x.Type == pack.PlaceRef && !f.kind.Map {
			return x.ID
		}
	}
	return ""
}

const keepWords = "words" // the choice of one's own words over a place of the gazetteer

// readWhere reads the record's place, its ward and its point, and lets the atlas fill in what follows from what was given. Where the
// place of a record that is there already is corrected, what followed from the old place and was left as it was gives way.
func (f *form) readWhere() {
	name := "c_where"
	if id := f.placeOnly(); id != "" {
		name = control(id)
	}
	f.common.Place = f.search(name)
	at := &f.common.Place
	renamed := f.corrected(name)
	pointed := f.corrected("c_lon") || f.corrected("c_lat")
	stale := renamed && at.Area != "" || pointed
	if code := f.In.Text("c_area", 20); code != "" && !(stale && !f.corrected("c_area")) {
		if _, ok := f.s.desk.Pack().Area(code); !ok {
			f.In.Errors.Add("c_area", "Select a ward from the list")
		}
		at.Area = code
	}
	lon, hasLon := f.In.Float("c_lon", -180, 180)
	lat, hasLat := f.In.Float("c_lat", -90, 90)
	if hasLon != hasLat {
		f.In.Errors.Add("c_lon", "Enter both longitude and latitude, or neither")
	}
	if !hasLon || !hasLat || renamed && !pointed && f.editing {
		return
	}
	p := place.Point{Lon: lon, Lat: lat}
	fix := f.s.desk.Atlas().Fix(f.s.desk.Pack().Partnership.Wards, p, when.Date{})
	switch err := p.Check(); {
	case err != nil:
		f.In.Errors.Add("c_lon", "%s", words.Capital(err.Error()))
	case fix.Outside():
		f.In.Errors.Add("c_lon", "This point lies outside every ward. Check it, or leave it out")
	default:
		at.Point, at.Area = &record.Point{Lon: lon, Lat: lat}, fix.Area.Code
		if pointed && !renamed && f.differs("c_area", at.Area) { // the old words name a place in another ward
			at.Place = f.s.desk.Atlas().Describe(p, when.Date{})
		}
	}
}

// corrected says that the writer changed a control of a record that is there already.
func (f *form) corrected(name string) bool { return f.differs(name, f.In.Text(name, 200)) }

func (f *form) differs(name, now string) bool {
	before := ""
	if had := f.Initial[name]; len(had) > 0 {
		before = had[0]
	}
	return f.editing && now != before
}

// search finds what typed words mean. Where they may mean several places the choices are in f.Picks and nothing is placed.
func (f *form) search(name string) placed {
	typed := f.In.Text(name, 200)
	if typed == "" {
		return placed{}
	}
	if chosen := f.In.Text(name+"_pick", 120); chosen != "" && f.In.Text(name+"_for", 200) == typed {
		if chosen == keepWords {
			return placed{Place: typed}
		}
		id, area, _ := strings.Cut(chosen, "|")
		if at, ok := f.named(typed, id, area); ok {
			return at
		}
	}
	found := f.s.desk.Atlas().Search(typed, when.Date{}, 8).Matches
	var picks []ask.Pick
	for _, m := range found {
		for _, p := range picksOf(m) {
			picks = append(picks, f.explained(p, m))
		}
	}
	if len(picks) == 0 {
		return placed{Place: typed}
	}
	if len(picks) == 1 && found[0].Score >= 0.95 {
		id, area, _ := strings.Cut(picks[0].Value, "|")
		at, _ := f.named(typed, id, area)
		return at
	}
	if len(picks) > 12 {
		picks = picks[:12]
	}
	f.Picks[name] = append(picks, ask.Pick{Value: keepWords, Text: "None of these", Hint: "Keep my words, “" + typed + "”"})
	return placed{}
}

// picksOf is one choice for each ward in which a match lies.
func picksOf(m place.Match) []ask.Pick {
	if len(m.Areas) == 0 {
		return []ask.Pick{{Value: m.ID + "|", Text: m.Name}}
	}
	var out []ask.Pick
	for _, a := range m.Areas {
		text := m.Name
		if a.Name != m.Name {
			text += ", " + a.Name
		}
		out = append(out, ask.Pick{Value: m.ID + "|" + a.Code, Text: text})
	}
	return out
}

func (f *form) explained(p ask.Pick, m place.Match) ask.Pick {
	p.Hint = words.Capital(m.Kind)
	if k, ok := f.s.desk.Pack().PlaceKind(m.Kind); ok {
		p.Hint = k.Name
	}
	return p
}

// named is the place that a choice names, as the atlas finds it under the same words; a made-up choice names none.
func (f *form) named(typed, id, area string) (placed, bool) {
	for _, m := range f.s.desk.Atlas().Search(typed, when.Date{}, 40).Matches {
		if m.ID != id {
			continue
		}
		for _, a := range m.Areas {
			if a.Code == area {
				return at1(m, id, area), true
			}
		}
		if len(m.Areas) == 0 && area == "" {
			return at1(m, id, ""), true
		}
	}
	if p, ok := f.s.desk.Pack().Place(id); ok && f.s.words.Place(id) == typed && (p.Area == area || area == "") {
		return placed{Place: id, Area: area}, true
	}
	return placed{}, false
}

// at1 is a match as a place. A street or a district has no single point: none is made up for it.
func at1(m place.Match, id, area string) placed {
	at := placed{Place: id, Area: area}
	if id == area {
		at.Place = "" // the ward itself
	}
	if m.Kind == place.KindPostcode || m.Kind == place.KindPoint {
		at.Place = m.Name
	}
	if len(m.Points) == 1 && !m.Approximate {
		at.Point = &record.Point{Lon: m.Points[0].Lon, Lat: m.Points[0].Lat}
	}
	return at
}

// placeField is the value of a place field: the id of a place, or the words.
func (f *form) placeField(name string) any {
	if at := f.search(name); at.Place != "" {
		return at.Place
	} else if at.Area != "" {
		return f.s.words.Area(at.Area)
	}
	return nil
}

// holdPlace fills the controls of a place with one that is kept.
func (f *form) holdPlace(name, id, area string) {
	words := f.s.words.Place(id)
	if words == "" {
		return
	}
	f.Initial[name], f.Initial[name+"_for"] = []string{words}, []string{words}
	f.Initial[name+"_pick"] = []string{keepWords}
	if set, ok := f.s.desk.Pack().AreaSet(f.s.desk.Pack().Partnership.Wards); ok {
		if ward, ok := set.Named(words); ok {
			f.Initial[name+"_pick"] = []string{ward.Code + "|" + ward.Code}
		}
	}
	if words != id {
		f.Initial[name+"_pick"] = []string{id + "|" + area}
	}
}

func degrees(v float64) string { return strconv.FormatFloat(v, 'f', 6, 64) }
