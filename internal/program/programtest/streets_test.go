package programtest_test

import (
	"context"
	"testing"

	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/demo"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

// A fresh store knows the streets, schools and postcodes of its pack.
func TestAFreshStoreKnowsItsGround(t *testing.T) {
	p, day := programtest.Start(t).Program, when.Day(2026, 3, 2)
	for words, want := range map[string]string{"Cable Street": "street", "Bonner Primary School": "school", "E1 6QL": "postcode", "Mile End station": "transport",
		"Victoria Park": "park", "TQ 337 816": "point", "533700 181600": "point", "51.5190, -0.0716": "point"} {
		found := p.Atlas().Search(words, day, 10).Matches
		if len(found) == 0 || found[0].Kind != want || len(found[0].Areas) == 0 {
			t.Errorf("%q gives %+v, want a %s in its ward", words, found, want)
		}
		for _, m := range found {
			if !m.Exact {
				t.Errorf("%q gives %s beside it", words, m.Name)
			}
		}
	}
	if at := p.Atlas().Search("E1 6QL", day, 1).Matches[0]; at.Areas[0].Name != "Spitalfields & Banglatown" && at.Areas[0].Name != "Spitalfields and Banglatown" {
		t.Errorf("E1 6QL lies in %s", at.Areas[0].Name)
	}
}

// The first police data of a partnership arrives while the server runs.
func TestTheStreetsOfAnImportAreKnownWithoutARestart(t *testing.T) {
	p, ctx, day := programtest.Start(t).Program, context.Background(), when.Day(2026, 3, 2)
	points := func() int { return len(p.Atlas().Along("Cable Street", day, 1)[0].Points) }
	before := points()
	if err := demo.Facts(ctx, p); err != nil {
		t.Fatal(err)
	}
	if points() <= before {
		t.Error("the points that the imported facts name on a street are not known")
	}
}
