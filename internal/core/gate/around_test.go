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
		around := func(r *record.Record) (refs []string) {
			err := g.Read(ctx, north, func(v *gate.View) error {
				list, err := v.List(gate.Query{Kinds: []string{"report"}, Bare: true, Around: gate.Near(r, 250), Limit: 100})
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
		if got := around(at); !slices.Equal(got, near) {
			t.Errorf("around are %v, want %v", got, near)
		}
		if got := around(&record.Record{}); len(got) != 0 {
			t.Errorf("around what has no place are %v", got)
		}
	})
}
