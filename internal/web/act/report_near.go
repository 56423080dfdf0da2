package act

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/place"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/mapview"
	"github.com/wardmote/wardmote/internal/web/words"
)

// What counts as the same trouble: how far away, how long ago, and how many of the newest are compared.
const (
	nearMetres = 250
	sameMetres = 50
	nearDays   = 183
	nearMost   = 60
	nearShown  = 6
)

// nearby are records at or near the same place that the reader may see.
type nearby struct {
	Cases   govuk.Table // open ones, which the report may join
	Reports govuk.Table
	Same    int  // reports at the same named place or within sameMetres
	More    bool // there are more near it than were compared
	points  []record.Record
	refs    []string // of the cases
}

type found struct {
	rec    record.Record
	metres float64 // -1 where only the name of the place is the same
}

// near looks at the newest records about the place.
func (x *reportView) near() (nearby, error) {
	var out nearby
	rec, yes := &x.whole.Record, true
	here := gate.Near(rec.Place, rec.Area, rec.Point, nearMetres)
	if kinds := x.s.caseKinds(desk.Who(x.r), pack.View); len(kinds) > 0 {
		list, err := x.v.List(gate.Query{Kinds: kinds, Open: &yes, Bare: true, Around: here, Limit: nearMost})
		if err != nil {
			return out, err
		}
		cases := closest(rec, list.Records)
		out.Cases = x.nearTable(cases, "/record/")
		for _, c := range cases[:min(nearShown, len(cases))] {
			out.refs = append(out.refs, c.rec.Reference)
			out.points = append(out.points, c.rec)
		}
	}
	since := x.s.desk.Gate.Now().Date().AddDays(-nearDays).Start()
	list, err := x.v.List(gate.Query{Kinds: []string{rec.Kind}, From: since, Bare: true, Around: here, Limit: nearMost})
	if err != nil {
		return out, err
	}
	reports := closest(rec, list.Records)
	out.More = list.Next != ""
	for _, r := range reports {
		if r.metres < sameMetres {
			out.Same++
		}
	}
	out.Reports = x.nearTable(reports, "/triage/")
	for _, r := range reports[:min(nearShown, len(reports))] {
		out.points = append(out.points, r.rec)
	}
	return out, nil
}

// closest are the other records at the same place, nearest first in steps of 25 metres, and the same trouble before others.
func closest(to *record.Record, all []record.Record) []found {
	var out []found
	for _, r := range all {
		if r.ID == to.ID {
			continue
		}
		same := to.Place != "" && strings.EqualFold(r.Place, to.Place) && r.Area == to.Area
		f := found{rec: r, metres: -1}
		if to.Point != nil && r.Point != nil {
			f.metres = place.Point{Lon: to.Point.Lon, Lat: to.Point.Lat}.Metres(place.Point{Lon: r.Point.Lon, Lat: r.Point.Lat})
		}
		if same || f.metres >= 0 && f.metres <= nearMetres {
			out = append(out, f)
		}
	}
	step := func(f found) int { return int(f.metres) / 25 }
	unlike := func(f found) int {
		if f.rec.Category == to.Category {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(out, func(a, b found) int { return cmp.Or(cmp.Compare(step(a), step(b)), cmp.Compare(unlike(a), unlike(b))) })
	return out
}

func (x *reportView) nearTable(all []found, base string) govuk.Table {
	t := govuk.Table{FirstCellIsHeader: true, Classes: "wm-stack", Head: []govuk.Cell{{Text: "Record"}, {Text: "About"}, {Text: "How near"}, {Text: "When"}, {Text: "State"}}}
	today := x.s.desk.Gate.Now().Date()
	for _, f := range all[:min(nearShown, len(all))] {
		far := "Same place"
		if f.metres >= 0 {
			far = fmt.Sprintf("%.0f metres", f.metres)
		}
		t.Rows = append(t.Rows, []govuk.Cell{{HTML: words.Link(base+f.rec.Reference, f.rec.Reference)}, {Text: x.s.words.Category(f.rec.Category)},
			{Text: far}, {Text: words.Age(f.rec.Opened.Date(), today)}, {HTML: x.s.words.State(f.rec.Kind, f.rec.State)}})
	}
	return t
}

// review counts the sender's other reports of six months: a second one gives the right to ask for a case review
// (Anti-social Behaviour, Crime and Policing Act 2014, s.104).
func (x *reportView) review() (earlier int, may bool, err error) {
	if x.whole.Fields.Yes("anonymous") {
		return 0, x.whole.RepeatVictim, nil
	}
	earlier, err = x.v.Earlier(x.whole.ID, x.s.desk.Gate.Now().Date().AddMonths(-6).Start())
	return earlier, earlier > 0 || x.whole.RepeatVictim, err
}

// spread is half the side of the small map, in degrees: about 500 metres.
const spreadLon, spreadLat = 0.007, 0.0045

func (x *reportView) placeMap() *mapview.Map {
	p := x.whole.Point
	if p == nil {
		return nil
	}
	table := govuk.Table{FirstCellIsHeader: true, Head: []govuk.Cell{{Text: "Record"}, {Text: "Longitude"}, {Text: "Latitude"}},
		Rows: [][]govuk.Cell{{{Text: x.whole.Reference}, {Text: strconv.FormatFloat(p.Lon, 'f', 5, 64)}, {Text: strconv.FormatFloat(p.Lat, 'f', 5, 64)}}}}
	return &mapview.Map{ID: "place", Title: "Where it is", Bounds: [4]float64{p.Lon - spreadLon, p.Lat - spreadLat, p.Lon + spreadLon, p.Lat + spreadLat},
		Layers: []mapview.Layer{{ID: "wards", Kind: mapview.Boundaries, Text: "Ward", URL: "/report/wards.geojson"},
			{ID: "reports", Kind: mapview.Points, Text: "This report and records near it", URL: "/triage/" + x.whole.Reference + "/place.geojson"}},
		Table: table}
}

type feature struct {
	Type       string         `json:"type"`
	Properties map[string]any `json:"properties"`
	Geometry   map[string]any `json:"geometry"`
}

func point(p *record.Point, label string, count int) feature {
	return feature{"Feature", map[string]any{"label": label, "count": count}, map[string]any{"type": "Point", "coordinates": []float64{p.Lon, p.Lat}}}
}

// reportPlace is the report's point and those near it, for the map.
func (s *screens) reportPlace(w http.ResponseWriter, r *http.Request) error {
	out := struct {
		Type     string    `json:"type"`
		Features []feature `json:"features"`
	}{"FeatureCollection", []feature{}}
	err := s.read(r, func(v *gate.View) error {
		x, err := s.openReport(r, v, nil)
		if err != nil {
			return err
		}
		near, err := x.near()
		if err != nil {
			return err
		}
		for _, other := range near.points {
			if other.Point != nil {
				out.Features = append(out.Features, point(other.Point, other.Reference+", "+s.words.Category(other.Category), 1))
			}
		}
		if x.whole.Point != nil {
			out.Features = append(out.Features, point(x.whole.Point, x.whole.Reference+", this report", 5))
		}
		return nil
	})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/geo+json")
	return json.NewEncoder(w).Encode(out)
}
