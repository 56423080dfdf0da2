package filelock

import (
	"path/filepath"
	"testing"
)

func TestTheSecondToTryIsRefusedUntilTheFirstReleases(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	first, err := Try(path)
	if err != nil || first == nil {
		t.Fatalf("the first: %v, %v", first, err)
	}
	if second, err := Try(path); err != nil || second != nil {
		t.Fatalf("the second: %v, %v", second, err)
	}
	if err := first.Release(); err != nil {
		t.Fatal(err)
	}
	third, err := Try(path)
	if err != nil || third == nil {
		t.Fatalf("after the release: %v, %v", third, err)
	}
	if err := third.Release(); err != nil {
		t.Fatal(err)
	}
}
