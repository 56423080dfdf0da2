package understand_test

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

// sightings records so many canister sightings, most of them at one place in Whitechapel.
func sightings(t *testing.T, s *programtest.Server, n int) {
	t.Helper()
	err := change.Of(s.Program.Gate).Write(context.Background(), access.System("test"), func(u *change.Unit) error {
		for i := range n {
			at := &record.Point{Lon: -0.0596, Lat: 51.5191}
			if i%4 == 0 {
				at = &record.Point{Lon: -0.02 - float64(i)*0.0005, Lat: 51.51 + float64(i%7)*0.002}
			}
			_, err := u.Create(record.Draft{Kind: "canister-sighting", Title: "Canisters", Area: "E05009336", Point: at, OwnerBody: "council",
				Occurred: when.At(time.Date(2026, 9, 1+i%28, 21, 0, 0, 0, time.UTC)), Fields: record.Fields{"canisters": 5}})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestCanisterSightingsBecomeHotSpotsOfNitrousOxide(t *testing.T) {
	s := withPolice(t)
	sightings(t, s, 60)
	c := s.SignIn("reed")
	status, body := s.Get(c, "/analysis/hotspots?source=canister-sighting&from=2026-09&to=2026-09")
	for _, want := range []string{"60 canister sightings were recorded in Tower Hamlets, in September 2026", "the partnership&#39;s own records", "Make this a tasking"} {
		if status != 200 || !strings.Contains(body, want) {
			t.Errorf("%d: the page does not say %q", status, want)
		}
	}
	if status, body = s.Get(c, "/analysis/hour-week?source=canister-sighting&from=2026-09&to=2026-09"); status != 200 || !strings.Contains(body, "Of 60 canister sightings") {
		t.Errorf("hours of the week: %d", status)
	}
}

func TestAnAnalystSeesWhereAndWhenAndNeverWhose(t *testing.T) {
	s := programtest.Start(t)
	sightings(t, s, 8)
	ctx := context.Background()
	points := func(user string, kinds ...string) (out []gate.Point, err error) {
		err = s.Program.Gate.Read(ctx, s.Principal(user), func(v *gate.View) (err error) {
			out, err = v.Points(gate.Query{Kinds: kinds})
			return err
		})
		return out, err
	}
	got, err := points("reed", "canister-sighting")
	if err != nil || len(got) != 8 {
		t.Fatalf("%v: %d points", err, len(got))
	}
	for _, p := range got {
		if math.Mod(p.Easting, 25) != 12.5 || math.Mod(p.Northing, 25) != 12.5 {
			t.Errorf("%g, %g is not the middle of a square of 25 m", p.Easting, p.Northing)
		}
	}
	if _, err := points("thistle", "canister-sighting"); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("a post that does not analyse was given points: %v", err)
	}
	var bad fault.Invalid
	for _, kind := range []string{"hate-incident", "concern", "no-such-kind", ""} {
		if _, err := points("reed", kind); !errors.As(err, &bad) {
			t.Errorf("%q: %v", kind, err)
		}
	}
	var noted bool
	err = s.Program.Gate.Read(ctx, s.Principal("heather"), func(v *gate.View) error {
		lines, err := v.Audit(gate.AuditQuery{Limit: 20})
		for _, l := range lines {
			noted = noted || l.Verb == "analyse" && l.Subject == "canister-sighting" && l.Rows == 8
		}
		return err
	})
	if err != nil || !noted {
		t.Errorf("the audit does not say that points were read: %v", err)
	}
}
