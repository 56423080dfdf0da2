package words

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestAWordIsKnownByItsBeginningAndWithOneLetterWrong(t *testing.T) {
	for typed, want := range map[string]int{"ballo": 2, "balloons": 2, "baloons": 1, "ballons": 1, "ballonos": 1, "canister": 2, "cats": 0, "zz": 0} {
		if got := Likeness(typed, "Balloons, canisters"); got != want {
			t.Errorf("%q is %d like, want %d", typed, got, want)
		}
	}
}

func TestOneLetterOffIsTheSameFromEitherSide(t *testing.T) {
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("abcé")), 0, 7, -1)
	rapid.Check(t, func(t *rapid.T) {
		a, b := letters.Draw(t, "a"), letters.Draw(t, "b")
		if oneOff(a, b) != oneOff(b, a) {
			t.Fatalf("%q and %q", a, b)
		}
		if !oneOff(a, a) {
			t.Fatalf("%q is not like itself", a)
		}
	})
}

func FuzzOf(f *testing.F) {
	f.Add("drug dealing near the school")
	f.Fuzz(func(t *testing.T, text string) {
		got := Of(text)
		if len(got) > most {
			t.Fatalf("%d words", len(got))
		}
		for _, w := range got {
			if len(w) < 3 || utf8.ValidString(text) && !utf8.ValidString(w) {
				t.Fatalf("%q", w)
			}
		}
	})
}
