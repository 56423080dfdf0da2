package incident

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/segment"
	"github.com/wardmote/wardmote/internal/core/when"
)

var ctx = context.Background()

var someday = when.At(time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC))

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// shared gives the path of a file of the larger data set that may lie beside the repository; "" where it does not.
func shared(t testing.TB, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	must(t, err)
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("no go.mod above the test")
		}
		dir = up
	}
	path := filepath.Join(dir, "..", "shared", "data", filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		return ""
	}
	return path
}

func readMaybeGzip(t testing.TB, path string) []byte {
	t.Helper()
	raw, err := os.ReadFile(path)
	must(t, err)
	if bytes.HasPrefix(raw, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(bytes.NewReader(raw))
		must(t, err)
		raw, err = io.ReadAll(z)
		must(t, err)
	}
	return raw
}

func areas(t testing.TB, path string) *AreaIndex {
	t.Helper()
	x, err := NewAreaIndex(readMaybeGzip(t, path))
	must(t, err)
	return x
}

func depot(t testing.TB) segment.Depot {
	t.Helper()
	d, err := segment.OpenDir(t.TempDir())
	must(t, err)
	return d
}

func decimal(micro int32) string {
	sign := ""
	if micro < 0 {
		sign, micro = "-", -micro
	}
	return fmt.Sprintf("%s%d.%06d", sign, micro/1_000_000, micro%1_000_000)
}
