package govuk

import (
	"html/template"
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

// Body is the rows of the table. They are drawn here and not in the partial because a list has hundreds of cells, and
// html/template took ten microseconds for each.
func (p Table) Body() template.HTML {
	var b strings.Builder
	for _, row := range p.Rows {
		if len(row) == 0 {
			continue
		}
		b.WriteString("<tr class=\"govuk-table__row\">\n")
		for i, cell := range row {
			cell.write(&b, p.FirstCellIsHeader && i == 0)
		}
		b.WriteString("</tr>\n")
	}
	return template.HTML(b.String()) //nolint:gosec // every text in it is escaped by write
}

// cells are those of one row.
func cells(row []Cell) template.HTML {
	var b strings.Builder
	for _, cell := range row {
		cell.write(&b, false)
	}
	return template.HTML(b.String()) //nolint:gosec // every text in it is escaped by write
}

func (c Cell) write(b *strings.Builder, header bool) {
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
	b.WriteString(string(attributes(c.Attributes)) + ">")
	b.WriteString(string(inner(Content{Text: c.Text, HTML: c.HTML})))
	b.WriteString("</" + tag + ">\n")
}
