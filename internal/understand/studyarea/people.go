package studyarea

import (
	"github.com/wardmote/wardmote/analysis/bng"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// Settle tells where people live: residents by small area (LSOA), each spread evenly over its area.
func (r *Register) Settle(small *incident.AreaIndex, residents map[incident.Code]int) {
	r.small, r.dense = small, map[incident.Code]float64{}
	for _, c := range small.Codes() {
		polygons, _ := small.Polygons(c)
		if m2 := squareMetres(polygons); m2 > 0 && residents[c] > 0 {
			r.dense[c] = float64(residents[c]) / m2
		}
	}
}

// People is how densely people live about a point of the National Grid, residents a square metre; nil where it is not known.
func (r *Register) People() func(easting, northing float64) float64 {
	if len(r.dense) == 0 {
		return nil
	}
	return func(easting, northing float64) float64 { return r.dense[r.small.Find(bng.ToWGS84(easting, northing))] }
}

// squareMetres is the area of polygons in degrees, shells less holes, by the shoelace formula on the National Grid.
func squareMetres(polygons [][][][2]float64) float64 {
	total := 0.0
	for _, polygon := range polygons {
		for i, ring := range polygon {
			twice := 0.0
			for k, p := range ring {
				q := ring[(k+1)%len(ring)]
				x1, y1 := bng.FromWGS84(p[0], p[1])
				x2, y2 := bng.FromWGS84(q[0], q[1])
				twice += x1*y2 - x2*y1
			}
			if twice < 0 {
				twice = -twice
			}
			if i > 0 {
				twice = -twice // a hole
			}
			total += twice / 2
		}
	}
	return total
}
