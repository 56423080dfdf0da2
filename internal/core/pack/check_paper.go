package pack

import (
	"fmt"
	"reflect"
	"strconv"
)

// checkPapers looks at the papers and at every source that names a line of one: it must be a paper of the pack, a line that it
// has, and a line under a heading, or no reader could find it.
func (l *loader) checkPapers(r registry) {
	for i := range l.pack.Papers {
		p := &l.pack.Papers[i]
		at := join("papers", i)
		l.ref(r, "bodies", p.By, at+".by")
		last := 0
		for j, s := range p.Sections {
			if s.Line <= last || s.Line > p.Lines {
				l.add(l.spot(join(at, "sections", j)), "", "section %q of paper %q begins on line %d: sections stand in the order of their lines, 1 to %d", s.Name, p.ID, s.Line, p.Lines)
			}
			last = s.Line
		}
	}
	if len(l.pack.Papers) == 0 {
		return
	}
	l.walkSources(reflect.ValueOf(l.pack).Elem(), "", r)
	for i := range l.pack.Figures {
		f := &l.pack.Figures[i]
		l.checkSource(f.Source, fmt.Sprintf("figures.%d", i), r)
	}
}

// walkSources finds every declared value whose key is "source".
func (l *loader) walkSources(v reflect.Value, path string, r registry) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() && v.Type() != ruleType {
			l.walkSources(v.Elem(), path, r)
		}
	case reflect.Slice:
		for i := range v.Len() {
			l.walkSources(v.Index(i), path+"."+strconv.Itoa(i), r)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			key := f.Tag.Get("yaml")
			if path == "" {
				key = sectionOf[f.Name]
			}
			if key == "" || key == "-" || !f.IsExported() {
				continue
			}
			at := key
			if path != "" {
				at = path + "." + key
			}
			if key == "source" && f.Type.Kind() == reflect.String {
				l.checkSource(v.Field(i).String(), at, r)
				continue
			}
			l.walkSources(v.Field(i), at, r)
		}
	}
}

// sectionOf are the sections of a pack whose entries have sources, by the field that holds them.
var sectionOf = map[string]string{"Kinds": "kinds", "Agreements": "agreements", "Compartments": "compartments", "Categories": "categories", "Notices": "notices", "Advice": "advice", "Routes": "routes", "Teams": "teams",
	"Bodies": "bodies", "AreaSets": "area_sets", "AreaGroups": "area_groups", "PlaceKinds": "place_kinds", "Districts": "districts", "Places": "places",
	"Contacts": "contacts", "Standards": "standards", "Risks": "risks", "Plans": "plans", "Indicators": "indicators", "Profile": "profile", "Orders": "orders"}

func (l *loader) checkSource(source, at string, r registry) {
	for _, m := range inPaper.FindAllStringSubmatch(source, -1) {
		i, known := r["papers"].at[m[1]]
		if !known {
			l.add(l.spot(at), nearest(m[1], r["papers"].list), "the source %q names a paper that the pack does not declare: %s", source, shown(m[1]))
			continue
		}
		p := &l.pack.Papers[i]
		for _, text := range append([]string{m[2]}, furtherLines(m[3])...) {
			n, _ := strconv.Atoi(text)
			if n > p.Lines || p.At(n) < 0 {
				l.add(l.spot(at), "", "the source %q names line %d of paper %q, which is under no section of it", source, n, p.ID)
			}
		}
	}
}

func furtherLines(text string) []string {
	var out []string
	for _, m := range furtherLine.FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	return out
}
