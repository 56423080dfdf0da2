package understand

import (
	"cmp"
	"errors"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"sort"
	"strconv"
	"syscall"

	"github.com/wardmote/wardmote/internal/core/segment"
	"github.com/wardmote/wardmote/internal/core/sheet"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/intake"
	"github.com/wardmote/wardmote/internal/web/chart"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

type importsPage struct {
	page.Page
	File govuk.FileUpload
	MB   int
	Held []string
	// Covered is of which types all that was published is held, and for which months.
	Covered govuk.Table
	Under   []intake.State
	Wait    []segment.Import
	Table   govuk.Table
	Pager   page.Pager
}

const importRows = 50

// imports is the upload and the provenance of all that was imported.
func (s *screens) imports(w http.ResponseWriter, r *http.Request) error {
	return s.showImports(w, r, nil)
}

func (s *screens) showImports(w http.ResponseWriter, r *http.Request, bad page.Errors) error {
	all, err := s.Depot.Imports(r.Context())
	if err != nil {
		return err
	}
	facts, err := s.Inquiry.Facts.Facts(r.Context())
	if err != nil {
		return err
	}
	screen := &importsPage{Page: page.Page{Title: "Import police data", Wide: true, Errors: bad}, MB: intake.MaxBytes >> 20}
	for _, h := range holdings(segment.Manifests(segment.InForce(all))) {
		screen.Held = append(screen.Held, string(h))
	}
	screen.Covered = coverageTable(facts)
	if screen.Wait, err = s.Intake.Waiting(r.Context()); err != nil {
		return err
	}
	lines := provenanceLines(all)
	if screen.Under, err = s.Intake.Under(r.Context()); err != nil {
		return err
	}
	screen.File = govuk.FileUpload{ID: "file", Name: "file", Label: govuk.Label{Text: "File"}, ErrorMessage: bad.For("file"),
		Hint: govuk.Hint{Text: fmt.Sprintf("CSV of data.police.uk (street or stop and search), plain, .gz or the publisher's .zip; at most %d MB", screen.MB)}}
	screen.Pager = page.NewPager("/import", r.URL.Query(), importRows, len(lines))
	screen.Table = provenance(newest(lines, screen.Pager))
	return s.pages.Write(w, r, "import.html", screen)
}

// line is one file of an import in the table of all.
type line struct {
	segment.Manifest
	of *segment.Import
}

// provenanceLines are the files of all imports, those that nobody has decided on apart.
func provenanceLines(all []segment.Import) []line {
	var out []line
	for i := range all {
		if all[i].State == segment.Waiting || all[i].State == segment.Dropped {
			continue
		}
		for _, m := range all[i].Files {
			out = append(out, line{m, &all[i]})
		}
	}
	return out
}

// newest are the lines of a page, the last import first.
func newest(list []line, p page.Pager) []line {
	var out []line
	for i := len(list) - 1 - p.Offset(); i >= 0 && len(out) < p.PerPage; i-- {
		out = append(out, list[i])
	}
	return out
}

func provenance(list []line) govuk.Table {
	t := govuk.Table{Caption: "What was imported", CaptionClasses: "govuk-visually-hidden", FirstCellIsHeader: true, Classes: "govuk-table--small-text-until-tablet",
		Head: []govuk.Cell{{Text: "File"}, {Text: "What it holds"}, {Text: "Months"}, chart.Column("Accepted"), chart.Column("Duplicate"),
			chart.Column("Rejected"), {Text: "Imported"}, {Text: "By"}, {Text: "Fingerprint"}, {Text: "State"}}}
	for _, m := range list {
		print := m.Hash
		if print == "" {
			print = "nothing new"
		}
		state := template.HTML("Counts")
		if m.of.State == segment.TakenBack {
			state = "Taken back"
		}
		number := "/imports/" + strconv.Itoa(m.of.ID)
		t.Rows = append(t.Rows, []govuk.Cell{{HTML: `<a class="govuk-link wm-break" href="` + escape(number) + `">` + escape(fileName(m.Manifest)) + `</a>`}, {Text: m.Schema}, {Text: months(m.From, m.To)},
			chart.Count(m.Accepted), chart.Count(m.Duplicate), chart.Count(m.Rejected), {Text: page.DateTime(m.Imported)}, {Text: m.By}, {Text: print[:min(12, len(print))]}, {HTML: state}})
	}
	return t
}

func fileName(m segment.Manifest) string {
	if m.Source.Member != "" {
		return m.Source.Name + ": " + m.Source.Member
	}
	return m.Source.Name
}

func months(from, to string) string {
	if from == to {
		return from
	}
	return from + " to " + to
}

func escape(text string) template.HTML { return template.HTML(template.HTMLEscapeString(text)) } //nolint:gosec // escaped

func link(href, text string) template.HTML {
	return `<a class="govuk-link" href="` + escape(href) + `">` + escape(text) + `</a>`
}

// holding is what is held of one kind of fact, in words.
type holding string

func holdings(list []segment.Manifest) []holding {
	type held struct {
		rows     int
		from, to string
	}
	by := map[string]*held{}
	for _, m := range list {
		if m.Accepted == 0 {
			continue
		}
		h := by[m.Kind]
		if h == nil {
			h = &held{from: m.From, to: m.To}
			by[m.Kind] = h
		}
		h.rows, h.from, h.to = h.rows+m.Accepted, min(h.from, m.From), max(h.to, m.To)
	}
	names := map[string]string{string(incident.Crime): "crimes and ASB incidents", string(incident.Stop): "stops and searches", string(incident.Count): "published counts"}
	var out []holding
	for kind, h := range by {
		rows, _ := page.Number(h.rows)
		from, err1 := incident.ParseMonth(h.from)
		to, err2 := incident.ParseMonth(h.to)
		words := fmt.Sprintf("%s %s", rows, names[kind])
		if err1 == nil && err2 == nil {
			words += fmt.Sprintf(", %s to %s", choice.Month(from), choice.Month(to))
		}
		out = append(out, holding(words))
	}
	sort.Slice(out, func(i, j int) bool { return out[i] < out[j] })
	return out
}

// upload streams a file to disk and leads to the page that says how its import goes.
func (s *screens) upload(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, intake.MaxBytes+page.FormBytes)
	parts, err := r.MultipartReader()
	if err != nil {
		return page.Wrap(page.BadRequest, err)
	}
	var bad page.Errors
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return notKept(fmt.Errorf("%w: %w", intake.ErrBroken, err))
		}
		if part.FormName() != "file" || part.FileName() == "" {
			continue
		}
		who := desk.Who(r)
		job, err := s.Intake.Take(r.Context(), who.Account, who.Name, part.FileName(), part)
		if err == nil {
			return page.Redirect(w, r, "/import/"+job, "")
		}
		if !desk.Invalid(err, &bad) {
			return notKept(err)
		}
		return s.showImports(w, r, bad)
	}
	bad.Add("file", "Select a file to import")
	return s.showImports(w, r, bad)
}

// notKept gives the words for an upload that could not be kept: because it is too large, because it broke off, or because the
// server has no room for it. Every other error is the server's own.
func notKept(err error) error {
	switch {
	case errors.As(err, new(*http.MaxBytesError)):
		return page.Fail(page.TooLarge, "The file is larger than %d MB. Split it, or ask for it to be imported on the server with: wardmote import FILE", intake.MaxBytes>>20)
	case errors.Is(err, intake.ErrBroken):
		return page.Wrap(page.BadRequest, err)
	case errors.Is(err, syscall.ENOSPC):
		return &page.Error{Kind: page.Busy, Title: "There is no room for the file", Err: err,
			Message: "The disk of the server is full, so that the file was not kept and nothing was imported. Tell whoever runs the service, and import it again when there is room."}
	}
	return err
}

type importedPage struct {
	page.Page
	State           intake.State
	Path            string
	Counts          govuk.SummaryList
	Reasons, Lines  govuk.Table
	More, Cancelled bool
	CSV             string
	Unnamed         int // rows that were not taken, of which the file has only the number
	Decide          *decision
}

// linesShown is how many lines that were not taken the page shows; the CSV has more.
const linesShown = 50

// imported says how far an import is and, when it has ended, what was taken and what was not.
func (s *screens) imported(w http.ResponseWriter, r *http.Request) error {
	state, err := s.Intake.State(r.Context(), r.PathValue("job"))
	if err != nil {
		return err
	}
	screen := &importedPage{Page: page.Page{Title: "Importing " + state.Name, Breadcrumbs: []govuk.Link{{Text: "Import police data", Href: "/import"}, {Text: "This file"}}},
		State: state, Path: "/import/" + state.ID, Cancelled: state.Ended && state.Failure == "cancelled"}
	switch {
	case screen.Cancelled:
		screen.Title = "Import stopped"
	case state.Ended && state.Failure != "":
		screen.Title = "Nothing was imported"
	case state.Ended && state.Summary != nil && state.Import > 0:
		look, err := s.Intake.Look(r.Context(), state.Import)
		if err != nil {
			return err
		}
		screen.Decide = decisionOf(look)
		if screen.Title = "Import finished"; look.State == segment.Waiting {
			screen.Title = "Check this import before it counts"
		}
		screen.result(state.Summary)
	case state.Ended && state.Summary != nil:
		screen.Title = "Import finished"
		screen.result(state.Summary)
	}
	return s.pages.Write(w, r, "imported.html", screen)
}

func (p *importedPage) result(sum *incident.Summary) {
	row := func(key string, n int) {
		text, _ := page.Number(n)
		p.Counts.Rows = append(p.Counts.Rows, govuk.SummaryRow{Key: govuk.SummaryText{Text: key}, Value: govuk.SummaryText{Text: text}})
	}
	row("Accepted", sum.Accepted)
	row("Duplicate, left out", sum.Duplicate)
	row("Rejected", sum.Rejected)
	p.Reasons = govuk.Table{Head: []govuk.Cell{{Text: "Why"}, chart.Column("Rows"), {Text: "File"}}}
	p.Lines = govuk.Table{Head: []govuk.Cell{{Text: "Line"}, {Text: "Why"}, {Text: "What it says"}, {Text: "File"}}}
	named := 0
	for _, f := range sum.Files {
		name := cmp.Or(f.Member, f.Name)
		for _, reason := range f.Reasons {
			p.Reasons.Rows = append(p.Reasons.Rows, []govuk.Cell{{Text: reason.Why}, chart.Count(reason.Rows), {Text: name}})
		}
		for _, l := range f.Lines {
			named++
			if p.More = len(p.Lines.Rows) >= linesShown; !p.More {
				p.Lines.Rows = append(p.Lines.Rows, []govuk.Cell{{Text: strconv.Itoa(l.Line)}, {Text: l.Why}, {HTML: `<span class="wm-break">` + escape(l.What) + `</span>`}, {Text: name}})
			}
		}
	}
	p.Unnamed = sum.Duplicate + sum.Rejected - named
	if len(p.Lines.Rows) > 0 {
		p.CSV = p.Path + "/not-taken.csv"
	}
}

// stopImport asks an import to end.
func (s *screens) stopImport(w http.ResponseWriter, r *http.Request) error {
	state, err := s.Intake.State(r.Context(), r.PathValue("job"))
	if err != nil {
		return err
	}
	if err := s.Intake.Stop(r.Context(), state.ID); err != nil {
		return err
	}
	return page.Redirect(w, r, "/import/"+state.ID, "")
}

// notTaken is the lines that were not taken, for whoever corrects the file.
func (s *screens) notTaken(w http.ResponseWriter, r *http.Request) error {
	state, err := s.Intake.State(r.Context(), r.PathValue("job"))
	if err != nil {
		return err
	}
	if state.Summary == nil {
		return page.Fail(page.NotFound, "This import has no result yet.")
	}
	w.Header().Set("Content-Type", sheet.Media)
	w.Header().Set("Content-Disposition", `attachment; filename="not-taken.csv"`)
	out := sheet.New(w)
	out.Row("file", "line", "why", "text")
	named := 0
	for _, f := range state.Summary.Files {
		for _, l := range f.Lines {
			out.Row(cmp.Or(f.Member, f.Name), strconv.Itoa(l.Line), l.Why, l.What)
			named++
		}
	}
	if left := state.Summary.Duplicate + state.Summary.Rejected - named; left > 0 {
		out.Left(fmt.Sprintf("%d rows more, of which only the number is kept", left))
	}
	return out.Flush()
}
