package understand

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/segment"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/intake"
	"github.com/wardmote/wardmote/internal/web/chart"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

// changesShown is how many figures that would change a page lists.
const changesShown = 100

// decision is what there is to decide on an import, for its page and for that of the upload that brought it.
type decision struct {
	intake.Look
	Path    string
	Brings  govuk.SummaryList
	Files   govuk.Table
	Covers  govuk.Checkboxes
	Wards   *govuk.Radios // where its rows lie in some of the wards only
	Covered govuk.Table   // of one that was decided on
	Changes govuk.Table
	More    int // figures that change besides those that are listed
	Reason  govuk.Textarea
}

type decisionPage struct {
	page.Page
	Decide *decision
}

func decisionOf(look intake.Look) *decision {
	d := &decision{Look: look, Path: "/imports/" + strconv.Itoa(look.ID)}
	d.brings()
	d.changes()
	if look.State == segment.Waiting {
		d.claims()
	} else {
		d.Covered = coversTable(look.Import.Covers)
	}
	d.Reason = govuk.Textarea{ID: "reason", Name: "reason", Rows: 3, Label: govuk.Label{Text: "Why is it taken back?", Classes: "govuk-label--s"},
		Hint: govuk.Hint{Text: "Kept with the import, with your name and the time"}}
	return d
}

// Waits says that nobody has decided yet.
func (d *decision) Waits() bool { return d.State == segment.Waiting }

// Counts says that it is in force.
func (d *decision) Counts() bool { return d.State == segment.Held }

// Stands says in a sentence what became of it.
func (d *decision) Stands() string {
	switch d.State {
	case segment.Waiting:
		return "It waits. Nothing of it counts until it is accepted."
	case segment.TakenBack:
		return fmt.Sprintf("Taken back by %s, %s: %s", d.Ended.By, page.DateTime(d.Ended.At), d.Ended.Reason)
	case segment.Dropped:
		return fmt.Sprintf("Let go by %s, %s. Nothing of it counts or is kept.", d.Ended.By, page.DateTime(d.Ended.At))
	}
	if !d.Accepted.At.IsZero() {
		return fmt.Sprintf("Accepted by %s, %s.", d.Accepted.By, page.DateTime(d.Accepted.At))
	}
	return "It counts."
}

func (d *decision) brings() {
	sum := d.Summary
	row := func(key string, n int) {
		text, _ := page.Number(n)
		d.Brings.Rows = append(d.Brings.Rows, govuk.SummaryRow{Key: govuk.SummaryText{Text: key}, Value: govuk.SummaryText{Text: text}})
	}
	outside, unplaced, elsewhere := 0, 0, 0
	for _, f := range sum.Files {
		outside, unplaced, elsewhere = outside+f.Outside, unplaced+f.Unplaced, elsewhere+f.Elsewhere
	}
	row("New rows", sum.Accepted)
	row("Duplicate: held already, not counted twice", sum.Duplicate)
	row("Rejected", sum.Rejected)
	row("Outside the wards of the partnership", outside)
	row("Without a point", unplaced)
	if elsewhere > 0 {
		row("In the wards, recorded by another force", elsewhere)
	}
	if d.State == segment.Held {
		row("Rows that count now", d.Counting)
	}
	d.Files = govuk.Table{Caption: "The files", CaptionClasses: "govuk-table__caption--m", FirstCellIsHeader: true, Head: []govuk.Cell{{Text: "File"}, {Text: "What it holds"}, {Text: "Months"},
		chart.Column("New"), chart.Column("Duplicate"), chart.Column("Rejected"), {Text: "Why not taken"}}}
	for _, f := range sum.Files {
		var why []string
		for _, r := range f.Reasons {
			n, _ := page.Number(r.Rows)
			why = append(why, n+": "+r.Why)
		}
		name := f.Name
		if f.Member != "" {
			name += ": " + f.Member
		}
		d.Files.Rows = append(d.Files.Rows, []govuk.Cell{{HTML: `<span class="wm-break">` + escape(name) + `</span>`}, {Text: f.Schema}, {Text: months(f.From, f.To)}, chart.Count(f.Accepted), chart.Count(f.Duplicate),
			chart.Count(f.Rejected), {Text: strings.Join(why, "; ")}})
	}
}

func (d *decision) changes() {
	d.Changes = govuk.Table{Caption: "Published figures that change", CaptionClasses: "govuk-visually-hidden", FirstCellIsHeader: true,
		Head: []govuk.Cell{{Text: "Figure"}, {Text: "Period"}, {Text: "Now"}, {Text: "Then"}}}
	for i, c := range d.Look.Changes {
		if i == changesShown {
			d.More = len(d.Look.Changes) - changesShown
			break
		}
		d.Changes.Rows = append(d.Changes.Rows, []govuk.Cell{{Text: c.Figure}, {Text: c.Period}, {Text: c.Before}, {Text: c.After}})
	}
}

// claims are the types and months that the import can be said to hold whole: the proposed ones are ticked.
func (d *decision) claims() {
	box := govuk.Checkboxes{Name: "covers", IDPrefix: "covers", Classes: "govuk-checkboxes--small",
		Fieldset: &govuk.Fieldset{Legend: govuk.Legend{Text: "What does it hold whole?", Classes: "govuk-fieldset__legend--m"}},
		Hint:     govuk.Hint{Text: "Figures are made only of types and months of which everything that was published is held. What is not ticked is kept, and no figure is made of it."}}
	partly := 0
	for _, c := range d.Summary.Covers {
		partly = max(partly, len(c.Areas))
		value := claimValue(c.Kind, c.Type, c.From, c.To)
		box.Items = append(box.Items, govuk.Choice{Value: value, Text: claimWords(c.Kind, c.Type, c.From, c.To)})
		box.Values = append(box.Values, value)
	}
	for _, x := range d.Summary.Doubts {
		if x.From == "" || d.partly(x) {
			continue
		}
		why := doubtWords(x)
		box.Items = append(box.Items, govuk.Choice{Value: claimValue(string(x.Kind), x.Type, x.From, x.To), Text: claimWords(string(x.Kind), x.Type, x.From, x.To), Hint: govuk.Hint{Text: why}})
	}
	d.Covers = box
	if partly > 0 {
		d.Wards = &govuk.Radios{Name: "wards", IDPrefix: "wards", Classes: "govuk-radios--small", Value: "rows", Fieldset: &govuk.Fieldset{Legend: govuk.Legend{Text: "In which wards?", Classes: "govuk-fieldset__legend--s"}},
			Items: []govuk.Choice{{Value: "rows", Text: fmt.Sprintf("The %d in which it has rows", partly)}, {Value: "all", Text: "All wards"}}}
	}
}

// partly says that another file of the import covers some of what is doubted: one box cannot say which of the two is meant.
func (d *decision) partly(x incident.Doubt) bool {
	return slices.ContainsFunc(d.Summary.Covers, func(c segment.Cover) bool {
		return c.Kind == string(x.Kind) && c.Type == x.Type && c.From <= x.To && x.From <= c.To
	})
}

// Doubts are why nothing more is proposed, apart from the types and months that have a box.
func (d *decision) Doubts() (out []string) {
	for _, x := range d.Summary.Doubts {
		switch {
		case x.From != "" && d.partly(x):
			out = append(out, "in further wards, of "+claimWords(string(x.Kind), x.Type, x.From, x.To)+", "+doubtWords(x))
		case x.From == "" && x.File != "":
			out = append(out, "of "+x.File+", "+x.Why)
		case x.From == "":
			out = append(out, x.Why)
		}
	}
	return out
}

func doubtWords(x incident.Doubt) string {
	why := page.Count(x.Rows, "row", "rows") + ": " + x.Why
	if x.Near > 0 {
		why += fmt.Sprintf(" (usually about %.0f a month)", x.Near)
	}
	return why
}

func claimValue(kind, typ, from, to string) string {
	return strings.Join([]string{kind, typ, from, to}, "|")
}

func claimWords(kind, typ, from, to string) string {
	name := typ
	if name == "" {
		name = map[string]string{string(incident.Stop): "Stops and searches"}[kind]
	}
	return name + ", " + period(from, to)
}

func period(from, to string) string {
	a, err := incident.ParseMonth(from)
	b, err2 := incident.ParseMonth(to)
	if err != nil || err2 != nil {
		return months(from, to)
	}
	if a == b {
		return choice.Month(a)
	}
	return choice.Month(a) + " to " + choice.Month(b)
}

func coversTable(covers []segment.Cover) govuk.Table {
	t := govuk.Table{Caption: "What it holds whole", CaptionClasses: "govuk-table__caption--m", FirstCellIsHeader: true, Head: []govuk.Cell{{Text: "Type"}, {Text: "Months"}, {Text: "Wards"}}}
	for _, c := range covers {
		wards := "all"
		if len(c.Areas) > 0 {
			wards = strconv.Itoa(len(c.Areas))
		}
		name, _, _ := strings.Cut(claimWords(c.Kind, c.Type, c.From, c.To), ", ")
		t.Rows = append(t.Rows, []govuk.Cell{{Text: name}, {Text: period(c.From, c.To)}, {Text: wards}})
	}
	return t
}

// coverageTable says of each type for which months all is held, with how many months are missing between.
func coverageTable(facts *incident.Facts) govuk.Table {
	t := govuk.Table{Caption: "Types and months that are held whole", CaptionClasses: "govuk-table__caption--m", FirstCellIsHeader: true, Head: []govuk.Cell{{Text: "Type"}, {Text: "Months"}, chart.Column("Missing between")}}
	add := func(name string, list []incident.Month) {
		if len(list) == 0 {
			return
		}
		first, last := list[0], list[len(list)-1]
		t.Rows = append(t.Rows, []govuk.Cell{{Text: name}, {Text: period(first.String(), last.String())}, chart.Count(int(last-first) + 1 - len(list))})
	}
	for code, name := range incident.Types() {
		add(name, facts.Coverage(incident.Crime).Months(uint8(code)))
	}
	add("Stops and searches", facts.Coverage(incident.Stop).Months())
	return t
}

func (s *screens) importID(r *http.Request) (int, error) {
	id, err := strconv.Atoi(r.PathValue("id"))
	if err != nil {
		return 0, page.Fail(page.NotFound, "There is no import of that number.")
	}
	return id, nil
}

// oneImport is an import with what can be decided on it.
func (s *screens) oneImport(w http.ResponseWriter, r *http.Request) error {
	return s.showImport(w, r, nil)
}

func (s *screens) showImport(w http.ResponseWriter, r *http.Request, bad page.Errors) error {
	id, err := s.importID(r)
	if err != nil {
		return err
	}
	look, err := s.Intake.Look(r.Context(), id)
	if err != nil {
		return err
	}
	d := decisionOf(look)
	d.Reason.ErrorMessage = bad.For("reason")
	title := fmt.Sprintf("Import %d", id)
	if d.Waits() {
		title = "Check this import before it counts"
	}
	return s.pages.Write(w, r, "decide.html", &decisionPage{Page: page.Page{Title: title, Wide: true, Errors: bad,
		Breadcrumbs: []govuk.Link{{Text: "Import police data", Href: "/import"}, {Text: fmt.Sprintf("Import %d", id)}}}, Decide: d})
}

// acceptImport brings an import into force, with what the reader says that it holds whole.
func (s *screens) acceptImport(w http.ResponseWriter, r *http.Request) error {
	return s.decide(w, r, "Import accepted", func(id int, who access.Principal, f *page.Form) error {
		look, err := s.Intake.Look(r.Context(), id)
		if err != nil {
			return err
		}
		return s.Intake.Accept(r.Context(), id, who, s.claimOf(look, f))
	})
}

// claimOf is what was ticked, against what was proposed.
func (s *screens) claimOf(look intake.Look, f *page.Form) (claim incident.Claim) {
	ticked := map[string]bool{}
	for _, v := range f.All("covers") {
		ticked[v] = true
	}
	decided := &decision{Look: look}
	cover := func(kind, typ, from, to string) segment.Cover {
		return segment.Cover{Kind: kind, Type: typ, From: from, To: to}
	}
	for _, c := range look.Summary.Covers {
		if !ticked[claimValue(c.Kind, c.Type, c.From, c.To)] {
			claim.Without = append(claim.Without, cover(c.Kind, c.Type, c.From, c.To))
		}
	}
	for _, x := range look.Summary.Doubts {
		if x.From != "" && !decided.partly(x) && ticked[claimValue(string(x.Kind), x.Type, x.From, x.To)] {
			claim.With = append(claim.With, cover(string(x.Kind), x.Type, x.From, x.To))
		}
	}
	if f.Text("wards", 10) == "all" {
		claim.Everywhere = true
	}
	return claim
}

// dropImport lets an import go.
func (s *screens) dropImport(w http.ResponseWriter, r *http.Request) error {
	return s.decide(w, r, "Import let go", func(id int, who access.Principal, _ *page.Form) error { return s.Intake.Drop(r.Context(), id, who) })
}

// takeImportBack takes an import out of force.
func (s *screens) takeImportBack(w http.ResponseWriter, r *http.Request) error {
	return s.decide(w, r, "Import taken back", func(id int, who access.Principal, f *page.Form) error {
		return s.Intake.TakeBack(r.Context(), id, who, f.Text("reason", 5000))
	})
}

func (s *screens) decide(w http.ResponseWriter, r *http.Request, done string, act func(id int, who access.Principal, f *page.Form) error) error {
	id, err := s.importID(r)
	if err != nil {
		return err
	}
	posted, err := page.ReadForm(w, r, 0)
	if err != nil {
		return err
	}
	var bad page.Errors
	if err = act(id, desk.Who(r), posted); err != nil {
		if !desk.Invalid(err, &bad) {
			return err
		}
		return s.showImport(w, r, bad)
	}
	return page.Redirect(w, r, "/imports/"+strconv.Itoa(id), done)
}
