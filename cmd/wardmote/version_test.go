package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/store"
)

// A program says which commit it was built of, be that in a clone or in a worktree, and that its tree was changed since.
func TestABuildSaysOfWhichCommitItIsFromACloneAndFromAWorktree(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	run := func(dir, name string, args ...string) string {
		t.Helper()
		cmd := exec.Command(name, args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null", "GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.org", "GIT_COMMITTER_NAME=a",
			"GIT_COMMITTER_EMAIL=a@example.org", "GIT_COMMITTER_DATE=2026-03-02T10:11:12Z")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s %v: %v: %s", name, args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	dir := t.TempDir()
	origin, clone, worktree := filepath.Join(dir, "origin"), filepath.Join(dir, "clone"), filepath.Join(dir, "worktree")
	run(dir, "git", "init", "-q", origin)
	if err := os.WriteFile(filepath.Join(origin, "file"), []byte("1"), 0o600); err != nil {
		t.Fatal(err)
	}
	run(origin, "git", "add", "file")
	run(origin, "git", "commit", "-q", "-m", "first")
	run(dir, "git", "clone", "-q", origin, clone)
	run(origin, "git", "worktree", "add", "-q", worktree)
	stamp, commit := filepath.Join(root, "tools", "stamp.sh"), run(origin, "git", "rev-parse", "--short=12", "HEAD")
	flags := run(clone, stamp)
	if got := run(worktree, stamp); got != flags || flags == "" {
		t.Errorf("a clone is %q and a worktree %q", flags, got)
	}
	program := filepath.Join(dir, "wardmote")
	run(root, "go", "build", "-buildvcs=false", "-ldflags", flags, "-o", program, "./cmd/wardmote")
	if got, want := run(dir, program, "version"), fmt.Sprintf("wardmote v0.0.0-20260302101112-%s %s %d", commit, commit, store.Schema()); got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
	if err := os.WriteFile(filepath.Join(worktree, "file"), []byte("2"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := run(worktree, stamp); !strings.HasSuffix(got, commit+"+") {
		t.Errorf("a changed tree is %q", got)
	}
}
