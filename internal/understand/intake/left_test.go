package intake_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
)

func TestAnUploadThatAKilledProcessLeftGoesAtTheNextStartAndOneThatWaitsIsRead(t *testing.T) {
	d := desk(t, storetest.Open(t, store.Config{Dir: t.TempDir()}))
	left := filepath.Join(d.Folder, "upload-of-a-killed-process")
	if err := os.WriteFile(left, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	job, err := d.Take(context.Background(), "acc", "Reed", "june.csv", strings.NewReader(rows))
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(d.Folder, "upload-*"))
	if err != nil || len(files) != 2 {
		t.Fatal(files, err)
	}
	for _, file := range files { // both are from before this process
		if err := os.Chtimes(file, time.Time{}, time.Now().Add(-time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	if s := work(t, d, job); s.Failure != "" || s.Summary == nil || s.Summary.Accepted != 2 {
		t.Errorf("%+v", s)
	}
	if files, err := filepath.Glob(filepath.Join(d.Folder, "upload-*")); err != nil || len(files) != 0 {
		t.Errorf("%v are still there, %v", files, err)
	}
}

func TestWhoAsksAnotherServerOfOneStoreIsToldHowFarAnUploadIs(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx, one, other := context.Background(), desk(t, db), desk(t, db)
		job, err := one.Take(ctx, "acc", "Reed", "june.csv", strings.NewReader(rows))
		if err != nil {
			t.Fatal(err)
		}
		if under, err := other.Under(ctx); err != nil || len(under) != 1 || under[0].ID != job {
			t.Errorf("%+v, %v", under, err)
		}
		if s, err := other.State(ctx, job); err != nil || s.Name != "june.csv" || !s.Waiting {
			t.Errorf("%+v, %v", s, err)
		}
		work(t, one, job)
		if s, err := other.State(ctx, job); err != nil || !s.Ended || s.Summary == nil || s.Summary.Accepted != 2 {
			t.Errorf("%+v, %v", s, err)
		}
	})
}
