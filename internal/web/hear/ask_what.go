package hear

import (
	"html/template"
	"net/url"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/journey"
	"github.com/wardmote/wardmote/internal/web/words"
)

// askDanger comes before everything else (ledger 1).
func (s *screens) askDanger(a *answer) error {
	saved := ""
	switch {
	case a.F.Danger:
		saved = "danger"
	case a.F.Happening:
		saved = "happening"
	case a.F.Asked:
		saved = "no"
	}
	a.Add(a.Draw(govuk.WarningText{Text: a.Say("report.danger.999")}),
		a.Draw(govuk.Radios{Name: "now", Value: a.Value("now", saved), ErrorMessage: a.Form.Errors.For("now"),
			Fieldset: a.Legend(a.Say("report.danger.title")),
			Items: []govuk.Choice{{Value: "danger", Text: a.Say("report.danger.yes")}, {Value: "happening", Text: a.Say("report.danger.happening")},
				{Value: "no", Text: a.Say("report.danger.no")}}}))
	return nil
}

func takeDanger(a *answer) {
	now := a.Form.Choice("now", []string{"danger", "happening", "no"}, a.Say("report.danger.missing"))
	danger, happening := now == "danger", now == "happening"
	if danger != a.F.Danger || happening != a.F.Happening {
		a.F.Unsee("emergency")
	}
	a.F.Danger, a.F.Happening, a.F.Asked = danger, happening, true
}

// groups are the headings under which categories stand, in the order of the pack.
func groups(p *pack.Pack) []string {
	var out []string
	for _, c := range p.Categories {
		if !slices.Contains(out, c.Group) {
			out = append(out, c.Group)
		}
	}
	return out
}

func inGroup(p *pack.Pack, group string) []pack.Category {
	var out []pack.Category
	for _, c := range p.Categories {
		if c.Group == group {
			out = append(out, c)
		}
	}
	return out
}

// askWhat asks first for the group, in plain words, and then for the category in it. Whoever does not see theirs looks for it
// in their own words.
func (s *screens) askWhat(a *answer) error {
	query := a.R.URL.Query()
	words, group := findings(a).words, query.Get("group")
	if words == "" {
		words = query.Get("q")
	}
	if len(words) > 200 {
		words = words[:200]
	}
	categories := inGroup(s.pack(), group)
	switch {
	case words != "":
		s.askFound(a, words)
	case len(categories) > 0:
		a.Screen.Back = a.Path()
		a.Add(a.Draw(categoryRadios(a, a.Legend(group), categories)))
		a.Screen.After = append(a.Screen.After, journey.Link(a.Path(), a.Say("report.what.else")))
	default:
		s.askGroup(a)
	}
	return nil
}

func (s *screens) askGroup(a *answer) {
	saved := ""
	if c, ok := s.pack().Category(a.F.Category); ok {
		saved = c.Group
	}
	items := make([]govuk.Choice, 0, 10)
	for _, g := range groups(s.pack()) {
		var names []string
		for _, c := range inGroup(s.pack(), g) {
			names = append(names, words.Lower(c.Name))
		}
		items = append(items, govuk.Choice{Value: g, Text: g, Hint: govuk.Hint{Text: sentence(names, a.Say("report.what.more"))}})
	}
	a.Add(a.Draw(govuk.Radios{Name: "group", Value: a.Value("group", saved), ErrorMessage: a.Form.Errors.For("group"), Fieldset: a.Legend(a.Say("report.what.title")), Items: items}))
	a.Screen.After = append(a.Screen.After, searchForm(a, ""))
}

// sentence joins names as the hint of their group, and stops before it is too long to read.
func sentence(names []string, more string) string {
	const most = 5
	if len(names) > most {
		names = append(slices.Clone(names[:most]), more)
	}
	text := strings.Join(names, ", ")
	return strings.ToUpper(text[:1]) + text[1:]
}

// askFound offers what the person's words may mean, and always "something else": we may have understood them wrongly.
func (s *screens) askFound(a *answer, words string) {
	a.Screen.Back = a.Path()
	read := report.FindCategories(s.pack(), s.lexicon, words)
	found := read.Categories
	a.Screen.Title = a.Say("report.what.title")
	switch {
	case len(found) == 0:
		a.Add(a.Draw(govuk.InsetText{Text: a.Say("report.what.none", "words", words)}))
	case !read.Sure:
		a.Add(a.Draw(govuk.InsetText{Text: a.Say("report.what.unsure", "words", words)}))
	}
	if c, ok := s.pack().Category(report.OtherCategory); ok && !slices.ContainsFunc(found, func(x pack.Category) bool { return x.ID == c.ID }) {
		found = append(found, *c)
	}
	a.Add(a.Draw(categoryRadios(a, a.Legend(a.Say("report.what.closest")), found)))
	a.Screen.After = append(a.Screen.After, searchForm(a, words), journey.Link(a.Path(), a.Say("report.what.all")))
}

func categoryRadios(a *answer, set *govuk.Fieldset, categories []pack.Category) govuk.Radios {
	items := make([]govuk.Choice, 0, len(categories))
	for _, c := range categories {
		items = append(items, govuk.Choice{Value: c.ID, Text: c.Name, Hint: govuk.Hint{Text: c.Hint}})
	}
	return govuk.Radios{Name: "category", Value: a.Value("category", a.F.Category), ErrorMessage: a.Form.Errors.For("category"), Fieldset: set, Items: items}
}

func searchForm(a *answer, words string) template.HTML {
	field := a.Draw(govuk.Input{Name: "q", ID: "q", Value: words, Label: journey.Label(a.Say("report.what.own")), Type: "search",
		Hint: govuk.Hint{Text: a.Say("report.what.own.hint")}, Classes: "govuk-input--width-20"})
	button := a.Draw(govuk.Button{Text: a.Say("report.what.find"), Classes: "govuk-button--secondary"})
	// It is posted, so that neither the address nor the history of the browser holds what somebody typed.
	return `<form method="post" action="/report/what" role="search" aria-label="` + template.HTML(template.HTMLEscapeString(a.Say("report.what.search"))) + `">` + field + button + `</form>`
}

// openGroup leads from a group to its categories.
func (s *screens) openGroup(a *answer) (string, error) {
	if a.Form.Has("category") || !a.Form.Has("group") && a.R.URL.Query().Has("group") {
		return "", nil
	}
	group := a.Form.Choice("group", groups(s.pack()), a.Say("report.wrong.category"))
	if group == "" {
		return "", nil
	}
	if only := inGroup(s.pack(), group); len(only) == 1 {
		return s.chosen(a, only[0].ID)
	}
	return a.Path() + "?group=" + url.QueryEscape(group), nil
}

// chosen saves the category of a group that has only one.
func (s *screens) chosen(a *answer, id string) (string, error) {
	f, err := s.reports.Change(a.R.Context(), a.Token, func(f *report.Filled) error {
		setCategory(f, id)
		f.Answered(a.Q.ID)
		return nil
	})
	if err != nil {
		return "", err
	}
	return s.report.Next(f), nil
}

func setCategory(f *report.Filled, id string) {
	if f.Category != id {
		f.Ask("same")
	}
	f.Category = id
}

func (s *screens) takeWhat(a *answer) {
	id := a.Form.Text("category", 100)
	if _, ok := s.pack().Category(id); !ok {
		field := "category"
		if a.R.URL.RawQuery == "" {
			field = "group" // what is asked where nothing was chosen yet
		}
		a.Form.Wrong(field, "report.wrong.category")
		return
	}
	setCategory(a.F, id)
}
