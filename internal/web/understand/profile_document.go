package understand

import (
	"bytes"
	"fmt"
	"html/template"
	"net/http"
	"strings"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/understand/finding"
	"github.com/wardmote/wardmote/internal/understand/inquiry"
	"github.com/wardmote/wardmote/internal/understand/product"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// documentPage is a kept answer as a document that is read on paper (ledger 27).
type documentPage struct {
	page.Page
	Doc      document
	Register string // link to the form that makes it a product
	Products []govuk.Link
}

// document is what the page and the file draw alike.
type document struct {
	Heading, Sort, Partnership, Marking string
	Run                                 string
	Facts, Made                         govuk.SummaryList
	Answer                              *answer
}

// document shows a kept answer as a document.
func (s *screens) document(w http.ResponseWriter, r *http.Request) error {
	kept, err := s.Inquiry.Run(r.Context(), desk.Who(r), r.PathValue("run"))
	if err != nil {
		return err
	}
	screen := &documentPage{Page: page.Page{Title: kept.Finding.Title, Wide: true, Breadcrumbs: []govuk.Link{{Text: "Analysis", Href: "/analysis"},
		{Text: "Kept answers", Href: "/analysis/runs"}, {Text: kept.Finding.Title, Href: "/analysis/runs/" + kept.ID}, {Text: "Document"}}}, Doc: s.documentOf(kept)}
	if product.Serves(s.desk.Gate, desk.Who(r)) {
		screen.Register = "/documents/" + kept.ID + "/product"
	}
	if screen.Products, err = s.productsOf(r, kept.ID); err != nil {
		return err
	}
	return s.pages.Write(w, r, "profile-document.html", screen)
}

// documentFile is the document as one file that needs nothing else: it opens in a browser and in a word processor, and prints.
func (s *screens) documentFile(w http.ResponseWriter, r *http.Request) error {
	kept, err := s.Inquiry.Run(r.Context(), desk.Who(r), r.PathValue("run"))
	if err != nil {
		return err
	}
	styles, err := s.pages.Styles()
	if err != nil {
		return err
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "<!DOCTYPE html>\n<html lang=\"en\" class=\"govuk-template\">\n<head>\n<meta charset=\"utf-8\">\n<title>%s</title>\n<meta name=\"viewport\" content=\"width=device-width\">\n<style>%s</style>\n</head>\n<body class=\"govuk-template__body\">\n<main class=\"wm-file\">\n",
		template.HTMLEscapeString(kept.Finding.Title), styles)
	if err := s.pages.Piece(&out, "profile-document.html", "_document.html", s.documentOf(kept)); err != nil {
		return err
	}
	out.WriteString("</main>\n</body>\n</html>\n")
	if err := s.noted(r, kept.Finding, len(kept.Finding.Sections), "document"); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="%s-%s.html"`, kept.Finding.Analysis, kept.At.Date()))
	_, err = w.Write(out.Bytes())
	return err
}

func (s *screens) documentOf(kept *inquiry.Run) document {
	d := document{Heading: kept.Finding.Title, Sort: "Analysis", Partnership: s.desk.Pack().Partnership.Name, Run: kept.ID, Marking: words.Marking("official-sensitive"),
		Answer: s.present(catalogue.English(), onPaper(kept.Finding), kept.Ask, address{"/analysis/runs/" + kept.ID, ""})}
	if q, ok := inquiry.Find(kept.Ask.Analysis); ok {
		d.Sort = q.Title
	}
	fact := func(list *govuk.SummaryList, key, value string) {
		if value != "" {
			list.Rows = append(list.Rows, govuk.SummaryRow{Key: govuk.SummaryText{Text: key}, Value: govuk.SummaryText{Text: value}})
		}
	}
	fact(&d.Facts, "Date", kept.At.Date().Words())
	fact(&d.Facts, "Made by", kept.By)
	fact(&d.Facts, "The question", s.asked(kept.Ask))
	fact(&d.Facts, "What is counted", s.counted(kept.Ask))
	fact(&d.Facts, "Rests on", page.Count(kept.Finding.Events, "event", "events"))
	fact(&d.Facts, "Source", kept.Finding.Source)
	fact(&d.Made, "Kept", page.DateTime(kept.At)+" by "+kept.By)
	fact(&d.Made, "Parameters", kept.Ask.Canonical())
	fact(&d.Made, "Fingerprint of the data", kept.Fingerprint)
	fact(&d.Made, "Seed of chance", fmt.Sprint(kept.Ask.Seed))
	return d
}

// onPaper is a finding without the links that make a tasking of a place.
func onPaper(f *finding.Finding) *finding.Finding {
	out := *f
	out.Sections, out.Map = nil, nil
	for _, sec := range f.Sections {
		if sec.Table != nil {
			t := *sec.Table
			t.Targets, sec.Table = nil, &t
		}
		out.Sections = append(out.Sections, sec)
	}
	return &out
}

// counted is the definition of what an answer counts.
func (s *screens) counted(ask inquiry.Ask) string {
	switch ask.Source {
	case inquiry.Crimes, "":
		return "Incidents that the police recorded and published, by month and by the publisher’s category, in the wards of the area as their boundaries were drawn; a place is one of the publisher’s anonymised points."
	case inquiry.Stops:
		return "Stops and searches that the police published, by their day and hour, in the wards of the area."
	}
	if k, ok := s.desk.Pack().Kind(ask.Source); ok {
		return k.Plural + " of this partnership that have a place and that the maker’s post may count. " + k.Purpose
	}
	return ""
}

// productsOf are the products that were made of a kept answer.
func (s *screens) productsOf(r *http.Request, run string) ([]govuk.Link, error) {
	var out []govuk.Link
	err := s.desk.Gate.Read(r.Context(), desk.Who(r), func(v *gate.View) error {
		list, err := product.List(s.desk.Gate, v, product.Query{Run: run, Limit: 10})
		for _, p := range list.Records {
			out = append(out, govuk.Link{Text: strings.TrimSpace(p.Reference + " " + p.Title), Href: "/record/" + p.Reference})
		}
		return err
	})
	return out, err
}
