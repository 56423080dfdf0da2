package pack

import (
	"regexp"
	"strconv"
	"strings"
)

// Paper is one of the partnership's own documents, from which its pack says what it says. A source names one by its id and a
// line of its text, 004:L103; a reader is told its name, date and section (Citations).
type Paper struct {
	ID       string    `yaml:"id" need:"yes"`
	Name     string    `yaml:"name" need:"yes"`
	Short    string    `yaml:"short"`           // what it is called beside a figure; its name where empty
	Date     string    `yaml:"date" need:"yes"` // in words, for not every paper is dated to the day
	By       string    `yaml:"by"`              // id of the body whose paper it is
	About    string    `yaml:"about" need:"yes"`
	Lines    int       `yaml:"lines" need:"yes"` // of the text that the sources count in
	Note     string    `yaml:"note"`
	Sections []Section `yaml:"sections" need:"yes"`
}

// Section is a part of a paper under a heading of its own, from its first line to the next section's.
type Section struct {
	Name string `yaml:"name" need:"yes"`
	Line int    `yaml:"line" need:"yes"`
}

// Called is what the paper is called beside a figure.
func (p *Paper) Called() string {
	if p.Short != "" {
		return p.Short
	}
	return p.Name
}

// At is the place of the section that holds a line, from 0; -1 before the first.
func (p *Paper) At(line int) int {
	at := -1
	for i, s := range p.Sections {
		if s.Line <= line {
			at = i
		}
	}
	return at
}

// Citation is a piece of a source: words as they stand, or a section of a paper.
type Citation struct {
	Text    string // where Paper is nil
	Paper   *Paper
	Section int // of the paper, from 0; -1 where the whole paper is meant
}

// Paper is the paper of that id.
func (p *Pack) Paper(id string) (*Paper, bool) { return find(p, "papers", id, p.Papers) }

// inPaper is what names lines of a paper: 004:L103, 004:L353-357, 004:L55, L288.
var inPaper = regexp.MustCompile(`\b([A-Za-z0-9][A-Za-z0-9._-]*):L(\d+)(?:-\d+)?((?:, ?L\d+(?:-\d+)?)*)`)

var furtherLine = regexp.MustCompile(`L(\d+)`)

// Citations reads a source: what it names of the papers, each section once, and the words between.
func (p *Pack) Citations(source string) []Citation {
	var out []Citation
	seen := map[[2]int]bool{}
	words := func(text string) {
		if text != "" {
			out = append(out, Citation{Text: text})
		}
	}
	for {
		m := inPaper.FindStringSubmatchIndex(source)
		if m == nil {
			words(source)
			return trimmed(out)
		}
		i, known := p.index.ids["papers/"+source[m[2]:m[3]]]
		if !known {
			words(source[:m[1]])
			source = source[m[1]:]
			continue
		}
		before := source[:m[0]]
		lines := []string{source[m[4]:m[5]]}
		for _, text := range append(lines, furtherLines(source[m[6]:m[7]])...) {
			n, _ := strconv.Atoi(text)
			c := Citation{Paper: &p.Papers[i], Section: p.Papers[i].At(n)}
			if key := [2]int{i, c.Section}; !seen[key] {
				seen[key] = true
				words(before)
				out = append(out, c)
			}
			before = "; "
		}
		source = source[m[1]:]
	}
}

// trimmed takes away what no longer stands between two things, because the second was cited before.
func trimmed(list []Citation) []Citation {
	for len(list) > 0 && list[len(list)-1].Paper == nil && strings.Trim(list[len(list)-1].Text, "; ,") == "" {
		list = list[:len(list)-1]
	}
	return list
}
