package govuk

import (
	"html/template"
	"strings"
	"testing"
)

func TestHostileTextCannotLeaveItsPlace(t *testing.T) {
	const hostile = `"><script>alert(1)</script>`
	for _, c := range []Component{
		Button{Text: hostile, Name: hostile, Value: hostile, Attributes: Attributes{"data-x": hostile, `x"onclick=`: "1", "onclick": "alert(1)"}},
		Input{ID: "a", Name: "a", Value: hostile, Label: Label{Text: hostile}, Hint: Hint{Text: hostile}, ErrorMessage: ErrorMessage{Text: hostile}},
		Textarea{Name: "a", Value: "</textarea>" + hostile, Label: Label{Text: "a"}},
		CharacterCount{Name: "a", MaxLength: 10, FormGroup: FormGroup{AfterInput: Content{Text: hostile}}},
		Accordion{ID: hostile, ShowSectionText: hostile, Items: []AccordionItem{{Heading: Content{Text: hostile}}}},
	} {
		got := string(HTML(c))
		if strings.Contains(got, "<script") || strings.Contains(got, "onclick") {
			t.Errorf("%T lets text out of its place: %s", c, got)
		}
	}
}

func TestLinksTakeTelephoneNumbersAndRefuseScripts(t *testing.T) {
	for link, want := range map[string]template.URL{
		"tel:101": "tel:101", "/report": "/report", "#main": "#main", "mailto:a@example.org": "mailto:a@example.org",
		"https://www.met.police.uk/": "https://www.met.police.uk/", "": "#",
		"javascript:alert(1)": "#", " javascript:alert(1)": "#", "JaVaScRiPt:alert(1)": "#", "data:text/html,x": "#", "vbscript:x": "#",
		"java\nscript:alert(1)": "#",
	} {
		if got := Href(link); got != want {
			t.Errorf("Href(%q) = %q, want %q", link, got, want)
		}
	}
}

func TestATemplateCallsAComponentWithAStructWithNamesOrWithBoth(t *testing.T) {
	page := template.Must(template.New("page").Funcs(Funcs(nil)).Parse(
		`{{govukButton "text" "Go on" "preventDoubleClick" true}}{{govukButton .}}{{govukButton . "text" "Stop"}}` +
			`{{govukInput "name" "q" "label.text" "Search" "hint.text" "A street"}}`))
	var b strings.Builder
	if err := page.Execute(&b, Button{Text: "Continue", Classes: "mine"}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Go on", `data-prevent-double-click="true"`, "Continue", "Stop", `class="govuk-button mine"`, `for="q"`, "A street"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the page lacks %q: %s", want, b.String())
		}
	}
}

func TestAMisspeltOptionIsAnErrorAndNotAGapOnTheScreen(t *testing.T) {
	for _, call := range []string{`{{govukButton "txt" "Go"}}`, `{{govukButton "text"}}`, `{{govukInput "label.txt" "Go"}}`, `{{govukButton "text.deep" "Go"}}`, `{{govukSelect "items" 3}}`} {
		page := template.Must(template.New("page").Funcs(Funcs(nil)).Parse(call))
		if err := page.Execute(&strings.Builder{}, nil); err == nil {
			t.Errorf("%s was drawn", call)
		}
	}
}

func BenchmarkTableOf50Rows(b *testing.B) {
	table := Table{Head: []Cell{{Text: "Reference"}, {Text: "Ward"}, {Text: "Opened"}, {Text: "State"}, {Text: "Owner"}}}
	for range 50 {
		table.Rows = append(table.Rows, []Cell{{HTML: `<a href="/cases/1">ASB-2018-0001</a>`}, {Text: "Bow East"}, {Text: "3 May 2018"}, {Text: "Open"}, {Text: "A. Officer"}})
	}
	for b.Loop() {
		HTML(table)
	}
}
