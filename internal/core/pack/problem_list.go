package pack

import (
	"fmt"
	"sort"
)

// spot is where something stands in the pack.
type spot struct {
	file         string
	line, column int
}

// problems gathers what is wrong while a pack is read.
type problems struct{ list []Problem }

// add notes a problem at a spot; likely may be empty.
func (p *problems) add(at spot, likely, format string, args ...any) {
	p.list = append(p.list, Problem{
		File: at.file, Line: at.line, Column: at.column, What: fmt.Sprintf(format, args...), Suggestion: likely,
	})
}

// sorted gives the problems in the order of file and line, each once.
func (p *problems) sorted() []Problem {
	sort.SliceStable(p.list, func(i, j int) bool {
		a, b := p.list[i], p.list[j]
		if a.File != b.File {
			return a.File < b.File
		}
		if a.Line != b.Line {
			return a.Line < b.Line
		}
		return a.What < b.What
	})
	var out []Problem
	for i, q := range p.list {
		if i == 0 || q != p.list[i-1] {
			out = append(out, q)
		}
	}
	return out
}
