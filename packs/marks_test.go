package packs_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/pack"
)

// markedBy are the words, whole ones, of which a statement that bears a mark has at least one. Whoever sets a mark on a
// statement that has none of them sets the word here too, so that no mark comes of a part of a word.
var markedBy = map[string]string{
	"theme-contextual":                  `contextual`,
	"theme-early":                       `early|early-life|prevent|prevention|preventable`,
	"theme-coproduction":                `residents|coproducing|community resilience`,
	"principle-public-health-approach":  `public health`,
	"principle-contextual-safeguarding": `contextual`,
	"principle-resident-involvement":    `residents`,
	"principle-collaboration":           `sharing`,
	"principle-supporting-victims":      `victim|victims|victimisation`,
	"driver-drugs":                      `drug|drugs`,
	"driver-mental-health":              `mental health|mental ill health`,
	"driver-community-cohesion":         `community cohesion`,
	"driver-disproportionality":         `disproportionality|ethnic|ethnicity`,
}

func TestEveryMarkOfAStatementIsOfAWholeWordInIt(t *testing.T) {
	for _, x := range load(t).Plans {
		var look func(list []pack.Statement)
		look = func(list []pack.Statement) {
			for _, st := range list {
				for _, theme := range st.Themes {
					words, ok := markedBy[theme]
					if !ok || !regexp.MustCompile(`(?i)(^|[^\p{L}])(`+words+`)([^\p{L}]|$)`).MatchString(st.Text) {
						t.Errorf("%s is marked %s, and says nothing of it: %q", st.ID, theme, st.Text)
					}
				}
				look(st.Children)
			}
		}
		for _, p := range x.Priorities {
			for _, list := range [][]pack.Statement{p.Approach, p.Focus, p.Why, p.Aims, p.Outcomes, p.Activities} {
				look(list)
			}
		}
	}
}

// TestNobodyIsToldThatAReviewNeedsThatNothingWasDone: three qualifying complaints meet the threshold whatever was done about
// them (Anti-social Behaviour, Crime and Policing Act 2014, s.104(4)).
func TestNobodyIsToldThatAReviewNeedsThatNothingWasDone(t *testing.T) {
	p := load(t)
	forbidden := regexp.MustCompile(`(?i)(nothing (was|has been|is) done|no action (was|has been) taken|no action taken)`)
	for _, n := range p.Notices {
		if forbidden.MatchString(n.Body) && strings.Contains(strings.ToLower(n.Body), "review") {
			t.Errorf("the notice %s makes it a condition of a review that nothing was done: %s", n.ID, n.Body)
		}
	}
	for _, c := range p.Contacts {
		if forbidden.MatchString(c.For + c.Note) {
			t.Errorf("the service %s makes it a condition that nothing was done: %s", c.ID, c.For)
		}
	}
}
