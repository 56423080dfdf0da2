package figure_test

import (
	"bytes"
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/figure"
)

var formats = []figure.Format{figure.Words, figure.Count, figure.Decimal, figure.Ratio, figure.Share, figure.Chance, figure.Between(figure.Ratio)}

// hiding are figures of which some are suppressed, some not known and some said in words, twice: the same but for what is hidden.
type hiding struct{ one, other []figure.Figure }

func drawn(t *rapid.T) (h hiding) {
	value := rapid.OneOf(rapid.Float64Range(-1e6, 1e6), rapid.Map(rapid.IntRange(0, 9), func(n int) float64 { return float64(n) }))
	about := &figure.About{Unit: "reports", Base: "residents", Period: "2026", Source: "our records"}
	for range rapid.IntRange(1, 6).Draw(t, "figures") {
		of := func(what string) figure.Figure {
			v := value.Draw(t, what)
			f := figure.Of(v).Within(v-1, v+1).OutOf(rapid.Float64Range(1, 1e6).Draw(t, "of")).Rated(rapid.SampledFrom([]string{"", "green"}).Draw(t, "rating"))
			if rapid.Bool().Draw(t, "printed") {
				f = f.As("over " + f.CSV())
			}
			return f.With(about)
		}
		f, g := of("value"), of("another")
		switch rapid.IntRange(0, 3).Draw(t, "what") {
		case 0:
			f, g = f.Hide(""), g.Hide("")
		case 1:
			f, g = f.Hide("too small to publish").Cell("fewer"), g.Hide("too small to publish").Cell("fewer")
		case 2:
			f, g = figure.Unknown("none was kept"), figure.Unknown("none was kept")
		default:
			g = f
		}
		h.one, h.other = append(h.one, f), append(h.other, g)
	}
	return h
}

// TestNothingThatIsWrittenOfAHiddenFigureDependsOnItsNumber is the rule of the package, for every way in which a figure leaves it.
func TestNothingThatIsWrittenOfAHiddenFigureDependsOnItsNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := drawn(t)
		if a, b := everything(t, h.one), everything(t, h.other); a != b {
			t.Fatalf("%s\nand with other numbers hidden\n%s", a, b)
		}
		for _, f := range h.one {
			if f.Known() {
				continue
			}
			for _, text := range append(texts(f), f.CSV()) {
				if strings.ContainsAny(text, "0123456789") {
					t.Fatalf("%q stands for what has no number", text)
				}
			}
			v, ok := f.Value()
			_, _, within := f.Interval()
			if _, of := f.Share(); ok || within || of || v != 0 || f.Rating() != "" || f.Why() == "" {
				t.Fatalf("%+v has a number, or something that tells of it, or no reason why not", f)
			}
		}
	})
}

func texts(f figure.Figure) []string {
	out := []string{f.Text()}
	for _, format := range formats {
		out = append(out, f.In(format))
	}
	return out
}

// everything is what is written of figures: alone, added up, compared, in tables, files and charts of every form, and as JSON.
func everything(t *rapid.T, list []figure.Figure) string {
	var out bytes.Buffer
	write := func(v any) {
		if err := json.NewEncoder(&out).Encode(v); err != nil {
			t.Fatal(err)
		}
	}
	table := func(x *figure.Table) {
		write(x)
		if err := x.WriteCSV(&out, catalogue.English(), "source"); err != nil {
			t.Fatal(err)
		}
		for _, r := range x.Rows {
			for i, c := range r {
				out.WriteString(c.In(x.Columns[i].Format))
			}
		}
	}
	labels, some := make([]string, len(list)), figure.Of(7)
	rows := &figure.Table{}
	for _, f := range list {
		write(texts(f))
		write([]figure.Figure{figure.Sum(f, some), figure.Quotient(100, f, some), figure.Quotient(100, some, f), figure.Change(f, some), figure.Change(some, f), f.Times(2), f.As("seven"), f.Within(1, 2), f.OutOf(3), f.Rated("red")})
		rows.Columns, rows.Rows = append(rows.Columns, figure.Column{Name: "n", Format: figure.Count}), append(rows.Rows, figure.Row{figure.F(f)})
	}
	table(rows)
	for _, form := range []figure.Form{figure.Line, figure.Bar, figure.Heat, figure.Dots} {
		c := &figure.Chart{Form: form, Labels: labels, Series: []figure.Series{{Name: "a", Values: list}}, Stacked: form == figure.Bar,
			Limits: &figure.Limits{Centre: list, Lower: list, Upper: list}}
		write(c)
		table(c.Table(catalogue.English()))
	}
	return out.String()
}

func TestWhatNobodyFilledInIsNotKnown(t *testing.T) {
	var f figure.Figure
	for want, got := range map[string]string{"not known": f.Text(), "–": f.In(figure.Count), "": f.CSV()} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	for _, v := range []float64{math.NaN(), math.Inf(1)} {
		if figure.Of(v) != f {
			t.Errorf("%g is a figure", v)
		}
	}
	if sum := figure.Sum(); sum != f {
		t.Errorf("nothing adds up to %s", sum.Text())
	}
	if s := figure.Sum(figure.Of(2), f, figure.Suppressed("")); !s.Hidden() {
		t.Error("what is hidden in one part is not hidden in the whole")
	}
	if s := figure.Sum(figure.Of(2), f); s.Known() {
		t.Error("the whole of what is not known is known")
	}
	if c := figure.Change(figure.Of(0), figure.Of(3)); c.Known() {
		t.Error("what was none before has changed by a share")
	}
	if c := figure.Change(figure.Of(50), figure.Of(75)); c.Text() != "+50%" {
		t.Error(c.Text())
	}
}

// TestAFigureSurvivesJSON: the shapes that files and programs rely on are a number, null and what stands in a cell.
func TestAFigureSurvivesJSON(t *testing.T) {
	for want, f := range map[string]figure.Figure{
		`7`: figure.Of(7), `null`: {}, `"[c]"`: figure.Suppressed(""), `"fewer than 5"`: figure.Suppressed("").Cell("fewer than 5"), `0`: figure.Of(0),
		`{"text":"nearly all"}`:     figure.Stated("nearly all"),
		`{"why":"none was kept"}`:   figure.Unknown("none was kept"),
		`{"hidden":true,"why":"x"}`: figure.Suppressed("x"),
		`{"value":0,"text":"none","low":-1,"high":2,"of":9,"rating":"green","unit":"%","source":"us"}`: figure.Of(0).As("none").Within(-1, 2).OutOf(9).Rated("green").With(&figure.About{Unit: "%", Source: "us"}),
	} {
		raw, err := json.Marshal(f)
		if err != nil || string(raw) != want {
			t.Errorf("%s, %v, want %s", raw, err, want)
		}
		var back figure.Figure
		if err := json.Unmarshal(raw, &back); err != nil || !reflect.DeepEqual(back, f) {
			t.Errorf("%s came back as %+v, %v", raw, back, err)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		for _, f := range drawn(t).one {
			raw, err := json.Marshal(f)
			if err != nil {
				t.Fatal(err)
			}
			var back figure.Figure
			if err := json.Unmarshal(raw, &back); err != nil || !reflect.DeepEqual(back, f) {
				t.Fatalf("%+v is written %s and came back as %+v, %v", f, raw, back, err)
			}
		}
	})
}

// TestWhatWasPublishedBeforeIsReadAsItWas: tables that were published are kept for good as the version of then wrote them.
func TestWhatWasPublishedBeforeIsReadAsItWas(t *testing.T) {
	for raw, want := range map[string]figure.Figure{`{"Value":3,"Hidden":false}`: figure.Of(3), `{"Value":0,"Hidden":true}`: figure.Suppressed(""), `{"Value":0,"Hidden":false}`: figure.Of(0)} {
		var got figure.Figure
		if err := json.Unmarshal([]byte(raw), &got); err != nil || got != want {
			t.Errorf("%s is read as %+v, %v", raw, got, err)
		}
	}
	for _, raw := range []string{`true`, `{`, `[1]`, `"`, `{"value":"x"}`} {
		var got figure.Figure
		if err := json.Unmarshal([]byte(raw), &got); err == nil {
			t.Errorf("%s is read as %+v", raw, got)
		}
	}
}

func TestAChartSurvivesJSONWithItsIntervalsInRowsOfTheirOwn(t *testing.T) {
	c := &figure.Chart{Form: figure.Dots, Labels: []string{"A", "B"}, Series: []figure.Series{{Name: "Ratio", Values: []figure.Figure{figure.Of(1.5).Within(1, 2), figure.Suppressed("")}}}, Reference: figure.Of(1)}
	raw, err := json.Marshal(c)
	if err != nil || !bytes.Contains(raw, []byte(`"values":[1.5,"[c]"]`)) || !bytes.Contains(raw, []byte(`"low":[1,null],"high":[2,null]`)) || !bytes.Contains(raw, []byte(`"reference":1`)) {
		t.Errorf("%s, %v", raw, err)
	}
	var back figure.Chart
	if err := json.Unmarshal(raw, &back); err != nil || !reflect.DeepEqual(&back, c) {
		t.Errorf("%+v came back as %+v, %v", c, back, err)
	}
}

func TestFiguresAreWrittenAsReadersWriteThem(t *testing.T) {
	for _, c := range []struct {
		format figure.Format
		figure figure.Figure
		want   string
	}{
		{figure.Count, figure.Of(1234567), "1,234,567"}, {figure.Count, figure.Of(-999.6), "−1,000"}, {figure.Decimal, figure.Of(-0.04), "0.0"},
		{figure.Decimal, figure.Of(12.34), "12.3"}, {figure.Ratio, figure.Of(1.236), "1.24"}, {figure.Share, figure.Of(0.1234), "12.3%"},
		{figure.Chance, figure.Of(0.0004), "<0.001"}, {figure.Chance, figure.Of(0.0321), "0.032"}, {figure.Ratio, figure.Of(math.Inf(1)), "–"},
		{figure.Words, figure.Of(1204).With(&figure.About{Unit: "reports"}), "1,204 reports"}, {figure.Count, figure.Stated("none"), "none"},
		{figure.Between(figure.Decimal), figure.Of(2).Within(1, 3), "1.0 to 3.0"}, {figure.Between(figure.Decimal), figure.Of(2), "–"},
		{figure.Words, figure.Suppressed("too small to publish"), "too small to publish"}, {figure.Count, figure.Suppressed("too small to publish"), "[c]"},
	} {
		if got := c.figure.In(c.format); got != c.want {
			t.Errorf("%+v as %q is %q, want %q", c.figure, c.format, got, c.want)
		}
	}
	for want, got := range map[string]string{
		"£25,000": figure.Amount(2500000, "pence"), "+68%": figure.Amount(68, "% change"), "−4%": figure.Amount(-4, "% change"),
		"14.8%": figure.Amount(14.8, "%"), "1,204 reports": figure.Amount(1204, "reports"), "0%": figure.Amount(-0.01, "%"), "1 person": figure.Amount(1, "people"), "1 sweep": figure.Amount(1, "sweeps"),
		"1 enquiry from us": figure.Amount(1, "enquiries from us"), "1,000": figure.Amount(1000, ""), "1,000.5": figure.Number(1000.5, 2),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestEveryChartHasItsTable(t *testing.T) {
	line := &figure.Chart{Form: figure.Line, Labels: []string{"May", "June"}, Unit: "reports", Series: []figure.Series{{Name: "Recorded", Values: figure.List([]int{5})}},
		Limits: &figure.Limits{Centre: figure.List([]int{4}), Lower: figure.List([]int{0, 0}), Upper: figure.List([]int{9, 9}), Signals: map[int]string{1: "outside"}}}
	var file strings.Builder
	if err := line.Table(catalogue.English()).WriteCSV(&file, catalogue.English(), "us"); err != nil {
		t.Fatal(err)
	}
	if want := "month,recorded,average,lower_limit,upper_limit,signal,source\nMay,5,4,0,9,,us\nJune,,4,0,9,outside,us\n"; strings.TrimPrefix(file.String(), "\ufeff") != want {
		t.Errorf("%q", file.String())
	}
	dots := (&figure.Chart{Form: figure.Dots, First: "Group", Labels: []string{"A"}, Series: []figure.Series{{Name: "Ratio", Values: []figure.Figure{figure.Of(1.5).Within(1.2, 1.9)}}}}).Table(catalogue.English())
	file.Reset()
	if err := dots.WriteCSV(&file, catalogue.English(), "us"); err != nil || strings.TrimPrefix(file.String(), "\ufeff") != "group,ratio,low,high,source\nA,1.5,1.2,1.9,us\n" {
		t.Errorf("%q, %v", file.String(), err)
	}
	heat := (&figure.Chart{Form: figure.Heat, First: "Day", Labels: []string{"0", "1", "2"}, Series: []figure.Series{{Name: "Monday", Values: figure.List([]int{1, 2, 3})}, {Name: "Tuesday", Values: figure.List([]int{4, 5, 6})}}}).Table(catalogue.English())
	if len(heat.Columns) != 4 || len(heat.Rows) != 2 || heat.Rows[1][0].Text() != "Tuesday" || !heat.Rows[1][3].Is(6) {
		t.Errorf("%+v", heat)
	}
	stack := &figure.Chart{Form: figure.Bar, Stacked: true, Labels: []string{"A", "B"}, Series: []figure.Series{{Name: "x", Values: figure.List([]int{1, 2})}, {Name: "y", Values: []figure.Figure{figure.Of(3), figure.Suppressed("")}}}}
	if totals := stack.Totals(); !totals[0].Is(4) || !totals[1].Hidden() {
		t.Errorf("the totals are %+v", totals)
	}
}
