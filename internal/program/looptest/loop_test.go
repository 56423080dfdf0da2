package looptest

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/act/acttest"
	"github.com/wardmote/wardmote/internal/demo"
	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/web/browsertest"
)

const (
	residentsWard = "E05009333" // Spitalfields & Banglatown, in the north-west locality
	engaged       = "14"
	offered       = "3"
	answered      = "Patrols went there and the landlord locked the street door. It has been quiet since."
)

// TestTheWholeLoopByKeyboardAloneWithoutScriptsAndOnATelephone is the whole of what the platform is for, on real police
// data: every step is done on a page by the person whose step it is.
func TestTheWholeLoopByKeyboardAloneWithoutScriptsAndOnATelephone(t *testing.T) {
	c := newClock()
	s := programtest.StartWith(t, programtest.Options{Now: c.now})
	if err := demo.Facts(context.Background(), s.Program); err != nil {
		t.Fatal(err)
	}
	for _, w := range []*walk{
		{name: "keyboard", keys: true, crime: "burglary"},
		{name: "no-script", options: []browsertest.Option{browsertest.NoScript}, crime: "drugs"},
		{name: "narrow", options: []browsertest.Option{browsertest.Narrow}, crime: "robbery"},
	} {
		t.Run(w.name, func(t *testing.T) {
			w.T, w.server, w.clock = t, s, c
			w.loop()
		})
	}
}

func (w *walk) loop() {
	resident := w.person()
	reference, pin := resident.reports()
	officer := w.staff("bramble", "Reports waiting for your team to accept", reference)
	kase := officer.takesOn(reference)
	tasking, place, ward := w.staff("reed").findsAPlace()
	w.staff("aster", "Taskings to agree", place).agrees(tasking)
	w.staff("thistle", "Start a patrol", place).patrols(tasking)
	officer.closes(kase, reference)
	w.staff("juniper", "Closings to agree", kase).agreesClosing(kase, reference)
	resident.reads(reference, pin)
	w.clock.publicationDay()
	w.staff("sage").answersFor()
	w.person().looksAtWard(residentsWard, "People’s behaviour\t[c]", "Report a problem in this ward")
	w.person().looksAtWard(ward, "People engaged\t", "\t"+engaged)
}

// reports walks from the start page to the receipt.
func (p *person) reports() (reference, pin string) {
	p.Go(p.walk.server.URL + "/")
	p.see("Ring 999")
	p.link("/report")
	p.see("In an emergency ring 999 now", "Is anybody in danger")
	p.radio("now", "no")
	p.send("/report/what")
	p.see()
	p.radio("group", "People’s behaviour")
	p.send("/report/what?group=")
	p.see()
	p.radio("category", "groups")
	p.send("/report/doors")
	p.see("101")
	p.send("/report/where")
	p.see()
	p.write("#place", "Brick Lane")
	p.send("/report/place")
	p.see("A market or shop, Spitalfields", "A street or road, Weavers, Spitalfields") // two places of one name can be told apart
	p.radio("match", "market brick-lane")
	p.send("/report/kind")
	p.see()
	p.radio("kind", "street")
	p.send("/report/when")
	p.see()
	p.date("from", 1, 3, 2024)
	p.send("/report/often")
	p.see()
	p.radio("often", "weekly")
	p.radio("repeat", "no")
	p.send("/report/who")
	p.see()
	p.radio("affected", "everyone")
	p.radio("because", "no")
	p.send("/report/story")
	p.see()
	p.write("#what", "They shout under the window and spit at the door.")
	p.send("/report/photos")
	p.see()
	p.send("/report/you")
	p.see()
	p.radio("you", "contact")
	p.send("/report/contact")
	p.see()
	p.write("#name", "Holly Turnstile")
	p.write("#email", "holly."+p.walk.name+"@demo.example")
	p.radio("safe", "yes")
	p.send("/report/")
	if strings.HasPrefix(p.Path(), "/report/same") {
		p.see("Has this been reported already?")
		p.radio("same", "different")
		p.send("/report/check")
	}
	p.see("They shout under the window")
	p.send("/report/sent")
	p.see("Write down the reference and the PIN now")
	return p.Text("#reference"), p.Text("#pin")
}

// takesOn is the officer of the ward: the report is accepted, its sender is contacted, and a case with an action is opened.
func (p *person) takesOn(reference string) (kase string) {
	path := "/triage/" + reference
	p.link(path)
	p.see("They shout under the window", "What to do now", "Holly Turnstile")
	p.press("form[action$='/accept'] button")
	p.see(reference + " is accepted")
	p.link(path + "/contact")
	p.see("stops the clock")
	p.write("#how", "Rang her. She cannot sleep. We agreed to speak every Friday.")
	p.send(path)
	p.see("Contact is noted")
	p.link(path + "/open-case")
	p.see()
	p.radio("kind", "asb-case")
	p.send("/triage/")
	p.see("is open for ASB officers, north-west")
	p.press("a[href^='/record/ASB-']")
	p.see("Action plan")
	kase = p.last()
	p.link("?add=action#add")
	p.see()
	due := p.walk.server.Program.Gate.Now().Date().AddDays(7)
	p.write("#what", "Ask the landlord to lock the street door")
	p.date("due", due.DayOfMonth(), int(due.Month()), due.Year())
	p.send("/record/" + kase)
	p.see("The action is set", "Ask the landlord to lock the street door")
	return kase
}

// findsAPlace is the analyst, who makes a tasking of the strongest place that is more than chance.
func (p *person) findsAPlace() (tasking, place, ward string) {
	p.link("/analysis/hotspots")
	p.see()
	p.unfold()
	p.tick("input[name=types][value='" + p.walk.crime + "']")
	p.press("form[action='/analysis/hotspots'] button[type=submit]")
	p.see("The strongest places", "More than chance?")
	if got := p.Text("#places tbody tr:first-child td:nth-of-type(8)"); got != "Yes" {
		p.walk.Fatalf("the strongest place is more than chance: %q", got)
	}
	p.press("#places tbody tr:first-child a")
	p.see("Propose it")
	if got := browsertest.Eval[string](p.Page, "document.querySelector('#reason').value"); !strings.Contains(got, "would be expected if it were spread by chance") {
		p.walk.Errorf("the tasking's reason is %q", got)
	}
	ward = browsertest.Eval[string](p.Page, "document.querySelector('#area').value")
	p.write("#action", "Patrol on Friday and Saturday from 8pm and speak with those who gather")
	p.radio("problem", "asb")
	p.choose("#team", "theos")
	due := p.walk.server.Program.Gate.Now().Date().AddDays(4)
	p.date("due", due.DayOfMonth(), int(due.Month()), due.Year())
	p.send("/tasking/TK-")
	p.see("is proposed", "would be expected by chance")
	return p.last(), p.Text("h1"), ward
}

// agrees is the coordinator at the tasking meeting.
func (p *person) agrees(tasking string) {
	p.link("/tasking/" + tasking)
	p.see("Agree")
	p.press("form[action$='/agreed'] button")
	p.see("Agreed")
}

// patrols is the enforcement officer, who accepts the tasking, walks and counts, and with that finishes it.
func (p *person) patrols(tasking string) {
	p.link("/tasking/" + tasking)
	p.see("Patrol on Friday and Saturday from 8pm")
	p.press("form[action$='/accepted'] button")
	p.see("Accepted by the team")
	p.link("/patrol?tasking=" + tasking)
	p.see()
	p.press("main form button[value=start]")
	p.see("Patrol under way", "People engaged")
	p.write("#officers", "2")
	p.write("#engaged", engaged)
	p.write("#support_offers", offered)
	p.write("#result", "Moved on and spoken with; three offers of support made, one taken.")
	p.press("button[value=finish]")
	p.see("is recorded")
	p.Go(p.walk.server.URL + "/tasking/" + tasking)
	p.see("Done", "three offers of support made", "Patrol")
}

// closes is the officer again: the action is done, and the officer asks to end the case with a message to everybody who reported it.
func (p *person) closes(kase, reference string) {
	p.press("section[aria-labelledby=actions] li a")
	p.see()
	p.radio("state", "done")
	p.write("#outcome", "The landlord changed the lock.")
	p.send("/record/" + kase)
	p.see("The action is ended")
	p.link("/record/" + kase + "/contact")
	p.see("the target of first contact")
	p.radio("how", "In person")
	p.send("/record/" + kase)
	p.see("The contact is recorded")
	p.assesses(kase)
	p.link("/cases/" + kase + "/close")
	p.see(reference)
	p.radio("outcome", "stopped")
	p.write("#powers_considered", "A warning was enough.")
	p.write("#reason", "Quiet for a month.")
	p.write("#message", answered)
	p.send("/record/" + kase)
	p.see(kase+" waits for ASB team leader", "Waits to be closed")
}

// assesses is the officer who assesses the risk, without which the case is not closed.
func (p *person) assesses(kase string) {
	p.link("/record/" + kase + "/assess")
	p.see("Is somebody in danger now", "How much does it affect them?")
	answers := acttest.LeastRisk(p.walk.server.Program.Pack)
	for _, id := range slices.Sorted(maps.Keys(answers)) {
		p.radio(id, answers[id].(string))
	}
	p.send("/record/" + kase)
	p.see("The risk is assessed: low")
}

// agreesClosing is the team leader, who finds on her home what the officer asks, reads it and agrees.
func (p *person) agreesClosing(kase, reference string) {
	p.link("/record/" + kase)
	p.see("Waits to be closed", "A warning was enough.", answered)
	p.press("form[action$='/agree-closing'] button")
	p.see(kase+" is closed, and with it", reference)
}

// answersFor is the performance officer on the day of publication, who has the figures worked out and finds the patrol in them.
func (p *person) answersFor() {
	p.link("/plan")
	p.see("This quarter’s performance")
	p.link("/performance")
	p.see("What changed")
	p.press("form[action='/performance/compute'] button")
	p.see("The indicators have been computed again.")
	for id, value := range map[string]string{"patrols": "1", "people-engaged": engaged, "support-offers": offered} {
		p.Go(p.walk.server.URL + "/indicators/" + id)
		p.see("Values over time")
		row := "[aria-label='Table: computed values'] tbody tr:nth-child(2) td" // the first row is the quarter that still runs
		if got, _, _ := strings.Cut(p.Text(row), " "); got != value {
			p.walk.Errorf("the indicator %s is %q, want %s for the quarter of the patrol", id, got, value)
		}
	}
}

// reads is the resident: the answer, whether it was solved, and what their ward is told.
func (p *person) reads(reference, pin string) {
	p.link("/track")
	p.see()
	p.write("#reference", reference)
	p.write("#pin", pin)
	p.send("/track")
	p.see(answered, "Tell us how it went")
	p.link("/track/rate")
	p.see()
	p.radio("solved", "yes")
	p.radio("rating", "satisfied")
	p.radio("informed", "yes")
	p.send("/track?done=rate")
	p.see("Thank you. We have kept your answer.")
}

// looksAtWard is anybody, who reads what the public is told of a ward: small numbers are withheld.
func (p *person) looksAtWard(code string, texts ...string) {
	p.Go(p.walk.server.URL + "/wards")
	p.see()
	p.link("/wards/" + code)
	p.see(append(texts, "What was reported to us", "What was done")...)
}
