package reference

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func drawn(t *rapid.T) Reference {
	r, err := New(rapid.StringMatching(`[A-Z]{2,5}`).Draw(t, "prefix"), rapid.IntRange(2000, 2099).Draw(t, "year"),
		rapid.IntRange(1, 3_000_000).Draw(t, "number"))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAReferenceIsReadBackHoweverItIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawn(t)
		s := r.String()
		for _, typed := range []string{s, strings.ToLower(s), strings.ReplaceAll(s, "-", ""), strings.ReplaceAll(s, "-", " "), "  " + s + " ",
			strings.ReplaceAll(s, "-", "–")} {
			if got, err := Parse(typed); err != nil || got != r {
				t.Fatalf("%q was read as %v, %v", typed, got, err)
			}
		}
	})
}

func TestAReferenceLooksAsItIsPrinted(t *testing.T) {
	r, err := New("ASB", 2026, 42)
	if err != nil || r.String() != "ASB-26-00042-3" {
		t.Errorf("%s, %v", r, err)
	}
	if got, err := Parse("asb 26 oo042 3"); err != nil || got != r {
		t.Errorf("letters O for noughts: %v, %v", got, err)
	}
	if got, err := Parse("ASB-26-I0042-3"); !errors.Is(err, ErrCheck) {
		t.Errorf("read as %v, %v", got, err)
	}
}

// alike are the characters that a place reads as one.
var alike = map[byte]byte{'O': '0', 'I': '1', 'L': '1'}

func same(a, b byte, digit bool) bool {
	if digit {
		if x, ok := alike[a]; ok {
			a = x
		}
		if x, ok := alike[b]; ok {
			b = x
		}
	}
	return a == b
}

func TestAnyOneCharacterMistypedAndAnyTwoSwappedAreCaught(t *testing.T) {
	const every = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	rapid.Check(t, func(t *rapid.T) {
		r := drawn(t)
		s := strings.ReplaceAll(r.String(), "-", "")
		for i := range s {
			digit := i >= len(r.Prefix) && i < len(s)-1
			for k := range every {
				if same(s[i], every[k], digit) {
					continue
				}
				typed := s[:i] + every[k:k+1] + s[i+1:]
				if got, err := Parse(typed); err == nil && len(got.Prefix) == len(r.Prefix) {
					t.Fatalf("%s typed as %s was read as %v", s, typed, got)
				}
			}
			if i > 0 && s[i] != s[i-1] && i < len(s)-1 && i != len(r.Prefix) {
				typed := s[:i-1] + s[i:i+1] + s[i-1:i] + s[i+1:]
				if got, err := Parse(typed); err == nil {
					t.Fatalf("%s swapped to %s was read as %v", s, typed, got)
				}
			}
		}
	})
}

func TestWhatIsNoReferenceIsToldFromOneThatIsMistyped(t *testing.T) {
	for _, typed := range []string{"", "ASB", "26-00042", "ASB-26-42-N", "A-26-00042-N", "ASB-26-00042", "ASB-26-00000-2", "ASB-26-000042-N",
		"ASB-26-0000000042-N", strings.Repeat("A", 100), "ASB-26-00042-3; DROP"} {
		if got, err := Parse(typed); !errors.Is(err, ErrForm) {
			t.Errorf("%q: %v, %v", typed, got, err)
		}
	}
	for _, bad := range []Reference{{"asb", 2026, 1}, {"A", 2026, 1}, {"ASB", 1999, 1}, {"ASB", 2026, 0}} {
		if _, err := New(bad.Prefix, bad.Year, bad.Number); err == nil {
			t.Errorf("%+v was made", bad)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("ASB-26-00042-3")
	f.Add("HI260000 42")
	f.Fuzz(func(t *testing.T, s string) {
		r, err := Parse(s)
		if err != nil {
			return
		}
		if again, err := Parse(r.String()); err != nil || again != r {
			t.Fatalf("%q: %v read back as %v, %v", s, r, again, err)
		}
	})
}
