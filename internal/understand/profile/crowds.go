package profile

import (
	"context"
	"fmt"
	"math"
	"sort"

	"github.com/wardmote/wardmote/analysis/bng"
	"github.com/wardmote/wardmote/analysis/cluster"
	"github.com/wardmote/wardmote/analysis/plane"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/finding"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// What is taken for a crowd, and how many are listed. The publisher moves events to points that lie some tens of metres apart, so
// a shorter distance would make each of them a crowd.
const (
	crowdMetres = 100
	crowdShare  = 100 // one in so many of all events, …
	crowdLeast  = 10  // and at least so many, lie within the distance
	crowdsShown = 10
)

// crowd is places that hang together: a parade, an estate, the way from a station.
type crowd struct {
	n                        int
	x, y                     float64 // sums
	west, south, east, north float64
	points                   map[point]bool
	streets                  map[string]int
	wards                    map[incident.Code]int
}

// crowds is where events crowd together whatever the shape (DBSCAN), so that a street or an estate is seen as one and not as the
// points that the publisher gave it. Nil where nothing does.
func crowds(ctx context.Context, c choice.Choice, total int) (*finding.Section, error) {
	var events plane.Points
	var rows []int
	e, at := c.Events(), &c.Facts.Places
	c.Each(func(row int) {
		if x := at.Easting[e.Place[row]]; !math.IsNaN(x) {
			events.X, events.Y = append(events.X, x), append(events.Y, at.Northing[e.Place[row]])
			rows = append(rows, row)
		}
	})
	least := max(crowdLeast, total/crowdShare)
	found, err := cluster.Find(ctx, events, cluster.Options{Distance: crowdMetres, MinPoints: least})
	if err != nil {
		return nil, fmt.Errorf("profile: %w", err)
	}
	list, named := make([]crowd, found.Clusters), c.Streets()
	for i, label := range found.Label {
		if label != cluster.Noise {
			place := e.Place[rows[i]]
			list[label].add(events.X[i], events.Y[i], point{at.Lon[place], at.Lat[place]}, named.Of(place), c.Facts.Wards[e.Ward[rows[i]]])
		}
	}
	if len(list) == 0 {
		return nil, nil
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].n > list[j].n })
	table := &finding.Table{Table: figure.Table{Columns: []figure.Column{{Name: "Crowd"}, {Name: "Recorded", Format: figure.Count}, {Name: "Share", Format: figure.Share}, {Name: "Points", Format: figure.Count}, {Name: "Metres across", Format: figure.Count}}}}
	for _, one := range list[:min(len(list), crowdsShown)] {
		ward := one.ward()
		words, across := choice.Around(choice.Commonest(one.streets), c.Name(ward)), math.Hypot(one.east-one.west, one.north-one.south)
		table.Rows = append(table.Rows, figure.Row{figure.T(words), figure.N(one.n), figure.N(float64(one.n) / float64(total)), figure.N(len(one.points)), figure.N(math.Round(across))})
		lon, lat := bng.ToWGS84(one.x/float64(one.n), one.y/float64(one.n))
		table.Targets = append(table.Targets, finding.Target{Lon: lon, Lat: lat, Area: ward.String(), Place: words, Ground: fmt.Sprintf("places that hang together, %.0f m across", across), Observed: float64(one.n)})
	}
	return &finding.Section{ID: "crowds", Heading: "Where it crowds together", Table: table, Words: fmt.Sprintf("Places that hang together: %d or more events within %d metres, and on from each of these (DBSCAN, Ester and others 1996). Where many people are many things happen: whether it is more than that, the hot spots say.", least, crowdMetres)}, nil
}

func (k *crowd) add(x, y float64, at point, street string, ward incident.Code) {
	if k.n++; k.n == 1 {
		k.west, k.east, k.south, k.north = x, x, y, y
		k.points, k.streets, k.wards = map[point]bool{}, map[string]int{}, map[incident.Code]int{}
	}
	k.x, k.y = k.x+x, k.y+y
	k.west, k.east, k.south, k.north = min(k.west, x), max(k.east, x), min(k.south, y), max(k.north, y)
	k.points[at] = true
	k.streets[street]++
	k.wards[ward]++
}

// ward is the ward of most of it.
func (k *crowd) ward() (most incident.Code) {
	for w, n := range k.wards {
		if n > k.wards[most] || n == k.wards[most] && w < most {
			most = w
		}
	}
	return most
}
