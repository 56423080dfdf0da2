package records_test

import (
	"html"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

// autumn starts the program on Thursday 12 November 2026.
func autumn(t *testing.T) *programtest.Server {
	t.Helper()
	return programtest.StartWith(t, programtest.Options{Now: func() when.Instant { return when.At(time.Date(2026, 11, 12, 10, 0, 0, 0, when.London)) }})
}

// user is somebody who has signed in and works on records.
type user struct {
	*testing.T
	server *programtest.Server
	client *http.Client
}

func as(t *testing.T, s *programtest.Server, name string) user {
	t.Helper()
	return user{t, s, s.SignIn(name)}
}

var reference = regexp.MustCompile(`[A-Z]{2,5}-\d\d-\d{5}-\w`)

// makes records something of a kind, which the reader's pages lead to, and gives its reference.
func (u user) makes(kind string, values map[string]string) string {
	u.Helper()
	path := "/records/" + kind + "/new"
	if _, body := u.server.Get(u.client, "/records"); !strings.Contains(body, path) {
		u.Errorf("the page of records does not lead to %s", path)
	}
	return reference.FindString(u.does(path, values, "is recorded"))
}

// does fills in a form and wants its answer to say something.
func (u user) does(path string, values map[string]string, says ...string) string {
	u.Helper()
	status, body := fill(u, u.server, u.client, path, values)
	if strings.Contains(body, "Your answers call for more") {
		form := formOf(u, body)
		for name, value := range values {
			form.Set(name, value)
		}
		status, body = u.server.Post(u.client, path, form)
	}
	if status != http.StatusOK {
		u.Fatalf("%s: %d %s", path, status, main(body))
	}
	u.says(path, body, says...)
	return body
}

// refused fills in a form and wants to be told what is missing.
func (u user) refused(path string, values map[string]string, says ...string) {
	u.Helper()
	status, body := fill(u, u.server, u.client, path, values)
	if status != http.StatusUnprocessableEntity {
		u.Errorf("%s: %d", path, status)
	}
	u.says(path, body, says...)
}

var (
	tag   = regexp.MustCompile(`<[^>]*>`)
	space = regexp.MustCompile(`\s+`)
)

// says wants texts among the words of a page.
func (u user) says(path, body string, texts ...string) {
	u.Helper()
	_, body, _ = strings.Cut(body, "<main")
	plain := space.ReplaceAllString(html.UnescapeString(tag.ReplaceAllString(body, " ")), " ")
	for _, text := range texts {
		if !strings.Contains(plain, text) {
			u.Errorf("%s does not say %q:\n%s", path, text, plain[:min(len(plain), 1500)])
		}
	}
}

// reads wants a page to say something.
func (u user) reads(path string, says ...string) string {
	u.Helper()
	status, body := u.server.Get(u.client, path)
	if status != http.StatusOK {
		u.Fatalf("%s: %d", path, status)
	}
	u.says(path, body, says...)
	return body
}

// day is a day as forms take it.
func day(field string, d when.Date, values map[string]string) map[string]string {
	values[field+"-day"], values[field+"-month"], values[field+"-year"] = strconv.Itoa(d.DayOfMonth()), strconv.Itoa(int(d.Month())), strconv.Itoa(d.Year())
	return values
}

// computed has the performance officer compute the indicators, and says who that is.
func computed(t *testing.T, s *programtest.Server) user {
	t.Helper()
	sage := as(t, s, "sage")
	if status, _ := s.Post(sage.client, "/performance/compute", nil); status != http.StatusOK {
		t.Fatalf("computing: %d", status)
	}
	return sage
}

// spring is a program whose clock stands a day before the nitrous oxide order ended.
func spring(t *testing.T) *programtest.Server {
	t.Helper()
	return programtest.StartWith(t, programtest.Options{Now: func() when.Instant { return when.At(time.Date(2024, 4, 26, 10, 0, 0, 0, when.London)) }})
}

func TestPenaltiesUnderAnOrderAreARunningCountAndSupportIsOfferedAtEachContact(t *testing.T) {
	s := spring(t)
	thistle := as(t, s, "thistle")
	thistle.reads("/home", "Contact under an order")
	contact := func(d when.Date, more map[string]string) map[string]string {
		values := day("c_day", d, map[string]string{"f_order": "nitrous-oxide", "f_team": "theos", "f_result": "penalty", "f_offer": "refused", "c_area": whitechapel})
		for name, v := range more {
			values[name] = v
		}
		return values
	}
	thistle.refused("/records/order-contact/new", contact(when.Day(2024, 4, 16), map[string]string{"f_offer": ""}), "Offer of support")
	thistle.makes("order-contact", contact(when.Day(2024, 1, 18), nil))
	thistle.makes("order-contact", contact(when.Day(2024, 3, 19), map[string]string{"f_offer": "taken"}))
	thistle.makes("order-contact", contact(when.Day(2024, 4, 17), nil))
	thistle.makes("order-contact", contact(when.Day(2024, 4, 18), map[string]string{"f_result": "advice", "f_offer": "not-made", "f_why_not": "Ran off"}))
	sage := computed(t, s)
	sage.reads("/indicators/order-penalties", "Up to April 2024 3 penalties", "Up to March 2024 2 penalties", "Up to February 2024 1 penalty", "46 penalties", "Recording began on 18 January 2024")
	sage.reads("/indicators/order-offers", "50%", "April to June 2024")
	sage.reads("/plan/plan-2021/P1", "Fixed penalties under the nitrous oxide order, to date")
	if _, body := s.Get(s.Client(), "/indicators/order-penalties"); strings.Contains(body, "3 penalties") {
		t.Error("a running count is public")
	}
}

// TestNothingIsDoneUnderAnOrderThatIsNotInForce: a penalty under an order that has ended is no penalty.
func TestNothingIsDoneUnderAnOrderThatIsNotInForce(t *testing.T) {
	s := autumn(t)
	thistle := as(t, s, "thistle")
	for _, order := range s.Program.Pack.Orders {
		contact := func(d when.Date) map[string]string {
			return day("c_day", d, map[string]string{"f_order": order.ID, "f_team": "theos", "f_result": "penalty", "f_offer": "refused", "c_area": whitechapel})
		}
		thistle.refused("/records/order-contact/new", contact(when.Day(2026, 11, 3)), "ended on "+order.To.Words())
		if !order.From.IsZero() {
			thistle.refused("/records/order-contact/new", contact(order.From.AddDays(-1)), "began on "+order.From.Words())
		}
		thistle.makes("order-contact", contact(order.To)) // what was done while it stood may be written down late
	}
}

func TestAWalkaboutIsPlannedItsIssuesAreSetAndAnActionDaySaysWhatWasDoneAndWhatNot(t *testing.T) {
	s := autumn(t)
	thistle := as(t, s, "thistle")
	thistle.reads("/home", "Plan a walkabout")
	ref := thistle.makes("walkabout", day("c_day", when.Day(2026, 11, 12), map[string]string{"f_lead": "theos", "c_area": whitechapel}))
	path := "/record/" + ref
	thistle.reads(path, "Planned", "Record the walk")
	thistle.refused(path+"/move/walked", nil, "how many issues were found")
	thistle.does(path+"/move/walked", map[string]string{"f_issues": "2", "issues": "2"}, "Walked")
	for what, body := range map[string]string{"Mend the gate": "providers", "Clear the canisters": "council"} {
		thistle.does(path+"/action", day("due", when.Day(2026, 11, 20), map[string]string{"what": what, "body": body}), what, "To do")
	}
	thistle.refused(path+"/move/action-day", nil, "on which day")
	thistle.does(path+"/move/action-day", day("f_action_day", when.Day(2026, 11, 12), map[string]string{}), "Action day set", "12 November 2026")
	for _, a := range open(t, s, ref).Actions {
		state, outcome := "done", "Done on the day"
		if a.Body == "providers" {
			state, outcome = "not-done", "No joiner came"
		}
		thistle.does(path+"/action/"+a.ID, map[string]string{"state": state, "outcome": outcome}, outcome)
	}
	thistle.refused(path+"/move/answered", map[string]string{"f_done": "1"}, "which were not done and why")
	thistle.does(path+"/move/answered", map[string]string{"f_done": "1", "f_not_done": "The gate: no joiner came"}, "Issues answered", "The gate: no joiner came", "Not done")
	sage := computed(t, s)
	sage.reads("/indicators/walkabout-issues", "2 issues")
	sage.reads("/indicators/walkabout-done", "50%")
}

// hateIncident is a hate incident of the hate crime team.
func hateIncident(t *testing.T, s *programtest.Server) string {
	return keep(t, s, record.Draft{Kind: "hate-incident", Title: "A slur on a door", OwnerBody: "council", Team: "hate-crime", Area: whitechapel, Marking: "restricted",
		Fields: record.Fields{"strands": []string{"race"}, "what": "A slur was painted on a door"}})
}

func TestAVictimOfHateIsReferredForSupportAndReferralsAreCounted(t *testing.T) {
	s := autumn(t)
	ref, other := hateIncident(t, s), hateIncident(t, s)
	iris := as(t, s, "iris")
	path := "/record/" + ref
	iris.reads("/records/hate-incident", ref, other)
	iris.does(path+"/edit", day("f_referred_on", when.Day(2026, 11, 11), map[string]string{"f_support_referral": "yes", "f_referred_to": "victim-support", "f_referral_outcome": "taken-up"}),
		"Victim Support", "11 November 2026", "The person is being supported")
	body := iris.reads("/records/hate-incident?f_support_referral=yes", ref)
	lacks(t, body, other)
	iris.reads("/records/hate-incident?f_referred_to=victim-support", ref)
	sage := computed(t, s)
	sage.reads("/indicators/hate-referrals-new", "1 referral", "October to December 2026")
	sage.reads("/indicators/hate-referrals", "50%")
	sage.reads("/indicators/PP09", "+33%")
	if status, _ := s.Get(sage.client, path); status == http.StatusOK {
		t.Error("who counts the referrals opens the case")
	}
}

func TestAComplexHateCaseIsPutToThePanelItsReviewIsRecordedAndCounted(t *testing.T) {
	s := autumn(t)
	ref, other := hateIncident(t, s), hateIncident(t, s)
	iris := as(t, s, "iris")
	path := "/record/" + ref
	iris.does(path+"/move/panel", map[string]string{"reason": "Housing and the school are both needed"}, "With the panel", "Housing and the school are both needed")
	body := iris.reads("/records/hate-incident?state=panel", ref)
	lacks(t, body, other)
	iris.refused(path+"/move/supporting", nil, "which day the panel reviewed the case")
	if status, _ := s.Get(iris.client, path+"/move/closed"); status == http.StatusOK {
		t.Error("a case is closed that the panel has not reviewed")
	}
	iris.does(path+"/move/supporting", day("f_panel_day", when.Day(2026, 11, 10), map[string]string{"f_panel_decision": "A move within the month, and a mediator at the school"}),
		"Supporting", "A move within the month", "10 November 2026")
	sage := computed(t, s)
	sage.reads("/indicators/hate-panel", "1 incident", "Hate Incident Panel")
}

func TestStaffTrainedInTakingHateReportsAreCounted(t *testing.T) {
	s := autumn(t)
	iris := as(t, s, "iris")
	for audience, attended := range map[string]string{"staff": "23", "police": "40", "venues": "4"} {
		iris.makes("training-session", map[string]string{"f_subject": "hate", "f_audience": audience, "f_attended": attended})
	}
	iris.makes("training-session", map[string]string{"f_subject": "prevent", "f_audience": "staff", "f_attended": "12"})
	iris.reads("/records/training-session?f_subject=hate&f_audience=staff", "23", "Taking hate reports")
	computed(t, s).reads("/indicators/trained-hate-reports", "27 people")
}

func TestAwarenessEventsAreRecordedWithHowManyTookPart(t *testing.T) {
	s := autumn(t)
	iris := as(t, s, "iris")
	iris.refused("/records/awareness-event/new", map[string]string{"f_title": "Week of action", "f_sort": "hate-week"}, "People who took part")
	iris.makes("awareness-event", map[string]string{"f_title": "Week of action", "f_sort": "hate-week", "f_attended": "180"})
	iris.makes("awareness-event", map[string]string{"f_title": "Ambassadors", "f_sort": "ambassadors", "f_attended": "20", "f_ambassadors": "20"})
	iris.makes("awareness-event", map[string]string{"f_title": "Do not look away", "f_sort": "bystanders", "f_attended": "65"})
	iris.reads("/records/awareness-event?f_sort=bystanders", "Do not look away", "65")
	sage := computed(t, s)
	sage.reads("/indicators/awareness-attendance", "265 people")
	sage.reads("/indicators/awareness-events", "3 events", "Hate Crime Awareness Week", "Campaign for supportive bystanders")
}

func TestTheNeedsOfThoseAffectedAndTheirSupportPlanStandFirstOnTheCase(t *testing.T) {
	s := autumn(t)
	ref := keep(t, s, aCase("asb-north-west"))
	bramble := as(t, s, "bramble")
	bramble.reads("/record/"+ref, "Needs and support", "Not known yet")
	bramble.does("/record/"+ref+"/edit", map[string]string{"f_category": "noise", "f_victim_needs": "Wants one person to ring", "f_support_plan": "Weekly call; lock on the street door", "f_support_offered": "victim-support"}, "is changed")
	body := bramble.reads("/record/"+ref, "Wants one person to ring", "Weekly call; lock on the street door")
	needs, plan, details := strings.Index(body, "Wants one person to ring"), strings.Index(body, "Weekly call"), strings.Index(body, `id="details"`)
	if needs < 0 || plan < needs || details < plan {
		t.Errorf("needs at %d, support plan at %d, details at %d", needs, plan, details)
	}
}

func TestGrantsAreListedWithFunderAmountPlaceAndWhatTheyBrought(t *testing.T) {
	s := autumn(t)
	sage := as(t, s, "sage")
	bid := func(title, funder, amount, place string) string {
		return sage.makes("grant", map[string]string{"f_title": title, "f_funder": funder, "f_amount": amount, "f_place": place})
	}
	ref := bid("My Ends", "vru", "750,000", "Isle of Dogs")
	other := bid("Officers", "mopac", "1300000", "The borough")
	sage.does("/record/"+ref+"/move/bid", nil, "Bid made")
	sage.does("/record/"+ref+"/move/won", nil, "Won")
	sage.refused("/record/"+ref+"/move/ended", nil, "what the money brought")
	sage.does("/record/"+ref+"/move/ended", map[string]string{"f_outcome": "Forty young people met a mentor"}, "Ended", "Forty young people")
	sage.does("/record/"+other+"/move/lost", map[string]string{"reason": "The fund was spent"}, "Not won", "The fund was spent")
	body := sage.reads("/records/grant?open=all", "£750,000", "£1,300,000", "Isle of Dogs", "Violence Reduction Unit", "Ended", "Not won")
	lacks(t, body, "The fund was spent")
	computed(t, s).reads("/indicators/grants-won", "£750,000")
}
