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
)

var month = Line{Head: Head{ID: "t", Title: "Reports <b>", Description: "Up & down", Unit: "reports"}, Labels: []string{"Jan", "Feb", "Mar"},
	Series: []Series{{Name: "Noise", Values: []float64{1, math.NaN(), 1234}}, {Name: "Drugs", Values: []float64{3, 4, 5}}},
	Limits: &Limits{Centre: []float64{600}, Lower: []float64{0}, Upper: []float64{1200}, Signals: map[int]string{2: "above the upper limit"}}}

func all() map[string]Chart {
	return map[string]Chart{
		"line":       month,
		"bar":        Bar{Head: month.Head, Labels: []string{"A <i>", "B"}, Series: []Series{{Name: "x", Values: []float64{1, -2}}}},
		"stack":      Bar{Head: month.Head, Stacked: true, Labels: []string{"A", "B"}, Series: []Series{{Name: "x", Values: []float64{1, 2}}, {Name: "y", Values: []float64{3, math.NaN()}}}},
		"heat":       Heat{Head: month.Head, Rows: []string{"Mon"}, Columns: []string{"0", "1"}, Values: [][]float64{{0, 7}}},
		"dots":       Dots{Head: month.Head, Items: []Dot{{"A", 1.5, 1, 2}, {"B", 1, math.NaN(), math.NaN()}}, Reference: 1, ReferenceName: "None"},
		"empty line": Line{Head: month.Head}, "empty bar": Bar{Head: month.Head}, "empty heat": Heat{Head: month.Head}, "empty dots": Dots{Head: month.Head, Reference: math.NaN()},
	}
}

func TestEveryChartIsWellFormedNamedAndFreeOfInlineStyle(t *testing.T) {
	for name, c := range all() {
		html := string(HTML(c))
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
		if html != string(HTML(c)) {
			t.Errorf("%s is drawn differently the second time", name)
		}
	}
}

func TestTheTableHoldsEveryNumberOfThePicture(t *testing.T) {
	html := string(HTML(month))
	for _, part := range []string{">1,234<", ">–<", "Noise (reports)", "Lower limit (reports)", "above the upper limit", ">600<"} {
		if !strings.Contains(html, part) {
			t.Errorf("the table lacks %s: %s", part, html)
		}
	}
	stack := string(HTML(all()["stack"]))
	if !strings.Contains(stack, "Total") || !strings.Contains(stack, `url(#t-hatch-1)`) {
		t.Errorf("a stacked bar shows its totals and its hatching: %s", stack)
	}
}

func TestASignalHasARingAndAGapHasNoLine(t *testing.T) {
	html := string(HTML(month))
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
		if got := shadeOf(v, 60); got != want {
			t.Errorf("%v of 60 has shade %d, want %d", v, got, want)
		}
	}
	if shadeOf(math.NaN(), 60) != 0 || shadeOf(5, 0) != 0 {
		t.Error("nothing has a shade")
	}
}

func TestASparklineSaysInWordsWhatItShows(t *testing.T) {
	html := string(Spark{Values: []float64{1, 2, math.NaN()}, Words: `Rising "fast"`}.HTML())
	if !strings.Contains(html, `aria-label="Rising &#34;fast&#34;"`) || strings.Contains(html, "NaN") {
		t.Error(html)
	}
}

func TestATelephoneHasAPictureOfItsOwnThatFits(t *testing.T) {
	for _, name := range []string{"line", "bar", "stack", "dots"} {
		html := string(HTML(all()[name]))
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
