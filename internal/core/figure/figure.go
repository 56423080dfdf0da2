// Package figure is the one face of a figure: a number with what must be known to read it, or no number with the reason why.
// Tables, charts, text alternatives, files, JSON and papers are made of figures and of nothing else, so what has no number cannot
// be drawn as one.
//
// A figure is a number, or words that a source gives in place of one ("nearly 12"), or suppressed, or not known. The zero Figure
// is not known: what nobody filled in is never nought. A suppressed figure does not hold the number that it hides, nor its
// interval, nor what it is a share of, nor its rating, because each would say something of it; that is why all of these are
// unexported and leave by methods that say whether there are any.
//
// Practice: Government Analysis Function, Using symbols in tables (2023): [c] for confidential; the ESCoE and OSR
// guidance on uncertainty for intervals that stand beside their estimates.
//
// What a figure, a table or a chart says is in the language that is handed down to it (…In); without one it is English, for files
// and commands and for those who work with it. A reason is the key of a message, so that what is kept is said in any language.
package figure

import (
	"math"

	"github.com/wardmote/wardmote/internal/core/catalogue"
)

// state says what of a figure there is.
type state uint8

const (
	unknown    state = iota // and perhaps why
	counted                 // a number
	stated                  // words of a source that are no number
	suppressed              // there is one, and it is not shown
)

// Figure is a number with what must be known to read it, or says why there is none.
type Figure struct {
	state     state
	value     float64
	low, high float64 // the interval; none where they are equal
	of        float64 // what a share is of; 0 where it is none
	text      string  // as printed; of a suppressed figure what stands in a cell for it
	why       string  // why there is no number: the key of a message, or the words themselves where the catalogue has none
	rating    string
	about     *About
}

// About is what figures of one sort have in common. They share it, so it may not be changed.
type About struct {
	Unit       string `json:"unit,omitempty"`       // as in Amount
	Base       string `json:"base,omitempty"`       // among whom or what it is counted
	Period     string `json:"period,omitempty"`     // in words
	Definition string `json:"definition,omitempty"` // what it counts
	Source     string `json:"source,omitempty"`     // where it comes from
}

// Numeric is any type that counts or measures.
type Numeric interface {
	~int | ~int32 | ~int64 | ~uint32 | ~float64
}

// Of is a number. What cannot be worked out, such as nought by nought, is not known.
func Of[N Numeric](n N) Figure {
	if v := float64(n); !math.IsNaN(v) && !math.IsInf(v, 0) {
		return Figure{state: counted, value: v}
	}
	return Figure{}
}

// List are numbers in their order.
func List[N Numeric](values []N) []Figure {
	out := make([]Figure, len(values))
	for i, v := range values {
		out[i] = Of(v)
	}
	return out
}

// Unknown is a figure that is not known, with the reason: the key of a message, or words where no reader chooses a language.
func Unknown(why string) Figure { return Figure{why: why} }

// Suppressed is a figure that is not shown, with the reason; where none is given it is a small number's.
func Suppressed(why string) Figure { return Figure{state: suppressed, why: why} }

// Stated is what a source says in words where a number is asked for.
func Stated(words string) Figure { return Figure{state: stated, text: words} }

// Hide gives the figure without its number, and keeps what it is about.
func (f Figure) Hide(why string) Figure { return Figure{state: suppressed, why: why, about: f.about} }

// Cell has a suppressed figure stand in tables as the given words, such as "fewer than 5", in place of [c].
func (f Figure) Cell(words string) Figure {
	if f.state == suppressed {
		f.text = words
	}
	return f
}

// As has a number stand as its source prints it, such as "over 25,000", where the number alone would mislead.
func (f Figure) As(printed string) Figure {
	if f.state == counted {
		f.text = printed
	}
	return f
}

// Within gives a number its interval; where the ends are equal or no numbers it has none.
func (f Figure) Within(low, high float64) Figure {
	if f.state == counted && high > low && !math.IsInf(low, 0) && !math.IsInf(high, 0) {
		f.low, f.high = low, high
	}
	return f
}

// OutOf says of how many a number is a share.
func (f Figure) OutOf(n float64) Figure {
	if f.state == counted || f.state == stated {
		f.of = n
	}
	return f
}

// Rated rates a figure that is shown.
func (f Figure) Rated(rating string) Figure {
	if f.state == counted || f.state == stated {
		f.rating = rating
	}
	return f
}

// With says what the figure is about.
func (f Figure) With(about *About) Figure {
	f.about = about
	return f
}

// Value is the number, and false where there is none to show.
func (f Figure) Value() (float64, bool) {
	if f.state != counted {
		return 0, false
	}
	return f.value, true
}

// Known says that there is a number or that a source says it in words.
func (f Figure) Known() bool { return f.state == counted || f.state == stated }

// Hidden says that there is a number and that it is not shown.
func (f Figure) Hidden() bool { return f.state == suppressed }

// Is says that the figure is that number.
func (f Figure) Is(n float64) bool { return f.state == counted && f.value == n }

// Reasons why there is no number where nothing else is said.
const (
	SmallNumber = "figure.small"
	NotKnown    = "figure.unknown"
)

// Reason is why there is no number, as it was given to Unknown, Suppressed or Hide; empty where there is one.
func (f Figure) Reason() string {
	switch {
	case f.Known():
		return ""
	case f.why != "":
		return f.why
	case f.state == suppressed:
		return SmallNumber
	}
	return NotKnown
}

// WhyIn says why there is no number.
func (f Figure) WhyIn(say *catalogue.Catalogue) string {
	if reason := f.Reason(); reason != "" {
		return say.Say(reason)
	}
	return ""
}

// Why is WhyIn in English.
func (f Figure) Why() string { return f.WhyIn(catalogue.English()) }

// Interval is what the number is known within, and false where that is not known.
func (f Figure) Interval() (low, high float64, ok bool) { return f.low, f.high, f.high > f.low }

// Share is of how many the number is a share, and false where it is none or that was not kept.
func (f Figure) Share() (of float64, ok bool) { return f.of, f.of > 0 }

// Rating is how the figure is rated; empty where it is not.
func (f Figure) Rating() string { return f.rating }

// About is what the figure is about; empty where nobody said.
func (f Figure) About() About {
	if f.about == nil {
		return About{}
	}
	return *f.about
}

// Sum adds up. What is hidden in one part may not be got from the whole, so it is hidden too; where a part is not known, or there is
// none, the whole is not known.
func Sum(parts ...Figure) Figure {
	sum, known := 0.0, len(parts) > 0
	for _, p := range parts {
		if p.state == suppressed {
			return Suppressed("")
		}
		known = known && p.state == counted
		sum += p.value
	}
	if !known {
		return Figure{}
	}
	return Of(sum)
}

// Quotient is times a divided by b: hidden where one of them is, and not known where one is not or b is nought.
func Quotient(times float64, a, b Figure) Figure {
	switch {
	case a.state == suppressed || b.state == suppressed:
		return Suppressed("")
	case a.state != counted || b.state != counted || b.value == 0:
		return Figure{}
	}
	return Of(times * a.value / b.value)
}

// Times is a number so many times over, and its interval with it; what its source prints is not.
func (f Figure) Times(n float64) Figure {
	if f.state == counted {
		f.value, f.low, f.high, f.text = n*f.value, min(n*f.low, n*f.high), max(n*f.low, n*f.high), ""
	}
	return f
}

// Change is by how many per cent a figure is more than another: nothing is said of what is hidden, not known or was nought.
func Change(from, to Figure) Figure {
	share := Quotient(100, to, from)
	if v, ok := share.Value(); ok {
		return Of(v - 100).With(&About{Unit: "% change"})
	}
	return share
}
