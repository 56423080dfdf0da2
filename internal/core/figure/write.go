package figure

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/wardmote/wardmote/internal/core/catalogue"
)

// What stands in a cell or at a place of a chart for a figure that has no number.
const (
	Confidential = "[c]" // suppressed: the Government Analysis Function's symbol
	Gap          = "–"   // not known
)

// TextIn is the figure in words: the number in its unit, what its source prints, why it is not shown, or that it is not known.
func (f Figure) TextIn(say *catalogue.Catalogue) string {
	switch {
	case f.state == suppressed && (f.why != "" || f.text == ""):
		return f.WhyIn(say)
	case f.state == unknown:
		return say.Say(NotKnown)
	case f.state == suppressed:
		return say.Say(f.text)
	case f.text != "":
		return f.text
	}
	return AmountIn(say, f.value, f.About().Unit)
}

// Text is TextIn in English.
func (f Figure) Text() string { return f.TextIn(catalogue.English()) }

// WrittenIn is the figure in a cell of a table with that format.
func (f Figure) WrittenIn(say *catalogue.Catalogue, format Format) string {
	switch {
	case format == Words || f.Known() && (f.text != "" || format == Amounts):
		return f.TextIn(say)
	case !f.Known():
		return say.Say(f.mark())
	}
	if of, ok := format.ends(); ok {
		if f.high > f.low {
			return say.Say("figure.between", "low", of.write(say, f.low), "high", of.write(say, f.high))
		}
		return Gap
	}
	return format.write(say, f.value)
}

// In is WrittenIn in English.
func (f Figure) In(format Format) string { return f.WrittenIn(catalogue.English(), format) }

func (f Figure) mark() string {
	switch {
	case f.state == unknown:
		return Gap
	case f.text == "":
		return Confidential
	}
	return f.text
}

// csv is the figure in a cell of a file: the number in full, or as it is printed; nothing where it is not known.
func (f Figure) csv(say *catalogue.Catalogue) string {
	switch {
	case f.state == unknown:
		return ""
	case f.state == counted && f.text == "":
		return strconv.FormatFloat(f.value, 'g', -1, 64)
	}
	return say.Say(f.mark())
}

// CSV is the figure in a cell of an English file.
func (f Figure) CSV() string { return f.csv(catalogue.English()) }

// written is a figure in JSON that is more than its number.
type written struct {
	Value  *float64 `json:"value,omitempty"`
	Hidden bool     `json:"hidden,omitempty"`
	Text   string   `json:"text,omitempty"`
	Why    string   `json:"why,omitempty"`
	Low    float64  `json:"low,omitempty"`
	High   float64  `json:"high,omitempty"`
	Of     float64  `json:"of,omitempty"`
	Rating string   `json:"rating,omitempty"`
	*About
}

// MarshalJSON writes a number that stands alone as a number, what is not known as null and what is suppressed as what stands in a
// cell for it; a figure of which more is said is an object.
func (f Figure) MarshalJSON() ([]byte, error) {
	w := written{Hidden: f.state == suppressed, Text: f.text, Why: f.why, Low: f.low, High: f.high, Of: f.of, Rating: f.rating, About: f.about}
	if f.state == counted {
		w.Value = &f.value
	}
	switch bare := w.Why == "" && w.High == w.Low && w.Of == 0 && w.Rating == "" && w.About == nil; {
	case bare && f.state == suppressed:
		return json.Marshal(f.mark())
	case bare && f.text == "":
		return json.Marshal(w.Value)
	}
	return json.Marshal(w)
}

// UnmarshalJSON reads what MarshalJSON writes. It reads too the {"Value":3,"Hidden":false} of the tables that earlier versions
// published and keep for good.
func (f *Figure) UnmarshalJSON(raw []byte) error {
	switch {
	case len(raw) > 0 && raw[0] == '"':
		*f = Suppressed("")
		return f.cell(raw)
	case len(raw) > 0 && raw[0] == '{':
		return f.unmarshal(raw)
	}
	var n *float64
	if err := json.Unmarshal(raw, &n); err != nil {
		return fmt.Errorf("a figure is a number, null, a mark or an object: %w", err)
	}
	*f = Figure{}
	if n != nil {
		*f = Of(*n)
	}
	return nil
}

func (f *Figure) cell(raw []byte) error {
	if err := json.Unmarshal(raw, &f.text); err != nil {
		return err
	}
	if f.text == Confidential {
		f.text = ""
	}
	return nil
}

func (f *Figure) unmarshal(raw []byte) error {
	w := written{About: &About{}}
	if err := json.Unmarshal(raw, &w); err != nil {
		return err
	}
	if *w.About == (About{}) {
		w.About = nil
	}
	switch {
	case w.Hidden:
		*f = Suppressed(w.Why).Cell(w.Text)
	case w.Value != nil:
		*f = Of(*w.Value).As(w.Text).Within(w.Low, w.High)
	case w.Text != "":
		*f = Stated(w.Text)
	default:
		*f = Unknown(w.Why)
	}
	*f = f.OutOf(w.Of).Rated(w.Rating).With(w.About)
	return nil
}
