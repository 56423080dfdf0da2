package page

import (
	"fmt"
	"html/template"
	"io"

	"github.com/wardmote/wardmote/internal/core/catalogue"
)

// Piece draws one piece of a page (_document.html) without the layout, for a file that is taken away.
func (s *Set) Piece(w io.Writer, pageName, piece string, data any) error {
	return s.PieceIn(s.site.own(), w, pageName, piece, data)
}

// PieceIn is Piece in a language.
func (s *Set) PieceIn(c *catalogue.Catalogue, w io.Writer, pageName, piece string, data any) error {
	t, ok := s.pages[c][pageName]
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
