package act_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

var reference = regexp.MustCompile(`(ALR|CON|REP)-\d\d-\d{5}-[0-9A-Z]`)

// Domestic abuse under way on a Friday at seven in the evening: the owner is the VAWG team, who are back on Monday; out-of-hours
// social care and the police have it on their home in the write that kept it, each can accept it, and what nobody accepts within
// the hour stands first on the duty manager's home.
func TestWhatCannotWaitReachesWhoeverIsThere(t *testing.T) {
	now := when.Day(2026, time.November, 27).At(19 * time.Hour)
	s := programtest.StartWith(t, programtest.Options{Now: func() when.Instant { return now }})
	receipt, err := s.Program.Reports.Send(ctx, access.Public(), &report.Filled{Asked: true, Category: "domestic-abuse", Danger: true, What: "he is at the door", Area: "E05009335", Name: "Opal Stopcock", Phone: "020 7946 0011"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	alerts := map[string]string{}
	for user, home := range map[string]string{"yarrow": "take-alert", "flint": "take-alert"} {
		c := s.SignIn(user)
		_, body := s.Get(c, "/home")
		ref := reference.FindString(section(body, home))
		if !strings.HasPrefix(ref, "ALR-") {
			t.Fatalf("%s has no alert on the home:\n%s", user, section(body, home))
		}
		alerts[user] = ref
		if status, page := s.Get(c, "/record/"+ref); status != http.StatusOK || !strings.Contains(page, "he is at the door") || strings.Contains(page, "Opal") {
			t.Errorf("%s opens the alert: %d, with what happened %v, with a name %v", user, status, strings.Contains(page, "he is at the door"), strings.Contains(page, "Opal"))
		}
		if status, _ := s.Get(c, "/triage/"+receipt.Reference); status != http.StatusNotFound {
			t.Errorf("%s opens the report, which is its owner's: %d", user, status)
		}
	}
	if _, body := s.Get(s.SignIn("violet"), "/home"); !strings.Contains(body, receipt.Reference) {
		t.Error("the owner has no report on the home")
	}
	if status, body := deed(t, s, s.SignIn("yarrow"), "/record/"+alerts["yarrow"]+"/move/accepted", url.Values{}); status != http.StatusOK || !strings.Contains(body, "Yarrow Nightlight") {
		t.Errorf("out-of-hours social care cannot accept: %d", status)
	}
	now = now.Add(61 * time.Minute)
	if err := s.Program.Escalate(ctx); err != nil {
		t.Fatal(err)
	}
	if err := s.Program.Escalate(ctx); err != nil {
		t.Fatal(err)
	}
	_, body := s.Get(s.SignIn("larch"), "/home")
	duty := section(body, "duty")
	if !strings.Contains(duty, alerts["flint"]) || strings.Contains(duty, alerts["yarrow"]) || strings.Count(duty, "<li") != 1 {
		t.Errorf("the duty manager is asked for what nobody accepted, once:\n%s", duty)
	}
	if i := strings.Index(body, `id="duty"`); i < 0 || i > strings.Index(body, "<section")+200 {
		t.Error("what nobody answered does not stand first")
	}
}

func section(body, id string) string {
	i := strings.Index(body, `id="`+id+`"`)
	if i < 0 {
		return ""
	}
	rest := body[i:]
	if j := strings.Index(rest, "</section>"); j > 0 {
		return rest[:j]
	}
	return rest
}

// A concern goes to those who protect the person, whoever records it and at whatever hour, and the page says who was asked.
func TestAConcernOfWhomeverStandsOnTheHomeOfThoseWhoProtect(t *testing.T) {
	now := when.Day(2026, time.November, 25).At(11 * time.Hour) // a Wednesday
	s := programtest.StartWith(t, programtest.Options{Now: func() when.Instant { return now }})
	day := map[string]string{"child": "sorrel", "adult": "clary", "domestic": "violet", "extremism": "lark"}
	night := map[string]string{"child": "yarrow", "adult": "yarrow", "domestic": "yarrow", "extremism": "flint"}
	owners := map[string]string{"child": "childrens-social-care", "adult": "adult-social-care", "domestic": "vawg", "extremism": "prevent"}
	for _, to := range []map[string]string{day, night} {
		for _, u := range s.Program.Pack.Users {
			if !s.Program.Gate.Rules().Anywhere(s.Principal(u.ID), pack.Create, "concern") {
				continue
			}
			c := s.SignIn(u.ID)
			for about, reader := range to {
				if u.Team == owners[about] {
					reader = u.ID // who is there
				}
				status, body := s.Post(c, "/records/concern/new", url.Values{"key": {u.ID + about + now.String()}, "f_what": {"worry of " + u.ID}, "f_about": {about}, "c_team": {"youth-justice"},
					"shown": {"what", "about"}, "c_title": {"Worry of " + u.ID + " about " + about + " at " + now.String()}})
				if status != http.StatusOK || !strings.Contains(body, "was asked to take it on") {
					t.Fatalf("%s records a concern about a %s: %d", u.ID, about, status)
				}
				who, found := s.Principal(reader), false
				err := s.Program.Gate.Read(ctx, who, func(v *gate.View) error {
					list, err := v.List(gate.Query{Kinds: []string{"concern"}, Teams: who.Teams(), States: []string{"opened"}, Limit: 100})
					for _, r := range list.Records {
						found = found || strings.HasPrefix(r.Title, "Worry of "+u.ID+" about "+about+" at "+now.String())
					}
					return err
				})
				if err != nil || !found {
					t.Errorf("a concern about a %s that %s records at %s does not reach %s (%v)", about, u.ID, now, reader, err)
				}
			}
		}
		now = when.Day(2026, time.November, 27).At(19 * time.Hour) // a Friday
	}
}
