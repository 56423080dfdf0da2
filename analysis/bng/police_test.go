package bng

import (
	"math"
	"strconv"
	"testing"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
)

// The points that the police published for one month, against R's sf 1.0-9 (PROJ, EPSG:1314).
func TestAMonthOfPublishedPointsComesOutAsInR(t *testing.T) {
	at := fixture.Columns(t, "testdata/tower-hamlets_2018-06.csv.gz")
	lon, lat := at["lon"], at["lat"]
	p, err := PointsFromWGS84(lon, lat)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range [][2]float64{{535636.992597444, 182237.053234447}, {535607.00107145, 182907.949527344}} {
		near(t, "easting "+strconv.Itoa(i), p.X[i], want[0], 5e-6)
		near(t, "northing "+strconv.Itoa(i), p.Y[i], want[1], 5e-6)
	}
	for axis, want := range map[*[]float64][2]float64{&p.X: {535877.611539151, 1471.0266364358}, &p.Y: {181744.310868921, 1166.2819122008}} {
		mean, square := 0.0, 0.0
		for _, v := range *axis {
			mean += v / float64(p.Len())
		}
		for _, v := range *axis {
			square += (v - mean) * (v - mean) / float64(p.Len()-1)
		}
		near(t, "mean", mean, want[0], 5e-6)
		near(t, "standard deviation", math.Sqrt(square), want[1], 5e-6)
	}
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
