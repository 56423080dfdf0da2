package govuk

import (
	"html/template"
	"slices"
	"strconv"
	"strings"
)

// The pieces below are not of the GOV.UK Design System: casework needs them. They follow the markup of MOJ Frontend
// (https://design-patterns.service.justice.gov.uk/), whose style sheet draws them, and work without scripts.

// CaseworkFuncs gives a template one function for each casework piece.
func CaseworkFuncs() template.FuncMap {
	return template.FuncMap{
		"mojBadge": call[Badge](nil), "mojFilter": call[Filter](nil), "mojIdentityBar": call[IdentityBar](nil),
		"mojSubNavigation": call[SubNavigation](nil), "mojTimeline": call[Timeline](nil), "mojSortableTable": call[SortableTable](nil),
		"mojBulkTable": call[BulkTable](nil),
	}
}

// Badge is a short mark beside a title, such as "Hate incident". Classes: moj-badge--red and so on.
type Badge struct {
	Text       string        `json:"text"`
	HTML       template.HTML `json:"html"`
	Classes    string        `json:"classes"`
	Attributes Attributes    `json:"attributes"`
}

func (Badge) partial() string { return "moj-badge.html" }

// Fact is a short fact in an identity bar.
type Fact struct {
	Key   string        `json:"key"`
	Text  string        `json:"text"`
	HTML  template.HTML `json:"html"`
	Title string        `json:"title"`
}

// IdentityBar names the record that the page is about, with the facts that a caseworker must not miss, and its main
// actions. With HeadingLevel 1 its title is the heading of the page.
type IdentityBar struct {
	Title        string   `json:"title"`
	HeadingLevel int      `json:"headingLevel"`
	Badges       []Badge  `json:"badges"`
	Facts        []Fact   `json:"facts"`
	Actions      []Button `json:"actions"`
	Classes      string   `json:"classes"`
}

func (IdentityBar) partial() string { return "moj-identity-bar.html" }

// SubNavigation moves between the parts of one record.
type SubNavigation struct {
	Label   string           `json:"label"`
	Items   []NavigationItem `json:"items"`
	Classes string           `json:"classes"`
}

func (SubNavigation) partial() string { return "moj-sub-navigation.html" }

// Event is one entry of a timeline. Timestamp is for machines (RFC 3339), When for people. Changes are what was changed,
// each as "Risk: from Low to High".
type Event struct {
	Title     string        `json:"title"`
	TitleHTML template.HTML `json:"titleHtml"`
	By        string        `json:"by"`
	Timestamp string        `json:"timestamp"`
	When      string        `json:"when"`
	Text      string        `json:"text"`
	HTML      template.HTML `json:"html"`
	Changes   []string      `json:"changes"`
	ID        string        `json:"id"`
}

// Timeline is the history of a record, the latest first.
type Timeline struct {
	Items        []Event `json:"items"`
	HeadingLevel int     `json:"headingLevel"`
	Classes      string  `json:"classes"`
}

func (Timeline) partial() string { return "moj-timeline.html" }

// FilterTag is a filter in force; Href takes it off.
type FilterTag struct {
	Text string `json:"text"`
	Href string `json:"href"`
}

// FilterGroup are the filters in force on one field.
type FilterGroup struct {
	Heading string      `json:"heading"`
	Items   []FilterTag `json:"items"`
}

// Filter is the panel that narrows a list: a GET form whose fields are Fields. Hidden keeps the rest of the query.
type Filter struct {
	ID       string            `json:"id"`
	Heading  string            `json:"heading"`
	Action   string            `json:"action"`
	Fields   template.HTML     `json:"fields"`
	Selected []FilterGroup     `json:"selected"`
	Clear    string            `json:"clear"` // link that takes all filters off
	Submit   string            `json:"submit"`
	Hidden   map[string]string `json:"hidden"`
}

func (Filter) partial() string { return "moj-filter.html" }

// SortHead is the head of a column of a list. Href sorts by it; Direction is "ascending" or "descending" where the list
// is sorted by it now.
type SortHead struct {
	Text      string `json:"text"`
	Href      string `json:"href"`
	Direction string `json:"direction"`
	Format    string `json:"format"`
	Classes   string `json:"classes"`
}

// sortHeads are the heads of all columns, which every page of a list has alike.
type sortHeads []SortHead

func (sortHeads) partial() string { return "moj-sort-heads.html" }

func texts(head []SortHead) []string {
	out := make([]string, len(head))
	for i, h := range head {
		out[i] = h.Text
	}
	return out
}

// SortableTable is a list that the server sorts: its heads are links, so that a page of a long list sorts rightly.
type SortableTable struct {
	ID                string     `json:"id"`
	Caption           string     `json:"caption"`
	CaptionClasses    string     `json:"captionClasses"`
	Head              []SortHead `json:"head"`
	Rows              [][]Cell   `json:"rows"`
	FirstCellIsHeader bool       `json:"firstCellIsHeader"`
	Classes           string     `json:"classes"`
}

func (SortableTable) partial() string { return "moj-sortable-table.html" }

// Heads are the heads of its columns.
func (p SortableTable) Heads() template.HTML { return HTML(sortHeads(p.Head)) }

// Body is the rows of the table.
func (p SortableTable) Body() template.HTML {
	return body(p.Rows, p.FirstCellIsHeader, labels(p.Classes, texts(p.Head), p.FirstCellIsHeader))
}

// BulkRow is a row that may be ticked. Label says what is ticked to a screen reader, such as the reference.
type BulkRow struct {
	Value string `json:"value"`
	Label string `json:"label"`
	Cells []Cell `json:"cells"`
}

// BulkTable is a list whose rows may be ticked and changed together: it stands in a form with a button for each action.
// The box that ticks all is added by a script.
type BulkTable struct {
	ID      string     `json:"id"`
	Caption string     `json:"caption"`
	Name    string     `json:"name"` // of the checkboxes
	Head    []SortHead `json:"head"`
	Rows    []BulkRow  `json:"rows"`
	Ticked  []string   `json:"ticked"`
	Classes string     `json:"classes"`
}

func (BulkTable) partial() string { return "moj-bulk-table.html" }

// Heads are the heads of its columns.
func (p BulkTable) Heads() template.HTML { return HTML(sortHeads(p.Head)) }

// Body is the rows with their boxes.
func (p BulkTable) Body() template.HTML {
	var b strings.Builder
	names := labels(p.Classes, texts(p.Head), false)
	for i, row := range p.Rows {
		b.WriteString("\n<tr class=\"govuk-table__row\">\n")
		p.box(&b, row, p.ID+"-row-"+strconv.Itoa(i+1))
		write(&b, row.Cells, false, names)
		b.WriteString("</tr>")
	}
	return template.HTML(b.String()) //nolint:gosec // every text in it is escaped by box and write
}

// box draws the cell in which a row is ticked.
func (p BulkTable) box(b *strings.Builder, row BulkRow, id string) {
	ticked := ""
	if slices.Contains(p.Ticked, row.Value) {
		ticked = " checked"
	}
	id = template.HTMLEscapeString(id)
	b.WriteString(`<td class="govuk-table__cell wm-select-cell"><div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item">
<input class="govuk-checkboxes__input" type="checkbox" name="` + template.HTMLEscapeString(p.Name) + `" value="` + template.HTMLEscapeString(row.Value) + `" id="` + id + `"` + ticked + `>
<label class="govuk-label govuk-checkboxes__label" for="` + id + `"><span class="govuk-visually-hidden">Select ` + template.HTMLEscapeString(row.Label) + `</span></label>
</div></div></td>
`)
}
