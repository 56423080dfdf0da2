package pack

import (
	"fmt"

	"cel.dev/cel-go/cel"
)

// Rule is a CEL expression of the pack, compiled at load so that a wrong rule is a Problem with a position and never a
// surprise at midnight.
type Rule struct {
	Source string

	program cel.Program
	env     *ruleEnv
}

// Eval decides the rule. vars holds the roots that the rule's place declares: report for routes and notices; record,
// fields, principal and today for guards, conditions of fields and filters of indicators. A value with keys is a Root, and one
// that is missing counts as empty (given() tells the difference).
func (r *Rule) Eval(vars map[string]any) (bool, error) {
	if r.program == nil {
		return false, fmt.Errorf("rule %q was never compiled", r.Source)
	}
	if err := r.env.rooted(vars); err != nil {
		return false, fmt.Errorf("rule %q: %w", r.Source, err)
	}
	out, _, err := r.program.Eval(r.env.activation(vars))
	if err != nil {
		return false, fmt.Errorf("rule %q: %w", r.Source, err)
	}
	holds, ok := out.Value().(bool)
	if !ok {
		return false, fmt.Errorf("rule %q gave %v, not yes or no", r.Source, out.Value())
	}
	return holds, nil
}

// Holds is Eval for a rule that may be absent: no rule always holds, and a rule that fails does not.
func (r *Rule) Holds(vars map[string]any) bool {
	if r == nil {
		return true
	}
	ok, err := r.Eval(vars)
	return ok && err == nil
}
