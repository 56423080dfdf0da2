package nearrepeat

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/wardmote/wardmote/analysis/bng"
	"github.com/wardmote/wardmote/analysis/nearrepeat"
)

// maxRows bounds a file.
const maxRows = 5_000_000

// columns are the names, in small letters, by which a file may call a place or a day; the first that is there is taken.
var columns = map[string][]string{
	"x": {"easting", "x", "eastings"}, "y": {"northing", "y", "northings"}, "lon": {"longitude", "lon", "lng"}, "lat": {"latitude", "lat"},
	"day": {"date", "day", "occurred", "datetime", "time"},
}

// layouts of a day, the most exact first.
var layouts = []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02", "02/01/2006", "02/01/2006 15:04"}

// ReadCSV reads events from a table with a header that names a place (easting and northing, or x and y, in metres; or longitude
// and latitude in degrees) and a day (2019-07-05, or 05/07/2019, with or without a time). Rows without a place are counted and
// left out; a row that cannot be read is an error with its line.
func ReadCSV(r io.Reader) (e nearrepeat.Events, without int, err error) {
	in := csv.NewReader(r)
	in.ReuseRecord, in.FieldsPerRecord = true, -1
	head, err := in.Read()
	if err != nil {
		return e, 0, fmt.Errorf("the first line must name the columns: %w", err)
	}
	at := find(head)
	if at["day"] < 0 {
		if has(head, "month") {
			return e, 0, errors.New("the file gives months only; near repeats need days")
		}
		return e, 0, errors.New("there is no column of days; name it date")
	}
	metres := at["x"] >= 0 && at["y"] >= 0
	if !metres && (at["lon"] < 0 || at["lat"] < 0) {
		return e, 0, errors.New("there is no place: give easting and northing, or longitude and latitude")
	}
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return e, without, nil
		}
		line, _ := in.FieldPos(0)
		if err != nil {
			return e, without, fmt.Errorf("line %d: %w", line, err)
		}
		if len(e.Days) == maxRows {
			return e, without, fmt.Errorf("there are more than %d rows", maxRows)
		}
		x, y, ok, err := placeOf(row, at, metres)
		if err != nil {
			return e, without, fmt.Errorf("line %d: %w", line, err)
		}
		if !ok {
			without++
			continue
		}
		day, err := dayOf(row, at["day"])
		if err != nil {
			return e, without, fmt.Errorf("line %d: %w", line, err)
		}
		e.Points.X, e.Points.Y, e.Days = append(e.Points.X, x), append(e.Points.Y, y), append(e.Days, day)
	}
}

func find(head []string) map[string]int {
	at := map[string]int{}
	for what, names := range columns {
		at[what] = -1
		for i := len(names) - 1; i >= 0; i-- {
			for c, h := range head {
				if strings.EqualFold(strings.TrimSpace(strings.TrimPrefix(h, "\ufeff")), names[i]) {
					at[what] = c
				}
			}
		}
	}
	return at
}

func has(head []string, name string) bool {
	for _, h := range head {
		if strings.EqualFold(strings.TrimSpace(h), name) {
			return true
		}
	}
	return false
}

func placeOf(row []string, at map[string]int, metres bool) (x, y float64, ok bool, err error) {
	a, b := at["lon"], at["lat"]
	if metres {
		a, b = at["x"], at["y"]
	}
	if max(a, b) >= len(row) {
		return 0, 0, false, errors.New("has fewer fields than the first line")
	}
	if strings.TrimSpace(row[a]) == "" || strings.TrimSpace(row[b]) == "" {
		return 0, 0, false, nil
	}
	x, err1 := strconv.ParseFloat(strings.TrimSpace(row[a]), 64)
	y, err2 := strconv.ParseFloat(strings.TrimSpace(row[b]), 64)
	if err1 != nil || err2 != nil || math.IsInf(x, 0) || math.IsInf(y, 0) || math.IsNaN(x+y) {
		return 0, 0, false, fmt.Errorf("%q, %q is not a place", row[a], row[b])
	}
	if !metres {
		if x < -9 || x > 2.5 || y < 49 || y > 61.5 {
			return 0, 0, false, fmt.Errorf("%g, %g is not in Great Britain; give eastings and northings in metres for other places", x, y)
		}
		x, y = bng.FromWGS84(x, y)
	}
	return x, y, true, nil
}

func dayOf(row []string, c int) (float64, error) {
	if c >= len(row) {
		return 0, errors.New("has no day")
	}
	text := strings.TrimSpace(row[c])
	if n, err := strconv.ParseFloat(text, 64); err == nil && math.Abs(n) < 1e6 {
		return math.Floor(n), nil // already counted in days
	}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, text); err == nil {
			y, m, d := t.Date()
			return float64(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400), nil
		}
	}
	return 0, fmt.Errorf("%q is not a day such as 2019-07-05", text)
}
