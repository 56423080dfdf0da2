package scan_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/understand/choice/choicetest"
	"github.com/wardmote/wardmote/internal/understand/scan"
)

func TestAnOutbreakInTheLastMonthIsFoundWhereItIs(t *testing.T) {
	f := choicetest.New()
	for m := range 12 {
		for i := range 10 {
			f.Crime(2, fmt.Sprintf("2019-%02d", m+1), 2, 530000+float64(i)*2000, 181000, choicetest.North)
		}
	}
	f.Crime(25, "2019-12", 2, 534000, 181000, choicetest.North)
	c, err := f.Choice(t, "2019-01", "2019-12").Settle()
	if err != nil {
		t.Fatal(err)
	}
	p := scan.Params{Draws: 99, Seed: 3}
	p.Take(c)
	got, err := scan.Run(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	clusters, ok := got.Section("clusters")
	if !ok || !strings.Contains(got.Summary, "27 recorded since December 2019") || !strings.HasPrefix(clusters.Table.Rows[0][6].In(figure.Chance), "0.0") {
		t.Errorf("%s %+v", got.Summary, clusters)
	}
	if at := clusters.Table.Targets[0]; at.Lon < -0.08 || at.Lon > -0.05 {
		t.Errorf("at %+v", at)
	}
}

func TestNothingIsFoundWhereNothingIsHeld(t *testing.T) {
	got, err := scan.Run(context.Background(), scan.Params{What: "incidents"})
	if err != nil || !strings.Contains(got.Summary, "needs at least 20") {
		t.Errorf("%v %+v", err, got)
	}
}
