// Package synthetic invents the events that estimators are measured on: recorded crime of a city the size of London over
// 24 months, in whole metres of the British National Grid, with hot spots planted in it whose truth is known.
//
// Of n events 40 % fall round 600 town centres of various width, busier towards the middle; 15 % anywhere; 25 % on 120 hot
// spots 60 to 200 m wide, of which half last, a quarter are of the night and the weekend, an eighth come up in the last four
// months and an eighth go away after the first eight; 8 % follow another event by a few metres and days (near repeats); and
// 12 % return to about n/25 addresses (repeat victimisation). About a third of all but the last two are moved to the nearest of 60,000
// points, as publishers do to hide homes. The places are the same for every n; only how many events fall on them changes.
package synthetic

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
)

// The region: 59 by 46 km, and the ellipse in it where anything happens.
const (
	West, East, South, North = 503000, 562000, 155000, 201000
	// Period is the number of days: 2024 and 2025.
	Period = 731
)

const (
	towns, hotspots, snaps     = 600, 120, 60_000
	middleX, middleY           = 531500.0, 178500.0
	radiusX, radiusY           = 27500.0, 19500.0
	emerging, diminishing      = Period - 122, 243
	seedOfPlaces, seedOfEvents = 20260101, 20260102
)

// Kinds of event: the planted truth, in the last column of the file.
const (
	Background = iota
	Scattered
	Persistent
	Night
	Emerging
	Diminishing
	NearRepeat
	RepeatAddress
)

type spot struct {
	x, y, sd float64
	kind     int
}

// city is what every file shares.
type city struct {
	towns, hot     []spot
	town, heat     *wheel
	days           [4]*wheel // by kind of hot spot, from Persistent
	hours, nightly *wheel
	snap           *nearest
}

var byHour = []float64{.5, .35, .28, .22, .2, .25, .4, .6, .8, .8, .85, .95, 1.1, 1.1, 1.15, 1.3, 1.5, 1.6, 1.7, 1.75, 1.7, 1.6, 1.3, .9}

func build() *city {
	r := rand.New(rand.NewPCG(seedOfPlaces, 0))
	c := &city{}
	weights := make([]float64, towns)
	for i := range weights {
		x, y := inside(r)
		c.towns = append(c.towns, spot{x: x, y: y, sd: 400 + 1100*r.Float64()})
		weights[i] = math.Exp(r.NormFloat64() - math.Hypot(x-middleX, y-middleY)/12000)
	}
	c.town = newWheel(weights)
	heat := make([]float64, hotspots)
	for i := range heat {
		t := c.towns[c.town.turn(r)]
		c.hot = append(c.hot, spot{x: t.x + 500*r.NormFloat64(), y: t.y + 500*r.NormFloat64(), sd: 60 + 140*r.Float64(), kind: kindOf(i)})
		heat[i] = math.Pow(float64(i+1), -0.6)
	}
	r.Shuffle(hotspots, func(i, j int) { c.hot[i].kind, c.hot[j].kind = c.hot[j].kind, c.hot[i].kind })
	c.heat = newWheel(heat)
	places := make([][2]float64, snaps)
	for i := range places {
		x, y := inside(r)
		places[i] = [2]float64{math.Round(x), math.Round(y)}
	}
	c.snap = newNearest(places)
	c.times()
	return c
}

func kindOf(i int) int {
	switch {
	case i < 60:
		return Persistent
	case i < 90:
		return Night
	case i < 105:
		return Emerging
	}
	return Diminishing
}

// times gives each kind its calendar: weekdays, a season, and for the planted kinds when they are hot.
func (c *city) times() {
	weekday := []float64{.95, .93, .95, 1, 1.12, 1.1, .95} // the first day is a Monday
	var day [4][]float64
	for d := range Period {
		base := weekday[d%7] * (1 + .18*math.Sin(2*math.Pi*float64(d-105)/365.25))
		weekend, late, early := .6, 0.0, 0.0
		if d%7 == 4 || d%7 == 5 {
			weekend = 5
		}
		if d >= emerging {
			late = 1
		}
		if d < diminishing {
			early = 1
		}
		for k, share := range []float64{1, weekend, late, early} {
			day[k] = append(day[k], base*share)
		}
	}
	for k := range day {
		c.days[k] = newWheel(day[k])
	}
	night := make([]float64, 24)
	for h, w := range byHour {
		switch {
		case h < 4:
			night[h] = w * 4
		case h < 20:
			night[h] = w * .15
		default:
			night[h] = w * 3
		}
	}
	c.hours, c.nightly = newWheel(byHour), newWheel(night)
}

func inside(r *rand.Rand) (x, y float64) {
	for {
		x, y = West+(East-West)*r.Float64(), South+(North-South)*r.Float64()
		if u, v := (x-middleX)/radiusX, (y-middleY)/radiusY; u*u+v*v <= 1 {
			return x, y
		}
	}
}

type event struct {
	x, y, from float64
	kind       int
}

// Write writes n events as CSV with the columns id,x,y,t_from_min,t_to_min,type,comp. The same n gives the same file.
func Write(w io.Writer, n int) error {
	c, r := build(), rand.New(rand.NewPCG(seedOfEvents, uint64(n)))
	addresses := c.addresses(r, max(50, n/25))
	all := make([]event, n)
	var later []int
	for i := range all {
		switch share := r.Float64(); {
		case share < .40:
			all[i] = c.near(r, c.towns[c.town.turn(r)], Background)
		case share < .55:
			x, y := inside(r)
			all[i] = event{x, y, c.moment(r, Background), Scattered}
		case share < .80:
			s := c.hot[c.heat.turn(r)]
			all[i] = c.near(r, s, s.kind)
		case share < .88 && i > 0:
			later = append(later, i)
		default:
			a := addresses.places[addresses.use.turn(r)]
			all[i] = event{a[0], a[1], c.moment(r, Background), RepeatAddress}
		}
	}
	for _, i := range later { // follows one that is there already
		parent := all[r.IntN(i)]
		d, angle := 80*math.Sqrt(2*r.ExpFloat64()), 2*math.Pi*r.Float64()
		all[i] = event{parent.x + d*math.Cos(angle), parent.y + d*math.Sin(angle), parent.from + min(5*1440*r.ExpFloat64(), 28*1440), NearRepeat}
	}
	return c.write(w, r, all)
}

func (c *city) near(r *rand.Rand, s spot, kind int) event {
	return event{s.x + s.sd*r.NormFloat64(), s.y + s.sd*r.NormFloat64(), c.moment(r, kind), kind}
}

func (c *city) moment(r *rand.Rand, kind int) float64 {
	days, hours := c.days[0], c.hours
	if kind >= Persistent && kind <= Diminishing {
		days = c.days[kind-Persistent]
	}
	if kind == Night {
		hours = c.nightly
	}
	return float64(days.turn(r)*1440 + hours.turn(r)*60 + r.IntN(60))
}

type addressBook struct {
	places [][2]float64
	use    *wheel
}

// addresses are used by rank: the first much more often than the last.
func (c *city) addresses(r *rand.Rand, n int) addressBook {
	var a addressBook
	weights := make([]float64, n)
	for i := range n {
		x, y := inside(r)
		if i >= n/2 {
			t := c.towns[c.town.turn(r)]
			x, y = t.x+600*r.NormFloat64(), t.y+600*r.NormFloat64()
		}
		a.places, weights[i] = append(a.places, [2]float64{x, y}), 1/math.Sqrt(float64(i+1))
	}
	a.use = newWheel(weights)
	return a
}

var types = []string{"ASB", "Violence", "Theft", "Vehicle", "Burglary", "Damage", "Public order"}

func (c *city) write(w io.Writer, r *rand.Rand, all []event) error {
	kinds := newWheel([]float64{.3, .24, .18, .1, .07, .06, .05})
	b := bufio.NewWriterSize(w, 1<<20)
	if _, err := b.WriteString("id,x,y,t_from_min,t_to_min,type,comp\n"); err != nil {
		return err
	}
	const end = Period * 1440
	for i, e := range all {
		x, y := clip(e.x, West, East-1), clip(e.y, South, North-1)
		if r.Float64() < .35 && e.kind < NearRepeat {
			x, y = c.snap.of(x, y)
		}
		from := min(max(int(e.from), 0), end-1)
		to := from
		if r.Float64() < .4 { // noticed only some time after: the interval in which it may have happened
			to = min(end, from+int(max(1, min(math.Exp(6+r.NormFloat64()), 4320))))
		}
		if _, err := fmt.Fprintf(b, "%d,%d,%d,%d,%d,%s,%d\n", i, int(x), int(y), from, to, types[kinds.turn(r)], e.kind); err != nil {
			return err
		}
	}
	return b.Flush()
}

func clip(v, low, high float64) float64 { return math.Round(min(max(v, low), high)) }
