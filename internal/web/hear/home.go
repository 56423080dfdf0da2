package hear

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"slices"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/page"
)

type homePage struct {
	page.Page
	Name string
	Area string
	Anon []door
	Asks []pack.Form // forms of the pack
}

// home is where everybody begins: 999 first, then the few things that people come for.
func (s *screens) home(w http.ResponseWriter, r *http.Request) error {
	if len(desk.Who(r).Posts) > 0 && !r.URL.Query().Has("public") {
		return page.Redirect(w, r, "/home", "")
	}
	screen := &homePage{Page: page.Page{Title: page.Say(r, "home.title"), Robots: true}, Name: s.pack().Partnership.Name}
	screen.Asks = slices.DeleteFunc(slices.Clone(s.pack().Forms), func(f pack.Form) bool { return !f.Home })
	for _, c := range anonymousDoors(s.pack()) {
		screen.Anon = append(screen.Anon, s.doorOf(page.Words(r), c))
	}
	return s.pages.Write(w, r, "home.html", screen)
}

// wards are the boundaries of the wards, for the map on which a place is picked.
func (s *screens) wards(w http.ResponseWriter, _ *http.Request) error {
	shapes, err := s.wardShapes()
	if err != nil {
		return err
	}
	keepAnHour(w, "application/geo+json")
	_, err = w.Write(shapes)
	return err
}

func (s *screens) wardShapes() ([]byte, error) {
	set, ok := s.pack().AreaSet(s.pack().Partnership.Wards)
	if !ok {
		return nil, &page.Error{Kind: page.NotFound}
	}
	raw, err := fs.ReadFile(s.pack().FS, set.File)
	if err != nil {
		return nil, fmt.Errorf("the boundaries of %s: %w", set.Name, err)
	}
	var collection struct {
		Type     string           `json:"type"`
		Features []map[string]any `json:"features"`
	}
	if err := json.Unmarshal(raw, &collection); err != nil {
		return nil, fmt.Errorf("the boundaries of %s: %w", set.Name, err)
	}
	for _, f := range collection.Features {
		if had, ok := f["properties"].(map[string]any); ok {
			f["properties"] = map[string]any{"name": had[set.Label], "code": had[set.Code]}
		}
	}
	return json.Marshal(collection)
}
