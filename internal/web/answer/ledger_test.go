package answer_test

import (
	"context"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

var (
	tags   = regexp.MustCompile(`<[^>]*>`)
	spaces = regexp.MustCompile(`\s+`)
)

// read is a page's words.
func read(t *testing.T, s *programtest.Server, user, path string) string {
	t.Helper()
	c := s.Client()
	if user != "" {
		c = s.SignIn(user)
	}
	status, body := s.Get(c, path)
	if status != 200 {
		t.Fatalf("%s: status %d", path, status)
	}
	return spaces.ReplaceAllString(tags.ReplaceAllString(strings.NewReplacer("&#39;", "'", "&amp;", "&", "&#43;", "+").Replace(body), " "), " ")
}

func wants(t *testing.T, body string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(body, text) {
			t.Errorf("the page does not say %q", text)
		}
	}
}

func refuses(t *testing.T, body string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(body, text) {
			t.Errorf("the page says %q", text)
		}
	}
}

func TestThePlanShowsItsPrioritiesItsCycleAndWhatCutsAcrossThem(t *testing.T) {
	s := start(t)
	body := read(t, s, "", "/plan")
	wants(t, body, "Community Safety Partnership Plan 2021-2024", "Draft", "1 April 2021 to 31 March 2024", "3 years", "It was due from 1 April 2024", "the next plan is not here yet",
		"1. Tackling Neighbourhood Crime and ASB", "2. Tackling Hate Crime", "3. Reducing Reoffending", "4. Violence Reduction", "A contextual safeguarding approach",
		"Driven by the Neighbourhood Crime and ASB Board", "Personal robbery", "Burglary", "Vehicle crime", "Partnership plan 2021-2024 (1 April 2021), “Priorities 2021-2024”")
	body = read(t, s, "", "/plan/plan-2021/P1")
	wants(t, body, "Focus", "Why this is a priority", "526 canister sightings", "Aims", "Outcomes", "Reduce repeat victimisation", "Activities", "Upgrade CCTV", "In progress",
		"Supporting victims", "Priority 1: how")
	refuses(t, body, "Mental Health")
	if status, _ := s.Get(s.Client(), "/plan/plan-2021/P9"); status != 404 {
		t.Errorf("a priority that is not there: %d", status)
	}
}

func TestThePreviousPlanIsPrintedWithItsFourteenRatings(t *testing.T) {
	s := start(t)
	body := read(t, s, "", "/plan/plan-2017")
	table := body[strings.Index(body, "Priorities"):]
	for rating, n := range map[string]int{"✓ Aim achieved": 12, "● Needs more work": 1, "✗ Aim not achieved": 1} {
		if got := strings.Count(table, rating); got != n {
			t.Errorf("%q stands %d times, want %d", rating, got, n)
		}
	}
	wants(t, body, "+68%", "196 arrests", "Ended", "Joint Tower Hamlets and Hackney")
}

func TestIndicatorsOfOneNameSayThatTheyAreTwo(t *testing.T) {
	s := start(t)
	body := read(t, s, "sage", "/indicators/fte-2017")
	wants(t, body, "−34%", "Another indicator has the same name and is not the same", "Its value is +17%", "The two are kept apart")
	wants(t, read(t, s, "sage", "/indicators/sexual-offences-2020"), "+2%", "Its value is −7%")
	wants(t, read(t, s, "sage", "/plan/plan-2021/P3"), "One of two of this name")
}

func TestAnIndicatorOpensToItsRowsForWhoMayOpenThem(t *testing.T) {
	s := start(t)
	body := read(t, s, "sage", "/indicators/asb-reports")
	wants(t, body, "Reports received by any channel in the period", "number of reports", "Computed values", "Values entered by hand", "+68% on the year before", "July to September 2026",
		"Your post opens none of these records", "worked out on 2 November 2026")
	_, html := s.Get(s.SignIn("aster"), "/indicators/patrols")
	wants(t, html, `/records/patrol?from=2026-10-01`, "Patrols, October to December 2026")
	if status, html := s.Get(s.Client(), "/indicators/reports-refused"); status != 200 || !strings.Contains(html, "password") {
		t.Errorf("an indicator that is not public is shown to a resident: %d", status)
	}
	refuses(t, read(t, s, "", "/indicators/asb-reports"), "The rows behind it", "/records/")
	if status, _ := s.Get(s.SignIn("bramble"), "/indicators/hate-detection/enter"); status != 403 {
		t.Errorf("an officer may enter values: %d", status)
	}
}

func TestTheBoardItsAuthoritiesAndItsSevenSubgroupsAreShownWithMeetingsAndActions(t *testing.T) {
	s := start(t)
	body := read(t, s, "sage", "/boards")
	wants(t, body, "Community Safety Partnership Board", "Responsible authorities", "Neighbourhood Crime and ASB Board", "Drugs and Alcohol Action Team Management Board", "Reducing Reoffending Board",
		"No Place for Hate Forum", "CONTEST Board", "VAWG", "Youth Justice", "Chair: Borough Commander", "14 Dec 2026")
	body = read(t, s, "sage", "/boards/neighbourhood-board")
	wants(t, body, "Borough Commander", "Every three months", "14 December 2026 at 2pm", "Bring figures by ward", "To do, overdue", "Ask the landlords to the table")
	wants(t, read(t, s, "sage", "/boards/calendar"), "14 December 2026 at 2pm", "14 September 2026 at 2pm", "Planned")
	body = read(t, s, "linden", "/boards/actions")
	wants(t, body, "Overdue", "Bring figures by ward", "Sage Tablemat", "Ask the landlords to the table", "Registered providers")
	body = read(t, s, "bramble", "/boards")
	wants(t, body, "Your post opens no meetings")
	refuses(t, body, "14 Dec 2026", "Borough Commander")
}

func TestEveryFigureOfTheBoroughProfileHasItsDateAndSource(t *testing.T) {
	s := start(t)
	body := read(t, s, "", "/borough")
	for _, g := range s.Program.Pack.Profile {
		for _, id := range g.Figures {
			f, _ := s.Program.Pack.Figure(id)
			wants(t, body, f.Name, f.Period)
		}
	}
	wants(t, body, "Partnership plan 2021-2024 (1 April 2021), “What is known of the borough”", "Whitechapel", "The five wards with the most 101 calls", "over 29%")
}

func TestAWardsPageHidesSmallNumbersAndNamesNoPoint(t *testing.T) {
	s := start(t)
	body := read(t, s, "", "/wards/"+whitechapel)
	wants(t, body, "Whitechapel", "1 April 2026 to 30 September 2026", "In all 42 10 52", "Mess and damage [c] 0 [c]", "Noise [c] 10 [c]", "Patrols 0 4 4", "People engaged 0 46 46", "Offers of support 0 [c] [c]",
		"Part of the Neighbourhood management pilot area", "records of the partnership’s own service", "A published quarter is not changed afterwards")
	refuses(t, body, "Mess and damage 3", "Noise 30", "51.5")
	wants(t, read(t, s, "", "/wards"), "Whitechapel 52", "[c] stands for a number that is too small to publish")
	if status, body := s.Get(s.Client(), "/wards/E09999999"); status != 404 || !strings.Contains(body, `href="/wards">See the list of wards`) {
		t.Errorf("a ward that is not there: %d", status)
	}
}

func TestHateByStrandIsShownOverTimeWithItsSourceAndSuppressedForThePublic(t *testing.T) {
	s := start(t)
	err := change.Of(s.Program.Gate).Write(context.Background(), access.System("test"), func(u *change.Unit) error {
		for year, strands := range map[int]map[string]int{2024: {"race": 9, "faith": 6}, 2025: {"race": 12, "faith": 8, "disability": 3, "transphobic": 7}} {
			u.Backdate(when.Day(year, 9, 1).Start())
			for strand, n := range strands {
				for range n {
					if _, err := u.Create(record.Draft{Kind: "hate-incident", Title: "test", OwnerBody: "council", Opened: when.Day(year, 9, 1).Start(),
						Fields: record.Fields{"strands": []string{strand}, "what": "test"}}); err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if status, _ := s.Post(s.SignIn("sage"), "/performance/compute", nil); status != 200 {
		t.Fatalf("computing again: %d", status)
	}
	body := read(t, s, "", "/indicators/hate-strands")
	wants(t, body, "By strand", "what the person was hated for", "Race or nationality 9 12 21", "Faith 6 8 14", "Disability 0 [c] [c]", "Being transgender 0 [c] [c]", "In all 15 30 45", "2024–25", "2025–26", "computed from this partnership’s records", "One record may have several")
	refuses(t, body, "Disability 0 3", "Being transgender 0 7", "30 incidents")
	wants(t, read(t, s, "sage", "/indicators/hate-strands"), "Disability – – – 0 3 0 3", "counts as they are, for staff", "30 incidents")
	wants(t, read(t, s, "", "/indicators/hate-crime"), "−1.4%", "Measured part by part", "Homophobic hate crime", "+35%", "2019-20", "Faith hate crime", "−20%", "Transphobic hate crime", "Disability hate crime", "“What the strategic assessment of 2020 says”")
	wants(t, read(t, s, "", "/plan/plan-2021/P2"), "Hate incidents by strand", "Hate crime recorded by the police")
}

func TestEveryFigureOfThePlanAndTheWardsSaysWhatItCountsForWhenAndWhence(t *testing.T) {
	s := start(t)
	for _, x := range s.Program.Pack.Plans {
		for _, user := range []string{"", "sage"} {
			body := strings.ReplaceAll(read(t, s, user, "/plan/"+x.ID), "&gt;", ">")
			for _, ind := range s.Program.Pack.Indicators {
				if ind.Plan != x.ID || user == "" && !ind.Public {
					continue
				}
				wants(t, body, ind.Name+" ", ind.Definition)
				for _, v := range ind.Values[:min(1, len(ind.Values))] {
					if len(ind.Values) == 1 && ind.Formula == nil {
						wants(t, body, v.Period)
					}
				}
			}
			if tables, sources := strings.Count(body, "Which way is better Rating"), strings.Count(body, "Which way is better Rating Source"); tables == 0 || tables != sources {
				t.Errorf("%d of %d tables of the plan name sources", sources, tables)
			}
		}
	}
	wants(t, read(t, s, "", "/plan/plan-2017"), "Improved reporting of ASB Change in reports of anti-social behaviour to the council on the year before +68%", "2017-2021", "“Achievements against the indicators of the plan 2017-21”")
	wants(t, read(t, s, "", "/wards/"+whitechapel), "counted by the day they were made", "Source: records of the partnership’s own service", "Census 2021")
	wants(t, read(t, s, "", "/wards"), "Reports by the day they were made", "1 April 2026 to 30 September 2026", "the partnership’s own records")
	wants(t, read(t, s, "", "/sources/numbers"), "from 1 to 4", "Periods do not overlap")
}

func TestReportsAreCountedByTheChannelTheyCameBy(t *testing.T) {
	s := start(t)
	body := read(t, s, "sage", "/performance")
	wants(t, body, "Online form 47", "66.2%", "Phone 12", "E-mail 12")
	if status, _ := s.Get(s.SignIn("thistle"), "/performance"); status != 403 {
		t.Errorf("a patrol officer opens the performance page: %d", status)
	}
}

func TestAPatrolASweepASeizureAndACCTVArrestAreTotalsOnceComputed(t *testing.T) {
	s := start(t)
	at := when.Day(2026, 8, 3).Start().Add(12 * time.Hour)
	err := change.Of(s.Program.Gate).Write(context.Background(), access.System("test"), func(u *change.Unit) error {
		u.Backdate(at)
		for kind, f := range map[string]record.Fields{
			"weapons-sweep": {"team": "theos", "officers": 6.0, "residents": 4.0, "weapons": 3.0}, "seizure": {"what": "cash", "cash": int64(250000), "team": "theos", "power": "test"},
			"cctv-detection": {"sort": "wanted-vehicle", "what": "test", "arrests": 2.0}, "canister-sighting": {"canisters": 526.0}} {
			if _, err := u.Create(record.Draft{Kind: kind, Title: "made by a test", OwnerBody: "council", Opened: at, Occurred: at, Area: whitechapel, Fields: f}); err != nil {
				return err
			}
		}
		for what, n := range map[string]float64{"vehicle": 4, "nitrous-oxide": 2} {
			if _, err := u.Create(record.Draft{Kind: "seizure", Title: "made by a test", OwnerBody: "council", Opened: at, Occurred: at, Area: whitechapel,
				Fields: record.Fields{"what": what, "quantity": n, "team": "theos", "power": "test"}}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	c := s.SignIn("sage")
	status, body := s.Post(c, "/performance/compute", nil)
	if status != 200 || !strings.Contains(body, "have been computed again") {
		t.Fatalf("computing again: %d", status)
	}
	for id, want := range map[string]string{"weapons-found": "3 weapons", "weapons-sweeps": "1 sweep", "seized-cash": "£2,500", "seized-vehicles": "4 vehicles", "seized-nitrous-oxide": "2 boxes", "wanted-arrests": "2 arrests", "canisters-seen": "526 canisters", "people-engaged": "46 people"} {
		wants(t, read(t, s, "sage", "/indicators/"+id), want)
	}
	wants(t, read(t, s, "finch", "/records/cctv-detection"), "CCTV")
	wants(t, read(t, s, "sage", "/indicators/cctv-incidents"), "computed from this partnership’s records")
	if _, form := s.Get(s.SignIn("aster"), "/records/weapons-sweep/new"); !strings.Contains(form, "Residents taking part") || !strings.Contains(form, "Weapons found") || !strings.Contains(form, "Officers") {
		t.Error("the form of a weapons sweep does not ask for officers, residents and weapons")
	}
}

func TestSightingsOfCanistersAreOnAMapAndRepeatsAreListed(t *testing.T) {
	s := start(t)
	var sighting, repeat, once string
	err := change.Of(s.Program.Gate).Write(context.Background(), access.System("test"), func(u *change.Unit) error {
		for _, x := range []struct {
			ref   *string
			draft record.Draft
		}{
			{&sighting, record.Draft{Kind: "canister-sighting", Title: "Canisters", Area: whitechapel, Point: &record.Point{Lon: -0.0716, Lat: 51.5199}, Occurred: today(), Fields: record.Fields{"canisters": 526.0}}},
			{&repeat, record.Draft{Kind: "asb-case", Title: "Again", Area: whitechapel, RepeatVictim: true, Fields: record.Fields{"category": "noise", "summary": "test", "repeat_victim": true, "repeat_location": true}}},
			{&once, record.Draft{Kind: "asb-case", Title: "First time", Area: whitechapel, Fields: record.Fields{"category": "noise", "summary": "test"}}},
		} {
			x.draft.OwnerBody = "council"
			e, err := u.Create(x.draft)
			if err != nil {
				return err
			}
			*x.ref = e.Record().Reference
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	desk := s.SignIn("aster")
	if status, body := s.Get(desk, "/records/canister-sighting/map"); status != 200 || !strings.Contains(body, sighting) {
		t.Errorf("the map of sightings: %d, without %s", status, sighting)
	}
	if _, body := s.Get(desk, "/records/canister-sighting/points.geojson"); !strings.Contains(body, sighting) {
		t.Errorf("the points of the map do not hold %s", sighting)
	}
	leader := s.SignIn("juniper")
	for _, filter := range []string{"repeat=yes", "f_repeat_location=yes"} {
		_, body := s.Get(leader, "/records/asb-case?"+filter)
		if !strings.Contains(body, repeat) || strings.Contains(body, once) {
			t.Errorf("the list by %s: has the repeat %v, has the other %v", filter, strings.Contains(body, repeat), strings.Contains(body, once))
		}
	}
}

// form is a form as a browser sends it.
func form(pairs ...string) url.Values {
	out := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		out.Add(pairs[i], pairs[i+1])
	}
	return out
}

func TestABoardIsCalledAtShortNoticeOutsideItsDatesAndEachMemberIsTold(t *testing.T) {
	s := start(t)
	wants(t, read(t, s, "sage", "/boards/tmg"), "can convene at short notice", "Call a meeting at short notice")
	if status, _ := s.Get(s.SignIn("linden"), "/boards/tmg/convene"); status != 403 {
		t.Errorf("who only reads meetings may call one: %d", status)
	}
	sage := s.SignIn("sage")
	status, body := s.Post(sage, "/boards/tmg/convene", form("day-day", "1", "day-month", "11", "day-year", "2026", "time", "3pm", "why", "An attack on a mosque", "members", "th-police"))
	if status != 422 || !strings.Contains(body, "later than now") {
		t.Errorf("a meeting is called for yesterday: %d", status)
	}
	status, body = s.Post(sage, "/boards/tmg/convene", form("day-day", "3", "day-month", "11", "day-year", "2026", "time", "3pm"))
	if status != 422 || !strings.Contains(body, "Enter why it cannot wait") {
		t.Errorf("a meeting is called without a reason: %d", status)
	}
	key := regexp.MustCompile(`name="key" value="(\w+)"`).FindStringSubmatch(body)[1]
	for range 2 { // a double click is one meeting
		_, body = s.Post(sage, "/boards/tmg/convene", form("key", key, "day-day", "3", "day-month", "11", "day-year", "2026", "time", "3pm", "why", "An attack on a mosque", "members", "th-police", "members", "probation"))
	}
	if n := strings.Count(read(t, s, "linden", "/boards/calendar"), "Meeting at short notice"); n != 1 {
		t.Errorf("sent twice the meeting is called %d times", n)
	}
	wants(t, body, "The meeting is called", "Tell Tower Hamlets Police of the meeting", "Tell National Probation Service of the meeting", "An attack on a mosque", "3 November 2026 at 3pm")
	wants(t, read(t, s, "sage", "/home"), "Tell Tower Hamlets Police of the meeting", "Tell National Probation Service of the meeting")
	wants(t, read(t, s, "linden", "/home"), "Tension Monitoring Group, at short notice 3 November 2026 at 3pm")
	wants(t, read(t, s, "linden", "/boards/calendar"), "3 November 2026 at 3pm Meeting at short notice Tension Monitoring Group Planned")
	told := regexp.MustCompile(`/record/MT-[\w-]+/action/[\w-]+`).FindString(body)
	_, page := s.Get(sage, told)
	version := regexp.MustCompile(`name="version" value="(\d+)"`).FindStringSubmatch(page)
	if version == nil {
		t.Fatalf("no form at %s", told)
	}
	if status, body := s.Post(sage, told, form("version", version[1], "state", "done", "outcome", "Rang the duty officer at 9.20am")); status != 200 || !strings.Contains(body, "Rang the duty officer") {
		t.Errorf("a member was told: %d", status)
	}
	wants(t, read(t, s, "sage", "/records/meeting?f_short_notice=yes"), "Tension Monitoring Group, at short notice")
}

func TestTheJointCalendarHasMeetingsLaunchesOfStrategiesAndWorkPlansOfAllBoards(t *testing.T) {
	s := start(t)
	sage := s.SignIn("sage")
	wants(t, read(t, s, "sage", "/boards/calendar"), "Add a launch or a step of a work plan")
	for _, x := range [][]string{{"Community Cohesion Strategy", "launch", "hwb", "20", "1", "2027"}, {"Needs assessment goes to the board", "work-plan", "thscp", "9", "12", "2026"}} {
		status, body := s.Post(sage, "/records/calendar-entry/new", form("key", x[0], "f_title", x[0], "f_sort", x[1], "f_body", x[2], "c_day-day", x[3], "c_day-month", x[4], "c_day-year", x[5]))
		if status != 200 || !strings.Contains(body, "is recorded") {
			t.Fatalf("%s: %d", x[0], status)
		}
	}
	body := read(t, s, "linden", "/boards/calendar")
	last := 0
	for _, line := range []string{"9 December 2026 Work plan: Needs assessment goes to the board Tower Hamlets Safeguarding Children Partnership Planned", "14 December 2026 at 2pm Meeting Neighbourhood Crime and ASB Board Planned",
		"20 January 2027 Launch of a strategy: Community Cohesion Strategy Health and Wellbeing Board Planned", "14 September 2026 at 2pm Meeting"} {
		at := strings.Index(body, line)
		if at < last {
			t.Errorf("%q stands at %d, after %d", line, at, last)
		}
		last = max(last, at)
	}
	wants(t, read(t, s, "linden", "/boards/hwb"), "Launch of a strategy: Community Cohesion Strategy")
	refuses(t, read(t, s, "bramble", "/boards/calendar"), "Community Cohesion Strategy")
}

func TestThatThePoliceCanBeReliedOnIsPlottedFromItsFirstValueToItsLast(t *testing.T) {
	s := start(t)
	body := read(t, s, "", "/indicators/police-relied-on")
	wants(t, body, "Police can be relied on to be there when needed over time", "March 2017 83", "September 2020 65", "September 2020 65%", "“Public confidence and trust”")
	if _, html := s.Get(s.Client(), "/indicators/police-relied-on"); !strings.Contains(html, "<svg") {
		t.Error("nothing is drawn")
	}
}

func TestRapeDetectionIsEnteredAndRatedAgainstItsAim(t *testing.T) {
	s := start(t)
	wants(t, read(t, s, "sage", "/indicators/rape-detection"), "15%", "No value has been entered yet")
	sage := s.SignIn("sage")
	for _, x := range []struct{ period, value, rating string }{{"2023-24", "9", "✗ Aim not achieved"}, {"2024-25", "13", "● Needs more work"}, {"2025-26", "15.5", "✓ Aim achieved"}} {
		status, body := s.Post(sage, "/indicators/rape-detection/enter", form("period", x.period, "value", x.value, "source", "Letter of the borough commander"))
		if status != 200 || !strings.Contains(body, "The value has been entered") {
			t.Fatalf("%s: %d", x.period, status)
		}
		wants(t, read(t, s, "sage", "/indicators/rape-detection"), x.value+"% "+x.rating)
	}
	wants(t, read(t, s, "sage", "/plan/plan-2021/P4"), "Rape, sanction detection rate", "15.5%")
}
