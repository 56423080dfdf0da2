package pack

import "fmt"

// Problem is one mistake in a pack: where it stands, what is wrong, and the likely fix where there is one.
type Problem struct {
	File       string
	Line       int // from 1; 0 where the whole file or the folder is meant
	Column     int
	What       string
	Suggestion string // what was probably meant
}

// String is FILE:LINE: what; did you mean …
func (p Problem) String() string {
	s := p.What
	if p.Suggestion != "" {
		s += fmt.Sprintf("; did you mean %s?", p.Suggestion)
	}
	switch {
	case p.File == "":
		return s
	case p.Line == 0:
		return fmt.Sprintf("%s: %s", p.File, s)
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, s)
}

// Error makes a Problem an error.
func (p Problem) Error() string { return p.String() }
