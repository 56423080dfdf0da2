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
	a.Add(govuk.HTML(govuk.WarningText{Text: "In an emergency ring 999 now. Do not wait to fill in this form.", IconFallbackText: "Warning"}),
		govuk.HTML(govuk.Radios{Name: "now", Value: a.Value("now", saved), ErrorMessage: a.Form.Errors.For("now"),
			Fieldset: a.Legend("Is anybody in danger, or is a crime happening now?"),
			Items: []govuk.Choice{{Value: "danger", Text: "Yes, somebody is in danger"}, {Value: "happening", Text: "Yes, a crime is happening now"},
				{Value: "no", Text: "No, it is over or it comes and goes"}}}))
	return nil
}

func takeDanger(a *answer) {
	now := a.Form.Choice("now", []string{"danger", "happening", "no"}, "Select whether anybody is in danger or a crime is happening now")
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
	words, group := looked(a).words, query.Get("group")
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
		a.Add(govuk.HTML(categoryRadios(a, a.Legend(group), categories)))
		a.Screen.After = append(a.Screen.After, journey.Link(a.Path(), "It is something else"))
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
		items = append(items, govuk.Choice{Value: g, Text: g, Hint: govuk.Hint{Text: sentence(names)}})
	}
	a.Add(govuk.HTML(govuk.Radios{Name: "group", Value: a.Value("group", saved), ErrorMessage: a.Form.Errors.For("group"), Fieldset: a.Legend("What is it about?"), Items: items}))
	a.Screen.After = append(a.Screen.After, searchForm(""))
}

// sentence joins names as the hint of their group, and stops before it is too long to read.
func sentence(names []string) string {
	const most = 5
	if len(names) > most {
		names = append(slices.Clone(names[:most]), "and more")
	}
	text := strings.Join(names, ", ")
	return strings.ToUpper(text[:1]) + text[1:]
}

// askFound offers what the person's words may mean, and always "something else": we may have understood them wrongly.
func (s *screens) askFound(a *answer, words string) {
	a.Screen.Back = a.Path()
	read := report.FindCategories(s.pack(), s.lexicon, words)
	found := read.Categories
	a.Screen.Title = "What is it about?"
	switch {
	case len(found) == 0:
		a.Add(govuk.HTML(govuk.InsetText{Text: "We found nothing under “" + words + "”. Try another word, or go on with “something else”: we will find the right place for it."}))
	case !read.Sure:
		a.Add(govuk.HTML(govuk.InsetText{Text: "We are not sure that we understood “" + words + "”. If none of these is right, try other words, or choose “something else”: we will find the right place for it."}))
	}
	if c, ok := s.pack().Category(report.OtherCategory); ok && !slices.ContainsFunc(found, func(x pack.Category) bool { return x.ID == c.ID }) {
		found = append(found, *c)
	}
	a.Add(govuk.HTML(categoryRadios(a, a.Legend("Which of these is closest?"), found)))
	a.Screen.After = append(a.Screen.After, searchForm(words), journey.Link(a.Path(), "See everything that you can report"))
}

func categoryRadios(a *answer, set *govuk.Fieldset, categories []pack.Category) govuk.Radios {
	items := make([]govuk.Choice, 0, len(categories))
	for _, c := range categories {
		items = append(items, govuk.Choice{Value: c.ID, Text: c.Name, Hint: govuk.Hint{Text: c.Hint}})
	}
	return govuk.Radios{Name: "category", Value: a.Value("category", a.F.Category), ErrorMessage: a.Form.Errors.For("category"), Fieldset: set, Items: items}
}

func searchForm(words string) template.HTML {
	field := govuk.HTML(govuk.Input{Name: "q", ID: "q", Value: words, Label: journey.Label("Cannot see it? Look for it in your own words"), Type: "search",
		Hint: govuk.Hint{Text: "Such as “my husband hits me”, “laughing gas” or “loud music at night”"}, Classes: "govuk-input--width-20"})
	button := govuk.HTML(govuk.Button{Text: "Search", Classes: "govuk-button--secondary"})
	// It is posted, so that neither the address nor the history of the browser holds what somebody typed.
	return `<form method="post" action="/report/what" role="search" aria-label="What is it about">` + field + button + `</form>`
}

// openGroup leads from a group to its categories.
func (s *screens) openGroup(a *answer) (string, error) {
	if a.Form.Has("category") || !a.Form.Has("group") && a.R.URL.Query().Has("group") {
		return "", nil
	}
	group := a.Form.Choice("group", groups(s.pack()), "Select what it is about")
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
		a.Form.Errors.Add(field, "Select what it is about")
		return
	}
	setCategory(a.F, id)
}
