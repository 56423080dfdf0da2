package packs_test

import (
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/risk"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/packs"
)

// TestTheFourteenQuestionsAddUpAsTheyDoOnPaper works sums of the matrix by hand: its answers, in the order of its questions (several joined by +), the
// flags that are ticked, and what they come to.
func TestTheFourteenQuestionsAddUpAsTheyDoOnPaper(t *testing.T) {
	p, err := pack.Load(packs.TowerHamlets())
	if err != nil {
		t.Fatal(err)
	}
	m, ok := p.Matrix("asb-matrix")
	if !ok {
		t.Fatal("there is no ASB matrix")
	}
	v, ok := m.On(when.Day(2026, 11, 30))
	if !ok || len(v.Questions) != 14 || v.Most() != 42 || v.Status != risk.LocalPolicy || !strings.Contains(v.Note, "local template") {
		t.Fatalf("%d questions of at most %d points, %s: %q", len(v.Questions), v.Most(), v.Status, v.Note)
	}
	for _, c := range []struct {
		answers, flags string
		score          int
		band, raised   string
	}{
		{"first no no no no yes nobody no no no - yes good -", "", 0, "low", ""},
		{"weekly yes no sight reputation no community no no moderately - no some local", "", 3 + 2 + 1 + 2 + 1 + 2 + 1 + 1, "low", ""},
		{"weekly yes yes sight reputation no community no no lot - no some local", "", 16, "medium", ""},
		{"most-days yes yes well past no household no no lot - no few local", "", 4 + 2 + 2 + 2 + 4 + 3 + 3 + 2 + 1, "medium", ""},
		{"most-days yes yes well past no household no no lot - no few family+local", "", 24, "medium", ""},
		{"daily yes yes well past no household no no lot - no few family+local", "", 25, "high", ""},
		{"daily yes yes well now no household yes yes extremely mental+physical no none family+local", "", 42, "high", "hate-again"},
		{"first no no no no yes nobody no no no - yes good -", "weapons", 0, "high", "weapons"},
		{"first no no no no yes household yes no little - yes good -", "", 3 + 3 + 1, "low", ""},
		{"occasional no no no no yes household yes no little - yes good -", "", 1 + 3 + 3 + 1, "high", "hate-again"},
	} {
		answers := risk.Answers{}
		for i, word := range strings.Fields(c.answers) {
			if word != "-" {
				answers[v.Questions[i].ID] = strings.Split(word, "+")
			}
		}
		got, err := v.Score(answers, strings.Fields(c.flags))
		if err != nil {
			t.Fatal(err)
		}
		if got.Score != c.score || got.Band != c.band || strings.Join(got.Flags, " ") != c.raised {
			t.Errorf("%s %s: %d points, %s, %v; want %d, %s, %s", c.answers, c.flags, got.Score, got.Band, got.Flags, c.score, c.band, c.raised)
		}
	}
}
