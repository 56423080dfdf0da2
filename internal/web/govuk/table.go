package govuk

import (
	"html/template"
	"slices"
	"strconv"
	"strings"
)

// Cell is one cell of a table; Format "numeric" sets it to the right.
type Cell struct {
	Text       string        `json:"text"`
	HTML       template.HTML `json:"html"`
	Format     string        `json:"format"`
	Classes    string        `json:"classes"`
	Colspan    int           `json:"colspan"`
	Rowspan    int           `json:"rowspan"`
	Attributes Attributes    `json:"attributes"`
}

// Table shows figures and lists.
type Table struct {
	Rows              [][]Cell   `json:"rows"`
	Head              []Cell     `json:"head"`
	Caption           string     `json:"caption"`
	CaptionClasses    string     `json:"captionClasses"`
	FirstCellIsHeader bool       `json:"firstCellIsHeader"`
	Classes           string     `json:"classes"`
	Attributes        Attributes `json:"attributes"`
}

func (Table) partial() string { return "table.html" }

// stacks is the class of a table whose rows stand by themselves on a telephone, every cell under the name of its column.
const stacks = "wm-stack"

// labels are what the cells of a stacked table are named by; none where the table does not stack. The first cell of a row
// that is its header needs no name.
func labels(classes string, head []string, headed bool) []string {
	if !slices.Contains(strings.Fields(classes), stacks) {
		return nil
	}
	out := make([]string, len(head))
	for i, text := range head {
		if text != "" && (i > 0 || !headed) {
			out[i] = ` data-label="` + template.HTMLEscapeString(text) + `"`
		}
	}
	return out
}

// Body is the rows of the table. They are drawn here and not in the partial because a list has hundreds of cells, and
// html/template took ten microseconds for each.
func (p Table) Body() template.HTML {
	head := make([]string, len(p.Head))
	for i, h := range p.Head {
		head[i] = h.Text
	}
	return body(p.Rows, p.FirstCellIsHeader, labels(p.Classes, head, p.FirstCellIsHeader))
}

func body(rows [][]Cell, headed bool, labels []string) template.HTML {
	var b strings.Builder
	for _, row := range rows {
		if len(row) == 0 {
			continue
		}
		b.WriteString("<tr class=\"govuk-table__row\">\n")
		write(&b, row, headed, labels)
		b.WriteString("</tr>\n")
	}
	return template.HTML(b.String()) //nolint:gosec // every text in it is escaped by write
}

// write draws the cells of one row.
func write(b *strings.Builder, row []Cell, headed bool, labels []string) {
	for i, cell := range row {
		label := ""
		if i < len(labels) && (cell.Text != "" || cell.HTML != "") {
			label = labels[i]
		}
		cell.write(b, headed && i == 0, label)
	}
}

func (c Cell) write(b *strings.Builder, header bool, label string) {
	tag, class := "td", "govuk-table__cell"
	switch {
	case header:
		tag, class = "th", "govuk-table__header"
		b.WriteString(`<th scope="row" class="`)
	default:
		b.WriteString(`<td class="`)
		if c.Format != "" {
			class += " govuk-table__cell--" + c.Format
		}
	}
	template.HTMLEscape(b, []byte(classes(class, c.Classes)))
	b.WriteByte('"')
	if c.Colspan > 0 {
		b.WriteString(` colspan="` + strconv.Itoa(c.Colspan) + `"`)
	}
	if c.Rowspan > 0 {
		b.WriteString(` rowspan="` + strconv.Itoa(c.Rowspan) + `"`)
	}
	b.WriteString(label + string(attributes(c.Attributes)) + ">")
	b.WriteString(string(inner(Content{Text: c.Text, HTML: c.HTML})))
	b.WriteString("</" + tag + ">\n")
}
