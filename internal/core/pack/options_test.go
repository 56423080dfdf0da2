package pack

import (
	"slices"
	"testing"
)

func TestChoicesMayComeFromAnotherPartOfThePack(t *testing.T) {
	p := loadSmall(t)
	for _, from := range []string{"categories", "bodies", "teams", "wards", "contacts", "risks", "roles"} {
		options := p.OptionsOf(Field{From: from})
		if len(options) == 0 || options[0].ID == "" || options[0].Name == "" {
			t.Errorf("options from %s: %v", from, options)
		}
	}
	for _, from := range optionSources {
		if p.OptionsOf(Field{From: from}) == nil {
			t.Errorf("options from %s are allowed in a pack and not given", from)
		}
	}
	if got := p.OptionsOf(Field{Type: BodyRef}); len(got) != len(p.Bodies) {
		t.Errorf("a body field offers %d of %d bodies", len(got), len(p.Bodies))
	}
	own := []Option{{ID: "a", Name: "A"}}
	if got := p.OptionsOf(Field{Options: own}); !slices.Equal(got, own) {
		t.Errorf("own options: %v", got)
	}
}

func TestBodiesAreFoundByAnyOfTheirNames(t *testing.T) {
	p := loadSmall(t)
	ids := func(all []Body) []string {
		var out []string
		for _, b := range all {
			out = append(out, b.ID)
		}
		return out
	}
	if got := ids(p.FindBodies("council")); !slices.Equal(got, []string{"council"}) {
		t.Errorf("council: %v", got)
	}
	if got := ids(p.FindBodies("smallton")); !slices.Equal(got, []string{"council", "police"}) {
		t.Errorf("smallton: %v", got)
	}
	if p.FindBodies(" ") != nil {
		t.Error("no words find no body")
	}
}
