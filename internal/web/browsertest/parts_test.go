package browsertest_test

import (
	"html/template"
	"math"

	"github.com/wardmote/wardmote/internal/web/chart"
	"github.com/wardmote/wardmote/internal/web/govuk"
)

// part is one component of the gallery.
type part struct {
	Name string
	HTML template.HTML
}

func drawn(name string, c govuk.Component) part { return part{name, govuk.HTML(c)} }

func legend(text string) *govuk.Fieldset {
	return &govuk.Fieldset{Legend: govuk.Legend{Text: text, Classes: "govuk-fieldset__legend--m"}}
}

func label(text string) govuk.Label { return govuk.Label{Text: text} }

// components are those of the GOV.UK Design System.
func components() []part {
	wrong := govuk.ErrorMessage{Text: "Enter the street"}
	return []part{
		drawn("error summary", govuk.ErrorSummary{TitleText: "There is a problem", DisableAutoFocus: govuk.On, ErrorList: []govuk.ErrorLink{{Href: "#street", Text: "Enter the street"}}}),
		drawn("notification banner", govuk.NotificationBanner{Text: "The service is closed on Sunday."}),
		drawn("panel", govuk.Panel{TitleText: "Report sent", HeadingLevel: 2, HTML: "Your reference<br><strong>R-2018-000123</strong>"}),
		drawn("interruption", govuk.Panel{TitleText: "Is anybody in danger now?", HeadingLevel: 2, Classes: "govuk-panel--interruption", Text: "Call 999.",
			Actions: &govuk.Actions{Items: []govuk.Action{{Text: "Nobody is in danger", Href: "#on", Type: "button"}, {Text: "Call 999", Href: "tel:999"}}}}),
		drawn("input", govuk.Input{Name: "street", Label: label("Street"), Hint: govuk.Hint{Text: "Or an estate"}, ErrorMessage: wrong}),
		drawn("affixes", govuk.Input{Name: "cost", Label: label("Cost"), Prefix: govuk.Affix{Text: "£"}, Suffix: govuk.Affix{Text: "a week"}, Classes: "govuk-input--width-5"}),
		drawn("password", govuk.PasswordInput{Name: "password", Label: label("Password")}),
		drawn("textarea", govuk.Textarea{Name: "more", Label: label("More")}),
		drawn("character count", govuk.CharacterCount{Name: "count", Label: label("In 50 words"), MaxWords: 50}),
		drawn("select", govuk.Select{Name: "ward", Label: label("Ward"), Items: []govuk.Option{{Value: "", Text: "Choose a ward"}, {Value: "1", Text: "Bow East"}}}),
		drawn("radios", govuk.Radios{Name: "often", Fieldset: legend("How often?"), Items: []govuk.Choice{{Value: "once", Text: "Once"},
			{Value: "many", Text: "Several times", Conditional: govuk.Content{HTML: govuk.HTML(govuk.Input{Name: "times", Label: label("How many times?"), Classes: "govuk-input--width-3"})}},
			{Divider: "or"}, {Value: "unknown", Text: "I do not know"}}}),
		drawn("checkboxes", govuk.Checkboxes{Name: "who", Fieldset: legend("Who is affected?"), Items: []govuk.Choice{{Value: "me", Text: "Me"}, {Value: "child", Text: "A child", Hint: govuk.Hint{Text: "Under 18"}},
			{Divider: "or"}, {Value: "none", Text: "Nobody", Behaviour: "exclusive"}}}),
		drawn("date", govuk.DateInput{ID: "on", NamePrefix: "on", Fieldset: legend("When?"), Hint: govuk.Hint{Text: "For example, 27 3 2026"}}),
		drawn("file", govuk.FileUpload{Name: "photo", Label: label("Photo")}),
		drawn("buttons", govuk.Button{Text: "Continue", PreventDoubleClick: govuk.On}),
		drawn("start button", govuk.Button{Text: "Report a problem", Href: "#start", IsStartButton: true}),
		drawn("details", govuk.Details{SummaryText: "What counts as noise", Text: "Loud music at night."}),
		drawn("inset", govuk.InsetText{Text: "Call 101 when it is not an emergency."}),
		drawn("warning", govuk.WarningText{Text: "You can be fined up to £5,000."}),
		drawn("tags", govuk.Tag{Text: "Closed", Classes: "govuk-tag--grey"}),
		drawn("summary list", govuk.SummaryList{Card: &govuk.SummaryCard{Title: govuk.SummaryText{Text: "Your report"}}, Rows: []govuk.SummaryRow{
			{Key: govuk.SummaryText{Text: "Where"}, Value: govuk.SummaryText{Text: "Roman Road"}, Actions: govuk.SummaryActions{Items: []govuk.SummaryAction{{Href: "#where", Text: "Change", VisuallyHiddenText: "where"}}}}}}),
		drawn("task list", govuk.TaskList{Items: []govuk.Task{{Title: govuk.SummaryText{Text: "What happened"}, Href: "#what", Status: govuk.TaskStatus{Text: "Completed"}},
			{Title: govuk.SummaryText{Text: "Where"}, Href: "#where", Status: govuk.TaskStatus{Tag: &govuk.Tag{Text: "Incomplete", Classes: "govuk-tag--blue"}}}}}),
		drawn("accordion", govuk.Accordion{ID: "acc", HeadingLevel: 2, Items: []govuk.AccordionItem{{Heading: govuk.Content{Text: "Definition"}, Content: govuk.Content{Text: "What is counted."}}, {Heading: govuk.Content{Text: "Source"}, Content: govuk.Content{Text: "Where from."}}}}),
		drawn("tabs", govuk.Tabs{IDPrefix: "tab", Items: []govuk.Tab{{Label: "Notes", ID: "notes", Panel: govuk.TabPanel{Text: "A note."}}, {Label: "Actions", ID: "actions", Panel: govuk.TabPanel{Text: "An action."}}}}),
		drawn("table", govuk.Table{Caption: "By ward", FirstCellIsHeader: true, Head: []govuk.Cell{{Text: "Ward"}, {Text: "Reports", Format: "numeric"}}, Rows: [][]govuk.Cell{{{Text: "Bow East"}, {Text: "12", Format: "numeric"}}}}),
		drawn("pagination", govuk.Pagination{LandmarkLabel: "Results", Items: []govuk.PageLink{{Number: "1", Href: "#1"}, {Number: "2", Href: "#2", Current: true}, {Ellipsis: true}, {Number: "9", Href: "#9"}}, Previous: govuk.PageArrow{Href: "#1"}, Next: govuk.PageArrow{Href: "#3"}}),
		drawn("language", govuk.LanguageNavigation{Items: []govuk.Language{{Text: "English", Current: true}, {Text: "বাংলা", Href: "#bn", Lang: "bn", LanguageDescriptionText: "(Bengali)"}}}),
		drawn("cookie banner", govuk.CookieBanner{AriaLabel: "Cookies", Messages: []govuk.CookieMessage{{HeadingText: "Cookies", Text: "Only those that the service needs.", Actions: []govuk.Action{{Text: "Hide"}, {Text: "Which they are", Href: "#cookies"}}}}}),
		drawn("feedback", govuk.Feedback{TitleText: "Is this page useful?", Text: "Tell us."}),
	}
}

// casework are our pieces over MOJ Frontend.
func casework() []part {
	head := []govuk.SortHead{{Text: "Reference", Href: "?sort=ref", Direction: "ascending"}, {Text: "Ward", Href: "?sort=ward"}, {Text: "Risk"}}
	cells := func(ref string) []govuk.Cell {
		return []govuk.Cell{{HTML: template.HTML(`<a class="govuk-link" href="#` + ref + `">` + ref + `</a>`)}, {Text: "Bow East"}, {HTML: govuk.HTML(govuk.Tag{Text: "High", Classes: "govuk-tag--red"})}}
	}
	return []part{
		drawn("identity", govuk.IdentityBar{Title: "ASB-2018-000123", HeadingLevel: 2, Badges: []govuk.Badge{{Text: "Hate incident", Classes: "moj-badge--red"}},
			Facts: []govuk.Fact{{Key: "Owner", Text: "A. Officer"}, {Key: "First contact", Text: "due tomorrow"}}, Actions: []govuk.Button{{Text: "Close the case", Href: "#close", Classes: "govuk-button--secondary"}}}),
		drawn("sub-navigation", govuk.SubNavigation{Items: []govuk.NavigationItem{{Text: "Overview", Href: "#o", Current: true}, {Text: "People", Href: "#p"}, {Text: "History", Href: "#h"}}}),
		drawn("filter", govuk.Filter{Clear: "?", Selected: []govuk.FilterGroup{{Heading: "Ward", Items: []govuk.FilterTag{{Text: "Bow East", Href: "?x"}}}},
			Fields: govuk.HTML(govuk.Checkboxes{Name: "state", Classes: "govuk-checkboxes--small", Fieldset: legend("State"), Items: []govuk.Choice{{Value: "open", Text: "Open"}, {Value: "closed", Text: "Closed"}}})}),
		drawn("sorted list", govuk.SortableTable{Caption: "Cases", Head: head, Rows: [][]govuk.Cell{cells("ASB-1"), cells("ASB-2")}}),
		drawn("bulk list", govuk.BulkTable{ID: "bulk", Name: "case", Caption: "Reports without an owner", Head: head, Rows: []govuk.BulkRow{{Value: "1", Label: "ASB-3", Cells: cells("ASB-3")}, {Value: "2", Label: "ASB-4", Cells: cells("ASB-4")}}}),
		drawn("timeline", govuk.Timeline{Items: []govuk.Event{{Title: "Risk changed", By: "A. Officer", Timestamp: "2018-06-04T09:30:00Z", When: "4 June 2018 at 10:30am", Text: "After the second visit.", Changes: []string{"Risk: from Low to High"}},
			{Title: "Case opened", Timestamp: "2018-06-01T09:30:00Z", When: "1 June 2018 at 10:30am"}}}),
	}
}

// charts are one of each.
func charts() []part {
	months := []string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
	noise := []float64{120, 132, 128, 141, 180, 210, 340, 220, 190, 170, 150, 133}
	drugs := []float64{80, 82, math.NaN(), 91, 97, 88, 100, 120, 96, 90, 85, 70}
	days := []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
	hours, grid := []string{}, make([][]float64, len(days))
	for h := range 24 {
		hours = append(hours, []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "21", "22", "23"}[h])
		for d := range days {
			grid[d] = append(grid[d], float64((h*h/9+d*7)%60))
		}
	}
	two := []chart.Series{{Name: "Noise", Values: noise}, {Name: "Drugs", Values: drugs}}
	return []part{
		{"line", chart.HTML(chart.Line{Head: chart.Head{ID: "trend", Title: "Reports by month, 2018", Description: "Noise was outside its usual variation in July.", Unit: "reports", HeadingTag: 2, Source: "made up"},
			Labels: months, Series: two, Limits: &chart.Limits{Centre: []float64{160}, Lower: []float64{60}, Upper: []float64{260}, Signals: map[int]string{6: "above the upper limit"}}})},
		{"bar", chart.HTML(chart.Bar{Head: chart.Head{ID: "wards", Title: "Reports by ward", Description: "St Katharine's & Wapping had most."}, Labels: []string{"Bow East", "St Katharine's & Wapping", "Weavers"}, Series: []chart.Series{{Name: "Reports", Values: []float64{31, 88, 12}}}})},
		{"grouped", chart.HTML(chart.Bar{Head: chart.Head{ID: "grouped", Title: "Two years by ward"}, Labels: []string{"Bow East", "Weavers"}, Series: []chart.Series{{Name: "2017", Values: []float64{31, 12}}, {Name: "2018", Values: []float64{-5, 22}}}})},
		{"stacked", chart.HTML(chart.Bar{Head: chart.Head{ID: "stack", Title: "Outcomes by ward"}, Stacked: true, Labels: []string{"Bow East", "Weavers"},
			Series: []chart.Series{{Name: "Solved", Values: []float64{31, 12}}, {Name: "Not solved", Values: []float64{9, 14}}, {Name: "Open", Values: []float64{4, 3}}, {Name: "Withdrawn", Values: []float64{2, 3}}}})},
		{"heat", chart.HTML(chart.Heat{Head: chart.Head{ID: "week", Title: "Reports by hour and weekday", Description: "Evenings are busiest."}, Rows: days, Columns: hours, Values: grid})},
		{"dots", chart.HTML(chart.Dots{Head: chart.Head{ID: "rates", Title: "Rate ratio by group", Places: 1}, Reference: 1, ReferenceName: "No difference",
			Items: []chart.Dot{{Label: "Group A", Value: 1.4, Low: 1.1, High: 1.8}, {Label: "Group B", Value: 0.9, Low: 0.7, High: 1.2}, {Label: "Group C", Value: 2.3, Low: math.NaN(), High: math.NaN()}}})},
		{"spark", chart.Spark{Values: noise, Words: "Rising to 340 in July, then falling to 133"}.HTML()},
	}
}
