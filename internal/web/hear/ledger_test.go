package hear_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/web/browsertest"
)

// choose begins a report and goes as far as the first page after the category; it gives what the doors show.
func (p *resident) choose(group, category string) string {
	p.t.Helper()
	p.post("/report/clear")
	p.get("/report")
	p.post("/report/danger", "now", "no")
	_, body := p.post("/report/what?group="+url.QueryEscape(group), "category", category)
	return plain(body)
}

func TestEachDoorIsShownAndTheReportIsTakenAllTheSame(t *testing.T) {
	s := programtest.Start(t)
	p := newResident(t, s)
	for _, c := range []struct{ group, category, want string }{
		{"Drugs and alcohol", "drug-use", "Ring 101 for anti-social behaviour, drug dealing and crime that is not happening now"}, // ledger 3
		{"Drugs and alcohol", "drug-dealing", "choose “Antisocial behaviour”"},                                                    // ledger 4
		{"Drugs and alcohol", "drug-dealing", "www.met.police.uk/report"},
		{"Hate", "hate", "999"}, {"Hate", "hate", "101"}, {"Hate", "hate", "www.towerhamlets.gov.uk/HateCrime"}, {"Hate", "hate", "www.report-it.org.uk"}, // ledger 7
		{"Worried about somebody", "child-worry", "Find children's social care"}, {"Worried about somebody", "adult-worry", "Find adult social care"}, // ledger 9
		{"Worried about somebody", "rough-sleeping", "Find help with homelessness"}, {"Worried about somebody", "substance-worry", "0203 889 9510"},
		{"Something else", "housing-repair", "Your landlord may be the right door"}, {"Something else", "benefit-fraud", "www.gov.uk/report-benefit-fraud"},
	} {
		shown := strings.ReplaceAll(p.choose(c.group, c.category), "&#39;", "'")
		if !strings.Contains(shown, c.want) || !strings.Contains(shown, "Go on and report it here") {
			t.Errorf("%s does not show %q: %s", c.category, c.want, shown)
		}
		if _, again := p.get("/report/doors"); !strings.Contains(again, "Go on and report it here") {
			t.Errorf("%s: the doors cannot be opened again", c.category)
		}
	}
}

func TestTheFirstThingAboutDangerIsNineNineNine(t *testing.T) {
	s := programtest.Start(t)
	p := newResident(t, s)
	for _, now := range []string{"danger", "happening"} { // ledger 1
		p.post("/report/clear")
		p.get("/report")
		at, body := p.post("/report/danger", "now", now)
		if at != "/report/doors" || !strings.Contains(body, `href="tel:999"`) || strings.Contains(body, "tel:101") {
			t.Errorf("%s leads to %s: %s", now, at, plain(body))
		}
		if at, _ := p.pass(at, body); at != "/report/what" {
			t.Errorf("going on leads to %s", at)
		}
	}
}

func TestDealingOutsideASchoolTurnsTheAdviceFrom101To999(t *testing.T) {
	s := programtest.Start(t)
	p := newResident(t, s)
	p.choose("Drugs and alcohol", "drug-dealing") // ledger 2
	_, body := p.get("/report/doors")
	if !strings.Contains(body, `href="tel:101"`) {
		t.Errorf("101 is not offered: %s", plain(body))
	}
	p.pass("/report/doors", body)
	p.answer("/report/where", "/report/place", "place", "Tench Street")
	p.answer("/report/place", "/report/kind", "match", "street tench-street")
	at, body := p.post("/report/kind", "kind", "school")
	if at != "/report/doors" || !strings.Contains(body, `href="tel:999"`) || strings.Contains(body, "tel:101") {
		t.Errorf("a school leads to %s: %s", at, plain(body))
	}
}

func TestARepairReportedHereIsPassedOnAndOwned(t *testing.T) {
	s := programtest.Start(t)
	p := newResident(t, s)
	at, body := "/report/doors", ""
	p.choose("Something else", "housing-repair") // ledger 8
	_, body = p.get(at)
	p.pass(at, body)
	p.answer("/report/where", "/report/place", "place", "SW1A 1AA")
	if _, body = p.get("/report/place"); !strings.Contains(body, "may be outside the borough") {
		t.Errorf("a postcode elsewhere: %s", plain(body))
	}
	p.answer("/report/place", "/report/kind", "match", "outside")
	p.answer("/report/kind", "/report/when", "kind", "home")
	p.answer("/report/when", "/report/often")
	p.answer("/report/often", "/report/who", "often", "daily", "repeat", "yes")
	p.answer("/report/who", "/report/story", "affected", "household", "because", "no")
	p.answer("/report/story", "/report/photos", "what", "The lift has been broken for two weeks")
	p.answer("/report/photos", "/report/you")
	p.answer("/report/you", "/report/check", "you", "anonymous")
	_, body = p.post("/report/check")
	if !strings.Contains(plain(body), "We have asked Council housing, neighbourhood housing officers to take it on") {
		t.Errorf("a repair outside the borough: %s", plain(body))
	}
}

func TestACategoryIsFoundInOnesOwnWords(t *testing.T) {
	s := programtest.Start(t)
	p := newResident(t, s)
	p.get("/report")
	p.post("/report/danger", "now", "no")
	if _, body := p.get("/report/what?q=laughing+gas"); !strings.Contains(body, `value="nitrous-oxide"`) {
		t.Errorf("laughing gas: %s", plain(body))
	}
	for words, category := range map[string]string{"my husband hits me": "domestic-abuse", "man follow me home": "threats", "asb": "groups"} {
		if _, body := p.get("/report/what?q=" + url.QueryEscape(words)); !strings.Contains(body, `value="`+category+`"`) || !strings.Contains(body, `value="other"`) {
			t.Errorf("%q does not offer %s, and something else beside it", words, category)
		}
	}
	if _, body := p.get("/report/what?q=i+am+scared"); !strings.Contains(body, "We are not sure that we understood") {
		t.Error("what rests on a guess is offered as if it were understood")
	}
	if _, body := p.get("/report/what?q=" + url.QueryEscape(`"><script>x`)); !strings.Contains(body, "We found nothing") || strings.Contains(body, "<script>x") {
		t.Errorf("nonsense: %s", plain(body))
	}
	p.answer("/report/what?q=laughing+gas", "/report/where", "category", "nitrous-oxide")
}

func TestAPlaceIsPinnedOnAMapAndWhatIsWrittenIsSavedOnTheWay(t *testing.T) {
	s := programtest.Start(t)
	h := &hand{Page: browsertest.Open(t), name: "pin"}
	h.Go(s.URL + "/report")
	h.radio("now", "danger")
	h.on("/report/doors")
	h.on("/report/what")
	h.radio("group", "Noise")
	h.on("/report/what?group=Noise")
	h.radio("category", "unlicensed-music")
	h.on("/report/doors")
	h.on("/report/where")
	h.TabTo("a[href='/report/map']")
	h.PressFor("Enter")
	h.Wait(`document.querySelector("#pin-canvas").dataset.state === "drawn"`)
	h.look("1-map")
	h.TabTo("#pin-canvas canvas")
	h.Press("Enter")
	h.on("/report/kind")
	h.radio("kind", "park")
	h.on("/report/when")
	h.on("/report/often")
	h.radio("often", "once")
	h.radio("repeat", "no")
	h.on("/report/who")
	h.radio("affected", "me")
	h.radio("because", "yes")
	h.on("/report/doors")
	h.Want("This may be a hate crime", "Report-It")
	h.on("/report/strand")
	h.on("/report/story")
	if h.Count(".govuk-exit-this-page") == 0 {
		t.Error("a report of danger has no way to leave at once")
	}
	h.write("#what", "Half a sentence")
	h.Wait(`document.querySelector("form[data-autosave]").dataset.state === "saved"`)
	h.Go(s.URL + "/report/story") // the telephone was switched off and on
	if got := browsertest.Eval[string](h.Page, `document.getElementById("what").value`); got != "Half a sentence" {
		t.Errorf("what was written came back as %q", got)
	}
	h.look("2-story")
}
