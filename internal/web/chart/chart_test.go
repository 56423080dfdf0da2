package chart

import (
	"encoding/xml"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/catalogue/cataloguetest"
	"github.com/wardmote/wardmote/internal/core/figure"
)

// chart is a drawing of some series.
func chart(form figure.Form, labels []string, series ...figure.Series) *Drawing {
	return &Drawing{ID: "t", Chart: &figure.Chart{Form: form, Title: "Reports <b>", Words: "Up & down", Unit: "reports", Labels: labels, Series: series}}
}

func series(name string, values ...float64) figure.Series {
	return figure.Series{Name: name, Values: figure.List(values)}
}

func month() *Drawing {
	d := chart(figure.Line, []string{"Jan", "Feb", "Mar"}, series("Noise", 1, math.NaN(), 1234), series("Drugs", 3, 4, 5))
	d.Limits = &figure.Limits{Centre: figure.List([]int{600}), Lower: figure.List([]int{0}), Upper: figure.List([]int{1200}), Signals: map[int]string{2: "above the upper limit"}}
	return d
}

func all() map[string]*Drawing {
	stack := chart(figure.Bar, []string{"A", "B"}, series("x", 1, 2), series("y", 3, math.NaN()))
	stack.Stacked = true
	dots := chart(figure.Dots, []string{"A", "B"}, figure.Series{Name: "Ratio", Values: []figure.Figure{figure.Of(1.5).Within(1, 2), figure.Of(1)}})
	dots.Reference, dots.Meaning = figure.Of(1), "None"
	return map[string]*Drawing{"line": month(), "bar": chart(figure.Bar, []string{"A <i>", "B"}, series("x", 1, -2)), "stack": stack, "dots": dots,
		"heat":       chart(figure.Heat, []string{"0", "1"}, series("Mon", 0, 7)),
		"empty line": chart(figure.Line, nil), "empty bar": chart(figure.Bar, nil), "empty heat": chart(figure.Heat, nil), "empty dots": chart(figure.Dots, nil)}
}

func TestEveryChartIsWellFormedNamedAndFreeOfInlineStyle(t *testing.T) {
	for name, c := range all() {
		html := string(HTML(catalogue.English(), c))
		for _, svg := range regexp.MustCompile(`(?s)<svg[^>]*role="img".*?</svg>`).FindAllString(html, -1) {
			decoder := xml.NewDecoder(strings.NewReader(svg))
			for {
				if _, err := decoder.Token(); err == io.EOF {
					break
				} else if err != nil {
					t.Fatalf("%s is not well-formed: %v\n%s", name, err, svg)
				}
			}
		}
		for _, part := range []string{`role="img"`, `aria-labelledby="t-title t-desc"`, "Reports &lt;b&gt;", "Up &amp; down", "<table"} {
			if !strings.Contains(html, part) {
				t.Errorf("%s lacks %s", name, part)
			}
		}
		if regexp.MustCompile(`style="|<b>|<i>|NaN|Inf`).MatchString(html) {
			t.Errorf("%s holds inline style, unescaped text or no number: %s", name, html)
		}
		if html != string(HTML(catalogue.English(), c)) {
			t.Errorf("%s is drawn differently the second time", name)
		}
	}
}

func TestTheTableHoldsEveryNumberOfThePicture(t *testing.T) {
	html := string(HTML(catalogue.English(), month()))
	for _, part := range []string{">1,234<", `<abbr title="not known">–</abbr>`, "Noise (reports)", "Lower limit (reports)", "above the upper limit", ">600<"} {
		if !strings.Contains(html, part) {
			t.Errorf("the table lacks %s: %s", part, html)
		}
	}
	stack := string(HTML(catalogue.English(), all()["stack"]))
	if !strings.Contains(stack, "Total") || !strings.Contains(stack, `url(#t-hatch-1)`) {
		t.Errorf("a stacked bar shows its totals and its hatching: %s", stack)
	}
}

func TestASignalHasARingAndAGapHasNoLine(t *testing.T) {
	html := string(HTML(catalogue.English(), month()))
	picture := html[strings.Index(html, "<title"):strings.Index(html, "wm-chart__small-screen")]
	if strings.Count(picture, "wm-chart__signal") != 1 {
		t.Errorf("one signal, but the picture is %s", picture)
	}
	first := regexp.MustCompile(`wm-s0" d="([^"]*)"`).FindStringSubmatch(picture)
	if first == nil || strings.Count(first[1], "M") != 2 || strings.Contains(first[1], "L") {
		t.Errorf("the line jumps over the missing month: %v", first)
	}
}

func TestTicksAreRoundCoverTheRangeAndAreFew(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.Float64Range(-1e6, 1e6).Draw(t, "low")
		high := low + rapid.Float64Range(0.001, 1e6).Draw(t, "width")
		got := ticks(low, high, 5)
		step := got[1] - got[0]
		if got[0] > low+step*1e-6 || got[len(got)-1] < high-step*1e-6 {
			t.Fatalf("ticks %v do not cover %v to %v", got, low, high)
		}
		if len(got) > 8 {
			t.Fatalf("%d ticks for %v to %v", len(got), low, high)
		}
		mantissa := step / math.Pow(10, math.Floor(math.Log10(step)+1e-9))
		for _, m := range []float64{1, 2, 2.5, 5, 10} {
			if math.Abs(mantissa-m) < 1e-4 {
				return
			}
		}
		t.Fatalf("the step %v is not round", step)
	})
}

func TestShadesRunEvenlyFromNothingToTheMost(t *testing.T) {
	for v, want := range map[float64]int{0: 0, 1: 1, 10: 1, 11: 2, 60: 6, 31: 4} {
		if got := shadeOf(figure.Of(v), 60); got != want {
			t.Errorf("%v of 60 has shade %d, want %d", v, got, want)
		}
	}
	if shadeOf(figure.Figure{}, 60) != 0 || shadeOf(figure.Of(5), 0) != 0 {
		t.Error("nothing has a shade")
	}
}

func TestASparklineSaysInWordsWhatItShows(t *testing.T) {
	html := string(Spark{Values: figure.List([]float64{1, 2, math.NaN()}), Words: `Rising "fast"`}.HTML())
	if !strings.Contains(html, `aria-label="Rising &#34;fast&#34;"`) || strings.Contains(html, "NaN") {
		t.Error(html)
	}
}

func TestATelephoneHasAPictureOfItsOwnThatFits(t *testing.T) {
	for _, name := range []string{"line", "bar", "stack", "dots"} {
		html := string(HTML(catalogue.English(), all()[name]))
		small := regexp.MustCompile(`(?s)<svg class="wm-chart__small-screen" viewBox="0 0 360 .*?</svg>`).FindString(html)
		if small == "" || !strings.Contains(html, `class="wm-chart__wide" viewBox="0 0 720 `) {
			t.Fatalf("%s has no two pictures", name)
		}
		for _, m := range regexp.MustCompile(` (?:x|x1|x2|cx)="([0-9.]+)"`).FindAllStringSubmatch(small, -1) {
			if x, err := strconv.ParseFloat(m[1], 64); err != nil || x > 360 {
				t.Errorf("%s draws at %s, beyond the edge", name, m[1])
			}
		}
		if strings.Count(html, `id="t-title"`) != 1 || strings.Count(html, `id="t-small-title"`) != 1 {
			t.Errorf("%s uses an id twice", name)
		}
	}
}

func TestALongNameOfABarStandsInTwoLinesAndIsShortenedOnlyThen(t *testing.T) {
	for text, want := range map[string]string{"Drugs": "Drugs", "Criminal damage and arson": "Criminal|damage and …", "Theft from the person": "Theft from|the person", "Llanfairpwllgwyngyll": "Llanfairpwl…"} {
		if got := strings.Join(twoLines(text, 12), "|"); got != want {
			t.Errorf("%q is %q", text, got)
		}
	}
}

// TestNoPictureAndNoTableShowsWhatAFigureHides draws charts of every form in which some figures are suppressed and others not known:
// whatever number is hidden the drawing is the same, it moves no axis, and nothing is drawn for it but what stands in its place.
func TestNoPictureAndNoTableShowsWhatAFigureHides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		form := rapid.SampledFrom([]figure.Form{figure.Line, figure.Bar, figure.Heat, figure.Dots}).Draw(t, "form")
		stacked := form == figure.Bar && rapid.Bool().Draw(t, "stacked")
		n, m := rapid.IntRange(1, 5).Draw(t, "labels"), rapid.IntRange(1, 3).Draw(t, "series")
		labels := make([]string, n)
		for i := range labels {
			labels[i] = strings.Repeat("x", i+1)
		}
		var one, other, gaps []figure.Series
		hidden, unknown := 0, 0
		for range m {
			var a, b, c figure.Series
			for range n {
				value := rapid.Float64Range(-1e6, 1e6)
				f := figure.Of(value.Draw(t, "value")).Within(-3e6, 3e6).OutOf(5)
				g := f
				switch rapid.IntRange(0, 2).Draw(t, "what") {
				case 0:
					f, g = f.Hide(""), figure.Of(value.Draw(t, "another")).Hide("")
					hidden++
					c.Values = append(c.Values, figure.Figure{})
				case 1:
					f, g = figure.Figure{}, figure.Figure{}
					unknown++
					c.Values = append(c.Values, f)
				default:
					c.Values = append(c.Values, f)
				}
				a.Values, b.Values = append(a.Values, f), append(b.Values, g)
			}
			one, other, gaps = append(one, a), append(other, b), append(gaps, c)
		}
		drawn := func(list []figure.Series) string {
			d := chart(form, labels, list...)
			d.Stacked = stacked
			return string(HTML(catalogue.English(), d))
		}
		got := drawn(one)
		if got != drawn(other) {
			t.Fatal("the drawing depends on the number that it hides")
		}
		if marks(got) != marks(drawn(gaps)) {
			t.Fatal("something is drawn for a number that is hidden, or it moves the axis")
		}
		if table := got[strings.Index(got, "<table"):]; strings.Count(table, "[c]") < hidden || strings.Count(table, ">–<") < unknown {
			t.Fatalf("the table has not a mark for each of %d hidden and %d unknown figures: %s", hidden, unknown, table)
		}
	})
}

// marks are what a drawing draws and where, without its texts.
func marks(html string) string {
	return strings.Join(regexp.MustCompile(`<(?:line|rect|circle|path)[^>]*>|<text[^>]*>[-−0-9.,]+</text>`).FindAllString(html, -1), "")
}

// TestAChartItsTableAndItsFileSayNothingButInTheLanguageOfTheirReader: of charts of every form whose own texts are numbers, nothing
// stands outside of the brackets of a language that has every message in brackets.
func TestAChartItsTableAndItsFileSayNothingButInTheLanguageOfTheirReader(t *testing.T) {
	say, err := cataloguetest.Brackets()
	if err != nil {
		t.Fatal(err)
	}
	for name, d := range all() {
		d.Title, d.Words, d.Unit, d.First, d.Meaning, d.Source, d.Limits = "1", "2", "3", "", "4", "5", month().Limits
		d.Limits.Signals = map[int]string{2: "6"}
		for i := range d.Labels {
			d.Labels[i] = "7"
		}
		for i := range d.Series {
			d.Series[i].Name = "8"
			d.Series[i].Values = append(d.Series[i].Values[:1:1], figure.Suppressed(""), figure.Figure{}, figure.Of(2).Within(1, 1234.5))
		}
		html, file := string(HTML(say, d)), strings.Builder{}
		if err := d.Chart.Table(say).WriteCSV(&file, say, "9"); err != nil {
			t.Fatal(err)
		}
		texts := append(regexp.MustCompile(`<[^>]*>`).Split(html, -1), strings.TrimPrefix(file.String(), "\ufeff"))
		for _, m := range regexp.MustCompile(`\b(?:aria-label|title)="([^"]*)"`).FindAllStringSubmatch(html, -1) {
			texts = append(texts, m[1])
		}
		for _, text := range texts {
			if out := cataloguetest.Outside(text, new(int)); len(out) > 0 {
				t.Errorf("the %s says %q", name, out)
			}
		}
	}
}
