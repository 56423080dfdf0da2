package act_test

import (
	"testing"

	"github.com/wardmote/wardmote/internal/act/tasking"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/web/browsertest"
)

// enter signs in through the page.
func enter(p *browsertest.Page, s *programtest.Server, user string) {
	p.Go(s.URL + "/sign-in?next=/home")
	p.Fill("#username", user)
	p.Fill("#password", programtest.Password)
	p.Follow("main form button[type=submit]")
}

func seed(t *testing.T, s *programtest.Server) (waiting, near string) {
	t.Helper()
	near = send(t, s, &report.Filled{Category: "nitrous-oxide", What: "Balloons and canisters."}).Reference
	waiting = send(t, s, &report.Filled{Category: "groups", What: "They shout under the window every night and spit at the door.", Name: "Holly Turnstile", Phone: "020 7946 0000",
		Repeat: true, SafeContact: new(bool), ContactHow: "Text only, after 6pm"}).Reference
	if _, err := s.Program.Reports.Send(ctx, s.Principal("wren"), &report.Filled{Asked: true, Category: "graffiti", What: "Paint", Area: whitechapel, PlaceName: "Brick Lane"}, nil); err != nil {
		t.Fatal(err)
	}
	kase := send(t, s, &report.Filled{Category: "groups", What: "Fighting on the stairs.", Name: "Elm Postbox"}).Reference
	if c := s.SignIn("bramble"); c != nil {
		deed(t, s, c, "/triage/"+kase+"/open-case", map[string][]string{"kind": {"asb-case"}})
	}
	return waiting, near
}

func task(t *testing.T, s *programtest.Server) string {
	t.Helper()
	tasks := &tasking.Tasking{Gate: s.Program.Gate, Acts: s.Program.Acts}
	ref, err := tasks.Propose(ctx, s.Principal("aster"), tasking.Asked{Title: "Problem location, Brick Lane", Reason: "84 recorded where 51 would be expected", Action: "Patrol on Friday night and speak with those who gather",
		Team: "theos", Due: s.Program.Gate.Now().Date().AddDays(3), Area: whitechapel, Place: "Brick Lane", Point: &record.Point{Lon: -0.0716, Lat: 51.5199}})
	if err != nil {
		t.Fatal(err)
	}
	agreed := act.Call{Record: ref, Act: act.NewState, Part: tasking.Agreed}
	if _, err := s.Program.Acts.Run(ctx, s.Principal("aster"), agreed); err != nil {
		t.Fatal(err)
	}
	return ref
}

func TestTriageByKeyboardAlone(t *testing.T) {
	s := programtest.Start(t)
	ref, _ := seed(t, s)
	p := browsertest.Open(t)
	enter(p, s, "bramble")
	p.Check()
	p.Screenshot("home-triage")
	p.TabTo("a[href='/triage']")
	p.PressFor("Enter")
	p.Check()
	p.Screenshot("inbox")
	p.TabTo("a[href='/triage/" + ref + "']")
	p.PressFor("Enter")
	p.Want("They shout under the window", "Text only, after 6pm", "What to do now")
	p.Wait("document.querySelector('[data-wm-map]').dataset.state === 'drawn'")
	p.Check()
	p.Screenshot("report")
	p.TabTo("form[action$='/accept'] button")
	p.PressFor("Enter")
	p.Want(ref + " is accepted")
	for _, act := range []string{"refuse", "send-on", "open-case", "join", "contact", "assess", "reply", "assign"} {
		if p.Count("a[href$='/"+act+"']") == 0 {
			continue
		}
		p.Go(s.URL + "/triage/" + ref + "/" + act)
		p.Check()
		p.Screenshot("deed-" + act)
	}
	p.Go(s.URL + "/triage/" + ref)
	p.TabTo("a[href$='/close']")
	p.PressFor("Enter")
	p.TabTo("input[name=outcome]")
	p.Press("Space")
	p.TabTo("#reason")
	p.Type("Quiet for a month")
	p.TabTo("#message")
	p.Type("It has been quiet for a month. Tell us if it starts again.")
	p.Check()
	p.Screenshot("close")
	p.TabTo("main form button[type=submit]")
	p.PressFor("Enter")
	p.Want("Check what the reporter will read", "You can ask for a case review")
	p.Check()
	p.Screenshot("close-preview")
	p.TabTo("main form button[type=submit]")
	p.PressFor("Enter")
	p.Want("is closed")
}

func TestAPatrolOnAPhoneEndsItsTaskingWithoutScripts(t *testing.T) {
	s := programtest.Start(t)
	ref := task(t, s)
	p := browsertest.Open(t, browsertest.Narrow, browsertest.NoScript)
	enter(p, s, "thistle")
	p.Check()
	p.Screenshot("home-patrol-phone")
	p.Follow("a[href='/patrol']")
	p.Check()
	p.Screenshot("patrol-start-phone")
	p.Follow("main form button[value=start]")
	p.Fill("#engaged", "14")
	p.Fill("#canisters", "40")
	p.Follow("button[value=save]")
	p.Check()
	p.Screenshot("patrol-phone")
	p.Fill("#result", "Moved on; one offer of treatment taken.")
	p.Follow("button[value=finish]")
	p.Want("is recorded")
	if rec := look(t, s, ref); rec.State != tasking.Done {
		t.Errorf("the tasking is %s", rec.State)
	}
}

func TestAPatrolIsSavedAsItGoes(t *testing.T) {
	s := programtest.Start(t)
	task(t, s)
	p := browsertest.Open(t, browsertest.Narrow)
	enter(p, s, "thistle")
	p.Go(s.URL + "/patrol")
	p.Follow("main form button[value=start]")
	p.Fill("#engaged", "9")
	p.Wait("document.querySelector('form[data-autosave]').dataset.state === 'saved'")
	p.Go(s.URL + "/patrol")
	if got := browsertest.Eval[string](p, "document.querySelector('#engaged').value"); got != "9" {
		t.Errorf("after the page was left, people engaged is %q", got)
	}
	p.Check()
}

func TestEveryHomeAndBoardOnAPhoneAndADesk(t *testing.T) {
	s := programtest.Start(t)
	ref, _ := seed(t, s)
	job := task(t, s)
	for _, u := range []string{"wren", "aster", "briar", "heather"} {
		p := browsertest.Open(t)
		enter(p, s, u)
		p.Check()
		p.Screenshot("home-" + u)
	}
	phone := browsertest.Open(t, browsertest.Narrow)
	enter(phone, s, "juniper")
	for name, path := range map[string]string{"inbox": "/triage?list=team", "all": "/triage?list=all", "report": "/triage/" + ref, "tasking": "/tasking", "task": "/tasking/" + job, "meeting": "/tasking/meeting", "new": "/tasking/new", "close": "/triage/" + ref + "/send-on", "done": "/tasking/" + job + "/not-done", "link": "/tasking/" + job + "/patrol", "repeat": "/cases/repeat",
		"colleagues": "/colleagues", "colleague": "/colleagues/" + s.Principal("bramble").Account, "password": "/password"} {
		phone.Go(s.URL + path)
		phone.Check()
		phone.Screenshot("phone-" + name)
	}
	wide := browsertest.Open(t)
	enter(wide, s, "aster")
	for name, path := range map[string]string{"tasking": "/tasking", "meeting": "/tasking/meeting", "password": "/password"} {
		wide.Go(s.URL + path)
		wide.Check()
		wide.Screenshot("wide-" + name)
	}
}
