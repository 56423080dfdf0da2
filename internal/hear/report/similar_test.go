package report

import (
	"slices"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
)

// sent makes a report of litter as the program, so many metres north of the place.
func sent(t *testing.T, u *change.Unit, what string, north float64, amend func(*record.Draft)) string {
	t.Helper()
	d := record.Draft{Kind: "report", Title: what, Category: "litter", OwnerBody: "council", Area: whitechapel,
		Point: &record.Point{Lon: -0.0717, Lat: 51.5196 + north/111_250}, Fields: record.Fields{"category": "litter", "what": what, "place_kind": "street"}}
	if amend != nil {
		amend(&d)
	}
	e, err := u.Create(d)
	if err != nil {
		t.Fatal(err)
	}
	return e.Record().ID
}

// However many reports of the ward are newer, those that lie near are found, and what is elsewhere, closed, old or about
// something else is not.
func TestAReportNearIsFoundBehindAWardFullOfNewerOnes(t *testing.T) {
	each(t, func(t *testing.T, d *Desk, c *clock) {
		var want []string
		err := change.Of(d.Gate).Write(ctx, access.System("test"), func(u *change.Unit) error {
			u.Backdate(c.Now().Add(-20 * 24 * time.Hour))
			sent(t, u, "too long ago", 10, nil)
			u.Backdate(c.Now().Add(-72 * time.Hour))
			want = append(want, sent(t, u, "near", 40, nil),
				sent(t, u, "across the ward's border", -60, func(d *record.Draft) { d.Area = "E05009335" }),
				sent(t, u, "only the street is known", 0, func(d *record.Draft) { d.Point, d.Place = nil, "BRICK lane" }))
			sent(t, u, "the same street of another ward", 0, func(d *record.Draft) { d.Point, d.Place, d.Area = nil, "Brick Lane", "E05009335" })
			sent(t, u, "of hate, so it is restricted", 10, func(d *record.Draft) { d.Marking = "restricted" })
			sent(t, u, "of danger", 10, func(d *record.Draft) { d.Risk = "high" })
			sent(t, u, "about something else", 10, func(d *record.Draft) { d.Category, d.Fields["category"] = "noise", "noise" })
			u.Backdate(c.Now().Add(-time.Hour))
			for range 2 * similarMost {
				sent(t, u, "newer, and elsewhere in the ward", 260, nil)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		here := noise()
		here.Category = "litter"
		here.Point = &record.Point{Lon: -0.0717, Lat: 51.5196}
		similar, err := d.Similar(ctx, access.Public(), &here)
		var got []string
		for _, s := range similar {
			got = append(got, s.ID)
			if s.Reference != "" || s.Title != "" || s.Metres >= 0 && s.Metres%50 != 0 || s.Apart%(24*time.Hour) != 0 {
				t.Errorf("a stranger is told %+v", s)
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("found are %v, want %v: %v", got, want, err)
		}
	})
}
