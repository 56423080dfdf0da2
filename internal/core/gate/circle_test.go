package gate_test

import (
	"testing"

	"github.com/wardmote/wardmote/internal/core/gate"
)

// What somebody may see is remembered by a question that also holds what they typed.
func TestNoTwoQuestionsReadAlike(t *testing.T) {
	seen := map[string]int{}
	for i, args := range [][]any{{"a b", "c"}, {"a", "b c"}, {"a", "b", "c"}, {"a b c"}, {"1"}, {1}, {`a","b`}, {"a", "b"}} {
		q, err := gate.Asking("r.team = ?", args)
		if err != nil {
			t.Fatal(err)
		}
		if j, twice := seen[q]; twice {
			t.Errorf("%d and %d are one question: %s", i, j, q)
		}
		seen[q] = i
	}
}
