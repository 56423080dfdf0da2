package incident

import (
	"bufio"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/segment"
)

// The test binary runs itself as an importer when this variable names a depot.
const killDepot = "WARDMOTE_TEST_KILL_DEPOT"

var killFiles = []string{
	"tower-hamlets-12types_2018-06_2018-07.csv.gz", "2019-01-city-of-london-street.csv.gz",
	"tower-hamlets-stop-and-search-every-200th.csv",
}

func TestMain(m *testing.M) {
	if dir := os.Getenv(killDepot); dir != "" {
		os.Exit(importUntilKilled(dir))
	}
	os.Exit(m.Run())
}

func importUntilKilled(dir string) int {
	d, err := segment.OpenDir(dir)
	if err != nil {
		return 1
	}
	var files []File
	for _, name := range killFiles {
		files = append(files, testdata(name))
	}
	_, _ = os.Stdout.WriteString("begun\n")
	if _, err := Import(ctx, d, files, Options{Now: someday}); err != nil {
		return 2
	}
	_, _ = os.Stdout.WriteString("acknowledged\n")
	return 0
}

// An importer is killed (SIGKILL) at random moments. What was acknowledged is there whole; what was not is there whole or
// not at all; and the folder holds nothing else.
func TestKillingAnImportAtAnyInstantLeavesAllOfItOrNothing(t *testing.T) {
	self, err := os.Executable()
	must(t, err)
	random := rand.New(rand.NewPCG(2026, 11))
	whole, none := 0, 0
	for range 30 {
		dir := t.TempDir()
		cmd := exec.Command(self)
		cmd.Env = append(os.Environ(), killDepot+"="+dir)
		out, err := cmd.StdoutPipe()
		must(t, err)
		must(t, cmd.Start())
		lines := bufio.NewReader(out)
		_, err = lines.ReadString('\n')
		must(t, err)
		time.Sleep(time.Duration(random.IntN(120_000)) * time.Microsecond)
		must(t, cmd.Process.Kill())
		said, _ := io.ReadAll(lines)
		_ = cmd.Wait()

		d, err := segment.OpenDir(dir)
		must(t, err)
		list, err := d.List(ctx)
		must(t, err)
		acknowledged := len(said) > 0
		switch len(list) {
		case 0:
			none++
			if acknowledged {
				t.Fatal("an acknowledged import is gone")
			}
		case len(killFiles):
			whole++
		default:
			t.Fatalf("%d of %d files are visible", len(list), len(killFiles))
		}
		f := loadFacts(t, d) // reads and verifies every segment
		if want := len(list) / len(killFiles) * (4271 + 613); len(f.Crimes.Month) != want {
			t.Fatalf("%d crimes, not %d", len(f.Crimes.Month), want)
		}
		entries, err := os.ReadDir(dir)
		must(t, err)
		if want := 1 + len(list) + len(list)/len(killFiles); len(entries) != want { // lock, contents, manifest
			t.Fatalf("%d files are left, not %d: %v", len(entries), want, entries)
		}
		sum, err := Import(ctx, d, []File{testdata(killFiles[0])}, Options{Now: someday})
		must(t, err)
		if sum.Accepted+sum.Duplicate != 4271 || (len(list) == 0) != (sum.Accepted == 4271) {
			t.Fatalf("the import after the kill: %+v", sum)
		}
	}
	t.Logf("%d whole, %d nothing", whole, none)
}
