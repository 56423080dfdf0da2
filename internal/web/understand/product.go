package understand

import (
	"html/template"
	"net/http"
	"slices"
	"strconv"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/understand/inquiry"
	"github.com/wardmote/wardmote/internal/understand/product"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

type productsPage struct {
	page.Page
	Table  govuk.Table
	Next   string
	Filter []govuk.Link // sorts of product
	New    string       // link to the form of one that was made elsewhere
}

// productsShown is how many products stand on a page.
const productsShown = 50

// products is the register of finished analyses (ledger 106).
func (s *screens) products(w http.ResponseWriter, r *http.Request) error {
	if !s.desk.Gate.Rules().Anywhere(desk.Who(r), pack.View, product.Kind) {
		return page.Fail(page.Forbidden, "Your post opens no analytic products.")
	}
	query := r.URL.Query()
	q := product.Query{Sort: query.Get("sort"), Board: query.Get("board"), Priority: query.Get("priority"), After: query.Get("after"), Limit: productsShown}
	screen := &productsPage{Page: page.Page{Title: "Analytic products", Wide: true, Breadcrumbs: []govuk.Link{{Text: "Analysis", Href: "/analysis"}, {Text: "Products"}}}}
	if s.desk.Gate.May(desk.Who(r), pack.Analyse) != nil {
		screen.Breadcrumbs = nil
	}
	if product.Serves(s.desk.Gate, desk.Who(r)) {
		screen.New = "/records/" + product.Kind + "/new"
	}
	screen.Filter = []govuk.Link{{Text: "All", Href: "/products"}}
	for _, o := range product.Sorts(s.desk.Pack()) {
		screen.Filter = append(screen.Filter, govuk.Link{Text: o.Name, Href: "/products?sort=" + o.ID})
	}
	err := s.desk.Gate.Read(r.Context(), desk.Who(r), func(v *gate.View) error {
		list, err := product.List(s.desk.Gate, v, q)
		if err != nil {
			return err
		}
		screen.Table = s.productTable(list.Records)
		if list.Next != "" {
			query.Set("after", list.Next)
			screen.Next = "/products?" + query.Encode()
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.pages.Write(w, r, "products.html", screen)
}

func (s *screens) productTable(list []record.Record) govuk.Table {
	t := govuk.Table{Caption: "Analytic products", CaptionClasses: "govuk-visually-hidden", FirstCellIsHeader: true, Classes: "govuk-table--small-text-until-tablet",
		Head: []govuk.Cell{{Text: "Product"}, {Text: "Sort"}, {Text: "Date"}, {Text: "Author"}, {Text: "For"}, {Text: "Status"}, {Text: "Next review"}, {Text: "Analysis"}}}
	said := words.Words{Pack: s.desk.Pack()}
	sorts := map[string]string{}
	for _, o := range product.Sorts(s.desk.Pack()) {
		sorts[o.ID] = o.Name
	}
	for _, p := range list {
		review := template.HTML("None is set") //nolint:gosec // constant
		if !p.Due.IsZero() {
			review = words.DueTag(s.desk.Gate.Calendar(), p.Due, s.desk.Gate.Now().Date())
		}
		behind := template.HTML("Made elsewhere") //nolint:gosec // constant
		if run := p.Fields.Text("run"); run != "" {
			behind = link("/documents/"+run, "Document")
		}
		dated := p.Fields.Text("dated")
		if day, err := when.ParseDate(dated); err == nil {
			dated = day.Words()
		}
		t.Rows = append(t.Rows, []govuk.Cell{{HTML: link("/record/"+p.Reference, p.Title)}, {Text: sorts[p.Fields.Text("sort")]}, {Text: dated}, {Text: p.Fields.Text("author")},
			{Text: p.Fields.Text("audience")}, {HTML: said.State(product.Kind, p.State)}, {HTML: review}, {HTML: behind}})
	}
	return t
}

type productForm struct {
	page.Page
	About  string
	Parts  []template.HTML
	Button govuk.Button
	Cancel string
}

// sortOf is the sort of product that an analysis usually becomes.
var sortOf = map[string]string{"profile": "profile", "hotspots": "tactical", "scan": "tactical", "emerging": "tactical", "places": "tactical", "trend": "assessment-section", "effect": "evaluation"}

// makeProduct puts a kept answer on the register.
func (s *screens) makeProduct(w http.ResponseWriter, r *http.Request) error {
	if !product.Serves(s.desk.Gate, desk.Who(r)) {
		return page.Fail(page.Forbidden, "Your post does not let you put analyses on the register.")
	}
	kept, err := s.Inquiry.Run(r.Context(), desk.Who(r), r.PathValue("run"))
	if err != nil {
		return err
	}
	form, err := page.ReadForm(w, r, 0)
	if err != nil {
		return err
	}
	n := s.proposed(kept, desk.Who(r).Name)
	if r.Method == http.MethodPost {
		s.readProduct(form, &n)
		ref, err := "", error(nil)
		if len(form.Errors) == 0 {
			ref, err = n.Register(r.Context(), s.desk.Gate, desk.Who(r))
		}
		if ref != "" && err == nil {
			return page.Redirect(w, r, "/record/"+ref, ref+" is on the register. Agree it when it is finished, and add the actions that follow from it.")
		}
		if err != nil && !desk.Invalid(err, &form.Errors) {
			return err
		}
	}
	screen := &productForm{Page: page.Page{Title: "Put this analysis on the register", Errors: form.Errors, Back: "/documents/" + kept.ID}, About: kept.Finding.Title,
		Button: govuk.Button{Text: "Put it on the register", PreventDoubleClick: govuk.On}, Cancel: "/documents/" + kept.ID}
	screen.Parts = s.productQuestions(form, n)
	return s.pages.Write(w, r, "product-new.html", screen)
}

// proposed is a product as the kept answer suggests it.
func (s *screens) proposed(kept *inquiry.Run, author string) product.New {
	n := product.New{Run: kept.ID, Sort: sortOf[kept.Ask.Analysis], Title: kept.Finding.Title, Author: author, Period: s.asked(kept.Ask), Source: kept.Finding.Source,
		Found: kept.Finding.Summary, Dated: kept.At.Date(), Review: kept.At.Date().AddMonths(12)}
	if n.Sort == "" {
		n.Sort = "other"
	}
	return n
}

func (s *screens) readProduct(form *page.Form, n *product.New) {
	n.Sort, n.Title, n.Author, n.Audience, n.Found = form.Text("sort", 60), form.Text("title", 300), form.Text("author", 200), form.Text("audience", 300), form.Text("found", 4000)
	n.Review = form.Date("review", "The next review")
	var boards []string
	for _, b := range s.boards() {
		boards = append(boards, b.ID)
	}
	n.Boards = form.Choices("boards", boards)
	n.Priorities = nil
	for _, o := range product.Priorities(s.desk.Pack()) {
		if slices.Contains(form.All("priorities"), o.ID) {
			n.Priorities = append(n.Priorities, o.ID)
		}
	}
}

// boards are the bodies that meet.
func (s *screens) boards() []pack.Body {
	var out []pack.Body
	for _, b := range s.desk.Pack().Bodies {
		if slices.Contains([]string{"board", "subgroup", "panel", "forum"}, string(b.Kind)) {
			out = append(out, b)
		}
	}
	return out
}

func (s *screens) productQuestions(form *page.Form, n product.New) []template.HTML {
	text := func(name, label, hint, value string) template.HTML {
		return govuk.HTML(govuk.Input{ID: name, Name: name, Label: govuk.Label{Text: label, Classes: "govuk-label--s"}, Hint: govuk.Hint{Text: hint}, Value: value, ErrorMessage: form.Errors.For(name)})
	}
	legend := func(text string) *govuk.Fieldset {
		return &govuk.Fieldset{Legend: govuk.Legend{Text: text, Classes: "govuk-fieldset__legend--s"}}
	}
	var sorts, priorities, boards []govuk.Choice
	for _, o := range product.Sorts(s.desk.Pack()) {
		sorts = append(sorts, govuk.Choice{Value: o.ID, Text: o.Name})
	}
	for _, o := range product.Priorities(s.desk.Pack()) {
		priorities = append(priorities, govuk.Choice{Value: o.ID, Text: o.Name})
	}
	for _, b := range s.boards() {
		boards = append(boards, govuk.Choice{Value: b.ID, Text: b.Name})
	}
	review := form.DateValues("review")
	if !form.Has("review-day") && !n.Review.IsZero() {
		year, month, day := n.Review.Year(), n.Review.Month(), n.Review.DayOfMonth()
		review = map[string]string{"review-day": strconv.Itoa(day), "review-month": strconv.Itoa(int(month)), "review-year": strconv.Itoa(year)}
	}
	return []template.HTML{
		text("title", "Title", "", n.Title),
		govuk.HTML(govuk.Radios{Name: "sort", IDPrefix: "sort", Value: n.Sort, Items: sorts, Fieldset: legend("What sort of product is it?"), Classes: "govuk-radios--small", ErrorMessage: form.Errors.For("sort")}),
		text("author", "Author", "", n.Author),
		text("audience", "For whom is it?", "Who may read it, such as the tasking meeting", n.Audience),
		govuk.HTML(govuk.Textarea{ID: "found", Name: "found", Rows: 5, Label: govuk.Label{Text: "What it found", Classes: "govuk-label--s"}, Value: n.Found, ErrorMessage: form.Errors.For("found")}),
		govuk.HTML(govuk.Checkboxes{Name: "priorities", IDPrefix: "priorities", Values: n.Priorities, Items: priorities, Fieldset: legend("Which priorities of the plan does it serve?"), Classes: "govuk-checkboxes--small"}),
		govuk.HTML(govuk.Checkboxes{Name: "boards", IDPrefix: "boards", Values: n.Boards, Items: boards, Fieldset: legend("Which boards and groups is it for?"), Classes: "govuk-checkboxes--small"}),
		govuk.HTML(govuk.DateInput{ID: "review", NamePrefix: "review", Values: review, Fieldset: legend("When is it looked at again?"), ErrorMessage: form.Errors.For("review")}),
	}
}
