package program

import (
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/place"
)

// SegmentsFolder is where imported facts lie in a data folder.
func SegmentsFolder(data string) string { return filepath.Join(data, "segments") }

// buildAtlas makes the atlas of the pack's areas and named places.
func buildAtlas(p *pack.Pack) (*place.Atlas, error) {
	sources := place.Sources{Wards: p.Partnership.Wards}
	for _, set := range p.AreaSets {
		geojson, err := fs.ReadFile(p.FS, set.File)
		if err != nil {
			return nil, fmt.Errorf("the boundaries of %s: %w", set.Name, err)
		}
		sources.Layers = append(sources.Layers, place.Layer{Set: set.ID, Singular: set.Singular, GeoJSON: geojson, Code: set.Code, Label: set.Label,
			From: set.From, To: set.To, Aliases: set.Aliases})
	}
	for _, x := range p.Places {
		e := place.Entry{ID: x.ID, Name: x.Name, Kind: x.Kind, Aliases: x.Aliases}
		if x.Type || x.Outside {
			continue
		}
		if x.Area != "" {
			e.Areas = []string{x.Area}
		}
		if g, ok := p.AreaGroup(x.Group); ok {
			e.Areas = g.Areas
		}
		if x.At != nil {
			e.Points = []place.Point{{Lon: x.At.Lon, Lat: x.At.Lat}}
		}
		sources.Entries = append(sources.Entries, e)
	}
	for _, d := range p.Districts {
		sources.Districts = append(sources.Districts, place.District{Code: d.ID, Areas: d.Areas})
	}
	return place.New(sources)
}
