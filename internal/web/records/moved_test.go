package records_test

import (
	"context"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

// TestACorrectedPlaceTakesWardOwnerAndRouteWithIt corrects a report from Brick Lane to Poplar by words and by a point. The ward, the
// title and the team that the pack's routes name follow, whoever corrects it; the body that has it keeps it until that team accepts.
func TestACorrectedPlaceTakesWardOwnerAndRouteWithIt(t *testing.T) {
	ctx, s := context.Background(), programtest.Start(t)
	found := s.Program.Atlas().Search("Poplar Recreation Ground", when.Date{}, 1).Matches
	if len(found) == 0 || len(found[0].Areas) == 0 {
		t.Fatal("the park is not known")
	}
	for way, values := range map[string]map[string]string{
		"words": {"c_where": "Poplar Recreation Ground", "c_where_for": "Poplar Recreation Ground", "c_where_pick": found[0].ID + "|" + found[0].Areas[0].Code},
		"point": {"c_lon": "-0.0140", "c_lat": "51.5105"},
	} {
		for _, who := range []string{"wren", "bramble"} {
			sent, err := s.Program.Reports.Send(ctx, access.Public(), &report.Filled{Asked: true, Category: "groups", What: "Every evening", Area: "E05009333", PlaceName: "Brick Lane",
				Point: &record.Point{Lon: -0.0716, Lat: 51.5199}}, nil)
			if err != nil {
				t.Fatal(err)
			}
			before := open(t, s, sent.Reference)
			status, body := fill(t, s, s.SignIn(who), "/record/"+sent.Reference+"/edit", values)
			after := open(t, s, sent.Reference)
			if ward, _ := s.Program.Pack.Area(after.Area); status != 200 || after.Area == before.Area || ward == nil || strings.Contains(after.Title, "Brick Lane") {
				t.Errorf("by %s, %s: %d, %s, %q\n%s", way, who, status, after.Area, after.Title, main(body))
			}
			want := s.Program.Pack.LocalityTeams("council", after.Area)
			if len(want) == 0 || after.Team != want[0].ID || after.Team == before.Team {
				t.Errorf("by %s, %s: it is with %s, as before with %s", way, who, after.Team, before.Team)
			}
			if after.OwnerBody != before.OwnerBody || after.State != "received" {
				t.Errorf("by %s, %s: %s owns it, state %s", way, who, after.OwnerBody, after.State)
			}
			if way == "words" && after.Point != nil && *after.Point == *before.Point {
				t.Error("the point of the old place stays")
			}
		}
	}
}

// TestARecordIsCorrectedWithoutAPlaceAndKeepsIt changes another answer: nothing of the place, the ward or the team moves.
func TestARecordIsCorrectedWithoutAPlaceAndKeepsIt(t *testing.T) {
	ctx, s := context.Background(), programtest.Start(t)
	sent, err := s.Program.Reports.Send(ctx, access.Public(), &report.Filled{Asked: true, Category: "groups", What: "Every evening", Area: "E05009333", PlaceName: "Brick Lane",
		Point: &record.Point{Lon: -0.0716, Lat: 51.5199}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	before := open(t, s, sent.Reference)
	fill(t, s, s.SignIn("wren"), "/record/"+sent.Reference+"/edit", map[string]string{"f_what": "Every evening, and at noon"})
	after := open(t, s, sent.Reference)
	if after.Fields.Text("what") != "Every evening, and at noon" || after.Area != before.Area || after.Team != before.Team || after.Place != before.Place || after.Title != before.Title {
		t.Errorf("%+v", after.Record)
	}
}
