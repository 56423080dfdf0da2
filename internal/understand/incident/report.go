package incident

import (
	"fmt"
	"sort"
	"strings"

	"github.com/wardmote/wardmote/internal/core/segment"
)

// Summary is what an import did. Accepted, Duplicate and Rejected count rows of the files; their sum is every row read.
type Summary struct {
	Accepted  int           `json:"accepted"`
	Duplicate int           `json:"duplicate"`
	Rejected  int           `json:"rejected"`
	Segments  int           `json:"segments"` // segments stored by this import
	Files     []FileSummary `json:"files"`
	Import    int           `json:"import,omitempty"` // its number, by which it can be taken back
	Staged    int           `json:"-"`                // its number where it waits to be accepted
	// Covers is what it is said to hold whole, and Doubts why the rest is not; empty where no partnership was named.
	Covers []segment.Cover `json:"covers,omitempty"`
	Doubts []Doubt         `json:"doubts,omitempty"`
}

// FileSummary is what an import did with one file, or with one member of an archive.
type FileSummary struct {
	Name      string   `json:"name"`
	Member    string   `json:"member,omitempty"`
	Schema    string   `json:"schema"`
	Kind      Kind     `json:"kind"`
	Accepted  int      `json:"accepted"`
	Duplicate int      `json:"duplicate"`
	Rejected  int      `json:"rejected"`
	Known     bool     `json:"alreadyImported,omitempty"` // the very same file was imported before
	Segment   string   `json:"segment,omitempty"`
	From      string   `json:"from,omitempty"`
	To        string   `json:"to,omitempty"`
	Unplaced  int      `json:"withoutPoint,omitempty"`
	Outside   int      `json:"outsideWards,omitempty"` // rows with a place outside the partnership's wards
	Elsewhere int      `json:"otherForce,omitempty"`   // rows in them that another force recorded
	Reasons   []Reason `json:"reasons,omitempty"`      // complete counts
	Lines     []Line   `json:"lines,omitempty"`        // the first lines only, in order
}

// Reason counts the rows that were not taken for one reason.
type Reason = segment.Reason

// Line is one row that was not taken.
type Line struct {
	Line int    `json:"line"`
	Why  string `json:"why"`
	What string `json:"what,omitempty"` // the offending text, shortened
}

// fileError names the file and the line that stopped an import.
type fileError struct {
	file string
	line int
	err  error
}

// Error names file and line in the form that editors follow.
func (e *fileError) Error() string {
	if e.line > 0 {
		return fmt.Sprintf("%s:%d: %v", e.file, e.line, e.err)
	}
	return fmt.Sprintf("%s: %v", e.file, e.err)
}

// Unwrap gives the cause.
func (e *fileError) Unwrap() error { return e.err }

// part is what one goroutine made of one block of a file. Lines count from 1 at the start of the block.
type part struct {
	seq     int
	rows    *rows
	lines   int
	reasons map[string]int
	report  []Line
	limit   int
	err     error
	errLine int
}

func (p *part) fail(line int, err error) { p.err, p.errLine = err, line }

func (p *part) reject(line int, why string, what []byte) {
	if p.reasons == nil {
		p.reasons = map[string]int{}
	}
	p.reasons[why]++
	if len(p.report) < p.limit {
		p.report = append(p.report, Line{line, why, shorten(what)})
	}
}

func shorten(b []byte) string {
	s := strings.ToValidUTF8(string(b[:min(len(b), 80)]), "\ufffd")
	if len(b) > 80 {
		s += "…"
	}
	return s
}

// notTaken gathers reasons and lines for one file.
type notTaken struct {
	rejected, duplicate map[string]int
	lines               []Line
	limit               int
}

func (n *notTaken) repeat(line uint32, why string) {
	if n.duplicate == nil {
		n.duplicate = map[string]int{}
	}
	n.duplicate[why]++
	if n.duplicate[why] <= n.limit {
		n.lines = append(n.lines, Line{Line: int(line), Why: why})
	}
}

func (n *notTaken) into(f *FileSummary) {
	f.Rejected, f.Duplicate = total(n.rejected), total(n.duplicate)
	f.Reasons = append(reasons(n.rejected, false), reasons(n.duplicate, true)...)
	sort.SliceStable(n.lines, func(i, j int) bool { return n.lines[i].Line < n.lines[j].Line })
	f.Lines = n.lines[:min(n.limit, len(n.lines))]
}

func total(counts map[string]int) (sum int) {
	for _, n := range counts {
		sum += n
	}
	return sum
}

func reasons(counts map[string]int, duplicate bool) []Reason {
	var out []Reason
	for why, n := range counts {
		out = append(out, Reason{Why: why, Rows: n, Duplicate: duplicate})
	}
	sort.Slice(out, func(i, j int) bool {
		return out[i].Rows > out[j].Rows || out[i].Rows == out[j].Rows && out[i].Why < out[j].Why
	})
	return out
}

func (s *Summary) add(f FileSummary) {
	s.Files = append(s.Files, f)
	s.Accepted += f.Accepted
	s.Duplicate += f.Duplicate
	s.Rejected += f.Rejected
	if f.Segment != "" {
		s.Segments++
	}
}

// manifest fills the provenance of a file's segment.
func (f *FileSummary) manifest(src segment.Source, m *segment.Manifest) {
	m.Kind, m.Schema, m.Source, m.From, m.To = string(f.Kind), f.Schema, src, f.From, f.To
	m.Accepted, m.Duplicate, m.Rejected, m.Reasons, m.Unplaced = f.Accepted, f.Duplicate, f.Rejected, f.Reasons, f.Unplaced
}
