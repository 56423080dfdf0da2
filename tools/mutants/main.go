// Command mutants breaks each rule of act, circle, seal, clock and message in turn and asks whether a test notices. It changes no file: the
// broken one takes the place of the other while its test is built (go test -overlay). It is run by hand, and writes docs/MUTANTS.md:
//
//	go run ./tools/mutants [-rule circle]
package main

import (
	_ "embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
)

//go:embed mutants.yaml
var list []byte

// mutant is one rule broken: in a file the text From, which stands there once, becomes To, and the test of a package must fail.
type mutant struct {
	Rule, Breaks, File, From, To, Package, Test string
}

func main() {
	rule := flag.String("rule", "", "only those of this rule")
	flag.Parse()
	if err := run(*rule); err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(1)
	}
}

func run(rule string) error {
	var all []mutant
	if err := yaml.UnmarshalWithOptions(list, &all, yaml.Strict()); err != nil {
		return fmt.Errorf("mutants.yaml: %w", err)
	}
	var rows []string
	alive := 0
	for _, m := range all {
		if rule != "" && m.Rule != rule {
			continue
		}
		killed, err := m.killed()
		if err != nil {
			return fmt.Errorf("%s: %w", m.Breaks, err)
		}
		verdict := "killed"
		if !killed {
			verdict, alive = "**lives**", alive+1
		}
		fmt.Printf("%-8s %s: %s\n", strings.Trim(verdict, "*"), m.Rule, m.Breaks)
		rows = append(rows, fmt.Sprintf("| %s | %s | `%s` | `%s` | %s |", m.Rule, m.Breaks, m.File, m.Test, verdict))
	}
	if rule == "" {
		if err := os.WriteFile("docs/MUTANTS.md", document(rows), 0o644); err != nil {
			return err
		}
	}
	if alive > 0 {
		return fmt.Errorf("%d of %d live: no test notices", alive, len(rows))
	}
	return nil
}

// killed says that the test fails with the rule broken, and that it was the test and not the compiler.
func (m mutant) killed() (bool, error) {
	source, err := os.ReadFile(m.File)
	if err != nil {
		return false, err
	}
	if n := strings.Count(string(source), m.From); n != 1 {
		return false, fmt.Errorf("%s has %q %d times, and not once", m.File, m.From, n)
	}
	dir, err := os.MkdirTemp("", "mutant-")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary folder
	broken, overlay := filepath.Join(dir, "broken.go"), filepath.Join(dir, "overlay.json")
	whole, err := filepath.Abs(m.File)
	if err != nil {
		return false, err
	}
	replace, err := json.Marshal(map[string]map[string]string{"Replace": {whole: broken}})
	if err != nil {
		return false, err
	}
	if err := errors.Join(os.WriteFile(broken, []byte(strings.Replace(string(source), m.From, m.To, 1)), 0o600), os.WriteFile(overlay, replace, 0o600)); err != nil {
		return false, err
	}
	out, err := exec.Command("go", "test", "-count=1", "-overlay", overlay, "-run", "^"+m.Test+"$", "./"+m.Package).CombinedOutput()
	switch {
	case err == nil && strings.Contains(string(out), "no tests to run"):
		return false, fmt.Errorf("%s has no test %s", m.Package, m.Test)
	case strings.Contains(string(out), "[build failed]"):
		return false, fmt.Errorf("it cannot be built: %s", out)
	}
	return err != nil, nil
}

func document(rows []string) []byte {
	return []byte("# Rules that were broken on purpose\n\n`go run ./tools/mutants` breaks each rule in turn (`tools/mutants/mutants.yaml`) and runs the test that is to notice. Run on " +
		time.Now().Format(time.DateOnly) + ".\n\n| of | what is broken | where | test | |\n|---|---|---|---|---|\n" + strings.Join(rows, "\n") + "\n")
}
