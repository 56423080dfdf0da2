package place

import (
	"slices"
	"strings"
)

// KindStreet is the kind of an entry that is a street.
const KindStreet = "street"

// Named is one point at which a name stands: a row of the police data's street gazetteer.
type Named struct {
	Name string
	Area string // code of the ward
	At   Point
}

// What data.police.uk writes instead of a street where the nearest thing on its map is no street.
var notStreets = map[string]bool{
	"airport/airfield": true, "bus/coach station": true, "conference/exhibition centre": true,
	"education facility": true, "further/higher educational building": true, "ferry terminal": true, "hospital": true,
	"motorway service area": true, "on or near": true, "nightclub": true, "no location": true, "park/open space": true, "parking area": true,
	"pedestrian subway": true, "petrol station": true, "police station": true, "prison": true, "race track": true,
	"shopping area": true, "sports/recreation area": true, "supermarket": true, "theatre/concert hall": true,
}

// onOrNear is how the publisher begins the name of a place.
const onOrNear = "On or near "

// OnOrNear is a street as the publisher writes it: what StreetName reads.
func OnOrNear(street string) string { return onOrNear + street }

// StreetName is the street that the publisher's "On or near X" names, and false where X is a kind of place or a station.
func StreetName(location string) (string, bool) {
	name := strings.TrimSpace(location)
	if len(name) < len(onOrNear) || !strings.EqualFold(name[:len(onOrNear)], onOrNear) {
		return "", false
	}
	name = strings.TrimSpace(name[len(onOrNear):])
	return name, name != "" && !notStreets[strings.ToLower(name)]
}

// NameID is the id of a place that has no other than its kind and its name: street:brick-lane.
func NameID(kind, name string) string { return kind + ":" + strings.Join(fold(name), "-") }

// Streets makes one entry of all points that bear one name, in order of first appearance, with their wards. The points of
// an entry are the publisher's anonymised points on that street, not addresses.
func Streets(rows []Named) []Entry {
	var entries []Entry
	index := map[string]int{}
	for _, row := range rows {
		key := strings.Join(fold(row.Name), " ")
		if key == "" {
			continue
		}
		i, ok := index[key]
		if !ok {
			i = len(entries)
			index[key] = i
			entries = append(entries, Entry{ID: NameID(KindStreet, row.Name), Name: row.Name, Kind: KindStreet})
		}
		e := &entries[i]
		if row.Area != "" && !slices.Contains(e.Areas, row.Area) {
			e.Areas = append(e.Areas, row.Area)
		}
		if !row.At.IsZero() && !slices.Contains(e.Points, row.At) {
			e.Points = append(e.Points, row.At)
		}
	}
	return entries
}
