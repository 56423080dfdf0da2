package programtest_test

import (
	"context"
	"testing"

	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/demo"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

// The first police data of a partnership arrives while the server runs.
func TestTheStreetsOfAnImportAreKnownWithoutARestart(t *testing.T) {
	p, ctx, day := programtest.Start(t).Program, context.Background(), when.Day(2026, 3, 2)
	if err := p.LearnStreets(ctx); err != nil {
		t.Fatal(err)
	}
	if n := len(p.Atlas().Along("Cable Street", day, 5)); n != 0 {
		t.Fatalf("%d streets are known before anything was imported", n)
	}
	if err := demo.Facts(ctx, p); err != nil {
		t.Fatal(err)
	}
	if n := len(p.Atlas().Along("Cable Street", day, 5)); n == 0 {
		t.Error("a street that the imported facts name is not found")
	}
}
