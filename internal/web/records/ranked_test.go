package records_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/browsertest"
)

// TestTheTenVehiclesSeenMostOftenAreListedWithTheirStops: ledger row 49. The plates are for the control room and the police; nobody else
// is led to the page or learns from it that there is one.
func TestTheTenVehiclesSeenMostOftenAreListedWithTheirStops(t *testing.T) {
	s := autumn(t)
	err := change.Of(s.Program.Gate).Write(context.Background(), access.System("test"), func(u *change.Unit) error {
		for car := range 12 {
			for seen := range car + 1 {
				_, err := u.Create(record.Draft{Kind: "cctv-detection", Title: "A vehicle", OwnerBody: "council", Team: "cctv-control", Area: whitechapel,
					Fields: record.Fields{"sort": "dealing-vehicle", "what": "A hand-over through the window", "registration": fmt.Sprintf("LX%02d AAA", car), "stopped": seen == 0 && car > 8}})
				if err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	finch := as(t, s, "finch")
	finch.reads("/records/cctv-detection", "Registration: most often")
	finch.reads("/records/cctv-detection/ranked", "Registration: recorded most often", "LX11 AAA 12 1", "LX10 AAA 11 1", "LX08 AAA 9 0", "LX02 AAA 3 0")
	if _, body := s.Get(finch.client, "/records/cctv-detection/ranked"); strings.Contains(body, "LX01 AAA") || strings.Contains(body, "LX00 AAA") {
		t.Error("more than ten are listed")
	}
	for _, other := range []string{"aster", "reed", "bramble"} {
		client := s.SignIn(other)
		if status, _ := s.Get(client, "/records/cctv-detection/ranked"); status != http.StatusNotFound && status != http.StatusForbidden {
			t.Errorf("%s opens the ranking of plates: %d", other, status)
		}
		if _, body := s.Get(client, "/records/cctv-detection"); strings.Contains(body, "most often") {
			t.Errorf("%s is led to the ranking of plates", other)
		}
	}
	p := browsertest.Open(t, browsertest.Narrow)
	enter(p, s, "finch")
	p.Go(s.URL + "/records/cctv-detection/ranked")
	p.Check()
	p.Screenshot("ranked-narrow")
}
