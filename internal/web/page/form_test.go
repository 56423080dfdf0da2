package page

import (
	"net/http/httptest"
	"net/url"
	"testing"
	"unicode/utf8"

	"github.com/wardmote/wardmote/internal/core/when"
)

func formOf(values url.Values) *Form { return &Form{values: values} }

func TestADateSaysWhichPartIsWrong(t *testing.T) {
	for _, c := range []struct {
		day, month, year string
		want             when.Date
		field, message   string
	}{
		{"27", "3", "2026", when.Day(2026, 3, 27), "", ""},
		{"1", "sep", "2026", when.Day(2026, 9, 1), "", ""},
		{"1", "September", "2026", when.Day(2026, 9, 1), "", ""},
		{"", "", "", when.Date{}, "", ""},
		{"", "3", "2026", when.Date{}, "on-day", "The date it happened must include a day"},
		{"27", "", "2026", when.Date{}, "on-month", "The date it happened must include a month"},
		{"27", "3", "", when.Date{}, "on-year", "The date it happened must include a year"},
		{"27", "3", "26", when.Date{}, "on-year", "Year must include 4 numbers"},
		{"31", "2", "2026", when.Date{}, "on-day", "The date it happened must be a real date"},
		{"0", "2", "2026", when.Date{}, "on-day", "The date it happened must be a real date"},
		{"x", "13", "2026", when.Date{}, "on-day", "The date it happened must be a real date"},
	} {
		f := formOf(url.Values{"on-day": {c.day}, "on-month": {c.month}, "on-year": {c.year}})
		if got := f.Date("on", "The date it happened"); got != c.want {
			t.Errorf("%s %s %s is %v, want %v", c.day, c.month, c.year, got, c.want)
		}
		if c.field == "" && len(f.Errors) > 0 || c.field != "" && f.Errors.Text(c.field) != c.message {
			t.Errorf("%s %s %s gives %v, want %s: %s", c.day, c.month, c.year, f.Errors, c.field, c.message)
		}
	}
}

func TestOnlyOfferedAnswersAreTaken(t *testing.T) {
	f := formOf(url.Values{"risk": {"extreme"}, "who": {"me", "x", "child"}, "n": {"1,200"}, "lon": {"NaN"}, "yes": {"yes"}})
	if got := f.Choice("risk", []string{"low", "high"}, "Choose the risk"); got != "" || !f.Errors.Has("risk") {
		t.Errorf("an answer that was not offered was taken: %q", got)
	}
	if got := f.Choices("who", []string{"child", "me"}); len(got) != 2 || got[0] != "child" {
		t.Errorf("choices are %v", got)
	}
	if n, ok := f.Int("n", 0, 5000); !ok || n != 1200 {
		t.Errorf("1,200 is %d, %v", n, ok)
	}
	if _, ok := f.Int("n", 0, 100); ok || f.Errors.Text("n") != "Enter a number from 0 to 100" {
		t.Errorf("errors are %v", f.Errors)
	}
	if _, ok := f.Float("lon", -180, 180); ok {
		t.Error("NaN is no longitude")
	}
	if !f.Yes("yes") || f.Yes("no") {
		t.Error("yes and no are mixed up")
	}
}

func FuzzCleanLeavesTextThatEveryDatabaseStores(f *testing.F) {
	for _, seed := range []string{"", "Roman Road", "a\x00b", "\xff\xfe", "line\r\nline\r", "\u202Egpj.exe", "\u2066x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := Clean(text)
		if !utf8.ValidString(got) {
			t.Errorf("%q is not UTF-8", got)
		}
		for _, r := range got {
			if r == 0 || r == '\r' || r == 0x202E {
				t.Errorf("%q holds %U", got, r)
			}
		}
		if Clean(got) != got {
			t.Errorf("cleaning twice changes %q", got)
		}
	})
}

func TestAPagerKeepsTheFiltersAndStaysInsideTheList(t *testing.T) {
	query := url.Values{"ward": {"E05009317"}, "page": {"7"}}
	p := NewPager("/cases", query, 50, 612)
	if p.Page != 7 || p.Pages() != 13 || p.Offset() != 300 || p.From() != 301 || p.To() != 350 {
		t.Errorf("page %+v from %d to %d of %d pages", p, p.From(), p.To(), p.Pages())
	}
	var numbers string
	for _, item := range p.Links().Items {
		if item.Ellipsis {
			numbers += "… "
			continue
		}
		numbers += item.Number + " "
	}
	if numbers != "1 … 6 7 8 … 13 " {
		t.Errorf("the links are %s", numbers)
	}
	if got := p.Links().Next.Href; got != "/cases?page=8&ward=E05009317" {
		t.Errorf("next is %s", got)
	}
	if last := NewPager("/cases", url.Values{"page": {"99"}}, 50, 612); last.Page != 13 || last.To() != 612 {
		t.Errorf("beyond the end is %+v", last)
	}
	if none := NewPager("/cases", url.Values{"page": {"-1"}}, 50, 0); none.Page != 1 || none.From() != 0 || len(none.Links().Items) != 0 {
		t.Errorf("an empty list is %+v", none)
	}
	if r := httptest.NewRequest("GET", "/x?page=3", nil); PageOf(r.URL.Query()) != 3 {
		t.Error("the page of the query is not read")
	}
}

func TestFiguresAndTimesAreWrittenAsGOVUKWritesThem(t *testing.T) {
	at := when.Day(2026, 7, 4).Start()
	for got, want := range map[string]string{
		must(Date(when.Day(2026, 11, 22))): "22 November 2026", must(ShortDate(when.Day(2026, 9, 2))): "2 Sep 2026", must(Month(at)): "July 2026",
		Clock(at): "midnight", Clock(at.Add(9*3600e9 + 30*60e9)): "9:30am", Clock(at.Add(15 * 3600e9)): "3pm", DateTime(at.Add(12 * 3600e9)): "4 July 2026 at midday",
		must(Number(1820334)): "1,820,334", must(Number(-999)): "−999",
		Money(123400): "£1,234", Money(-150): "−£1.50", Count(1, "report", "reports"): "1 report",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func must(text string, err error) string {
	if err != nil {
		panic(err)
	}
	return text
}

func TestTheSummaryOfFaultsFollowsThePage(t *testing.T) {
	e := Errors{{"rating", "Select how satisfied you are"}, {"solved", "Select yes"}, {"", "It is open again"}}
	page := []byte(`<div id="solved"></div><a href="#rating"></a><input id="rating">`)
	if !e.arrange(page) || e[0].Field != "" || e[1].Field != "solved" || e[2].Field != "rating" || e.arrange(page) {
		t.Errorf("the faults stand as %v", e)
	}
}
