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
		"places": {len(p.Places), 40}, "figures": {len(p.Figures), 227 + 4}, "plans": {len(p.Plans), 2},
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
				if k, _ := p.Kind(kind); slices.Contains(g.Verbs, pack.View) && g.On(k) {
					t.Errorf("%s may open a %s", id, kind)
				}
			}
		}
	}
}

// TestSealedKindsAreOfThoseWhoProtectAlone names who may do what to what a child, an adult at risk, somebody abused at home, hurt by hate or
// drawn into extremism is helped by. Whoever takes a call may take a concern down, and reads none. No post counts them: the figures that are
// published are the program's.
func TestSealedKindsAreOfThoseWhoProtectAlone(t *testing.T) {
	p := load(t)
	protecting := map[string][]string{
		"hate-incident": {"hate-crime-officer"},
		"alert":         {"police-officer", "safeguarding-officer", "duty-manager", "hate-crime-officer"},
		"concern":       {"asb-team-leader", "enforcement-officer", "police-officer", "partner-officer", "safeguarding-officer", "duty-manager"},
	}
	for i := range p.Kinds {
		k := &p.Kinds[i]
		may, sealed := protecting[k.ID]
		if k.Sealed != sealed {
			t.Errorf("%s: sealed is %v", k.ID, k.Sealed)
		}
		if !sealed {
			continue
		}
		for _, role := range p.Roles {
			held := map[pack.Verb]bool{}
			for _, g := range role.Grants {
				for _, v := range g.Verbs {
					held[v] = held[v] || g.On(k)
				}
			}
			delete(held, pack.Create)
			works := held[pack.View] && held[pack.Edit] && held[pack.Close]
			if slices.Contains(may, role.ID) != works || held[pack.Count] || held[pack.Export] || !works && held[pack.View] {
				t.Errorf("%s may to a %s: %v", role.ID, k.ID, held)
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
