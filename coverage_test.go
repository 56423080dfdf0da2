package wardmote_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// ledgerRows is how many rows the ledger of the reference partnership has.
const ledgerRows = 160

// row is one line of docs/COVERAGE.md: number, what, state, where, test.
type row struct {
	n                  int
	id                 string // of a row that the papers imply
	what, state, where string
	tests              []string
}

var backticked = regexp.MustCompile("`([^`]+)`")

func coverage(text string) ([]row, error) {
	var rows []row
	for i, line := range strings.Split(text, "\n") {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if len(cells) < 2 {
			continue
		}
		n, err := strconv.Atoi(strings.TrimSpace(cells[0]))
		if err != nil {
			continue // a heading
		}
		if len(cells) != 5 {
			return nil, fmt.Errorf("line %d has %d cells, not 5", i+1, len(cells))
		}
		r := row{n: n, what: strings.TrimSpace(cells[1]), state: strings.TrimSpace(cells[2]), where: strings.TrimSpace(cells[3])}
		for _, m := range backticked.FindAllStringSubmatch(cells[4], -1) {
			r.tests = append(r.tests, m[1])
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// testsOfTheRepository are the names of all test functions.
func testsOfTheRepository(t *testing.T) map[string]bool {
	t.Helper()
	declared := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	found := map[string]bool{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".") && path != ".") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, "_test.go") {
			return nil
		}
		text, err := os.ReadFile(path)
		for _, m := range declared.FindAllSubmatch(text, -1) {
			found[string(m[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// problems are what is wrong with a table of coverage.
func problems(rows []row, tests map[string]bool) []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	seen := map[int]bool{}
	for _, r := range rows {
		if r.n < 1 || r.n > ledgerRows || seen[r.n] {
			say("row %d is there twice, or is no row of the ledger", r.n)
		}
		seen[r.n] = true
		if r.what == "" {
			say("row %d says nothing", r.n)
		}
		switch r.state {
		case "works":
			if len(r.tests) == 0 || r.where == "" {
				say("row %d works, and names no test or no place", r.n)
			}
		case "partly":
			if r.where == "" {
				say("row %d works partly, and does not say where", r.n)
			}
		case "not yet":
		default:
			say("row %d is %q: a row works, works partly, or does not yet", r.n, r.state)
		}
		for _, name := range r.tests {
			if !tests[name] {
				say("row %d names the test %s, which does not exist", r.n, name)
			}
		}
	}
	for n := 1; n <= ledgerRows; n++ {
		if !seen[n] {
			say("row %d is missing", n)
		}
	}
	return out
}

func TestEveryRowOfTheLedgerThatWorksNamesATestThatExists(t *testing.T) {
	text, err := os.ReadFile("docs/COVERAGE.md")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := coverage(string(text))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems(rows, testsOfTheRepository(t)) {
		t.Error("docs/COVERAGE.md: " + p)
	}
}

// TestEachRowThatWorksIsShownWhereItSaysThatItWorks: a test that never opens the page of a row shows nothing of it. Each address of
// a row that works stands among the words of its tests, or of what they call in their own package.
func TestEachRowThatWorksIsShownWhereItSaysThatItWorks(t *testing.T) {
	text, err := os.ReadFile("docs/COVERAGE.md")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := coverage(string(text))
	if err != nil {
		t.Fatal(err)
	}
	said := wordsOfTests(t)
	for _, r := range append(rows, implied(string(text))...) {
		if r.state != "works" {
			continue
		}
		var words []string
		for _, name := range r.tests {
			words = append(words, said[name]...)
		}
		for _, where := range strings.Split(r.where, ", ") {
			if strings.HasPrefix(where, "/") && !visits(words, where) {
				t.Errorf("docs/COVERAGE.md: row %s works at %s, and none of its tests goes there: %v", r.name(), where, r.tests)
			}
		}
	}
}

// placeholder is a part of an address that stands for any: a reference, a code, an id.
var placeholder = regexp.MustCompile(`^[A-Z]+$`)

// visits says that some of the words lead to an address, up to its first placeholder.
func visits(words []string, where string) bool {
	var parts []string
	for _, part := range strings.Split(where, "/") {
		if placeholder.MatchString(part) {
			parts = append(parts, "")
			break
		}
		parts = append(parts, part)
	}
	fixed := strings.Join(parts, "/")
	for _, w := range words {
		if strings.HasPrefix(w, fixed) || strings.Contains(w, `"`+fixed) || strings.Contains(w, `'`+fixed) {
			return true
		}
		// An address put together of its beginning and an id, as "/indicators/" + id.
		if id, ok := strings.CutPrefix(fixed, w); ok && len(w) > 1 && strings.HasSuffix(w, "/") && slices.Contains(words, id) {
			return true
		}
	}
	return false
}

// wordsOfTests are the texts in each test function and in what it calls of its own package's tests.
func wordsOfTests(t *testing.T) map[string][]string {
	t.Helper()
	type function struct {
		texts, calls []string
	}
	out := map[string][]string{}
	packages := map[string]map[string]function{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".") && path != ".") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		dir := filepath.Dir(path)
		if packages[dir] == nil {
			packages[dir] = map[string]function{}
		}
		for _, decl := range file.Decls {
			name, f := "", function{}
			switch x := decl.(type) {
			case *ast.FuncDecl:
				name = x.Name.Name
			case *ast.GenDecl:
				for _, spec := range x.Specs {
					if v, ok := spec.(*ast.ValueSpec); ok && len(v.Names) > 0 {
						name = v.Names[0].Name
					}
				}
			}
			ast.Inspect(decl, func(n ast.Node) bool {
				switch x := n.(type) {
				case *ast.BasicLit:
					if text, err := strconv.Unquote(x.Value); err == nil && x.Kind == token.STRING {
						f.texts = append(f.texts, text)
					}
				case *ast.Ident:
					f.calls = append(f.calls, x.Name)
				}
				return true
			})
			was := packages[dir][name]
			packages[dir][name] = function{append(was.texts, f.texts...), append(was.calls, f.calls...)}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, functions := range packages {
		for name := range functions {
			if !strings.HasPrefix(name, "Test") {
				continue
			}
			seen, look := map[string]bool{}, []string{name}
			for len(look) > 0 {
				at := look[0]
				look = look[1:]
				if f, ok := functions[at]; ok && !seen[at] {
					seen[at] = true
					out[name] = append(out[name], f.texts...)
					look = append(look, f.calls...)
				}
			}
		}
	}
	return out
}

// implied are the rows of what the papers imply; each of them works.
func implied(text string) []row {
	var rows []row
	for _, line := range strings.Split(text, "\n") {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if len(cells) != 4 || !strings.HasPrefix(strings.TrimSpace(cells[0]), "I") {
			continue
		}
		r := row{id: strings.TrimSpace(cells[0]), what: strings.TrimSpace(cells[1]), state: "works", where: strings.TrimSpace(cells[2])}
		for _, m := range backticked.FindAllStringSubmatch(cells[3], -1) {
			r.tests = append(r.tests, m[1])
		}
		rows = append(rows, r)
	}
	return rows
}

func (r row) name() string {
	if r.id != "" {
		return r.id
	}
	return strconv.Itoa(r.n)
}

func TestACoverageTableThatClaimsTooMuchIsFound(t *testing.T) {
	rows, err := coverage("| 1 | a | works | /x | `TestNoSuchThing` |\n| 2 | b | works | /x | |\n| 2 | b | nearly | /x | |\n| 3 |  | partly | | |\n")
	if err != nil {
		t.Fatal(err)
	}
	said := strings.Join(problems(rows, map[string]bool{}), "\n")
	for _, want := range []string{"TestNoSuchThing, which does not exist", "row 2 works, and names no test", "row 2 is there twice", `"nearly"`, "row 3 says nothing", "row 3 works partly", "row 160 is missing"} {
		if !strings.Contains(said, want) {
			t.Errorf("nothing was said of %q in:\n%s", want, said)
		}
	}
	if !visits([]string{"/wards/"}, "/wards/CODE") || visits([]string{"/wards"}, "/wards/CODE") || visits([]string{"/plan"}, "/indicators/x") || !visits([]string{"/records/asb-case/new"}, "/records/asb-case") {
		t.Error("whether a test goes to an address is told wrongly")
	}
	if _, err := coverage("| 1 | a | works | /x |\n"); err == nil {
		t.Error("a line of four cells passed")
	}
}
