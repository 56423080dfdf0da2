package hear_test

import (
	"testing"

	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/web/browsertest"
)

// hand answers pages with the keyboard alone, and holds every page that it sees to axe-core.
type hand struct {
	*browsertest.Page
	name string
}

// look keeps a picture and checks the page. The narrow window checks every page of the journey; the others check those
// whose markup differs with the width or without scripts.
func (h *hand) look(name string) {
	h.Screenshot(h.name + "-" + name)
	if h.name == "narrow" || !journeyPage[h.name] || differs[name] {
		h.Check()
	}
}

var (
	journeyPage = map[string]bool{"desktop": true, "no-script": true}
	differs     = map[string]bool{"01-home": true, "03-emergency": true, "14-story": true, "15-photos": true, "18-check": true, "21-track": true}
)

// radio chooses by keyboard the radio of that value: Tab reaches the group, the arrows move in it.
func (h *hand) radio(name, value string) {
	h.TabTo("input[name=" + name + "]")
	for range 60 {
		if browsertest.Eval[bool](h.Page, `(document.querySelector('input[name="`+name+`"]:checked') || {}).value === "`+value+`"`) {
			return
		}
		if browsertest.Eval[bool](h.Page, `document.activeElement.value === "`+value+`"`) {
			h.Press("Space")
			continue
		}
		h.Press("ArrowDown")
	}
}

// write types into a field that the keyboard reaches.
func (h *hand) write(css, text string) {
	h.TabTo(css)
	h.Type(text)
}

// on presses the button of the page.
func (h *hand) on(want string) {
	h.TabTo("main form button.govuk-button:not(.govuk-button--secondary), main form[action='/report/doors'] button")
	if status := h.PressFor("Enter"); status >= 400 {
		h.Want("nothing: the answer was refused with that status")
	}
	if got := h.Path(); got != want {
		h.Want("the path " + want + " and not " + got)
	}
}

// report walks from the start page to the receipt and gives reference and PIN.
func (h *hand) report(url string) (reference, pin string) {
	h.Go(url + "/")
	h.look("01-home")
	h.TabTo("a[href='/report'].govuk-button")
	h.PressFor("Enter")
	h.look("02-danger")
	h.radio("now", "happening")
	h.on("/report/doors")
	h.look("03-emergency")
	h.Want("Ring 999", "Go on and report it here")
	h.on("/report/what")
	h.look("04-what")
	h.radio("group", "Drugs and alcohol")
	h.on("/report/what?group=Drugs+and+alcohol")
	h.look("05-which")
	h.radio("category", "drug-dealing")
	h.on("/report/doors")
	h.look("06-doors")
	h.Want("Antisocial behaviour")
	h.on("/report/where")
	h.look("07-where")
	h.write("#place", "Brick Lane")
	h.on("/report/place")
	h.look("08-place")
	h.radio("match", "market brick-lane")
	h.on("/report/kind")
	h.look("09-kind")
	h.radio("kind", "playground")
	h.on("/report/doors")
	h.look("10-school")
	h.Want("Ring 999")
	h.on("/report/when")
	h.look("11-when")
	h.write("#from-day", "1")
	h.write("#from-month", "3")
	h.write("#from-year", "2024")
	h.on("/report/often")
	h.look("12-often")
	h.radio("often", "weekly")
	h.radio("repeat", "no")
	h.on("/report/who")
	h.look("13-who")
	h.radio("affected", "everyone")
	h.radio("because", "no")
	h.on("/report/story")
	h.look("14-story")
	h.write("#what", "The same two cars every afternoon")
	h.on("/report/photos")
	h.look("15-photos")
	h.on("/report/you")
	h.look("16-you")
	h.radio("you", "anonymous")
	h.on("/report/doors")
	h.look("17-anonymous")
	h.Want("0800 555 111")
	h.on("/report/check")
	h.look("18-check")
	h.on("/report/sent")
	h.look("19-sent")
	return h.Text("#reference"), h.Text("#pin")
}

func (h *hand) follow(url, reference, pin string) {
	h.Go(url + "/track")
	h.look("20-door")
	h.write("#reference", reference)
	h.write("#pin", pin)
	h.on("/track")
	h.look("21-track")
	h.Want("We have your report", "What happens next")
	h.TabTo("a[href='/track/again']")
	h.PressFor("Enter")
	h.look("22-again")
	h.write("#words", "They were there again today")
	h.on("/track?done=again")
	h.look("23-added")
	h.Want("We have added that it happened again", "They were there again today")
}

func TestAReportByKeyboardAloneWithoutScriptsAndOnATelephone(t *testing.T) {
	for name, options := range map[string][]browsertest.Option{"desktop": nil, "no-script": {browsertest.NoScript}, "narrow": {browsertest.Narrow}} {
		t.Run(name, func(t *testing.T) {
			s := programtest.Start(t)
			h := &hand{Page: browsertest.Open(t, options...), name: name}
			reference, pin := h.report(s.URL)
			h.follow(s.URL, reference, pin)
		})
	}
}
