package program

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// licence is what data.police.uk publishes under; it is kept with every segment.
const licence = "Open Government Licence v3.0, data.police.uk"

// Geography is what imported facts are placed by: the pack's wards and small areas.
func (p *Program) Geography() (incident.Geography, error) { return GeographyOf(p.Pack) }

// Importing is how this partnership imports: by its geography, into its wards.
func (p *Program) Importing() (incident.Options, error) { return importing(p.Pack) }

// LoadImporting is how the partnership of a pack in a folder imports, of Tower Hamlets where none is named, without the rest of the
// pack.
func LoadImporting(dir string) (incident.Options, error) {
	p, problems := pack.LoadGeography(packFiles(dir))
	if err := unusable(problems); err != nil {
		return incident.Options{}, err
	}
	return importing(p)
}

func importing(p *pack.Pack) (opt incident.Options, err error) {
	if opt.Geography, err = GeographyOf(p); err != nil {
		return opt, err
	}
	opt.Note = map[string]string{"licence": licence}
	opt.Home.Force = p.Partnership.Force
	if wards, ok := opt.Geography.Wards.(*incident.AreaIndex); ok {
		opt.Home.Wards = wards.Codes()
	}
	return opt, nil
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
