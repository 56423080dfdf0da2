package spelling

import (
	"testing"

	"pgregory.net/rapid"
)

// twin is the textbook recursion of the optimal string alignment distance.
func twin(a, b []rune) int {
	switch {
	case len(a) == 0:
		return len(b)
	case len(b) == 0:
		return len(a)
	}
	change := twin(a[1:], b[1:])
	if a[0] != b[0] {
		change++
	}
	best := min(change, twin(a[1:], b)+1, twin(a, b[1:])+1)
	if len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] {
		best = min(best, twin(a[2:], b[2:])+1)
	}
	return best
}

func TestSlipsAreCountedAsTheTextbookDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[abc]{0,6}`)
		a, b := []rune(word.Draw(t, "a")), []rune(word.Draw(t, "b"))
		most := rapid.IntRange(0, 6).Draw(t, "most")
		if got, want := Slips(a, b, most), min(twin(a, b), most+1); min(got, most+1) != want {
			t.Fatalf("%q %q: %d, want %d", string(a), string(b), got, want)
		}
	})
}
