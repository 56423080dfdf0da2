package program

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// Geography is what imported facts are placed by: the pack's wards and small areas.
func (p *Program) Geography() (incident.Geography, error) { return GeographyOf(p.Pack) }

// LoadGeography is the geography of the pack in a folder, of Tower Hamlets where none is named, without the rest of the pack.
func LoadGeography(dir string) (incident.Geography, error) {
	p, problems := pack.LoadGeography(packFiles(dir))
	if err := unusable(problems); err != nil {
		return incident.Geography{}, err
	}
	return GeographyOf(p)
}

// GeographyOf is the geography of a pack: its wards, and the small areas (LSOA) where it has them.
func GeographyOf(p *pack.Pack) (incident.Geography, error) {
	var g incident.Geography
	for _, set := range p.AreaSets {
		lsoa := strings.HasPrefix(set.ID, "lsoa")
		if set.ID != p.Partnership.Wards && !lsoa {
			continue
		}
		geojson, err := fs.ReadFile(p.FS, set.File)
		if err != nil {
			return g, fmt.Errorf("the boundaries of %s: %w", set.Name, err)
		}
		index, err := incident.NewAreaIndex(geojson)
		if err != nil {
			return g, fmt.Errorf("the boundaries of %s: %w", set.Name, err)
		}
		if lsoa {
			g.LSOAs = index
		} else {
			g.Wards = index
		}
	}
	return g, nil
}
