package catalogue

import (
	"html/template"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"github.com/wardmote/wardmote/internal/core/when"
)

func TestATranslationFallsBackToEnglishAndInventsNoMessage(t *testing.T) {
	bengali, err := Parse("bn", []byte("layout.menu: মেনু\n"), English())
	if err != nil {
		t.Fatal(err)
	}
	if got, err := bengali.Text("layout.menu"); err != nil || got != "মেনু" {
		t.Errorf("the translated message is %q, %v", got, err)
	}
	if got, err := bengali.Text("layout.signedInAs", "name", "A. Officer"); err != nil || got != "Signed in as A. Officer" {
		t.Errorf("the missing message is %q, %v", got, err)
	}
	for what, file := range map[string]string{"a misspelt key": "layout.meny: x", "a name that nobody gives": `layout.signedInAs: "{who}"`, "text that is no file of messages": "- x",
		"a form that the language has not": "rows.two: x"} {
		if _, err := Parse("bn", []byte(file+"\n"), English()); err == nil {
			t.Errorf("%s was taken", what)
		}
	}
	if _, err := bengali.Text("no.such"); err == nil {
		t.Error("an unknown key gave a text")
	}
}

func TestWordsThatCountHaveTheFormsOfTheirLanguage(t *testing.T) {
	source := "rows.one: \"{count} row of {place}\"\nrows.other: \"{count} rows of {place}\"\n"
	own, err := Parse("en", []byte(source), nil)
	if err != nil {
		t.Fatal(err)
	}
	for lang, c := range map[string]struct {
		file string
		want map[int]string
	}{
		"en": {source, map[int]string{0: "0 rows of Bow", 1: "1 row of Bow", 2431: "2,431 rows of Bow"}},
		"pl": {"rows.one: \"{count} wiersz: {place}\"\nrows.few: \"{count} wiersze\"\nrows.many: \"{count} wierszy\"\nrows.other: \"{count} wiersza\"\n",
			map[int]string{1: "1 wiersz: Bow", 3: "3 wiersze", 5: "5 wierszy", 22: "22 wiersze"}},
		"cy": {"rows.zero: dim\nrows.one: \"{count} un\"\nrows.two: \"{count} dwy\"\nrows.few: \"{count} tair\"\nrows.many: \"{count} chwe\"\nrows.other: \"{place} {count}\"\n",
			map[int]string{0: "dim", 1: "1 un", 2: "2 dwy", 3: "3 tair", 6: "6 chwe", 7: "Bow 7"}},
		"ar": {"rows.zero: z\nrows.one: o\nrows.two: t\nrows.few: f\nrows.many: m\nrows.other: x\n", map[int]string{0: "z", 1: "o", 2: "t", 3: "f", 11: "m", 100: "x"}},
	} {
		of := own
		if lang == "en" {
			of = nil
		}
		words, err := Parse(lang, []byte(c.file), of)
		if err != nil {
			t.Errorf("%s: %v", lang, err)
			continue
		}
		for n, want := range c.want {
			if got := words.Say("rows", "count", n, "place", "Bow"); got != want {
				t.Errorf("%s: %d is %q, want %q", lang, n, got, want)
			}
		}
		lines := strings.SplitAfter(c.file, "\n")
		if _, err := Parse(lang, []byte(strings.Join(lines[1:], "")), of); err == nil {
			t.Errorf("%s was taken without its first form", lang)
		}
	}
	if got := Forms(language.MustParse("cy")); !slices.Equal(got, []string{"zero", "one", "two", "few", "many", "other"}) {
		t.Errorf("the forms of Welsh are %v", got)
	}
}

func TestNamesAreWrittenAsTheLanguageWritesThemAndNeverAsMarkup(t *testing.T) {
	german, err := Parse("de", []byte("date.month.5: Mai\ndate.long: \"{day}. {month} {year}\"\npager.showing: \"{from} bis {to} von {total}, 100%\"\n"), English())
	if err != nil {
		t.Fatal(err)
	}
	day := when.Day(2026, 5, 4)
	for _, c := range []struct{ got, want string }{
		{german.Date(day), "4. Mai 2026"}, {English().Date(day), "4 May 2026"}, {English().ShortDate(when.Day(2026, 11, 22)), "22 Nov 2026"},
		{german.Say("form.sent.due", "day", day), "We aim to answer by 4. Mai 2026."},
		{german.Say("pager.showing", "from", 1, "to", 1000, "total", 1820334), "1 bis 1.000 von 1.820.334, 100%"},
		{string(English().HTML("form.sent.owner", "team", "A & B <b>", "call", template.HTML("<i>x</i>"))), "A &amp; B &lt;b&gt; has your <i>x</i>."},
		{English().Or([]string{"A", "B", "C"}), "A, B or C"}, {English().And([]string{"A"}), "A"},
		{English().Say("form.sent.owner", "team", "100%d {call}", "call", "report"), "100%d {call} has your report."},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
