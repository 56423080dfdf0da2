package pack

import (
	"slices"
	"strconv"
)

// checkAreas reads the areas of each set off its boundaries, and looks at what refers to them.
func (l *loader) checkAreas(r registry) {
	p := l.pack
	for i := range p.AreaSets {
		set := &p.AreaSets[i]
		if !set.To.IsZero() && set.To.Before(set.From) {
			l.add(l.spot(join("area_sets", i, "to")), "", "area set %q ends before it begins", set.ID)
		}
		l.readBoundaries(set, join("area_sets", i))
	}
	l.checkOverlap()
	codes := l.areaCodes()
	for i := range p.AreaGroups {
		g := &p.AreaGroups[i]
		l.ref(r, "area_sets", g.Set, join("area_groups", i, "set"))
		l.checkCodes(g.Areas, codes, join("area_groups", i, "areas"))
	}
	for i := range p.Districts {
		l.checkCodes(p.Districts[i].Areas, codes, join("districts", i, "areas"))
	}
	for i := range p.Teams {
		l.checkCodes(p.Teams[i].Areas, codes, join("teams", i, "areas"))
	}
	groups := map[string]bool{}
	for _, id := range r["area_groups"].list {
		groups[id] = true
	}
	for i := range p.Users {
		for j, area := range p.Users[i].Areas {
			if !groups[area] {
				l.checkCodes([]string{area}, codes, join("users", i, "areas", j))
			}
		}
	}
}

// checkOverlap complains of an area that stands in two sets which are in force on the same day: nobody could say whose
// boundaries hold.
func (l *loader) checkOverlap() {
	sets := l.pack.AreaSets
	for i := range sets {
		for j := range i {
			a, b := &sets[j], &sets[i]
			if !a.To.IsZero() && a.To.Before(b.From) || !b.To.IsZero() && b.To.Before(a.From) {
				continue
			}
			for _, area := range b.Areas {
				if slices.ContainsFunc(a.Areas, func(x Area) bool { return x.Code == area.Code }) {
					l.add(l.spot(join("area_sets", i, "from")), "", "area sets %q and %q are in force at the same time and both hold the area %q; end the older one with \"to:\"", a.ID, b.ID, area.Code)
					break
				}
			}
		}
	}
}

// areaCodes are the codes of every set, each with its name, so that a code that is a name can be put right.
func (l *loader) areaCodes() map[string]string {
	codes := map[string]string{}
	for _, set := range l.pack.AreaSets {
		for _, a := range set.Areas {
			codes[a.Code] = a.Name
		}
	}
	return codes
}

func (l *loader) checkCodes(values []string, codes map[string]string, path string) {
	if l.groundless {
		return // boundaries could not be read, which is told; what names their areas may be right
	}
	for j, v := range values {
		if _, ok := codes[v]; ok {
			continue
		}
		likely := nearest(v, keysOf(codes))
		for code, name := range codes {
			if fold(name) == fold(v) {
				likely = code
			}
		}
		l.add(l.spot(join(path, j)), likely, "there is no area with the code %q", v)
	}
}

// readBoundaries reads the GeoJSON of a set, feature by feature so that a fault has a line.
func (l *loader) readBoundaries(set *AreaSet, at string) {
	if set.File == "" {
		return
	}
	data, ok := l.files[set.File]
	if !ok {
		l.add(l.spot(at+".file"), nearest(set.File, l.names), "there is no file %q in the pack", set.File)
		l.groundless = l.groundless || set.ID == l.pack.Partnership.Wards
		return
	}
	seen := map[string]bool{}
	err := eachFeature(data, func(raw []byte, line int) {
		l.readFeature(set, raw, spot{file: set.File, line: line}, seen)
	})
	if err != nil {
		l.add(spot{file: set.File, line: lineOf(data, err)}, "", "is not GeoJSON: %v", err)
		l.groundless = l.groundless || set.ID == l.pack.Partnership.Wards
		return
	}
	if len(set.Areas) == 0 {
		l.add(spot{file: set.File}, "", "has no features, and the area set %q needs areas", set.ID)
	}
	l.readPeople(set, at)
	for _, name := range keysOf(set.Aliases) {
		if !seen[set.Aliases[name]] {
			l.add(l.spot(join(at, "aliases", name)), nearest(set.Aliases[name], keysOf(seen)), "there is no area with the code %q", set.Aliases[name])
		}
	}
}

func (l *loader) readFeature(set *AreaSet, raw []byte, at spot, seen map[string]bool) {
	f, err := readFeatureJSON(raw)
	if err != nil {
		l.add(at, "", "%v", err)
		return
	}
	if err := f.checkGround(); err != nil {
		l.add(at, "", "%v", err) // its code is known all the same: who names it has made no mistake
	}
	code, name := l.property(f, set.Code, at), l.property(f, set.Label, at)
	if code == "" {
		return
	}
	if seen[code] {
		l.add(at, "", "the area %q stands twice", code)
		return
	}
	seen[code] = true
	area := Area{Set: set.ID, Code: code, Name: name}
	if set.People != nil && set.People.File == "" {
		area.Residents = l.wholeProperty(f, set.People.Residents, at)
		area.Households = l.wholeProperty(f, set.People.Households, at)
	}
	set.Areas = append(set.Areas, area)
}

// property is a text property of a feature; a missing one is a problem.
func (l *loader) property(f *feature, key string, at spot) string {
	switch v := f.Properties[key].(type) {
	case string:
		return v
	case nil:
		l.add(at, nearest(key, keysOf(f.Properties)), "the feature has no property %q", key)
	default:
		l.add(at, "", "the property %q is not text", key)
	}
	return ""
}

func (l *loader) wholeProperty(f *feature, key string, at spot) int {
	if key == "" {
		return 0
	}
	n, ok := f.Properties[key].(float64)
	if !ok || n < 0 {
		l.add(at, nearest(key, keysOf(f.Properties)), "the feature has no number %q", key)
	}
	return int(n)
}

// readPeople reads residents and households from the set's CSV.
func (l *loader) readPeople(set *AreaSet, at string) {
	if set.People == nil || set.People.File == "" {
		return
	}
	t := l.readTable(set.People.File, l.spot(at+".people.file"))
	if t == nil {
		return
	}
	row := map[string]int{}
	for i := range t.rows {
		row[t.get(i, set.People.Code)] = i
	}
	for _, column := range []string{set.People.Code, set.People.Residents, set.People.Households} {
		if _, ok := t.header[column]; !ok && column != "" {
			l.add(l.spot(at+".people"), nearest(column, keysOf(t.header)), "%s has no column %q", t.name, column)
			return
		}
	}
	for i := range set.Areas {
		a := &set.Areas[i]
		j, ok := row[a.Code]
		if !ok {
			l.add(spot{file: t.name}, "", "has no row for the area %q", a.Code)
			continue
		}
		a.Residents = l.whole(t, j, set.People.Residents)
		a.Households = l.whole(t, j, set.People.Households)
	}
}

func (l *loader) whole(t *table, row int, column string) int {
	if column == "" {
		return 0
	}
	n, err := strconv.Atoi(t.get(row, column))
	if err != nil || n < 0 {
		l.add(spot{file: t.name, line: t.lines[row]}, "", "%s %q is not a number of people", column, t.get(row, column))
	}
	return n
}

// checkPlaces looks at the gazetteer.
func (l *loader) checkPlaces(r registry) {
	codes := l.areaCodes()
	for i := range l.pack.Places {
		x := &l.pack.Places[i]
		at := join("places", i)
		l.ref(r, "place_kinds", x.Kind, at+".kind")
		l.ref(r, "area_groups", x.Group, at+".group")
		if l.ref(r, "places", x.Part, at+".part") && ring(r["places"].at, i, func(i int) string { return l.pack.Places[i].Part }) {
			l.add(l.spot(at+".part"), "", "place %q is part of itself in the end", x.ID)
		}
		if x.Area != "" {
			l.checkCodes([]string{x.Area}, codes, at+".area")
		}
	}
}
