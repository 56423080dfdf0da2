package effect_test

import (
	"fmt"

	"github.com/wardmote/wardmote/analysis/effect"
)

// An alley-gating scheme in streets that were drawn by lot: 145 burglaries in the year before, 92 in the year after; streets nearby and similar streets elsewhere.
func ExampleEvaluate() {
	f, err := effect.Evaluate(effect.Study{
		Treated:    effect.Area{Before: 145, After: 92},
		Comparison: &effect.Area{Before: 410, After: 402},
		Buffer:     &effect.Area{Before: 160, After: 150},
		Dispersion: 1.4,
		Selection:  effect.ChosenOtherwise,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(f.Sentence)
	// Output:
	// Against the comparison area, recorded events changed by -35% (95% interval -54% to -8%). This is more than chance would bring. Around it, the buffer gained too, by less than the treated area (diffusion of benefits).
}
