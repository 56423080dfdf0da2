package packs_test

import (
	"testing"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/packs"
)

func TestReferencePackHasNoProblem(t *testing.T) {
	for _, problem := range pack.Check(packs.TowerHamlets()) {
		t.Error(problem)
	}
}
