package act_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/act/acttest"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/web/browsertest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

var ctx = context.Background()

// whitechapel lies in the north-west locality, for which bramble works.
const whitechapel = "E05009336"

// send is a resident's report.
func send(t testing.TB, s *programtest.Server, f *report.Filled) report.Receipt {
	t.Helper()
	f.Asked = true
	if f.Area == "" {
		f.Area, f.PlaceName, f.Point = whitechapel, "Brick Lane", &record.Point{Lon: -0.0716, Lat: 51.5199}
	}
	receipt, err := s.Program.Reports.Send(ctx, access.Public(), f, nil)
	if err != nil {
		t.Fatal(err)
	}
	return receipt
}

func look(t testing.TB, s *programtest.Server, ref string) *record.Whole {
	t.Helper()
	var out *record.Whole
	err := s.Program.Gate.Read(ctx, access.System("test"), func(v *gate.View) (err error) {
		out, err = v.Open(ref)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func yes() *bool { v := true; return &v }

var versionField = regexp.MustCompile(`name="version" value="(\d+)"`)

// deed opens the page of a deed and sends its form.
func deed(t testing.TB, s *programtest.Server, c *http.Client, path string, form url.Values) (int, string) {
	t.Helper()
	from := path
	if strings.HasSuffix(path, "/accept") || strings.HasSuffix(path, "/start") || strings.HasSuffix(path, "/agree-closing") {
		from = path[:strings.LastIndex(path, "/")]
	}
	status, body := s.Get(c, from)
	if status != 200 {
		t.Fatalf("%s: %d", from, status)
	}
	if form == nil {
		form = url.Values{}
	}
	if m := versionField.FindStringSubmatch(body); m != nil && form.Get("version") == "" {
		form.Set("version", m[1])
	}
	return s.Post(c, path, form)
}

func want(t testing.TB, status, wanted int, body string, texts ...string) {
	t.Helper()
	if status != wanted {
		t.Errorf("status %d, want %d", status, wanted)
	}
	for _, text := range texts {
		if !strings.Contains(body, text) {
			t.Errorf("the page does not say %q", text)
		}
	}
}

func TestAReportIsAcceptedAnsweredAndClosedAndItsReporterReadsExactlyWhatWasShown(t *testing.T) {
	s := programtest.Start(t)
	first := send(t, s, &report.Filled{Category: "groups", What: "They shout under the window.", Name: "Holly Turnstile", Email: "holly@demo.example", SafeContact: yes()})
	r := send(t, s, &report.Filled{Category: "groups", What: "They are back every night.", Name: "Holly Turnstile", Email: "holly@demo.example", SafeContact: yes()})
	c := s.SignIn("bramble")
	status, body := s.Get(c, "/triage")
	want(t, status, 200, body, first.Reference, r.Reference, "Waiting for us (2)")
	path := "/triage/" + r.Reference
	status, body = s.Get(c, path)
	want(t, status, 200, body, "They are back every night.", "Why it came here", "1 other report", first.Reference, "case review")
	status, body = deed(t, s, c, path+"/accept", nil)
	want(t, status, 200, body, r.Reference+" is accepted", "Start work")
	status, body = deed(t, s, c, path+"/start", nil)
	want(t, status, 200, body, "In progress")
	status, body = deed(t, s, c, path+"/reply", url.Values{"message": {"Officers go there tonight."}})
	want(t, status, 200, body, "Officers go there tonight.")
	status, body = deed(t, s, c, path+"/close", url.Values{"reason": {"done"}})
	want(t, status, 422, body, "Select what came of it", "Enter what to tell")
	answers := url.Values{"outcome": {"patrol"}, "reason": {"Quiet for a fortnight."}, "message": {"Patrols went there and it is quiet."}}
	status, body = deed(t, s, c, path+"/close", answers)
	want(t, status, 200, body, "Check what the reporter will read", "Patrols went there and it is quiet.", "You can ask for a case review")
	if rec := look(t, s, r.Reference); !rec.Open {
		t.Fatal("it was closed before that was confirmed")
	}
	answers.Set("confirmed", "yes")
	status, body = deed(t, s, c, path+"/close", answers)
	want(t, status, 200, body, "is closed", "Re-open")
	who := access.Reporter(look(t, s, r.Reference).ID)
	progress, err := s.Program.Reports.Progress(ctx, who)
	if err != nil {
		t.Fatal(err)
	}
	told := ""
	for _, step := range progress.Steps {
		told += step.Text + "\n"
	}
	for _, text := range []string{"Patrols went there and it is quiet.", "You can ask for a case review", "Officers go there tonight."} {
		if !strings.Contains(told, text) {
			t.Errorf("the reporter does not read %q", text)
		}
	}
	if strings.Contains(told, "Quiet for a fortnight") {
		t.Error("the reporter reads the reason that was for staff")
	}
}

func TestWhatAReporterAddsIsInTheListOfThoseWhoSpokeLast(t *testing.T) {
	s := programtest.Start(t)
	quiet := send(t, s, &report.Filled{Category: "groups", What: "Shouting."}).Reference
	ref := send(t, s, &report.Filled{Category: "groups", What: "Shouting."}).Reference
	who := access.Reporter(look(t, s, ref).ID)
	if err := s.Program.Reports.Reply(ctx, who, report.Word{Key: "a", Text: "They have a knife now."}); err != nil {
		t.Fatal(err)
	}
	status, body := s.Get(s.SignIn("bramble"), "/triage?list=word")
	want(t, status, 200, body, ref, "Reporter spoke last (1)")
	if strings.Contains(body, quiet) {
		t.Error("a report whose sender said nothing more is in the list")
	}
}

func TestARecurrenceOpensAClosedReportAgainAndItsTeamSeesIt(t *testing.T) {
	s := programtest.Start(t)
	ref := send(t, s, &report.Filled{Category: "groups", What: "Shouting."}).Reference
	c := s.SignIn("bramble")
	deed(t, s, c, "/triage/"+ref+"/accept", nil)
	status, body := deed(t, s, c, "/triage/"+ref+"/close", url.Values{"outcome": {"patrol"}, "reason": {"Quiet."}, "message": {"It is quiet."}, "confirmed": {"yes"}})
	want(t, status, 200, body, "is closed")
	who := access.Reporter(look(t, s, ref).ID)
	if err := s.Program.Reports.Recur(ctx, who, s.Program.Gate.Now().Date(), report.Word{Key: "again", Text: "They are back."}); err != nil {
		t.Fatal(err)
	}
	rec := look(t, s, ref)
	if rec.State != "reopened" || !rec.Open || rec.Due.IsZero() || rec.OwnerBody != "council" || rec.Team != "asb-north-west" {
		t.Errorf("state %s, due %s, owner %s, team %s", rec.State, rec.Due, rec.OwnerBody, rec.Team)
	}
	status, body = s.Get(c, "/work?list=spoken")
	want(t, status, 200, body, "They spoke last", "answer them", ref)
}

func TestALostRaceShowsWhoChangedWhatAndKeepsTheirChange(t *testing.T) {
	s := programtest.Start(t)
	r := send(t, s, &report.Filled{Category: "groups", What: "Shouting."})
	mine, theirs := s.SignIn("bramble"), s.SignIn("juniper")
	path := "/triage/" + r.Reference
	_, before := s.Get(mine, path)
	version := versionField.FindStringSubmatch(before)[1]
	deed(t, s, theirs, path+"/assess", url.Values{"risk": {"high"}, "reason": {"He was threatened."}})
	status, body := s.Post(mine, path+"/refuse", url.Values{"version": {version}, "reason": {"not ours"}})
	want(t, status, 409, body, "Juniper Signpost")
	deed(t, s, theirs, path+"/accept", nil)
	status, body = s.Post(mine, path+"/accept", url.Values{"version": {version}})
	want(t, status, 409, body, "Juniper Signpost changed "+r.Reference, "Accepted", "High")
	if rec := look(t, s, r.Reference); rec.Risk != "high" || rec.State != "accepted" {
		t.Errorf("risk %s, state %s", rec.Risk, rec.State)
	}
}

func TestACaseIsOpenedFromAReportAndTheNextReportJoinsItFromTheSuggestions(t *testing.T) {
	s := programtest.Start(t)
	a := send(t, s, &report.Filled{Category: "groups", What: "Shouting.", Name: "Elm Postbox", Email: "elm@demo.example"})
	b := send(t, s, &report.Filled{Category: "groups", What: "Shouting again."})
	c := s.SignIn("bramble")
	status, body := deed(t, s, c, "/triage/"+a.Reference+"/open-case", url.Values{"kind": {"asb-case"}})
	want(t, status, 200, body, "is open for ASB officers, north-west", "Case opened")
	kase := look(t, s, a.Reference).Links[0].Reference
	status, body = s.Get(c, "/triage/"+b.Reference+"/join")
	want(t, status, 200, body, kase)
	status, body = deed(t, s, c, "/triage/"+b.Reference+"/join", url.Values{"pick": {"other"}, "case": {"ASB-26-99999-9"}})
	want(t, status, 422, body, "There is no open case with that reference that you may see")
	status, body = deed(t, s, c, "/triage/"+b.Reference+"/join", url.Values{"pick": {kase}})
	want(t, status, 200, body, b.Reference+" is part of "+kase)
	if n := len(look(t, s, kase).Links); n != 2 {
		t.Errorf("the case has %d reports", n)
	}
	end := "/cases/" + kase + "/close"
	status, body = s.Get(c, end)
	want(t, status, 409, body, "Assess the risk first")
	acttest.Assess(t, s.Program.Acts, s.Principal("bramble"), kase)
	status, body = s.Get(c, "/record/"+kase)
	want(t, status, 200, body, end)
	set := change.Of(s.Program.Gate).Write(ctx, s.Principal("bramble"), func(u *change.Unit) error {
		e, err := u.Edit(kase, 0)
		if err != nil {
			return err
		}
		_, err = e.AddAction(record.Action{What: "Write to the landlord", Body: "council", Due: when.Day(2027, 1, 4)})
		return err
	})
	if set != nil {
		t.Fatal(set)
	}
	_, body = s.Get(c, end)
	want(t, 200, 200, body, "1 action is still to do", "Write to the landlord")
	status, body = deed(t, s, c, end, url.Values{"reason": {"Quiet."}})
	want(t, status, 422, body, "Select the outcome", "Enter powers considered", "Enter what to tell those who reported it", `href="#outcome"`, `href="#powers_considered"`)
	status, body = deed(t, s, c, end, url.Values{"outcome": {"stopped"}, "powers_considered": {"A warning was enough."}, "reason": {"Quiet."}, "message": {"It has stopped."}})
	want(t, status, 422, body, "This stands open: those affected were never contacted", "Say why it is closed although this stands open")
	status, body = deed(t, s, c, end, url.Values{"outcome": {"stopped"}, "powers_considered": {"A warning was enough."}, "reason": {"Quiet."}, "message": {"It has stopped."}, "leaving": {"They moved away."}})
	want(t, status, 200, body, kase+" waits for ASB team leader or Housing officer to agree", "Waits to be closed", "It has stopped.", "Withdraw")
	status, body = s.Post(c, "/record/"+kase+"/agree-closing", url.Values{"version": {fmt.Sprint(look(t, s, kase).Version)}})
	want(t, status, 409, body, "somebody else agrees or returns it")
	leader := s.SignIn("juniper")
	_, body = s.Get(leader, "/home")
	want(t, 200, 200, body, "Closings to agree", kase)
	status, body = deed(t, s, leader, "/record/"+kase+"/agree-closing", nil)
	want(t, status, 200, body, kase+" is closed, and with it", a.Reference, b.Reference)
	if rec := look(t, s, b.Reference); rec.Open || rec.Notes[len(rec.Notes)-1].Body != "It has stopped." {
		t.Errorf("the report that joined: open %v, told %v", rec.Open, rec.Notes)
	}
}

func TestTickedReportsAreAcceptedEachByItselfWithItsOutcome(t *testing.T) {
	s := programtest.Start(t)
	ours := send(t, s, &report.Filled{Category: "groups", What: "Shouting."})
	stale := send(t, s, &report.Filled{Category: "groups", What: "Shouting."})
	police := send(t, s, &report.Filled{Category: "drug-dealing", What: "Dealing."})
	hate := send(t, s, &report.Filled{Category: "hate", What: "A slur on the door."})
	c := s.SignIn("bramble")
	status, body := s.Post(c, "/triage", url.Values{"do": {"accept"}, "back": {"/triage"}, "pick": {ours.Reference + "|1", stale.Reference + "|7", police.Reference + "|1", hate.Reference + "|1", "REP-26-77777-7|1"}})
	want(t, status, 200, body, "1 report was changed. 4 were not.", "Open it and look again", "your post does not let you", "there is no such report that you may see")
	if rec := look(t, s, ours.Reference); rec.State != "accepted" {
		t.Errorf("ours is %s", rec.State)
	}
	status, body = s.Post(c, "/triage", url.Values{"do": {"assign"}, "assignee": {"somebody else"}, "pick": {ours.Reference + "|2"}})
	want(t, status, 403, body, "people of your own teams")
	status, body = s.Post(c, "/triage", url.Values{"do": {"assign"}, "assignee": {"-"}, "pick": {ours.Reference + "|2"}})
	want(t, status, 200, body, "Assigned")
}

func TestARefusedReportIsInTheHomeOfIntake(t *testing.T) {
	s := programtest.Start(t)
	r := send(t, s, &report.Filled{Category: "drug-dealing", What: "Dealing at the corner."})
	c := s.SignIn("rowan")
	status, body := deed(t, s, c, "/triage/"+r.Reference+"/refuse", url.Values{"reason": {"The next ward."}})
	want(t, status, 200, body, "is back with intake")
	wren := s.SignIn("wren")
	status, body = s.Get(wren, "/home")
	want(t, status, 200, body, "Refused, and yours to place", r.Reference)
	status, body = deed(t, s, wren, "/triage/"+r.Reference+"/send-on", url.Values{"team": {"asb-north-west"}, "reason": {"The council looks first."}})
	want(t, status, 200, body, "is sent to ASB officers, north-west")
	if rec := look(t, s, r.Reference); rec.Team != "asb-north-west" || rec.OwnerBody != "council" {
		t.Errorf("it is with %s of %s", rec.Team, rec.OwnerBody)
	}
}

func TestAHotspotBecomesATaskingAPatrolAndAResult(t *testing.T) {
	s := programtest.Start(t)
	desk, theo := s.SignIn("aster"), s.SignIn("thistle")
	link := "/tasking/new?" + url.Values{"lon": {"-0.0716"}, "lat": {"51.5199"}, "place": {"Brick Lane"}, "observed": {"84"}, "expected": {"51.2"}, "period": {"2020"}, "types": {"anti-social-behaviour"}}.Encode()
	status, body := s.Get(desk, link)
	want(t, status, 200, body, "Anti-social behaviour, Brick Lane", "84 recorded here (Anti-social behaviour) in 2020, where 51.2 would be expected", `name="observed" value="84"`)
	form := url.Values{"place": {"Brick Lane"}, "reason": {"84 recorded"}, "lon": {"-0.0716"}, "lat": {"51.5199"}, "observed": {"84"}, "expected": {"51.2"}, "period": {"2020"}}
	status, body = s.Post(desk, "/tasking/new", form)
	want(t, status, 422, body, "Enter what the team is asked to do", "Select the ward", "Enter the day")
	due := s.Program.Gate.Now().Date().AddDays(4)
	for k, v := range map[string]string{"action": "Patrol on Friday", "team": "theos", "area": whitechapel, "problem": "asb", "due-day": fmt.Sprint(due.DayOfMonth()), "due-month": fmt.Sprint(int(due.Month())), "due-year": fmt.Sprint(due.Year())} {
		form.Set(k, v)
	}
	status, body = s.Post(desk, "/tasking/new", form)
	want(t, status, 200, body, "is proposed", "84 recorded, where 51.2 would be expected by chance")
	ref := regexp.MustCompile(`TK-\d+-\d+-\w`).FindString(body)
	status, body = deed(t, s, desk, "/tasking/"+ref+"/agreed", nil)
	want(t, status, 200, body, "Agreed")
	status, body = s.Get(theo, "/home")
	want(t, status, 200, body, "Start a patrol", "Anti-social behaviour, Brick Lane")
	status, body = s.Post(theo, "/patrol", url.Values{"tasking": {ref}, "do": {"start"}})
	want(t, status, 200, body, "Patrol under way", "People engaged", "What it brought")
	key := regexp.MustCompile(`name="key" value="(\w+)"`).FindStringSubmatch(body)[1]
	status, body = s.Post(theo, "/patrol", url.Values{"key": {key}, "engaged": {"14"}, "support_offers": {"3"}, "do": {"save"}})
	want(t, status, 200, body, `value="14"`)
	status, body = s.Post(theo, "/patrol", url.Values{"key": {key}, "engaged": {"many"}, "do": {"finish"}})
	want(t, status, 422, body, "People engaged must be a number", `value="many"`)
	ending := url.Values{"key": {key}, "engaged": {"14"}, "support_offers": {"3"}, "result": {"Moved on; one offer taken."}, "do": {"finish"}}
	status, body = s.Post(theo, "/patrol", ending)
	want(t, status, 200, body, "is recorded")
	if rec := look(t, s, ref); rec.State != "done" || len(rec.Links) != 1 {
		t.Errorf("the tasking is %s with %d links", rec.State, len(rec.Links))
	}
	s.Post(theo, "/patrol", ending)
	status, body = s.Get(desk, "/tasking/meeting")
	want(t, status, 200, body, "Asked and done", "Moved on; one offer taken.")
	if status, body = s.Get(theo, "/records/patrol"); len(regexp.MustCompile(`PT-\d+-00001`).FindAllString(body, -1)) == 0 || regexp.MustCompile(`PT-\d+-00002`).MatchString(body) {
		t.Errorf("patrols recorded: %d", status)
	}
}
