package analysis_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// library is the source of one package: what it exports and what its tests are.
type library struct {
	path  string
	doc   string
	code  []*ast.FuncDecl
	tests []*ast.FuncDecl
}

// libraries reads every package of this folder that others can import.
func libraries(t *testing.T) (all []*library) {
	t.Helper()
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		if name := entry.Name(); name == "testdata" || name == "internal" {
			return fs.SkipDir
		}
		if path == "." {
			return nil
		}
		l := &library{path: path}
		files, err := filepath.Glob(filepath.Join(path, "*.go"))
		if err != nil || len(files) == 0 {
			return err
		}
		for _, name := range files {
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
			if err != nil {
				return err
			}
			test := strings.HasSuffix(name, "_test.go")
			if !test && file.Doc != nil {
				l.doc += file.Doc.Text()
			}
			for _, d := range file.Decls {
				if f, ok := d.(*ast.FuncDecl); ok && test {
					l.tests = append(l.tests, f)
				} else if ok {
					l.code = append(l.code, f)
				}
			}
		}
		all = append(all, l)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 20 {
		t.Fatalf("only %d packages found", len(all))
	}
	return all
}

// reached are the names that the chosen tests mention, and what the helpers and methods mention that they call.
func (l *library) reached(chosen func(name string) bool) map[string]bool {
	mentions := map[string]map[string]bool{}
	for _, f := range slices.Concat(l.code, l.tests) {
		names := map[string]bool{}
		ast.Inspect(f, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				names[id.Name] = true
			}
			return true
		})
		if mentions[f.Name.Name] == nil {
			mentions[f.Name.Name] = names
		}
	}
	seen, queue := map[string]bool{}, []string{}
	for _, f := range l.tests {
		if chosen(f.Name.Name) {
			queue = append(queue, f.Name.Name)
		}
	}
	for len(queue) > 0 {
		name := queue[0]
		queue = queue[1:]
		for called := range mentions[name] {
			if !seen[called] {
				seen[called] = true
				if !ast.IsExported(called) || strings.HasPrefix(name, "Fuzz") && called == name {
					queue = append(queue, called)
				}
			}
		}
	}
	return seen
}

// public are the functions and methods that others can call and that take something, by name.
func (l *library) public() (names []string) {
	for _, f := range l.code {
		if !f.Name.IsExported() || f.Type.Params.NumFields() == 0 || f.Recv != nil && !exportedReceiver(f) {
			continue
		}
		if f.Name.Name != "Error" && f.Name.Name != "String" {
			names = append(names, f.Name.Name)
		}
	}
	return names
}

func exportedReceiver(f *ast.FuncDecl) bool {
	kind := f.Recv.List[0].Type
	if star, ok := kind.(*ast.StarExpr); ok {
		kind = star.X
	}
	id, ok := kind.(*ast.Ident)
	return ok && id.IsExported()
}

// No points, one, all at one place, in a line, huge or infinite coordinates, negative counts: each function that takes
// something is put to such input by a fuzz target of its package, or by a test that is named after it.
func TestEveryPublicFunctionIsPutToDegenerateInput(t *testing.T) {
	named := []string{"Fuzz", "Degenerate", "Impossible", "Outside", "Wrong", "Refused", "OffTheGrid"}
	for _, l := range libraries(t) {
		reached := l.reached(func(name string) bool {
			return slices.ContainsFunc(named, func(part string) bool { return strings.Contains(name, part) })
		})
		for _, name := range l.public() {
			if !reached[name] {
				t.Errorf("%s: no fuzz target or test of degenerate input calls %s", l.path, name)
			}
		}
	}
}

func TestEveryPackageHasAnExampleThatRuns(t *testing.T) {
	for _, l := range libraries(t) {
		if !slices.ContainsFunc(l.tests, func(f *ast.FuncDecl) bool { return strings.HasPrefix(f.Name.Name, "Example") }) {
			t.Errorf("%s has no example", l.path)
		}
	}
}

// An Example without "Output:" is compiled and not run.
func TestEveryExampleSaysWhatItPrints(t *testing.T) {
	for _, l := range libraries(t) {
		files, err := filepath.Glob(filepath.Join(l.path, "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, part := range strings.Split(string(text), "\nfunc ")[1:] {
				if body, _, _ := strings.Cut(part, "\n}\n"); strings.HasPrefix(part, "Example") && !strings.Contains(body, "// Output:") {
					t.Errorf("%s: %s does not say what it prints", name, strings.SplitN(part, "(", 2)[0])
				}
			}
		}
	}
}

// The comment of a package says what it answers, how, in what units and by whom, and where it ought not to be used: a
// textbook's summary is not three lines.
func TestEveryPackageReadsLikeAChapter(t *testing.T) {
	for _, l := range libraries(t) {
		if words := len(strings.Fields(l.doc)); words < 120 {
			t.Errorf("%s: its comment has %d words", l.path, words)
		}
		if !strings.Contains(l.doc, "# When not to use it") && !strings.Contains(l.doc, "and when not") {
			t.Errorf("%s: its comment does not say when not to use it", l.path)
		}
	}
}

// REFERENCES.md says which test reproduces what: each that it names is there, in the package that it names.
func TestEveryReferenceNamesATestThatIsThere(t *testing.T) {
	page, err := os.ReadFile("REFERENCES.md")
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]bool{}
	for _, l := range libraries(t) {
		for _, f := range l.tests {
			tests[filepath.ToSlash(l.path)+" "+f.Name.Name] = true
		}
	}
	named := 0
	for _, line := range strings.Split(string(page), "\n") {
		cells := strings.Split(line, "|")
		if len(cells) < 5 || !strings.Contains(line, "Test") {
			continue
		}
		in, names := strings.TrimSpace(cells[len(cells)-3]), strings.Split(cells[len(cells)-2], ",")
		for _, name := range names {
			named++
			if !tests[in+" "+strings.TrimSpace(name)] {
				t.Errorf("package %s has no %s", in, strings.TrimSpace(name))
			}
		}
	}
	if named < 80 {
		t.Errorf("only %d tests are named", named)
	}
}
