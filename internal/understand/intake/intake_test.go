package intake_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/queue"
	"github.com/wardmote/wardmote/internal/core/segment"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/intake"
)

var noon = when.At(time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC))

func desk(t *testing.T, db *store.DB) *intake.Desk {
	t.Helper()
	depot, err := segment.OpenDir(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	now := func() when.Instant { return noon }
	d := &intake.Desk{Depot: depot, Queue: queue.New(db, now), Facts: incident.NewLibrary(depot), Options: func() (incident.Options, error) { return incident.Options{}, nil }, Folder: t.TempDir(), Now: now}
	if err := d.Open(); err != nil {
		t.Fatal(err)
	}
	return d
}

// work runs the desk until the job has ended.
func work(t *testing.T, d *intake.Desk, job string) intake.State {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { d.Work(ctx); close(done) }()
	defer func() { stop(); <-done }()
	for range 600 {
		s, err := d.State(ctx, job)
		if err != nil {
			t.Fatal(err)
		}
		if s.Ended {
			return s
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatal("the job does not end")
	return intake.State{}
}

const rows = "Month,Longitude,Latitude,Crime type,LSOA code\n2018-06,-0.046326,51.522770,Drugs,E01004197\n2018-06,-0.046326,51.522770,Burglary,E01004197\n2018-99,,,Drugs,\n"

func TestAJobWhoseProcessDiedAfterItsImportReportsWhatThatImportDid(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		d := desk(t, db)
		job, err := d.Take(ctx, "acc", "Reed", "june.csv", strings.NewReader(rows))
		if err != nil {
			t.Fatal(err)
		}
		uploads, err := filepath.Glob(filepath.Join(d.Folder, "upload-*"))
		if err != nil || len(uploads) != 1 {
			t.Fatal(err, uploads)
		}
		// What the process did before it died: the import is committed, the job is not ended.
		_, err = incident.Import(ctx, d.Depot, []incident.File{{Path: uploads[0], Name: "june.csv"}}, incident.Options{By: "Reed", Now: noon})
		if err != nil {
			t.Fatal(err)
		}
		s := work(t, d, job)
		if s.Failure != "" || s.Summary == nil || s.Summary.Accepted != 2 || s.Summary.Rejected != 1 || s.Summary.Segments != 1 {
			t.Fatalf("%+v %+v", s, s.Summary)
		}
		if list, err := d.Depot.Imports(ctx); err != nil || len(list) != 1 {
			t.Errorf("%v: %d imports are recorded", err, len(list))
		}
		if left, _ := filepath.Glob(filepath.Join(d.Folder, "upload-*")); len(left) != 0 {
			t.Errorf("the upload is still there: %v", left)
		}
	})
}

func TestAJobThatWasStoppedBeforeItBeganStoresNothingAndItsUploadGoes(t *testing.T) {
	ctx := context.Background()
	d := desk(t, storetest.Open(t, store.Config{Dir: t.TempDir()}))
	job, err := d.Take(ctx, "acc", "Reed", `C:\data\june.csv`, strings.NewReader(rows))
	if err != nil {
		t.Fatal(err)
	}
	if under, err := d.Under(ctx); err != nil || len(under) != 1 || under[0].Name != "june.csv" || !under[0].Waiting {
		t.Fatalf("%v %+v", err, under)
	}
	if err := d.Stop(ctx, job); err != nil {
		t.Fatal(err)
	}
	if s := work(t, d, job); s.Failure != "cancelled" || s.Summary != nil {
		t.Errorf("%+v", s)
	}
	if list, err := d.Depot.List(ctx); err != nil || len(list) != 0 {
		t.Errorf("%v %+v", err, list)
	}
	if left, _ := filepath.Glob(filepath.Join(d.Folder, "upload-*")); len(left) != 0 {
		t.Errorf("the upload is still there: %v", left)
	}
}

func TestAnUploadThatBreaksOffOrIsEmptyLeavesNoFileAndNoJob(t *testing.T) {
	ctx := context.Background()
	d := desk(t, storetest.Open(t, store.Config{Dir: t.TempDir()}))
	broken := errors.New("the connection was lost")
	if _, err := d.Take(ctx, "acc", "Reed", "june.csv", failing{broken}); !errors.Is(err, broken) {
		t.Error(err)
	}
	var bad fault.Invalid
	if _, err := d.Take(ctx, "acc", "Reed", "june.csv", strings.NewReader("")); !errors.As(err, &bad) {
		t.Error(err)
	}
	entries, err := os.ReadDir(d.Folder)
	if err != nil || len(entries) != 1 { // its name
		t.Errorf("%v %v", err, entries)
	}
	if under, err := d.Under(ctx); err != nil || len(under) != 0 {
		t.Errorf("%v %+v", err, under)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
