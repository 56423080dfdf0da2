package pack

import (
	"fmt"
	"slices"

	celast "cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
)

// A rule that compares a key with a word which the key can never hold is never true: a misspelt category would send its
// reports to the wrong team without a sound. knownValues are the words that each key of a rule can hold, by root.key; a key
// that is not among them may hold anything.
type knownValues map[string][]string

// reportValues are the words that a route or a notice may compare with.
func (l *loader) reportValues(r registry) knownValues {
	p := l.pack
	known := l.commonValues(r, "report.")
	known["report.kind"] = r["kinds"].list
	known["report.areas"] = slices.Concat(known["report.area"], r["area_groups"].list)
	known["report.place"] = r["places"].list
	for i := range p.Categories {
		known["report.group"] = append(known["report.group"], p.Categories[i].Group)
	}
	if i, ok := r["kinds"].at[p.Partnership.Report]; ok {
		for _, id := range []string{"channel", "affected"} {
			if f, ok := p.Kinds[i].Field(id); ok {
				known["report."+id] = optionIDs(p.OptionsOf(f))
			}
		}
	}
	return known
}

// kindValues are the words that a rule of a kind may compare with.
func (l *loader) kindValues(k *Kind, r registry) knownValues {
	known := l.commonValues(r, "record.")
	known["record.kind"], known["record.marking"] = []string{k.ID}, Markings
	for _, s := range k.States {
		known["record.state"] = append(known["record.state"], s.ID)
	}
	for _, root := range []string{"record.team", "principal.teams"} {
		known[root] = r["teams"].list
	}
	for _, root := range []string{"record.body", "principal.bodies"} {
		known[root] = r["bodies"].list
	}
	known["principal.roles"] = r["roles"].list
	for _, f := range k.Fields {
		if f.Type == Choice || f.Type == Choices || f.Type == BodyRef {
			known["fields."+f.ID] = optionIDs(l.pack.OptionsOf(f))
		}
	}
	return known
}

func (l *loader) commonValues(r registry, root string) knownValues {
	return knownValues{root + "category": r["categories"].list, root + "risk": r["risks"].list,
		root + "place_kind": r["place_kinds"].list, root + "area": keysOf(l.areaCodes())}
}

// never looks for a word in a comparison that the key beside it can never hold.
func (known knownValues) never(tree *celast.AST) *ruleFault {
	var fault *ruleFault
	celast.PreOrderVisit(tree.Expr(), celast.NewExprVisitor(func(x celast.Expr) {
		if fault != nil || x.Kind() != celast.CallKind || len(x.AsCall().Args()) != 2 {
			return
		}
		switch x.AsCall().FunctionName() {
		case operators.Equals, operators.NotEquals, operators.In:
			a, b := x.AsCall().Args()[0], x.AsCall().Args()[1]
			if fault = known.compared(tree, a, b); fault == nil {
				fault = known.compared(tree, b, a)
			}
		}
	}))
	return fault
}

// compared looks at a key on one side of a comparison and a word, or a list of words, on the other.
func (known knownValues) compared(tree *celast.AST, key, words celast.Expr) *ruleFault {
	root, name := rootAndKey(key)
	held, listed := known[root+"."+name]
	if !listed || key.Kind() != celast.SelectKind {
		return nil
	}
	all := []celast.Expr{words}
	if words.Kind() == celast.ListKind {
		all = words.AsList().Elements()
	}
	for _, w := range all {
		if w.Kind() != celast.LiteralKind {
			continue
		}
		if word, ok := w.AsLiteral().Value().(string); ok && word != "" && !slices.Contains(held, word) {
			at := tree.SourceInfo().GetStartLocation(w.ID())
			return &ruleFault{line: max(at.Line(), 1), column: max(at.Column(), 0), likely: nearest(word, held),
				what: fmt.Sprintf("%s.%s can never be %s", root, name, shown(word))}
		}
	}
	return nil
}
