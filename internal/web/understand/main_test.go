package understand_test

import (
	"context"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/demo/police"
	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/web/browsertest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// withPolice is a program that holds the real police data of Tower Hamlets.
func withPolice(t testing.TB) *programtest.Server {
	t.Helper()
	s := programtest.Start(t)
	files, err := police.Files()
	if err != nil {
		t.Fatal(err)
	}
	opt, err := s.Program.Importing()
	if err != nil {
		t.Fatal(err)
	}
	opt.By, opt.Now = "tests", when.At(time.Unix(1_790_000_000, 0))
	for _, f := range files { // each covers its own types and months, as in the demonstration
		if _, err := incident.Import(context.Background(), s.Program.Depot, []incident.File{{Name: f.Name, Data: f.Data}}, opt); err != nil {
			t.Fatal(err)
		}
	}
	return s
}
