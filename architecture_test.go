// Package wardmote_test keeps the house of docs/ARCHITECTURE.md: it reads the import graph and fails when a floor is broken.
package wardmote_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/wardmote/wardmote/"

type listed struct {
	ImportPath string
	Imports    []string
	Deps       []string
	GoFiles    []string
}

func packages(t *testing.T) map[string]listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps=false", "-json=ImportPath,Imports,Deps,GoFiles", "./...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	all := map[string]listed{}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		if len(p.GoFiles) > 0 {
			all[strings.TrimPrefix(p.ImportPath, module)] = p
		}
	}
}

// floor is the height of a package; imports run down, or stay on the floor within one movement.
func floor(p string) (height int, part string) {
	segments := strings.Split(p, "/")
	switch {
	case segments[0] == "analysis" || segments[0] == "law" || segments[0] == "packs":
		return 0, segments[0]
	case p == "internal/core/when": // days and moments are ground too: the law is dated by them
		return 0, "when"
	case strings.HasPrefix(p, "internal/core/"):
		return 1, "core"
	case strings.HasPrefix(p, "internal/web/"), strings.HasPrefix(p, "internal/api/"):
		return 3, segments[1]
	case segments[0] == "internal" && slices.Contains([]string{"hear", "understand", "act", "answer"}, segments[1]):
		return 2, segments[1]
	case segments[0] == "internal": // program and demo assemble what stands below
		return 4, segments[1]
	default:
		return 5, segments[0] // cmd, tools
	}
}

func TestImportsRunDownAndMovementsDoNotKnowEachOther(t *testing.T) {
	for name, p := range packages(t) {
		height, part := floor(name)
		for _, imported := range p.Imports {
			below, ours := strings.CutPrefix(imported, module)
			if !ours {
				continue
			}
			h, other := floor(below)
			switch {
			case h > height:
				t.Errorf("%s imports %s, which is on a higher floor", name, below)
			case h == 2 && height == 2 && part != other:
				t.Errorf("%s imports %s: movements do not import each other", name, below)
			case height == 0 && part == "analysis" && other != "analysis":
				t.Errorf("%s imports %s: the analysis library knows nothing of the rest", name, below)
			case part == "law" && other != "law" && other != "when":
				t.Errorf("%s imports %s: the law knows nothing of the program but its days", name, below)
			}
		}
	}
}

func TestTheAnalysisLibraryNeedsNothingButTheStandardLibrary(t *testing.T) {
	for name, p := range packages(t) {
		if part, _, _ := strings.Cut(name, "/"); part != "analysis" {
			continue
		}
		for _, d := range p.Deps {
			if strings.Contains(strings.Split(d, "/")[0], ".") && !strings.HasPrefix(d, module+"analysis") {
				t.Errorf("%s depends on %s", name, d)
			}
		}
	}
}

func TestTheLawNeedsNothingButTheStandardLibraryAndTheDays(t *testing.T) {
	for _, d := range packages(t)["law"].Deps {
		if strings.Contains(strings.Split(d, "/")[0], ".") && d != module+"law" && d != module+"internal/core/when" {
			t.Errorf("law depends on %s", d)
		}
	}
}

// storeUsers may speak to the database: the gate, and what it stands on or stands beside it.
var storeUsers = []string{"internal/core/access", "internal/core/account", "internal/core/find", "internal/core/gate", "internal/core/queue",
	"internal/core/segment", "internal/core/store", "internal/core/store/storetest", "internal/program"}

func TestPartnershipDataIsReachedThroughTheGateAlone(t *testing.T) {
	for name, p := range packages(t) {
		for _, imported := range p.Imports {
			sql := imported == "database/sql" || strings.HasPrefix(imported, "github.com/jackc/pgx") || strings.HasPrefix(imported, "modernc.org/sqlite")
			room := strings.HasPrefix(name, "internal/core/gate/") // of the gate
			if (sql || imported == module+"internal/core/store") && !room && !slices.Contains(storeUsers, name) && !strings.HasPrefix(name, "tools/") {
				t.Errorf("%s imports %s: only the core may", name, imported)
			}
		}
	}
}

// changers may import what changes records, each for what is said. Records are changed by acts: the engine runs them, and the movements that are
// named declare them, whose Do is given the unit. What could change a record by itself would walk round the rules of its kind (design, decision
// 6); forms under way, figures, analyses and entered values are no records (gate.Notebook).
var changers = map[string]string{
	"internal/core/act":           "runs every act, and is the one that opens a unit for staff",
	"internal/core/message":       "says in the history of a record how a message about it fared",
	"internal/act/triage":         "declares the acts of a report",
	"internal/act/tasking":        "declares the acts of a tasking",
	"internal/act/patrol":         "declares that a patrol is over, and answers its tasking",
	"internal/act/lapse":          "declares how what a body that has ended held is handed on",
	"internal/hear/report":        "declares the acts of a reporter, and keeps what a resident sends, who has no post, with its PIN and receipt",
	"internal/hear/form":          "keeps what a resident sends by a form of the pack",
	"internal/understand/product": "keeps an analysis as a product together with its run",
	"internal/program":            "assembles the program, settles it, and asks the duty post where nobody answered in time",
	"internal/demo":               "tells the year of the demonstration at the moments at which it happened",
}

func TestRecordsAreChangedByActsAndMovementsAlone(t *testing.T) {
	const change = "internal/core/gate/change"
	used := map[string]bool{}
	for name, p := range packages(t) {
		if !slices.Contains(p.Imports, module+change) {
			continue
		}
		used[name] = true
		if changers[name] == "" && !strings.HasPrefix(name, "tools/") {
			t.Errorf("%s imports %s: let an act of core/act or of a movement do it", name, change)
		}
	}
	for name := range changers {
		if !used[name] {
			t.Errorf("%s may change records and does not: take it off the list", name)
		}
	}
}

func TestNoPackageSpeaksBothToBrowsersAndToTheDatabase(t *testing.T) {
	for name, p := range packages(t) {
		if slices.Contains(p.Imports, "net/http") && slices.Contains(p.Imports, "database/sql") {
			t.Errorf("%s imports net/http and database/sql", name)
		}
	}
}

func TestPackagesAreNamedByTheField(t *testing.T) {
	for name := range packages(t) {
		if slices.Contains([]string{"util", "utils", "common", "helpers", "models", "manager", "misc"}, path.Base(name)) {
			t.Errorf("%s: a package is named by what is in it", name)
		}
	}
}
