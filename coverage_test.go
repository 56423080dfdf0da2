package wardmote_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// ledgerRows is how many rows the ledger of the reference partnership has.
const ledgerRows = 160

// row is one line of docs/COVERAGE.md: number, what, state, where, test.
type row struct {
	n                  int
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
	if _, err := coverage("| 1 | a | works | /x |\n"); err == nil {
		t.Error("a line of four cells passed")
	}
}
