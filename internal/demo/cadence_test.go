package demo

import (
	"regexp"
	"testing"

	"github.com/wardmote/wardmote/internal/program"
)

// TestABoardMeetsAsItsPaperSays: the register of boards holds an interval only where the papers give one.
func TestABoardMeetsAsItsPaperSays(t *testing.T) {
	p, err := program.LoadPack("")
	if err != nil {
		t.Fatal(err)
	}
	given := map[string]*regexp.Regexp{"quarterly": regexp.MustCompile(`^(every three months|quarterly)\b`), "yearly": regexp.MustCompile(`^(annually|every year)\b`), "monthly": regexp.MustCompile(`^(every month|monthly)\b`)}
	stated := 0
	for _, b := range p.Bodies {
		got := cadence(b.Meets)
		if rule, ok := given[got]; ok {
			stated++
			if !rule.MatchString(b.Meets) {
				t.Errorf("%s meets %s, and its paper says %q", b.Name, got, b.Meets)
			}
		} else if got != "not-stated" {
			t.Errorf("%s meets %q", b.Name, got)
		}
	}
	if stated == 0 {
		t.Error("no board's interval is known: the test shows nothing")
	}
}
