package packs_test

import (
	"testing"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/packs"
)

// BenchmarkLoad is the share of a start that reading the reference pack takes.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, found := pack.Load(packs.TowerHamlets()); found != nil {
			b.Fatal(found)
		}
	}
}
