package records

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/sheet"
	"github.com/wardmote/wardmote/internal/web/page"
)

// longestPurpose bounds why a list is taken out, in characters.
const longestPurpose = 300

// export is a list on its way out of the system. Every page of it is in the audit, with the purpose, before it is sent.
type export struct {
	s       *screens
	r       *http.Request
	kind    *pack.Kind
	query   gate.Query
	fields  []pack.Field
	purpose string
	bare    bool // personal details stay behind: nobody said why they are needed, or nobody has declared what they may be shared by
}

func (s *screens) newExport(r *http.Request) (*export, error) {
	k, err := s.kind(r, pack.Export)
	if err != nil {
		return nil, err
	}
	f, err := s.readable(r, k)
	if err != nil {
		return nil, err
	}
	x := &export{s: s, r: r, kind: k, query: f.asked, purpose: f.get("purpose")}
	if len([]rune(x.purpose)) > longestPurpose {
		return nil, page.Fail(page.Unprocessable, "Say why in 300 characters or fewer. Go back and try again.")
	}
	x.query.Verb, x.query.Limit, x.query.After, x.query.Purpose = pack.Export, 1000, "", "purpose: "+x.purpose
	if x.bare = x.purpose == "" || len(k.Withheld()) > 0; x.bare {
		x.query.Purpose = strings.TrimSpace("without personal fields and exact points " + x.purpose)
	}
	x.fields = slices.DeleteFunc(slices.Clone(k.Fields), func(field pack.Field) bool {
		return field.Personal && x.bare || !f.keeps(field) || field.Type == pack.Person || field.Type == pack.Document
	})
	return x, nil
}

// begin says what comes; until then an error is still a page.
func (x *export) begin(w http.ResponseWriter, media, end string) {
	h := w.Header()
	h.Set("Content-Type", media)
	h.Set("Content-Disposition", `attachment; filename="`+x.kind.ID+"-"+x.s.desk.Gate.Now().Date().String()+end+`"`)
}

// pages hands every page of the list to fn, after the gate has kept in the audit that it was read. Nothing is held open
// between two pages, so a slow reader holds up nobody.
func (x *export) pages(fn func([]record.Record) error) error {
	for {
		var found gate.List
		err := x.s.read(x.r, func(v *gate.View) (err error) {
			found, err = v.List(x.query)
			return err
		})
		if err != nil {
			return err
		}
		if err := fn(found.Records); err != nil || found.Next == "" {
			return err
		}
		x.query.After = found.Next
	}
}

var commonColumns = []string{"reference", "kind", "state", "open", "title", "category", "marking", "risk", "body", "team", "ward", "ward_name", "place",
	"longitude", "latitude", "happened", "until", "recorded", "due", "closed", "repeat_victim"}

// unnamed says that what people wrote in their own words stays behind too: where the kind has personal fields, they write names into it.
func (x *export) unnamed() bool { return x.bare && x.kind.Personal() }

// title counts as personal where the kind has personal fields.
func (x *export) title(r *record.Record) string {
	if x.unnamed() {
		return ""
	}
	return r.Title
}

// common are the values of commonColumns.
func (x *export) common(r *record.Record) []string {
	w := x.s.words
	state, _ := x.kind.State(r.State)
	lon, lat := "", ""
	if p := x.point(r); p != nil {
		lon, lat = degrees(p.Lon), degrees(p.Lat)
	}
	yes := map[bool]string{true: "yes", false: "no"}
	return []string{r.Reference, x.kind.Name, state.Name, yes[r.Open], x.title(r), w.Category(r.Category), r.Marking, r.Risk, w.Body(r.OwnerBody), w.Team(r.Team),
		r.Area, w.Area(r.Area), x.place(r), lon, lat, r.Occurred.Stated(), r.OccurredTo.Stated(), r.Opened.Stated(), r.Due.String(), r.Closed.Stated(), yes[r.RepeatVictim]}
}

// place leaves the writer's own words out with the personal fields: an address may stand in them.
func (x *export) place(r *record.Record) string {
	if name := x.s.words.Place(r.Place); name != r.Place || !x.unnamed() {
		return name
	}
	return ""
}

// point is exact where it is said what for and may be shared. Otherwise it is the middle of a square of the grid, as an analyst gets it: a
// point in front of a door is an address.
func (x *export) point(r *record.Record) *record.Point {
	if !x.bare || r.Point == nil {
		return r.Point
	}
	return gate.Coarse(*r.Point)
}

// csv is the list as a table. Streams as it is read.
func (s *screens) csv(w http.ResponseWriter, r *http.Request) error {
	x, err := s.newExport(r)
	if err != nil {
		return err
	}
	out, begun := sheet.New(w), false
	err = x.pages(func(records []record.Record) error {
		if !begun {
			begun = true
			x.begin(w, sheet.Media, ".csv")
			out.Row(x.head()...)
		}
		for i := range records {
			row := x.common(&records[i])
			for _, f := range x.fields {
				row = append(row, record.Show(f, records[i].Fields[f.ID]))
			}
			out.Row(row...)
		}
		return out.Flush()
	})
	return cutOff(begun, err)
}

func (x *export) head() []string {
	head := slices.Clone(commonColumns)
	for _, f := range x.fields {
		head = append(head, "field_"+f.ID)
	}
	return head
}

// cutOff ends a broken download so that the reader sees that it is not whole; an error before its first byte is a page.
func cutOff(begun bool, err error) error {
	if err != nil && begun {
		panic(http.ErrAbortHandler)
	}
	return err
}

type feature struct {
	Type       string         `json:"type"`
	Geometry   any            `json:"geometry"`
	Properties map[string]any `json:"properties"`
}

type pointGeometry struct {
	Type        string     `json:"type"`
	Coordinates [2]float64 `json:"coordinates"`
}

// geoJSON is the list as features; a record without a point has no geometry, as RFC 7946 allows.
func (s *screens) geoJSON(w http.ResponseWriter, r *http.Request) error {
	x, err := s.newExport(r)
	if err != nil {
		return err
	}
	begun, rows := false, 0
	err = x.pages(func(records []record.Record) error {
		if !begun {
			begun = true
			x.begin(w, "application/geo+json", ".geojson")
			if _, err := w.Write([]byte(`{"type":"FeatureCollection","features":[`)); err != nil {
				return err
			}
		}
		for i := range records {
			line, err := json.Marshal(x.feature(&records[i]))
			if err != nil {
				return err
			}
			if rows++; rows > 1 {
				line = append([]byte(",\n"), line...)
			}
			if _, err := w.Write(line); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		_, err = w.Write([]byte("]}\n"))
	}
	return cutOff(begun, err)
}

func (x *export) feature(r *record.Record) feature {
	f := feature{Type: "Feature", Properties: map[string]any{}}
	if p := x.point(r); p != nil {
		f.Geometry = pointGeometry{"Point", [2]float64{p.Lon, p.Lat}}
	}
	for i, value := range x.common(r) {
		if name := commonColumns[i]; value != "" && name != "longitude" && name != "latitude" {
			f.Properties[name] = value
		}
	}
	for _, field := range x.fields {
		if v, ok := r.Fields[field.ID]; ok {
			f.Properties["field_"+field.ID] = v
		}
	}
	return f
}
