package gate_test

import (
	"slices"
	"testing"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/record"
)

func TestWhatLiesAroundARecordIsAtItsPlaceOrNearItsPoint(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		report := func(place string, p *record.Point) string {
			d := aReport("W1")
			d.Place, d.Point = place, p
			return create(t, g, d)
		}
		point := func(lon, lat float64) *record.Point { return &record.Point{Lon: lon, Lat: lat} }
		at := &record.Record{Place: "park", Point: point(-0.03, 51.52)}
		near := []string{report("park", nil), report("", point(-0.0301, 51.5201)), report("park", point(-0.2, 51.4))}
		report("", nil)
		report("hall", point(-0.03, 51.53))
		elsewhere := aReport("W2") // a long road is many places
		elsewhere.Place = "park"
		create(t, g, elsewhere)
		around := func(r *record.Record, kinds ...string) (refs []string) {
			err := g.Read(ctx, north, func(v *gate.View) error {
				list, err := v.List(gate.Query{Kinds: kinds, Bare: true, Around: gate.Near(r.Place, "W1", r.Point, 250), Limit: 100})
				for _, r := range list.Records {
					refs = append(refs, r.Reference)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			slices.Sort(refs)
			return refs
		}
		slices.Sort(near)
		for _, kinds := range [][]string{{"report"}, {"report", "case"}, nil} {
			if got := around(at, kinds...); !slices.Equal(got, near) {
				t.Errorf("around of %v are %v, want %v", kinds, got, near)
			}
		}
		if got := around(&record.Record{Place: "Park", Point: at.Point}); !slices.Equal(got, near) {
			t.Errorf("around the place written otherwise are %v, want %v", got, near)
		}
		if got := around(&record.Record{}); len(got) != 0 {
			t.Errorf("around what has no place are %v", got)
		}
	})
}

// What is near is what the distance says, wherever in its square of the ground a point lies.
func TestWhatIsNearIsFoundInEverySquareThatItsBoxTouches(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		middle := record.Point{Lon: 0.008, Lat: 51.005} // where four squares meet
		for _, far := range []float64{-500, -240, -10, 0, 10, 240, 500} {
			for _, d := range []record.Draft{aReport("W1"), {Kind: "case", Title: "Noise", OwnerBody: "council", Area: "W1"}} {
				d.Point = &record.Point{Lon: middle.Lon + far/70_000, Lat: middle.Lat + far/111_000}
				create(t, g, d)
			}
		}
		for _, move := range []float64{-0.0005, 0, 0.0005} {
			at := &record.Point{Lon: middle.Lon + move, Lat: middle.Lat}
			err := g.Read(ctx, north, func(v *gate.View) error {
				q := gate.Query{Kinds: []string{"report", "case"}, Around: gate.Near("", "", at, 300), Limit: 100}
				list, err := v.List(q)
				if err != nil || len(list.Records) != 10 {
					t.Errorf("%d records are within 300 metres of %v, want 10: %v", len(list.Records), at, err)
				}
				if n, err := v.Count(q); err != nil || n != 10 {
					t.Errorf("%d are counted, want 10: %v", n, err)
				}
				q.Words = "noise"
				if list, err = v.List(q); err != nil || len(list.Records) != 10 {
					t.Errorf("%d of them say a word, want 10: %v", len(list.Records), err)
				}
				q.Words, q.Limit = "", 4
				var refs []string
				for more := true; more; more = q.After != "" {
					if list, err = v.List(q); err != nil {
						return err
					}
					for _, r := range list.Records {
						refs = append(refs, r.Reference)
					}
					q.After = list.Next
				}
				if slices.Sort(refs); len(slices.Compact(refs)) != 10 {
					t.Errorf("its pages hold %v", refs)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}
