package page

import (
	"fmt"
	"html/template"
	"io"
)

// Piece draws one piece of a page (_document.html) without the layout, for a file that is taken away.
func (s *Set) Piece(w io.Writer, pageName, piece string, data any) error {
	t, ok := s.pages[pageName]
	if !ok {
		return fmt.Errorf("there is no page %q", pageName)
	}
	if err := t.ExecuteTemplate(w, piece, data); err != nil {
		return fmt.Errorf("drawing %s of %s: %w", piece, pageName, err)
	}
	return nil
}

// Styles are the style sheet of every page as a text, for a file that must carry its own; empty where none is built.
func (s *Set) Styles() (template.CSS, error) {
	text, err := s.site.Assets.Text("app.css")
	return template.CSS(text), err //nolint:gosec // our own bundle
}
