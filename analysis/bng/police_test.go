package bng

import (
	"compress/gzip"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// The points that the police published for one month, against R's sf 1.0-9 (PROJ, EPSG:1314).
func TestAMonthOfPublishedPointsComesOutAsInR(t *testing.T) {
	file, err := os.Open(filepath.Join("testdata", "tower-hamlets_2018-06.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(unzipped).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var lon, lat []float64
	for _, record := range records[1:] {
		x, errX := strconv.ParseFloat(record[0], 64)
		y, errY := strconv.ParseFloat(record[1], 64)
		if errX != nil || errY != nil {
			t.Fatal(record, errX, errY)
		}
		lon, lat = append(lon, x), append(lat, y)
	}
	p, err := PointsFromWGS84(lon, lat)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "first easting", p.X[0], 535636.992597444, 5e-6)
	near(t, "first northing", p.Y[0], 182237.053234447, 5e-6)
	minX, minY, maxX, maxY := p.Bounds()
	for i, pair := range [][2]float64{{minX, 533405.011090251}, {maxX, 539246.021856178}, {minY, 178289.013274024}, {maxY, 184464.050263859}} {
		near(t, "side "+strconv.Itoa(i), pair[0], pair[1], 5e-6)
	}
	backLon, backLat, err := PointsToWGS84(p)
	if err != nil {
		t.Fatal(err)
	}
	for i := range lon {
		near(t, "longitude", backLon[i], lon[i], 1e-12)
		near(t, "latitude", backLat[i], lat[i], 1e-12)
	}
}
