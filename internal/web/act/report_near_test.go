package act_test

import (
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

// However much newer there is in the rest of the ward, triage sees what lies near: reports of half a year and open cases,
// on either side of the ward's border.
func TestTriageSeesWhatLiesNearBehindAWardFullOfNewerReports(t *testing.T) {
	s := programtest.Start(t)
	ref := send(t, s, &report.Filled{Category: "groups", What: "They shout under the window."}).Reference
	at := look(t, s, ref).Point
	now, near := s.Program.Gate.Now(), []string{}
	err := change.Of(s.Program.Gate).Write(ctx, access.System("test"), func(u *change.Unit) error {
		said := map[string]string{"report": "what", "asb-case": "summary"}
		make := func(kind string, days int, area string, north float64) string {
			u.Backdate(now.Add(-time.Duration(days) * 24 * time.Hour))
			e, err := u.Create(record.Draft{Kind: kind, Title: "Groups", Category: "groups", OwnerBody: "council", Area: area, Point: &record.Point{Lon: at.Lon, Lat: at.Lat + north/111_250},
				Fields: record.Fields{"category": "groups", said[kind]: "Groups gather"}})
			if err != nil {
				t.Fatal(err)
			}
			return e.Record().Reference
		}
		near = append(near, make("report", 100, whitechapel, 60), make("report", 90, "E05009335", -100), make("asb-case", 300, whitechapel, 120))
		for range 70 {
			make("report", 1, whitechapel, 400)
			make("asb-case", 1, whitechapel, 400)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	_, body := s.Get(s.SignIn("bramble"), "/triage/"+ref)
	for _, r := range near {
		if !strings.Contains(body, r) {
			t.Errorf("%s, which lies near, is not on the page", r)
		}
	}
	if !strings.Contains(body, "120 metres") || strings.Contains(body, "400 metres") {
		t.Error("what is shown is not what lies near")
	}
}
