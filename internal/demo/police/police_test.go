package police_test

import (
	"context"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/segment"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/demo/police"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

func TestTheShippedDataIsImportedWholeAndJuneIsCountedOnce(t *testing.T) {
	shipped, err := police.Files()
	if err != nil {
		t.Fatal(err)
	}
	var files []incident.File
	for _, f := range shipped {
		files = append(files, incident.File{Name: f.Name, Data: f.Data})
	}
	depot, err := segment.OpenDir(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	sum, err := incident.Import(context.Background(), depot, files, incident.Options{Now: when.At(time.Unix(1_790_000_000, 0))})
	if err != nil {
		t.Fatal(err)
	}
	if all := sum.Accepted + sum.Duplicate + sum.Rejected; all != 70_533+4_078+40_696 || sum.Rejected != 0 || sum.Segments != 3 {
		t.Fatalf("%d rows: %+v", all, sum)
	}
	// June 2018 has 2,070 rows of the twelve types in the long file; 1,961 of them are those of the full file.
	if long := sum.Files[1]; long.Duplicate < 1_800 || long.Duplicate > 1_961 {
		t.Errorf("%d rows of June were recognised", long.Duplicate)
	}
	if full := sum.Files[0]; full.Duplicate < 67 || full.Duplicate > 260 {
		t.Errorf("%d rows of the full file repeat an identity: %+v", full.Duplicate, full.Reasons)
	}
}
