package pack

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/internal/core/place"
)

// groundColumns are the columns of each file of the ground that is a table.
var groundColumns = map[GroundHolds][]string{
	GroundStreets:   {"name", "lon", "lat"},
	GroundPlaces:    {"name", "kind", "lon", "lat", "aliases"},
	GroundPostcodes: {"postcode", "lon", "lat", "premises", "metres"},
}

// shapeKinds are the kinds of shapes that a map can draw.
var shapeKinds = []string{"road", "park", "water", "station"}

// checkGround reads the files of the ground and complains, by file and line, of what stands in them.
func (l *loader) checkGround(r registry) {
	for i := range l.pack.Ground {
		g, at := &l.pack.Ground[i], join("ground", i)
		data, ok := l.files[g.File]
		columns, table := groundColumns[g.Holds]
		switch {
		case !ok:
			if g.File != "" {
				l.add(l.spot(at+".file"), nearest(g.File, l.names), "there is no file %s", shown(g.File))
			}
		case g.Holds == GroundShapes:
			l.checkShapes(g.File, data)
		case table:
			l.readGround(r, g, columns, data)
		default:
			l.add(l.spot(at+".holds"), "", "holds: %s is none of places, postcodes, shapes, streets", shown(string(g.Holds)))
		}
	}
}

func (l *loader) readGround(r registry, g *Ground, columns []string, data []byte) {
	rows := csv.NewReader(bytes.NewReader(data))
	rows.FieldsPerRecord = len(columns)
	head, err := rows.Read()
	if err != nil || strings.Join(head, " ") != strings.Join(columns, " ") {
		l.add(spot{file: g.File, line: 1}, "", "the columns are %s", strings.Join(columns, ","))
		return
	}
	for {
		row, err := rows.Read()
		if err == io.EOF {
			return
		}
		if err != nil {
			l.add(spot{file: g.File}, "", "cannot be read as a table: %v", err)
			return
		}
		line, _ := rows.FieldPos(0)
		if what := g.take(r, row); what != "" {
			l.add(spot{file: g.File, line: line}, "", "%s", what)
		}
	}
}

// take puts a row of the table into the ground, and says what is wrong with it.
func (g *Ground) take(r registry, row []string) string {
	lonLat := row[1:3]
	if g.Holds == GroundPlaces {
		lonLat = row[2:4]
	}
	lon, err1 := strconv.ParseFloat(lonLat[0], 64)
	lat, err2 := strconv.ParseFloat(lonLat[1], 64)
	if err1 != nil || err2 != nil {
		return fmt.Sprintf("%s, %s is no position", shown(lonLat[0]), shown(lonLat[1]))
	}
	if what := misplaced(lon, lat); what != "" {
		return fmt.Sprintf("the point [%g, %g] %s", lon, lat, what)
	}
	if strings.TrimSpace(row[0]) == "" {
		return "the row has no name"
	}
	at := Point{Lon: lon, Lat: lat}
	switch g.Holds {
	case GroundStreets:
		if _, ok := place.StreetName(place.OnOrNear(row[0])); !ok {
			return shown(row[0]) + " is what the police write where there is no street; leave the row out"
		}
		g.Names = append(g.Names, Spot{Name: row[0], At: at})
	case GroundPlaces:
		if _, ok := r["place_kinds"].at[row[1]]; !ok {
			return fmt.Sprintf("there is no kind of place %s", shown(row[1]))
		}
		s := Spot{Name: row[0], Kind: row[1], At: at}
		if row[4] != "" {
			s.Aliases = strings.Split(row[4], "|")
		}
		g.Names = append(g.Names, s)
	case GroundPostcodes:
		premises, err1 := strconv.Atoi(row[3])
		metres, err2 := strconv.Atoi(row[4])
		if err1 != nil || err2 != nil || premises < 1 || metres < 0 {
			return "premises and metres are whole numbers, and at least one premises was seen"
		}
		g.Codes = append(g.Codes, PostUnit{row[0], at, premises, metres})
	}
	return ""
}

func (l *loader) checkShapes(file string, data []byte) {
	var collection struct {
		Features []struct {
			Properties struct{ Kind, Name string }
			Geometry   struct{ Type string }
		}
	}
	if err := json.Unmarshal(data, &collection); err != nil {
		l.add(spot{file: file}, "", "is not GeoJSON: %v", err)
		return
	}
	for i, f := range collection.Features {
		if !has(shapeKinds, f.Properties.Kind) {
			l.add(spot{file: file}, nearest(f.Properties.Kind, shapeKinds), "feature %d: kind %s is none of %s", i+1, shown(f.Properties.Kind), listed(shapeKinds))
			return
		}
	}
}
