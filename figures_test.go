package wardmote_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// drawers are what tables and charts are made of and what draws them on a page: what they are given says itself whether it has a
// number (design, decision 8).
var drawers = []string{"internal/core/figure", "internal/web/chart"}

// TestTablesAndChartsAreMadeOfFiguresAlone: a chart or a table that took numbers would have to draw something for what has none. How
// it is laid out is all that may be a number.
func TestTablesAndChartsAreMadeOfFiguresAlone(t *testing.T) {
	fields, all := 0, packages(t)
	for _, dir := range drawers {
		eachTree(t, all[dir], dir, func(file string, tree *ast.File) {
			ast.Inspect(tree, func(n ast.Node) bool {
				spec, ok := n.(*ast.TypeSpec)
				if !ok || !spec.Name.IsExported() {
					return true
				}
				if s, ok := spec.Type.(*ast.StructType); ok {
					for _, f := range s.Fields.List {
						for _, name := range f.Names {
							fields++
							if name.IsExported() && numeric(f.Type) && !slices.Contains([]string{"HeadingTag", "Places"}, name.Name) {
								t.Errorf("%s: %s.%s is a bare number; let it be a figure.Figure", file, spec.Name.Name, name.Name)
							}
						}
					}
				}
				return true
			})
		})
	}
	if fields < 30 {
		t.Errorf("only %d fields were looked at", fields)
	}
}

// numeric says that a type is a number, or holds numbers.
func numeric(e ast.Expr) bool {
	switch x := e.(type) {
	case *ast.Ident:
		return slices.Contains([]string{"int", "int64", "uint32", "float32", "float64"}, x.Name)
	case *ast.ArrayType:
		return numeric(x.Elt)
	case *ast.MapType:
		return numeric(x.Value)
	case *ast.StarExpr:
		return numeric(x.X)
	}
	return false
}

// TestPagesWriteNoFigureIntoATableByThemselves: a cell of numbers is drawn by web/chart from a figure, so that none can stand for what
// is hidden or not known.
func TestPagesWriteNoFigureIntoATableByThemselves(t *testing.T) {
	looked := 0
	for name, p := range packages(t) {
		if !strings.HasPrefix(name, "internal/web/") || name == "internal/web/chart" || name == "internal/web/govuk" || strings.HasSuffix(name, "test") {
			continue
		}
		eachTree(t, p, name, func(file string, tree *ast.File) {
			looked++
			ast.Inspect(tree, func(n ast.Node) bool {
				pair, ok := n.(*ast.KeyValueExpr)
				if !ok {
					return true
				}
				key, named := pair.Key.(*ast.Ident)
				value, text := pair.Value.(*ast.BasicLit)
				if named && text && key.Name == "Format" && value.Value == `"numeric"` {
					t.Errorf("%s writes a number into a table by itself: draw a figure with chart.Cell, chart.Count or chart.Table", file)
				}
				return true
			})
		})
	}
	if looked < 100 {
		t.Errorf("only %d files of screens were looked at", looked)
	}
}

// eachTree parses the files of a package.
func eachTree(t *testing.T, p listed, dir string, look func(file string, tree *ast.File)) {
	t.Helper()
	for _, file := range p.GoFiles {
		name := filepath.Join(dir, file)
		tree, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		look(name, tree)
	}
}
