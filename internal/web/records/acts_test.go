package records_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/act/acttest"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

func TestACaseIsWorkedFromItsFirstNoteToItsClosing(t *testing.T) {
	s := programtest.Start(t)
	ref := keep(t, s, aCase("asb-north-west"))
	other := keep(t, s, aCase("asb-north-west"))
	c, path := s.SignIn("bramble"), "/record/"+ref
	do := func(act string, values map[string]string, says ...string) string {
		t.Helper()
		status, body := fill(t, s, c, path+"/"+act, values)
		if status != http.StatusOK {
			t.Fatalf("%s: %d %s", act, status, main(body))
		}
		want(t, body, says...)
		return body
	}
	do("note", map[string]string{"note": "Spoke with <b>the neighbour</b>"}, "The note is added", "Spoke with &lt;b&gt;the neighbour")
	do("contact", map[string]string{"how": "By telephone"}, "The contact is recorded", "Done in time")
	risk := map[string]string{"band": "high", "reason": "Threats with a knife"}
	for id, answer := range acttest.LeastRisk(s.Program.Pack) {
		risk[id] = answer.(string)
	}
	do("assess", risk, "High", "by judgement, scored low: Threats with a knife", "0 of 42 points")
	do("assign", map[string]string{"assignee": s.Principal("bramble").Account}, "Bramble Lanternshade")
	do("action", map[string]string{"what": "Mend the door", "owner": "", "body": "thh", "due-day": "1", "due-month": "3", "due-year": "2030"}, "Mend the door", "To do", "due 1 March 2030")
	w := open(t, s, ref)
	do("action/"+w.Actions[0].ID, map[string]string{"state": "not-done", "outcome": "No joiner"}, "Not done", "No joiner")
	do("link", map[string]string{"other": strings.ToLower(strings.ReplaceAll(other, "-", " ")), "reason": "The same people"}, other, "Because: The same people")
	w = open(t, s, ref)
	body := do("link/"+w.Links[0].ID, map[string]string{"reason": "They were not"}, "no longer linked")
	lacks(t, body, "Because: The same people")

	_, body = s.Get(c, path+"/move/closed") // closing answers the reports too, on the page of casework
	want(t, body, "Message to those who reported it", "Powers considered and why each was used or not")
	form := formOf(t, body)
	for name, value := range map[string]string{"outcome": "stopped", "powers_considered": "A warning was enough", "reason": "Quiet for a month", "message": "It has stopped"} {
		form.Set(name, value)
	}
	_, body = s.Post(c, "/cases/"+ref+"/close", form)
	want(t, body, "waits for ASB team leader or Housing officer to agree", "The behaviour stopped", "It has stopped")
	leader := s.SignIn("juniper")
	_, body = s.Get(leader, path)
	want(t, body, "Agree and close", "Return it", "Quiet for a month")
	_, body = s.Post(leader, path+"/agree-closing", formOf(t, body))
	want(t, body, "is closed", "The behaviour stopped", "It has stopped")
	if now := open(t, s, ref); now.Open || now.Risk != "high" || now.Assignee == "" {
		t.Errorf("the case is kept as %+v", now.Record)
	}
	do("move/reopened", map[string]string{"reason": "It began again"}, "Re-opened")
}

func TestSomebodyFoundByNameIsPutOnARecordOnceAndNotTwice(t *testing.T) {
	s := programtest.Start(t)
	first, second := keep(t, s, aCase("asb-north-west")), keep(t, s, aCase("asb-north-west"))
	c := s.SignIn("bramble")
	add := func(ref string, pick string) string {
		t.Helper()
		_, body := fill(t, s, c, "/record/"+ref+"/party", map[string]string{"role": "victim", "person": "Willow Teacup"})
		want(t, body, "Which person is it?", "Somebody else: add Willow Teacup")
		form := formOf(t, body)
		form.Set("role", "victim")
		if pick != "" {
			form.Set("person_pick", pick)
		}
		form.Set("safe_contact", "Text only")
		status, body := s.Post(c, "/record/"+ref+"/party", form)
		if status != http.StatusOK {
			t.Fatalf("%d %s", status, main(body))
		}
		return body
	}
	add(first, "new")
	person := open(t, s, first).Parties[0].Person
	add(second, person)
	if now := open(t, s, second); len(now.Parties) != 1 || now.Parties[0].Person != person {
		t.Errorf("the second case has %+v", now.Parties)
	}
	_, body := s.Get(c, "/person/"+person)
	want(t, body, "Willow Teacup", "Text only", first, second)
	_, body = s.Get(c, "/search?q=willow")
	want(t, body, "Willow Teacup", "/person/"+person)
	status, body := fill(t, s, c, "/record/"+second+"/party/"+open(t, s, second).Parties[0].ID, map[string]string{"reason": "Was not there"})
	if status != http.StatusOK || strings.Contains(body, "Willow Teacup</a>") {
		t.Errorf("still on the record: %d", status)
	}
}

func TestWhoLosesARaceSeesWhoChangedWhatAndLosesNoWords(t *testing.T) {
	s := programtest.Start(t)
	ref := keep(t, s, aCase("asb-north-west"))
	bramble, juniper := s.SignIn("bramble"), s.SignIn("juniper")
	_, body := s.Get(bramble, "/record/"+ref+"/edit")
	slow := formOf(t, body)
	slow.Set("f_summary", "What Bramble thinks")
	for _, known := range []string{"What Juniper heard", "What Juniper knows"} {
		if status, body := fill(t, s, juniper, "/record/"+ref+"/edit", map[string]string{"f_summary": known}); status != http.StatusOK {
			t.Fatalf("%d %s", status, main(body))
		}
	}
	status, body := s.Post(bramble, "/record/"+ref+"/edit", slow)
	if status != http.StatusConflict {
		t.Errorf("the lost race is answered %d", status)
	}
	want(t, body, "Juniper Signpost", "What Juniper knows", "What Bramble thinks")
	if table := main(body); strings.Contains(table, "What Juniper heard") || strings.Contains(table, "Opened") || strings.Count(table, "What Bramble thinks") != 1 || !strings.Contains(table, ref) {
		t.Errorf("the page tells what was changed before, or twice, or not on which record:\n%s", table)
	}
	if now := open(t, s, ref); now.Fields.Text("summary") != "What Juniper knows" {
		t.Errorf("the first change is overwritten by %q", now.Fields.Text("summary"))
	}
	status, body = s.Post(bramble, "/record/"+ref+"/note", url.Values{"version": {"1"}, "note": {"He rang again, late"}})
	if status != http.StatusConflict {
		t.Errorf("a note on a record that changed: %d", status)
	}
	want(t, body, "What you wrote", "He rang again, late")
}

func TestAFormSentAfterSigningOutGivesItsWordsBackToTheSameAccountAlone(t *testing.T) {
	s := programtest.Start(t)
	ref := keep(t, s, aCase("asb-north-west"))
	words := "She asks for an interpreter"
	send := func(c *http.Client) {
		t.Helper()
		status, body := s.Post(c, "/record/"+ref+"/note", url.Values{"version": {"1"}, "note": {words}})
		if status != http.StatusForbidden || strings.Contains(body, words) {
			t.Errorf("answered %d, and whoever sends the form reads the words: %s", status, main(body))
		}
		want(t, body, "You have been signed out", "/sign-in?next=")
	}
	enter := func(c *http.Client, user string) string {
		t.Helper()
		_, body := s.Post(c, "/sign-in", url.Values{"username": {user}, "password": {programtest.Password}, "next": {"/record/" + ref}})
		return body
	}
	send(s.Client())
	for _, user := range []string{"juniper", "bramble"} {
		c := s.SignIn("juniper")
		s.Post(c, "/sign-out", nil)
		send(c)
		if body := enter(c, user); strings.Contains(body, words) != (user == "juniper") {
			t.Errorf("%s reads what Juniper wrote: %v", user, strings.Contains(body, words))
		}
		s.Post(c, "/sign-out", nil)
		if body := enter(c, "juniper"); strings.Contains(body, words) {
			t.Errorf("after %s the words are still kept", user)
		}
	}
	status, body := s.Get(s.SignIn("bramble"), "/record/ASB-26-99999-Z")
	if status != http.StatusNotFound {
		t.Errorf("a record that is not there is answered %d", status)
	}
	want(t, body, "ASB-26-99999-Z", `href="/search"`)
}

func TestWhatThePoliceKeepIsShownToThePoliceAlone(t *testing.T) {
	s := programtest.Start(t)
	d := aCase("asb-north-west")
	d.Fields["police_reference"] = "CAD9911"
	ref := keep(t, s, d, func(_ *change.Unit, e *change.Edit) error { return e.Set("police_reference", "CAD7722") })
	council, police := s.SignIn("bramble"), s.SignIn("rowan")
	for _, path := range []string{"/record/" + ref, "/record/" + ref + "/history", "/record/" + ref + "/edit"} {
		_, body := s.Get(council, path)
		lacks(t, body, "CAD9911", "CAD7722", "Police reference")
	}
	_, body := s.Get(police, "/record/"+ref)
	want(t, body, "CAD7722", "Police reference")
	if status, body := fill(t, s, council, "/record/"+ref+"/edit", map[string]string{"f_summary": "New words", "f_police_reference": "Taken"}); status != http.StatusOK {
		t.Fatalf("%d %s", status, main(body))
	}
	if now := open(t, s, ref); now.Fields.Text("police_reference") != "CAD7722" || now.Fields.Text("summary") != "New words" {
		t.Errorf("kept %+v", now.Fields)
	}
}

func TestAnExportLeavesPersonalDetailsBehindWithoutAPurposeAndIsHarmlessInASpreadsheet(t *testing.T) {
	s := programtest.Start(t)
	d := aCase("asb-north-west")
	d.Title, d.Place = `=HYPERLINK("http://example.org")`, "+44 steps from number 9"
	ref := keep(t, s, d)
	keep(t, s, record.Draft{Kind: "patrol", Title: "-1+1", OwnerBody: "council", Team: "theos", Occurred: when.Day(2026, 11, 2).Start(), Point: &record.Point{Lon: -0.05, Lat: 51.5}, Fields: record.Fields{"team": "theos", "notes": "@sum(1)"}})
	c := s.SignIn("juniper")
	_, body := s.Get(c, "/records/asb-case/export.csv")
	want(t, body, ref, "field_outcome")
	lacks(t, body, "Fights most evenings", "HYPERLINK", "+44 steps", "field_summary")
	_, body = s.Get(c, "/records/asb-case/export.csv?purpose=Case+review")
	want(t, body, "Fights most evenings", `"'=HYPERLINK(""http://example.org"")"`, "'+44 steps")
	_, body = s.Get(c, "/records/asb-case/export.geojson")
	lacks(t, body, "Fights most evenings")
	_, body = s.Get(c, "/records/patrol/export.csv")
	want(t, body, "'@sum(1)", "'-1+1", ",-0.0", ",51.4")
	lacks(t, body, "-0.050000", "51.500000") // a point in front of a door is an address
	_, body = s.Get(c, "/records/patrol/export.geojson")
	lacks(t, body, "-0.05,51.5]")
	_, body = s.Get(c, "/records/patrol/export.geojson?purpose=Map")
	want(t, body, "-0.05,51.5]")
	_, body = s.Get(c, "/records/patrol/export.csv?purpose=Map")
	want(t, body, ",-0.050000,51.500000,")
	_, body = s.Get(s.SignIn("heather"), "/audit?person=juniper")
	want(t, body, "purpose: Case review", "without personal fields", "Took out")
}

// TestPersonalDetailsOfAKindLeaveOnlyByWhatItDeclares asks of every kind, whoever may take its lists out, with a purpose given.
func TestPersonalDetailsOfAKindLeaveOnlyByWhatItDeclares(t *testing.T) {
	s := programtest.Start(t)
	p := s.Program.Pack
	asked := map[bool]int{}
	for i := range p.Kinds {
		k := &p.Kinds[i]
		taker := slices.IndexFunc(p.Users, func(u pack.DemoUser) bool {
			return s.Program.Gate.Rules().Anywhere(s.Principal(u.ID), pack.Export, k.ID)
		})
		if taker < 0 || !k.Personal() {
			continue
		}
		u := p.Users[taker]
		fields := gatetest.Required(p, k)
		for _, f := range k.Fields {
			if f.Personal && f.Type == pack.Text {
				fields[f.ID] = "zqpersonalzq"
			}
		}
		keep(t, s, record.Draft{Kind: k.ID, Title: "x", OwnerBody: u.Body, Team: u.Team, Fields: fields})
		status, body := s.Get(s.SignIn(u.ID), "/records/"+k.ID+"/export.csv?open=all&purpose=Review")
		declared := len(k.Withheld()) == 0
		if asked[declared]++; status != http.StatusOK || strings.Contains(body, "zqpersonalzq") != declared {
			t.Errorf("%s: %d, declared %v, personal details in the file %v", k.ID, status, declared, !declared)
		}
		if _, body = s.Get(s.SignIn(u.ID), "/records/"+k.ID+"?open=all"); strings.Contains(body, "nobody has declared yet") == declared {
			t.Errorf("%s: the page of the list does not say what is left out", k.ID)
		}
	}
	if asked[true] < 2 || asked[false] < 3 {
		t.Errorf("asked of %v kinds", asked)
	}
}

func TestAPlaceShowsWhatIsSaidOfItAndWhatIsRecordedThere(t *testing.T) {
	s := programtest.Start(t)
	p := s.Program.Pack.Places
	at := p[0]
	for _, x := range p {
		if x.Area != "" && !x.Type && x.About != "" {
			at = x
		}
	}
	d := aCase("asb-north-west")
	d.Place, d.Area = at.ID, whitechapel
	ref := keep(t, s, d)
	c := s.SignIn("bramble")
	_, body := s.Get(c, "/places?q="+url.QueryEscape(at.Name))
	want(t, body, "/places/"+at.ID)
	_, body = s.Get(c, "/places/"+at.ID)
	want(t, body, ref, at.Source)
	if status, body := s.Get(s.SignIn("finch"), "/places/"+at.ID); status != http.StatusOK || strings.Contains(body, ref) {
		t.Errorf("a place tells of a record to who may not see it: %d", status)
	}
	if status, _ := s.Get(c, "/places/nowhere-at-all"); status != http.StatusNotFound {
		t.Errorf("a place that is not there: %d", status)
	}
}

// Somebody of another body is asked to look at a case until a day: it stands on their home, opens and is found, with nothing to change it
// by, until it is ended.
func TestSomebodyOfAnotherBodyIsAskedToLook(t *testing.T) {
	s := programtest.Start(t)
	ref, guest := keep(t, s, aCase("asb-north-west")), s.Principal("teasel")
	host, c := s.SignIn("bramble"), s.SignIn("teasel")
	finds := func(yes bool) {
		t.Helper()
		if status, body := s.Get(c, "/record/"+ref); (status == http.StatusOK) != yes || strings.Contains(body, "/record/"+ref+"/") && strings.Contains(body, "/note") {
			t.Errorf("the record: %d", status)
		}
		if _, body := s.Get(c, "/search?q=bus+stop"); strings.Contains(body, ref) != yes {
			t.Errorf("the search finds it: %v", !yes)
		}
		if _, body := s.Get(c, "/home"); strings.Contains(body, "You were asked to look at") != yes || strings.Contains(body, ref) != yes {
			t.Errorf("their home names it: %v", !yes)
		}
	}
	finds(false)
	until := s.Program.Gate.Now().Date().AddDays(7)
	values := map[string]string{"account": guest.Account, "reason": "They know the street"}
	for i, part := range []string{"-year", "-month", "-day"} {
		values["until"+part] = strings.Split(until.String(), "-")[i]
	}
	status, body := fill(t, s, host, "/record/"+ref+"/invite", values)
	if status != http.StatusOK {
		t.Fatalf("%d %s", status, main(body))
	}
	want(t, body, "They can see it on these days", "Asked to look", "Teasel Emptytray", until.Words(), "They know the street")
	finds(true)
	status, body = fill(t, s, host, "/record/"+ref+"/invited/"+guest.Account, map[string]string{"reason": "They answered"})
	if status != http.StatusOK {
		t.Fatalf("%d %s", status, main(body))
	}
	want(t, body, "The invitation is ended")
	finds(false)
}
