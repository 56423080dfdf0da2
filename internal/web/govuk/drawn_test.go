package govuk

import (
	"testing"

	"pgregory.net/rapid"
)

// selects draws components that differ in one place or another, and often in none.
func selects() *rapid.Generator[Select] {
	text := rapid.SampledFrom([]string{"", "a", "b", "ab", "a\x00"})
	value := rapid.SampledFrom([]any{nil, "", "a", "1", 1, false})
	option := rapid.Custom(func(t *rapid.T) Option {
		return Option{Value: value.Draw(t, "value"), Text: text.Draw(t, "text"), Selected: rapid.SampledFrom([]Flag{Unset, On, Off}).Draw(t, "selected")}
	})
	return rapid.Custom(func(t *rapid.T) Select {
		s := Select{ID: text.Draw(t, "id"), Name: text.Draw(t, "name"), Value: text.Draw(t, "value"), Items: rapid.SliceOfN(option, 0, 2).Draw(t, "items")}
		if rapid.Bool().Draw(t, "attributes") {
			s.Attributes = Attributes{text.Draw(t, "attribute"): text.Draw(t, "is"), "data-x": text.Draw(t, "x")}
		}
		return s
	})
}

func TestWhatIsRememberedIsWhatWouldBeDrawn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := selects().Draw(t, "select")
		if got, want := HTML(s), render(s); got != want {
			t.Fatalf("remembered %s, drawn %s", got, want)
		}
	})
}

func TestALongComponentIsDrawnAndNotRemembered(t *testing.T) {
	long := Textarea{Name: "what", Value: string(make([]byte, drawnLongest))}
	if _, short := keyOf(long); short {
		t.Error("the text of a report was remembered")
	}
	if HTML(long) != render(long) {
		t.Error("a long text is not drawn")
	}
}

func BenchmarkAButtonThatWasDrawnBefore(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		HTML(Button{Text: "Apply filters", Classes: "govuk-button--secondary"})
	}
}
