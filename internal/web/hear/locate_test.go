package hear_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/place"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/web/browsertest"
)

// begun is a browser in which a report was begun and questions answered: path and body of each answer in turn.
func begun(t *testing.T, s *programtest.Server, answers [][2]string, options ...browsertest.Option) *browsertest.Page {
	t.Helper()
	p := browsertest.Open(t, options...)
	p.Go(s.URL + "/report")
	for _, a := range answers {
		sent := fmt.Sprintf(`fetch(%q, {method: "POST", body: new URLSearchParams(%q)}).then(r => r.status)`, a[0], a[1])
		if status := browsertest.Eval[int](p, sent); status != 200 {
			t.Fatalf("%v: %d", a, status)
		}
	}
	return p
}

// atWhere is a browser on the page that asks where it happened.
func atWhere(t *testing.T, s *programtest.Server) *browsertest.Page {
	t.Helper()
	p := begun(t, s, [][2]string{{"/report/danger", "now=no"}, {"/report/what?group=Noise", "category=noise"}}, browsertest.Narrow)
	p.Go(s.URL + "/report/where")
	return p
}

const locateStatus = "[data-wm-locate] [role=status]"

// pinnedAt is what the map's page would send.
func pinnedAt(p *browsertest.Page) string {
	return browsertest.Eval[string](p, `document.getElementById("pin-lon").value + " " + document.getElementById("pin-lat").value`)
}

func TestMyLocationIsTakenWhereTheDeviceTellsItAndNobodyIsLeftWithoutAWayWhereItDoesNot(t *testing.T) {
	s := programtest.Start(t)
	at := place.Point{Lon: -0.0716, Lat: 51.5199}
	t.Run("granted", func(t *testing.T) {
		p := atWhere(t, s)
		p.Stand(s.URL, at.Lon, at.Lat, 20)
		p.Want("Use my location")
		p.Check()
		p.Screenshot("locate-where")
		if status := p.Follow("form[data-wm-locate] button"); status != 200 || p.Path() == "/report/where" || p.Path() == "/report/map" {
			t.Fatalf("it leads to %s with %d", p.Path(), status)
		}
		p.Go(s.URL + "/report/where")
		if got, want := browsertest.Eval[string](p, `document.getElementById("place").value`), s.Program.Atlas().Describe(at, when.At(time.Now()).Date()); got != want || want == "" {
			t.Errorf("the report is at %q, want %q", got, want)
		}
		p.Go(s.URL + "/report/map")
		p.Wait(`document.querySelector("[data-wm-map]").dataset.state === "drawn"`)
		p.Stand(s.URL, -0.0203, 51.5054, 20) // elsewhere in the meantime
		p.Click("[data-wm-locate] button")
		p.Wait(`document.querySelector("` + locateStatus + `").textContent === "Your location is marked on the map."`)
		if got := pinnedAt(p); got != "-0.020300 51.505400" {
			t.Errorf("the map marks %s", got)
		}
		p.WantGround()
		p.Check()
		p.Screenshot("locate-map")
	})
	for name, c := range map[string]struct {
		stand func(*browsertest.Page)
		says  string
	}{
		"denied": {func(p *browsertest.Page) { p.HidePlace(s.URL) }, "Your device did not say where it is."},
		"rough":  {func(p *browsertest.Page) { p.Stand(s.URL, at.Lon, at.Lat, 3000) }, "Your device knows only roughly where it is."},
	} {
		t.Run(name, func(t *testing.T) {
			p := atWhere(t, s)
			c.stand(p)
			for _, path := range []string{"/report/where", "/report/map"} {
				p.Go(s.URL + path)
				p.Click("[data-wm-locate] button")
				p.Wait(`document.querySelector("` + locateStatus + `").textContent.startsWith("` + c.says + `")`)
				p.Want("Enter the place in words")
				if p.Path() != path || browsertest.Eval[bool](p, `document.querySelector("[data-wm-locate] button").disabled`) {
					t.Errorf("%s: it leads to %s, or cannot be asked again", path, p.Path())
				}
				p.Check()
			}
			if got := pinnedAt(p); got != " " {
				t.Errorf("the map marks %q", got)
			}
		})
	}
}
