package program

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/pack"
)

// languages are those in which a partnership's public pages can be read: English, which is whole, and those of the pack. The
// partnership's own comes first.
func languages(p *pack.Pack) ([]*catalogue.Catalogue, []pack.Problem) {
	out := []*catalogue.Catalogue{catalogue.English()}
	var problems []pack.Problem
	for _, tag := range p.Partnership.Languages {
		file := pack.LanguageFile(tag)
		source, err := fs.ReadFile(p.FS, file)
		if err == nil {
			var c *catalogue.Catalogue
			if c, err = catalogue.Parse(tag, source, catalogue.English()); err == nil {
				if c.Name == "" {
					err = fmt.Errorf("give language.name: what the language calls itself, for the link that leads to it")
				}
				if out = append(out, c); tag == p.Partnership.Language {
					out = append([]*catalogue.Catalogue{c}, out[:len(out)-1]...)
				}
			}
		}
		problems = append(problems, problemsOf(file, err)...)
	}
	return out, problems
}

// problemsOf are the mistakes of one file.
func problemsOf(file string, err error) (out []pack.Problem) {
	if err == nil {
		return nil
	}
	var all interface{ Unwrap() []error }
	if errors.As(err, &all) {
		for _, one := range all.Unwrap() {
			out = append(out, pack.Problem{File: file, What: one.Error()})
		}
		return out
	}
	return []pack.Problem{{File: file, What: err.Error()}}
}
