package pack

// Rule is a CEL expression of the pack, compiled at load so that a wrong rule is a Problem with a position and never a
// surprise at midnight.
type Rule struct {
	Source string
}
