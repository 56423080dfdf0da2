package packs_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/packs"
)

// once reads the reference pack a single time for all tests: a pack is immutable.
var once = sync.OnceValues(func() (*pack.Pack, []pack.Problem) { return pack.Load(packs.TowerHamlets()) })

func load(t *testing.T) *pack.Pack {
	t.Helper()
	p, found := once()
	for _, problem := range found {
		t.Error(problem)
	}
	if p == nil {
		t.FailNow()
	}
	return p
}

func TestReferencePackHasWhatThePapersName(t *testing.T) {
	p := load(t)
	wards, _ := p.AreaSet("wards")
	small, _ := p.AreaSet("lsoa-2011")
	for what, n := range map[string][2]int{
		"bodies": {len(p.Bodies), 166}, "wards": {len(wards.Areas), 20}, "small areas": {len(small.Areas), 144},
		"places": {len(p.Places), 40}, "figures": {len(p.Figures), 227}, "plans": {len(p.Plans), 2},
		"subgroups": {len(p.Plans[0].Subgroups), 7}, "priorities": {len(p.Plans[0].Priorities), 4},
		"responsible authorities": {len(p.Plans[0].Responsible), 5},
	} {
		if n[0] != n[1] {
			t.Errorf("%s: %d, and the papers name %d", what, n[0], n[1])
		}
	}
	residents, households := 0, 0
	for _, a := range wards.Areas {
		residents += a.Residents
		households += a.Households
	}
	if residents != 310303 || households != 120506 {
		t.Errorf("the wards have %d residents in %d households, and the census table sums to 310303 in 120506", residents, households)
	}
	for _, b := range p.Bodies {
		if len(b.Does) > 160 {
			t.Errorf("body %s is described at length", b.ID)
		}
	}
}

func TestBodiesAreFoundUnderEveryNameOfThePapers(t *testing.T) {
	p := load(t)
	for name, want := range map[string]string{
		"PTF": "ptf", "Partnership Taskforce": "ptf", "THH": "thh", "Tower Hamlets Housing": "thh", "TMG": "tmg",
		"Tensions Monitoring Group": "tmg", "community tension monitoring group": "tmg", "LBTH": "council", "the Council": "council",
		"Met Police": "mps", "BCU": "bcu", "THEOs": "theos", "ASB & Drugs Suppression Unit": "net", "Compass UK": "safe-east",
	} {
		if b, ok := p.Body(name); !ok || b.ID != want {
			t.Errorf("%q leads to %v, not to %s", name, b, want)
		}
	}
	for body, want := range map[string]bool{"ptf": true, "snts": true, "council": false, "theos": false, "lfb": false} {
		if p.IsPolice(body) != want {
			t.Errorf("is %s police? %v", body, !want)
		}
	}
}

func TestPilotAreaIsItsFiveWards(t *testing.T) {
	p := load(t)
	pilot, _ := p.AreaGroup("pilot")
	var names []string
	for _, code := range pilot.Areas {
		a, _ := p.Area(code)
		names = append(names, a.Name)
	}
	want := []string{"Spitalfields & Banglatown", "Weavers", "Bethnal Green", "St. Peter's", "Whitechapel"}
	if !slices.Equal(names, want) {
		t.Errorf("the pilot is %v", names)
	}
	wards, _ := p.AreaSet("wards")
	for _, name := range []string{"Spitalfields and Banglatown", "St Peters", "St Katharine's and Wapping", "Bethnal Green West"} {
		if _, ok := wards.Named(name); !ok {
			t.Errorf("no ward is called %q", name)
		}
	}
}

func TestEmergencyShowsNineNineNineFirst(t *testing.T) {
	p := load(t)
	for name, report := range map[string]map[string]any{
		"danger now":                    {"danger": true},
		"a crime is happening":          {"happening": true},
		"dealing outside a school":      {"category": "drug-dealing", "place_kind": "school"},
		"dealing outside a playground":  {"category": "drug-dealing", "place_kind": "playground"},
		"hate, and in danger":           {"category": "hate", "danger": true},
		"a child worry, and happening":  {"category": "child-worry", "happening": true},
		"nothing known yet, but danger": {"danger": true},
	} {
		notices := p.NoticesFor(report)
		if len(notices) == 0 || !notices[0].Urgent || !slices.Contains(notices[0].Contacts, "police-999") {
			t.Errorf("%s: the first notice is %v", name, notices)
		}
		for _, n := range notices {
			if n.ID == "police-101" {
				t.Errorf("%s: 101 is offered although 999 is right", name)
			}
		}
	}
}

func TestEachConcernShowsItsOwnDoor(t *testing.T) {
	p := load(t)
	for name, c := range map[string]struct {
		report map[string]any
		want   []string
	}{
		"drug dealing in a street": {map[string]any{"category": "drug-dealing", "place_kind": "street"}, []string{"police-101", "police-online", "crimestoppers"}},
		"without a name":           {map[string]any{"category": "litter", "anonymous": true}, []string{"crimestoppers"}},
		"hate":                     {map[string]any{"category": "hate"}, []string{"police-999", "police-101", "hate-council", "report-it"}},
		"a child":                  {map[string]any{"category": "child-worry"}, []string{"worried-child"}},
		"an adult at risk":         {map[string]any{"category": "adult-worry"}, []string{"worried-adult"}},
		"somebody homeless":        {map[string]any{"category": "rough-sleeping"}, []string{"worried-homeless"}},
		"drugs or alcohol":         {map[string]any{"category": "substance-worry"}, []string{"reset", "safe-east"}},
		"a repair":                 {map[string]any{"category": "housing-repair"}, []string{"landlord"}},
		"benefit fraud":            {map[string]any{"category": "benefit-fraud"}, []string{"benefit-fraud"}},
		"noise":                    {map[string]any{"category": "noise"}, []string{"council-asb"}},
		"fly-tipping":              {map[string]any{"category": "fly-tipping"}, []string{"council"}},
		"reported before":          {map[string]any{"category": "noise", "repeat": true}, []string{"case-review"}},
	} {
		var doors []string
		for _, n := range p.NoticesFor(c.report) {
			doors = append(doors, n.Contacts...)
		}
		for _, want := range c.want {
			if !slices.Contains(doors, want) {
				t.Errorf("%s: shows %v and not %s", name, doors, want)
			}
		}
	}
	crimestoppers, _ := p.Contact("crimestoppers")
	if crimestoppers.Phone != "0800 555 111" || !crimestoppers.Anonymous {
		t.Errorf("Crimestoppers: %+v", crimestoppers)
	}
}

func TestEveryReportFindsAnOwner(t *testing.T) {
	p := load(t)
	for name, c := range map[string]struct {
		report     map[string]any
		body, team string
	}{
		"groups in Whitechapel":       {map[string]any{"category": "groups", "area": "E05009336"}, "council", "asb-north-west"},
		"groups in Poplar":            {map[string]any{"category": "groups", "area": "E05009328"}, "council", "asb-south-east"},
		"drug dealing in Weavers":     {map[string]any{"category": "drug-dealing", "area": "E05009335"}, "th-police", "snt-weavers"},
		"burglary in Bow East":        {map[string]any{"category": "burglary", "group": "Crime", "area": "E05009319"}, "th-police", "snt-bow-east"},
		"hate anywhere":               {map[string]any{"category": "hate", "group": "Hate", "area": "E05009326"}, "council", "hate-crime"},
		"a child":                     {map[string]any{"category": "child-worry", "area": "E05009326"}, "council", "childrens-social-care"},
		"fires":                       {map[string]any{"category": "fire-setting", "area": "E05009326"}, "lfb", "fire-safety"},
		"music at one in the night":   {map[string]any{"category": "noise", "group": "Noise", "hour": 1, "area": "E05009326"}, "council", "theos"},
		"music at noon":               {map[string]any{"category": "noise", "group": "Noise", "hour": 12, "area": "E05009326"}, "council", "asb-south-west"},
		"a pub's music":               {map[string]any{"category": "noise", "group": "Noise", "hour": 1, "place_kind": "licensed-premises", "area": "E05009326"}, "council", "licensing"},
		"trouble in a block":          {map[string]any{"category": "neighbours", "place_kind": "home", "area": "E05009326"}, "thh", "thh-housing"},
		"a repair in the wrong place": {map[string]any{"category": "housing-repair", "area": "E05009326"}, "thh", "thh-housing"},
		"something without a place":   {map[string]any{"category": "other"}, "council", "contact-centre"},
		"danger":                      {map[string]any{"category": "other", "danger": true, "area": "E05009323"}, "th-police", "snt-canary-wharf"},
	} {
		route, team := p.Route(c.report)
		if route == nil || team == nil || route.Body != c.body || team.ID != c.team {
			t.Errorf("%s goes by %v to %v, not to %s at %s", name, route, team, c.team, c.body)
		}
	}
	for _, c := range p.Categories {
		for _, w := range p.Wards() {
			for _, danger := range []bool{false, true} {
				route, team := p.Route(map[string]any{"category": c.ID, "group": c.Group, "area": w.Code, "danger": danger, "hour": 23})
				if route == nil || team == nil || team.Body != route.Body {
					t.Fatalf("%s in %s has no owner", c.ID, w.Name)
				}
			}
		}
	}
}

func TestPreviousPlanPrintsItsFourteenRatedIndicators(t *testing.T) {
	p := load(t)
	ratings := map[pack.Rating]int{}
	for _, x := range p.Indicators {
		if x.Plan == "plan-2017" {
			ratings[x.Values[0].Rating]++
		}
	}
	if ratings[pack.Achieved] != 12 || ratings[pack.NeedsMoreWork] != 1 || ratings[pack.NotAchieved] != 1 {
		t.Errorf("ratings: %v", ratings)
	}
}

func TestIndicatorsOfOneNameStayTwo(t *testing.T) {
	p := load(t)
	for _, ids := range [][2]string{{"fte-2017", "fte-2020"}, {"sexual-offences-2017", "sexual-offences-2020"}} {
		a, okA := p.Indicator(ids[0])
		b, okB := p.Indicator(ids[1])
		if !okA || !okB || a.Name != b.Name || a.Definition == b.Definition || *a.Values[0].Value == *b.Values[0].Value {
			t.Errorf("%v: %+v and %+v", ids, a, b)
		}
	}
}

func TestPlanSaysWhenTheNextIsDue(t *testing.T) {
	p := load(t)
	plan, _ := p.Plan("plan-2021")
	if got := plan.NextDue().String(); got != "2024-04-01" {
		t.Errorf("the next plan is due %s", got)
	}
	if plan.Current(when.Day(2024, 4, 1)) || !plan.Current(when.Day(2024, 3, 31)) {
		t.Error("the plan ends with March 2024")
	}
	for _, priority := range plan.Priorities {
		if len(priority.Focus) == 0 || len(priority.Why) == 0 || len(priority.Aims) == 0 || len(priority.Outcomes) == 0 || len(priority.Activities) == 0 {
			t.Errorf("priority %s lacks a part", priority.ID)
		}
	}
}

func TestEveryRoleHasAnInventedUserAndNoneIsAResident(t *testing.T) {
	p := load(t)
	held := map[string]bool{}
	for _, u := range p.Users {
		held[u.Role] = true
		if !strings.HasSuffix(u.Email, ".example") {
			t.Errorf("the address of %s could be somebody's", u.ID)
		}
	}
	for _, r := range p.Roles {
		if !held[r.ID] {
			t.Errorf("no demonstration user is %s", r.ID)
		}
	}
}

func TestBoardAndCouncillorsSeeCountsAndNoPersonsRecord(t *testing.T) {
	p := load(t)
	people := []string{"report", "asb-case", "hate-incident", "concern", "meeting-request", "satisfaction"}
	for _, id := range []string{"board-member", "councillor", "data-protection-officer", "administrator"} {
		role, _ := p.Role(id)
		for _, g := range role.Grants {
			for _, kind := range people {
				if slices.Contains(g.Verbs, pack.View) && (slices.Contains(g.Kinds, kind) || slices.Contains(g.Kinds, "*")) {
					t.Errorf("%s may open a %s", id, kind)
				}
			}
		}
	}
	for _, role := range p.Roles {
		for _, g := range role.Grants {
			if role.ID != "hate-crime-officer" && slices.Contains(g.Verbs, pack.View) && (slices.Contains(g.Kinds, "hate-incident") || slices.Contains(g.Kinds, "*")) {
				t.Errorf("%s may open a hate incident", role.ID)
			}
		}
	}
}

func TestOpenFindsShippedPacksAndFolders(t *testing.T) {
	if _, err := packs.Open("towerhamlets"); err != nil {
		t.Error(err)
	}
	if files, err := packs.Open("towerhamlets/../towerhamlets"); err != nil || len(pack.Check(files)) != 0 {
		t.Error("a pack in a folder is read like the shipped one")
	}
	for _, wrong := range []string{"nowhere", "packs.go"} {
		if _, err := packs.Open(wrong); err == nil {
			t.Errorf("%s was opened", wrong)
		}
	}
}
