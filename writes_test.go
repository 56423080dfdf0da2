package wardmote_test

import (
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// TestScreensChangeRecordsByActsAlone keeps the type that writes (gate.Unit) and what it opens (gate.Edit) out of the pages: what a page
// could write by itself would walk round the rules of the acts (design, decision 6).
func TestScreensChangeRecordsByActsAlone(t *testing.T) {
	looked := 0
	for name, p := range packages(t) {
		if !strings.HasPrefix(name, "internal/web/") || strings.HasSuffix(name, "test") {
			continue
		}
		eachTree(t, p, name, func(file string, tree *ast.File) {
			looked++
			ast.Inspect(tree, func(n ast.Node) bool {
				s, ok := n.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				of, named := s.X.(*ast.Ident)
				opens := named && of.Name == "gate" && slices.Contains([]string{"Unit", "Edit"}, s.Sel.Name)
				held, isField := s.X.(*ast.SelectorExpr)
				if opens || isField && held.Sel.Name == "Gate" && s.Sel.Name == "Write" {
					t.Errorf("%s writes by itself (%s): let an act of core/act or of a movement do it", file, s.Sel.Name)
				}
				return true
			})
		})
	}
	if looked < 100 {
		t.Errorf("only %d files of screens were looked at", looked)
	}
}
