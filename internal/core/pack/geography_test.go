package pack

import (
	"testing"

	"github.com/wardmote/wardmote/packs"
)

func TestTheGeographyOfAPackIsThatOfTheWholePack(t *testing.T) {
	whole, problems := Load(packs.TowerHamlets())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	p, problems := LoadGeography(packs.TowerHamlets())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if p.Partnership.Wards != whole.Partnership.Wards || len(p.AreaSets) != len(whole.AreaSets) {
		t.Fatalf("%d area sets and the wards %q, not %d and %q", len(p.AreaSets), p.Partnership.Wards, len(whole.AreaSets), whole.Partnership.Wards)
	}
	for i, set := range p.AreaSets {
		if set.ID != whole.AreaSets[i].ID || set.File != whole.AreaSets[i].File {
			t.Errorf("%s in %s, not %s in %s", set.ID, set.File, whole.AreaSets[i].ID, whole.AreaSets[i].File)
		}
	}
}
