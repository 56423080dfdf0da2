package browsertest_test

import (
	"math"
	"strconv"
	"testing"

	"github.com/wardmote/wardmote/internal/web/browsertest"
)

func TestEveryComponentIsFreeOfFindingsAtEveryWidthAndWithoutScripts(t *testing.T) {
	g := open(t)
	for _, path := range []string{"/gallery", "/casework", "/charts", "/form", "/nowhere"} {
		for name, options := range map[string][]browsertest.Option{"desktop": nil, "narrow": {browsertest.Narrow}, "no-script": {browsertest.NoScript}} {
			if name == "no-script" && path != "/gallery" && path != "/form" {
				continue // the others hold no component whose markup changes with scripts
			}
			t.Run(path[1:]+"-"+name, func(t *testing.T) {
				p := browsertest.Open(t, options...)
				if status := p.Go(g.URL + path); status != 200 && path != "/nowhere" {
					t.Fatalf("status %d", status)
				}
				p.Screenshot(path[1:] + "-" + name)
				p.Check()
			})
		}
	}
}

func TestAFormIsFilledInByKeyboardAloneAndSavedOnTheWay(t *testing.T) {
	g := open(t)
	p := browsertest.Open(t)
	p.Go(g.URL + "/form")
	p.Press("Tab")
	p.WantFocus(".govuk-skip-link")
	p.TabTo("input[name=what]")
	p.Press("ArrowDown")
	p.TabTo("#detail")
	p.Type("Loud music every night")
	p.Wait(`document.querySelector("form[data-autosave]").dataset.state === "saved"`)
	p.Want("Saved")
	g.mu.Lock()
	if len(g.drafts) == 0 || g.drafts[len(g.drafts)-1] != "Loud music every night" {
		t.Errorf("the drafts are %q", g.drafts)
	}
	g.mu.Unlock()
	p.TabTo("#on-day")
	p.Type("31")
	p.TabTo("#on-month")
	p.Type("2")
	p.TabTo("#on-year")
	p.Type("2026")
	p.TabTo("button.govuk-button:not([hidden])")
	if status := p.PressFor("Enter"); status != 422 {
		t.Errorf("status %d, want 422", status)
	}
	p.Want("There is a problem", "The date it happened must be a real date")
	p.WantFocus(".govuk-error-summary")
	p.Check()
	p.TabTo(`a[href="#on-day"]`)
	p.Press("Enter")
	p.WantFocus("#on-day")
	p.Fill("#on-day", "3")
	if status := p.Follow("form[data-autosave] button.govuk-button"); status != 200 {
		t.Errorf("status %d", status)
	}
	p.Want("Success", "Your report was taken")
}

func TestASecondClickSendsNothing(t *testing.T) {
	g := open(t)
	p := browsertest.Open(t)
	p.Go(g.URL + "/form")
	p.Fill("#detail", "Loud music")
	browsertest.Eval[bool](p, `(() => { const f = document.querySelector("form[data-autosave]"); f.requestSubmit(); f.requestSubmit(); return true; })()`)
	p.Wait(`document.title.startsWith("Error")`)
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.posts) != 1 {
		t.Errorf("the form was sent %d times", len(g.posts))
	}
}

func TestTheSameFormWorksWithoutScripts(t *testing.T) {
	g := open(t)
	p := browsertest.Open(t, browsertest.NoScript)
	p.Go(g.URL + "/form")
	p.Fill("#detail", "Loud music")
	p.Click("#what")
	if status := p.Follow("form[data-autosave] button.govuk-button"); status != 200 {
		t.Errorf("status %d", status)
	}
	p.Want("Your report was taken")
}

func TestMapsAreDrawnUnderTheContentPolicyWithTheirFactsBeside(t *testing.T) {
	g := open(t)
	for name, options := range map[string][]browsertest.Option{"desktop": nil, "narrow": {browsertest.Narrow}} {
		t.Run(name, func(t *testing.T) {
			p := browsertest.Open(t, options...)
			p.Go(g.URL + "/map")
			p.Wait(`[...document.querySelectorAll("[data-wm-map]")].every(m => m.dataset.state === "drawn")`)
			p.Screenshot("map-" + name)
			p.Check()
			p.Want("Hotspots of noise, 2018", "North", "31")
		})
	}
	p := browsertest.Open(t, browsertest.NoScript)
	p.Go(g.URL + "/map")
	p.Screenshot("map-no-script")
	p.Check()
	p.Want("Hotspots of noise, 2018", "North", "31", "Longitude")
}

func TestPaperHoldsWhatIsReadAndNotWhatIsPressed(t *testing.T) {
	g := open(t)
	p := browsertest.Open(t, browsertest.Paper)
	p.Go(g.URL + "/charts")
	p.Screenshot("charts-paper")
	p.Want("Reports by month, 2018", "above the upper limit", "Everything, once")
	if p.Contains("Sign out") || p.Contains("Hotspots") {
		t.Error("the printed page holds navigation")
	}
	if got := browsertest.Eval[bool](p, `document.querySelector(".wm-chart__figures table").checkVisibility({contentVisibilityAuto: true, opacityProperty: true})`); !got {
		t.Error("the table of a chart is not on paper")
	}
}

func TestAPlaceIsPickedByPressAndByKeyboard(t *testing.T) {
	g := open(t)
	p := browsertest.Open(t)
	p.Go(g.URL + "/map")
	p.Wait(`document.querySelector("#pick-canvas").dataset.state === "drawn"`)
	p.TabTo("#pick-canvas canvas")
	p.Press("Enter")
	number := func(id string) float64 {
		v, err := strconv.ParseFloat(browsertest.Eval[string](p, `document.getElementById("`+id+`").value`), 64)
		if err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		return v
	}
	if lon, lat := number("lon"), number("lat"); math.Abs(lon+0.03) > 0.002 || math.Abs(lat-51.515) > 0.002 {
		t.Errorf("the place under the cross is %v, %v; the map's middle is -0.03, 51.515", lon, lat)
	}
	p.Want("Place picked")
	p.Press("ArrowLeft")
	p.Wait(`(() => { document.querySelector("[data-wm-pick=pick]").click(); return Number(document.getElementById("lon").value) < -0.032; })()`)
	p.Click("#pick-canvas canvas")
	p.Wait(`document.getElementById("lat").value !== ""`)
}
