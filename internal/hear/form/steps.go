package form

// Step is one page of a form, F what has been filled in so far.
type Step[F any] struct {
	ID    string
	Asked func(F) bool // always where nil
	Done  func(F) bool // it was answered, and the answer still stands
	Aside bool         // reached by a link and never asked in turn
}

// Steps are the pages of a form in the order in which they are asked. Whoever goes back to change an answer comes forward again to the
// first step that is still open; the last, on which the answers are checked, is always open.
type Steps[F any] []Step[F]

func (s Step[F]) asked(f F) bool { return !s.Aside && (s.Asked == nil || s.Asked(f)) }

// Open is the first step without an answer.
func (s Steps[F]) Open(f F) int {
	for i, step := range s {
		if step.asked(f) && !step.Done(f) {
			return i
		}
	}
	return len(s) - 1
}

// Before is the step before the one at i, and false where it is the first.
func (s Steps[F]) Before(f F, i int) (Step[F], bool) {
	for i--; i >= 0; i-- {
		if s[i].asked(f) {
			return s[i], true
		}
	}
	return Step[F]{}, false
}

// Complete says that nothing is left but to check the answers.
func (s Steps[F]) Complete(f F) bool { return s.Open(f) == len(s)-1 }
