package pack

import (
	"fmt"
	"strings"

	"cel.dev/cel-go/cel"
	celast "cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
)

// ruleFault is what is wrong with a rule's source, at a position within it (line from 1, column from 0).
type ruleFault struct {
	line, column int
	what, likely string
}

// Error is the fault in words.
func (f *ruleFault) Error() string {
	return Problem{What: f.what, Suggestion: f.likely}.String()
}

// CompileReportRule compiles a rule of a route or a notice: its root is report.
func CompileReportRule(source string) (*Rule, error) { return compiled(reportEnv, source) }

// CompileKindRule compiles a rule of a kind, such as a guard: its roots are record, fields, principal and today.
func CompileKindRule(k *Kind, source string) (*Rule, error) { return compiled(kindEnv(k), source) }

func compiled(env *ruleEnv, source string) (*Rule, error) {
	r := &Rule{Source: source}
	if fault := r.compile(env); fault != nil {
		return nil, fmt.Errorf("rule %q: %w", source, fault)
	}
	return r, nil
}

// compile makes the rule ready for Eval, or says what is wrong with it.
func (r *Rule) compile(env *ruleEnv) *ruleFault {
	ce, err := env.env()
	if err != nil {
		return &ruleFault{line: 1, what: "the rule's surroundings do not compile: " + err.Error()}
	}
	parsed, issues := ce.Parse(r.Source)
	if issues.Err() != nil {
		return faultOf(issues)
	}
	if fault := env.unknownKey(parsed.NativeRep()); fault != nil {
		return fault
	}
	if fault := env.values.never(parsed.NativeRep()); fault != nil {
		return fault
	}
	checked, issues := ce.Check(parsed) // from here on the tree names a key as one word
	if issues.Err() != nil {
		return faultOf(issues)
	}
	if t := checked.OutputType(); !t.IsEquivalentType(cel.BoolType) && !t.IsEquivalentType(cel.DynType) {
		return &ruleFault{line: 1, what: fmt.Sprintf("a rule must answer yes or no, and this one gives %s", t)}
	}
	options := []cel.ProgramOption{cel.EvalOptions(cel.OptOptimize)}
	if loops(checked.NativeRep()) {
		options = append(options, cel.CostLimit(1_000_000))
	}
	program, err := ce.Program(checked, options...)
	if err != nil {
		return &ruleFault{line: 1, what: err.Error()}
	}
	r.program, r.env = program, env
	return nil
}

// loops says that a rule goes through a list. Only then can it cost more than it is long, and its cost is counted as it runs,
// which is half of what a rule takes.
func loops(tree *celast.AST) bool {
	found := false
	celast.PreOrderVisit(tree.Expr(), celast.NewExprVisitor(func(x celast.Expr) {
		found = found || x.Kind() == celast.ComprehensionKind
	}))
	return found
}

func faultOf(issues *cel.Issues) *ruleFault {
	first := issues.Errors()[0]
	what, _, _ := strings.Cut(strings.TrimPrefix(first.Message, "Syntax error: "), " expecting ")
	return &ruleFault{line: max(first.Location.Line(), 1), column: first.Location.Column(), what: "the rule does not compile: " + what}
}

// unknownKey looks for a key or a root that the rule's place does not declare, since CEL itself would only complain that
// the root is undeclared.
func (e *ruleEnv) unknownKey(tree *celast.AST) *ruleFault {
	var fault *ruleFault
	scoped := map[string]bool{} // names that a macro such as exists() declares
	celast.PreOrderVisit(tree.Expr(), celast.NewExprVisitor(func(x celast.Expr) {
		if x.Kind() == celast.ComprehensionKind {
			c := x.AsComprehension()
			scoped[c.IterVar()], scoped[c.IterVar2()], scoped[c.AccuVar()] = true, true, true
		}
	}))
	celast.PreOrderVisit(tree.Expr(), celast.NewExprVisitor(func(x celast.Expr) {
		if fault != nil {
			return
		}
		root, key := rootAndKey(x)
		if root == "" || scoped[root] {
			return
		}
		if what, likely := e.explain(root, key); what != "" {
			at := tree.SourceInfo().GetStartLocation(x.ID())
			fault = &ruleFault{line: max(at.Line(), 1), column: max(at.Column(), 0), what: what, likely: likely}
		}
	}))
	return fault
}

// rootAndKey reads root.key off a selection, a lone root, or what given() became.
func rootAndKey(x celast.Expr) (root, key string) {
	switch x.Kind() {
	case celast.SelectKind:
		if op := x.AsSelect().Operand(); op.Kind() == celast.IdentKind {
			return op.AsIdent(), x.AsSelect().FieldName()
		}
	case celast.CallKind:
		c := x.AsCall()
		if c.FunctionName() == operators.In && c.Args()[1].Kind() == celast.IdentKind && c.Args()[1].AsIdent() == givenVar {
			name, _ := c.Args()[0].AsLiteral().Value().(string)
			root, key, _ = strings.Cut(name, ".")
		}
	}
	return root, key
}

// explain says why root.key is not known; an empty answer means that it is.
func (e *ruleEnv) explain(root, key string) (what, likely string) {
	keys, known := e.roots[root]
	if !known {
		return fmt.Sprintf("a rule here knows no %q; it may name %s", root, listed(keysOf(e.roots))), nearest(root, keysOf(e.roots))
	}
	if keys == nil {
		return "", ""
	}
	if _, known := keys[key]; known {
		return "", ""
	}
	guess := nearest(key, keysOf(keys))
	if guess != "" {
		guess = root + "." + guess
	}
	return fmt.Sprintf("%s has no %q", root, root+"."+key), guess
}
