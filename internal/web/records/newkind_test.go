package records_test

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/packs"
)

// fence is a block of YAML in the guide.
var fence = regexp.MustCompile("(?s)```yaml\n(.*?)```")

// packWithTheGuidesKind is a copy of the Tower Hamlets pack with the kind, the indicator and the grant that docs/PACKS.md
// walks its reader through, taken from the guide itself: what the guide says is what is tried.
func packWithTheGuidesKind(t *testing.T) string {
	t.Helper()
	guide, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "PACKS.md"))
	if err != nil {
		t.Fatal(err)
	}
	var kind, measured string
	for _, m := range fence.FindAllStringSubmatch(string(guide), -1) {
		switch {
		case strings.HasPrefix(m[1], "kind: clean-up\n"):
			kind = m[1]
		case strings.Contains(m[1], "id: bags-filled"):
			measured = m[1]
		}
	}
	grant := regexp.MustCompile(`\{kinds: \[clean-up\].*\}`).FindString(string(guide))
	if lines := strings.Count(kind, "\n"); lines == 0 || lines > 20 || measured == "" || grant == "" {
		t.Fatalf("the guide has no kind of twenty lines, indicator and grant: %d lines", lines)
	}
	grant = strings.Replace(grant, "close]", "close, export]", 1) // and this role may take the list out
	dir := packWith(t, "clean-up.yaml", kind, "      - {kinds: [patrol, weapons-sweep, walkabout, canister-sighting, seizure], verbs: [view, create, edit, close], scope: body", grant)
	put(t, filepath.Join(dir, "indicators", "clean-up.yaml"), measured)
	return dir
}

// packWith is a copy of the Tower Hamlets pack with one more kind, and a grant on it beside the grant that begins so.
func packWith(t *testing.T, file, kind, beside, grant string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, packs.TowerHamlets()); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, "kinds", file), kind)
	roles := filepath.Join(dir, "roles.yaml")
	text, err := os.ReadFile(roles)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), beside) {
		t.Fatalf("the pack's roles have no grant that begins %q; this test adds one beside it", beside)
	}
	put(t, roles, strings.Replace(string(text), beside, "      - "+grant+"\n"+beside, 1))
	return dir
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestANewKindOfTwentyLinesWorksEverywhereWithNoGo(t *testing.T) {
	s := programtest.StartWith(t, programtest.Options{Pack: packWithTheGuidesKind(t)})
	c := s.SignIn("thistle")
	_, body := s.Get(c, "/records")
	want(t, body, "Community clean-ups", "Residents and the council clean a place together.")

	// The form: required and limits, the question that another answer calls for, the place.
	path := "/records/clean-up/new"
	status, body := fill(t, s, c, path, map[string]string{"f_team": "theos", "f_bags": "6000", "c_area": whitechapel})
	want(t, body, "Bags filled must be 5000 or less")
	lacks(t, body, `name="f_needles"`)
	if status != http.StatusUnprocessableEntity {
		t.Errorf("too many bags: %d", status)
	}
	answers := map[string]string{"f_team": "theos", "f_bags": "41", "f_residents": "23", "c_area": whitechapel, "f_found": "needles", "c_lon": "-0.0600", "c_lat": "51.5190"}
	_, body = fill(t, s, c, path, answers)
	want(t, body, "Your answers call for more: needles", `name="f_needles"`)
	form := formOf(t, body)
	form.Set("f_needles", "7")
	_, body = s.Post(c, path, form)
	want(t, body, "is recorded", "41", "Needles", "7", "THEO")
	ref := regexp.MustCompile(`CU-\d\d-\d{5}-\w`).FindString(body)
	if ref == "" {
		t.Fatal("the clean-up has no reference")
	}

	// The list with its filter, the map, the exports, the history.
	_, body = s.Get(c, "/records/clean-up?f_found=needles")
	want(t, body, ref, "Bags filled", "41", "1 community clean-up")
	_, body = s.Get(c, "/records/clean-up?f_found=canisters")
	want(t, body, "Nothing to show")
	_, body = s.Get(c, "/records/clean-up/map")
	want(t, body, ref, "data-wm-map")
	_, body = s.Get(c, "/records/clean-up/points.geojson")
	want(t, body, ref, "-0.06")
	_, body = s.Get(c, "/records/clean-up/export.csv")
	want(t, body, "field_bags", ref, ",41,")
	_, body = s.Get(c, "/record/"+ref+"/history")
	want(t, body, "Recorded", "Thistle Pavement")
	countsBags(t, s, 41)
}

// countsBags asks for the counted result and for the indicator that the pack declares over it.
func countsBags(t *testing.T, s *programtest.Server, bags float64) {
	t.Helper()
	ind, ok := s.Program.Pack.Indicator("bags-filled")
	if !ok {
		t.Fatal("the indicator is not there")
	}
	today := s.Program.Gate.Now().Date()
	err := s.Program.Gate.Read(context.Background(), access.System("test"), func(v *gate.View) error {
		sums, err := v.Sum("bags_filled", []string{"clean-up"}, today, today.AddDays(1))
		if err != nil {
			return err
		}
		if sums[whitechapel] != bags {
			t.Errorf("counted results are %v", sums)
		}
		value, err := (&indicator.Computer{Pack: s.Program.Pack}).Compute(context.Background(), v, ind, indicator.PeriodOf(ind.Every, today), nil)
		if err == nil && (!value.Figure.Is(bags)) {
			t.Errorf("the indicator is %+v", value)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
