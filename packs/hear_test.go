package packs_test

import (
	"slices"
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
		if got := report.Decide(p, &c.filled); got.Body != c.body || got.Team != c.team {
			t.Errorf("%s goes by %s to %s at %s, not to %s at %s", name, got.Route, got.Team, got.Body, c.team, c.body)
		}
	}
}

func TestEveryCategoryInEveryWardHasATeamOfItsBody(t *testing.T) {
	p := load(t)
	for _, c := range p.Categories {
		for _, w := range p.Wards() {
			for _, danger := range []bool{false, true} {
				got := report.Decide(p, &report.Filled{Category: c.ID, Area: w.Code, Danger: danger, AtTime: "23:00"})
				team, ok := p.Team(got.Team)
				if !ok || team.Body != got.Body || got.Route == "" {
					t.Fatalf("%s in %s goes to %+v", c.ID, w.Name, got)
				}
			}
		}
	}
}
