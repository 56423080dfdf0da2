package packs_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/hear/report"
)

func TestEmergencyShowsNineNineNineFirst(t *testing.T) {
	p := load(t)
	for name, filled := range map[string]report.Filled{
		"danger now":                   {Danger: true},
		"a crime is happening":         {Happening: true},
		"dealing outside a school":     {Category: "drug-dealing", PlaceKind: "school"},
		"dealing outside a playground": {Category: "drug-dealing", PlaceKind: "playground"},
		"hate, and in danger":          {Category: "hate", Danger: true},
		"a child, and happening":       {Category: "child-worry", Happening: true},
	} {
		notices := report.Notices(p, &filled)
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
		filled report.Filled
		want   []string
	}{
		"drug dealing in a street": {report.Filled{Category: "drug-dealing", PlaceKind: "street"}, []string{"police-101", "police-online", "crimestoppers"}},
		"without a name":           {report.Filled{Category: "litter", Anonymous: true}, []string{"crimestoppers"}},
		"hate":                     {report.Filled{Category: "hate"}, []string{"police-999", "police-101", "hate-council", "report-it"}},
		"a child":                  {report.Filled{Category: "child-worry"}, []string{"worried-child"}},
		"an adult at risk":         {report.Filled{Category: "adult-worry"}, []string{"worried-adult"}},
		"somebody homeless":        {report.Filled{Category: "rough-sleeping"}, []string{"worried-homeless"}},
		"drugs or alcohol":         {report.Filled{Category: "substance-worry"}, []string{"reset", "safe-east"}},
		"a repair":                 {report.Filled{Category: "housing-repair"}, []string{"landlord"}},
		"benefit fraud":            {report.Filled{Category: "benefit-fraud"}, []string{"benefit-fraud"}},
		"noise":                    {report.Filled{Category: "noise"}, []string{"council-asb"}},
		"fly-tipping":              {report.Filled{Category: "fly-tipping"}, []string{"council"}},
		"reported before":          {report.Filled{Category: "noise", Repeat: true}, []string{"case-review"}},
	} {
		var doors []string
		for _, n := range report.Notices(p, &c.filled) {
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
	const limehouse = "E05009326"
	for name, c := range map[string]struct {
		filled     report.Filled
		body, team string
	}{
		"groups in Whitechapel":       {report.Filled{Category: "groups", Area: "E05009336"}, "council", "asb-north-west"},
		"groups in Poplar":            {report.Filled{Category: "groups", Area: "E05009328"}, "council", "asb-south-east"},
		"drug dealing in Weavers":     {report.Filled{Category: "drug-dealing", Area: "E05009335"}, "th-police", "snt-weavers"},
		"burglary in Bow East":        {report.Filled{Category: "burglary", Area: "E05009319"}, "th-police", "snt-bow-east"},
		"hate anywhere":               {report.Filled{Category: "hate", Area: limehouse}, "council", "hate-crime"},
		"a child":                     {report.Filled{Category: "child-worry", Area: limehouse}, "council", "childrens-social-care"},
		"fires":                       {report.Filled{Category: "fire-setting", Area: limehouse}, "lfb", "fire-safety"},
		"music at one in the night":   {report.Filled{Category: "noise", AtTime: "1am", Area: limehouse}, "council", "theos"},
		"music at noon":               {report.Filled{Category: "noise", AtTime: "12:00", Area: limehouse}, "council", "asb-south-west"},
		"music at no known time":      {report.Filled{Category: "noise", Area: limehouse}, "council", "asb-south-west"},
		"a pub's music":               {report.Filled{Category: "noise", AtTime: "1am", PlaceKind: "licensed-premises", Area: limehouse}, "council", "licensing"},
		"trouble in a block":          {report.Filled{Category: "neighbours", PlaceKind: "home", Area: limehouse}, "council", "thh-housing"},
		"a repair in the wrong place": {report.Filled{Category: "housing-repair", Area: limehouse}, "council", "thh-housing"},
		"something without a place":   {report.Filled{Category: "other"}, "council", "contact-centre"},
		"danger":                      {report.Filled{Category: "other", Danger: true, Area: "E05009323"}, "th-police", "snt-canary-wharf"},
	} {
		if got := report.Decide(p, &c.filled, report.Always); got.Body != c.body || got.Team != c.team {
			t.Errorf("%s goes by %s to %s at %s, not to %s at %s", name, got.Route, got.Team, got.Body, c.team, c.body)
		}
	}
}

func TestEveryCategoryInEveryWardHasATeamOfItsBody(t *testing.T) {
	p := load(t)
	for _, c := range p.Categories {
		for _, w := range p.Wards() {
			for _, danger := range []bool{false, true} {
				got := report.Decide(p, &report.Filled{Category: c.ID, Area: w.Code, Danger: danger, AtTime: "23:00"}, report.Always)
				team, ok := p.Team(got.Team)
				if !ok || team.Body != got.Body || got.Route == "" {
					t.Fatalf("%s in %s goes to %+v", c.ID, w.Name, got)
				}
			}
		}
	}
}

// What the police count as an incident is offered to them on 101 (ledger 3), but for mess, which they do not clear; noise goes
// first to the council or the landlord; where somebody is hurt or watched, 999 stands above everything and specialist help above
// the police's own number.
func TestEveryCategoryShowsTheRightNumbersInTheRightOrder(t *testing.T) {
	p := load(t)
	doors := func(f report.Filled) (out []string) {
		for _, n := range report.Notices(p, &f) {
			out = append(out, n.Contacts...)
		}
		return out
	}
	for _, c := range p.Categories {
		calm, urgent := doors(report.Filled{Category: c.ID}), doors(report.Filled{Category: c.ID, Danger: true})
		if len(urgent) < 3 || urgent[0] != "police-999" || !slices.Contains(urgent, "relay-999") || !slices.Contains(urgent, "bsl-999") {
			t.Errorf("%s in danger shows %v", c.ID, urgent)
		}
		if counted := c.PoliceUK != "" && !c.Same && c.Group != "Worried about somebody"; counted && c.ID != "noise" && c.ID != "underage-sales" {
			if !slices.Contains(calm, "police-101") {
				t.Errorf("%s never offers 101: %v", c.ID, calm)
			}
		}
		if c.Group == "Noise" && c.ID != "street-party" && (len(calm) == 0 || calm[0] != "council-asb" && calm[0] != "landlord") {
			t.Errorf("%s shows %v and not first who deals with noise", c.ID, calm)
		}
		if c.Sensitive && slices.Contains(calm, "police-999") && calm[0] != "police-999" {
			t.Errorf("%s: 999 stands below %v", c.ID, calm)
		}
	}
	abuse := doors(report.Filled{Category: "domestic-abuse"})
	at := func(id string) int { return slices.Index(abuse, id) }
	if at("police-999") != 0 || at("national-domestic-abuse") < 0 || at("vawg") > at("police-101") || at("national-domestic-abuse") > at("police-101") {
		t.Errorf("domestic abuse shows %v", abuse)
	}
	emergency, _ := p.Notice("emergency")
	if !strings.Contains(emergency.Body, "press 55") {
		t.Error("who cannot speak is not told of 55")
	}
	for id, number := range map[string]string{"police-101": "101", "relay-101": "18001 101", "relay-999": "18000", "national-domestic-abuse": "0808 2000 247"} {
		if c, ok := p.Contact(id); !ok || c.Phone != number {
			t.Errorf("%s has %+v", id, c)
		}
	}
}
