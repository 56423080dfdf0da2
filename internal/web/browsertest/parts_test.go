package browsertest_test

import (
	"html/template"
	"math"
	"strconv"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/figure"
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
	var hours []string
	grid := make([]figure.Series, len(days))
	for h := range 24 {
		hours = append(hours, strconv.Itoa(h))
		for d, name := range days {
			grid[d].Name, grid[d].Values = name, append(grid[d].Values, figure.Of((h*h/9+d*7)%60))
		}
	}
	of := func(name string, values ...float64) figure.Series {
		return figure.Series{Name: name, Values: figure.List(values)}
	}
	drawn := func(name, id string, c figure.Chart) part {
		return part{name, chart.HTML(catalogue.English(), &chart.Drawing{Chart: &c, ID: id, HeadingTag: 2})}
	}
	two := []string{"Bow East", "Weavers"}
	return []part{
		drawn("line", "trend", figure.Chart{Form: figure.Line, Title: "Reports by month, 2018", Words: "Noise was outside its usual variation in July.", Unit: "reports", Source: "made up", Labels: months,
			Series: []figure.Series{of("Noise", noise...), of("Drugs", drugs...)},
			Limits: &figure.Limits{Centre: figure.List([]int{160}), Lower: figure.List([]int{60}), Upper: figure.List([]int{260}), Signals: map[int]string{6: "above the upper limit"}}}),
		drawn("bar", "wards", figure.Chart{Form: figure.Bar, Title: "Reports by ward", Words: "St Katharine's & Wapping had most.", Labels: []string{"Bow East", "St Katharine's & Wapping", "Weavers", "Whitechapel"},
			Series: []figure.Series{{Name: "Reports", Values: append(figure.List([]int{31, 88, 12}), figure.Suppressed(""))}}}),
		drawn("grouped", "grouped", figure.Chart{Form: figure.Bar, Title: "Two years by ward", Labels: two, Series: []figure.Series{of("2017", 31, 12), of("2018", -5, 22)}}),
		drawn("stacked", "stack", figure.Chart{Form: figure.Bar, Title: "Outcomes by ward", Stacked: true, Labels: two, Series: []figure.Series{of("Solved", 31, 12), of("Not solved", 9, 14), of("Open", 4, 3), of("Withdrawn", 2, 3)}}),
		drawn("heat", "week", figure.Chart{Form: figure.Heat, Title: "Reports by hour and weekday", Words: "Evenings are busiest.", Labels: hours, Series: grid}),
		drawn("dots", "rates", figure.Chart{Form: figure.Dots, Title: "Rate ratio by group", Places: 1, Reference: figure.Of(1), Meaning: "No difference", Labels: []string{"Group A", "Group B", "Group C", "Group D"},
			Series: []figure.Series{{Name: "Ratio", Values: []figure.Figure{figure.Of(1.4).Within(1.1, 1.8), figure.Of(0.9).Within(0.7, 1.2), figure.Of(2.3), figure.Suppressed("")}}}}),
		{"spark", chart.Spark{Values: figure.List(noise), Words: "Rising to 340 in July, then falling to 133"}.HTML()},
	}
}
