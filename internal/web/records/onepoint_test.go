package records_test

import (
	"context"
	"math"
	"net/url"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/web/browsertest"
)

// Records at one point are one dot on the map. Pressed, it lists every one of them with a link that opens it; the table beside
// has them too.
func TestEveryRecordOfOnePointCanBeOpenedOnTheMap(t *testing.T) {
	s := programtest.Start(t)
	at := middle(s)
	var refs []string
	err := change.Of(s.Program.Gate).Write(context.Background(), access.System("test"), func(u *change.Unit) error {
		for _, title := range []string{"First round", "Second round", "Third round"} {
			e, err := u.Create(record.Draft{Kind: "patrol", Title: title, OwnerBody: "council", Team: "theos", Point: &at, Fields: record.Fields{"team": "theos"}})
			if err != nil {
				return err
			}
			refs = append(refs, e.Record().Reference)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	p := browsertest.Open(t)
	p.Go(s.URL + "/sign-in?next=" + url.QueryEscape("/records/patrol/map"))
	p.Fill("#username", "thistle")
	p.Fill("#password", programtest.Password)
	p.Follow("form[action='/sign-in'] button[type=submit]")
	p.Wait(`document.querySelector("#map-canvas").dataset.state === "drawn"`)
	p.Click("#map-canvas canvas")
	p.Wait(`document.querySelectorAll(".maplibregl-popup a").length === 3`)
	for _, ref := range refs {
		if p.Count(".maplibregl-popup a[href='/record/"+ref+"']") != 1 || p.Count("table a[href='/record/"+ref+"']") < 1 {
			t.Errorf("%s is not in what the map tells and in the table", ref)
		}
	}
	p.Check()
	p.Screenshot("one-point")
	p.Follow(".maplibregl-popup li:nth-child(2) a")
	if !strings.HasPrefix(p.Path(), "/record/") {
		t.Errorf("the second of three leads to %s", p.Path())
	}
}

// middle is the place under the middle of the map: that of the wards' bounds, as the Mercator projection has it.
func middle(s *programtest.Server) record.Point {
	west, south, east, north := 180.0, 90.0, -180.0, -90.0
	for _, a := range s.Program.Atlas().Areas(s.Program.Pack.Partnership.Wards, when.Date{}) {
		low, high := a.Bounds()
		west, south, east, north = min(west, low.Lon), min(south, low.Lat), max(east, high.Lon), max(north, high.Lat)
	}
	up := func(lat float64) float64 { return math.Log(math.Tan(math.Pi/4 + lat*math.Pi/360)) }
	lat := (2*math.Atan(math.Exp((up(south)+up(north))/2)) - math.Pi/2) * 180 / math.Pi
	return record.Point{Lon: (west + east) / 2, Lat: lat}
}
