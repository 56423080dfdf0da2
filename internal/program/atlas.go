package program

import (
	"context"
	"fmt"
	"io/fs"
	"math"
	"path/filepath"
	"time"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/place"
)

// SegmentsFolder is where imported facts lie in a data folder.
func SegmentsFolder(data string) string { return filepath.Join(data, "segments") }

// Atlas answers questions of place with what is known now.
func (p *Program) Atlas() *place.Atlas { return p.atlas.Load() }

// streetsEvery is how soon after an import, by a page or by a command beside the server, its streets are known.
const streetsEvery = time.Minute

// keepStreets learns the streets of what has been imported, until ctx ends. Reading the facts takes longer than the first page
// may wait, so it happens beside the serving.
func (p *Program) keepStreets(ctx context.Context) {
	again := time.NewTicker(streetsEvery)
	defer again.Stop()
	for {
		if err := p.LearnStreets(ctx); err != nil && ctx.Err() == nil {
			p.Config.Log.Error("learn the streets that the facts name", "error", err)
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			return
		}
	}
}

// LearnStreets adds to the atlas the streets that the imported facts name, so that "along this road" finds them; where nothing
// came in since it did so it does nothing.
func (p *Program) LearnStreets(ctx context.Context) error {
	p.learning.Lock()
	defer p.learning.Unlock()
	facts, err := p.Facts.Facts(ctx)
	if err != nil || facts.Version == p.learned {
		return err
	}
	var rows []place.Named
	for i, street := range facts.Places.Street {
		name, ok := place.StreetName(facts.Streets[street])
		if ok && facts.Places.Ward[i] != 0 && !math.IsNaN(facts.Places.Lon[i]) {
			rows = append(rows, place.Named{Name: name, At: place.Point{Lon: facts.Places.Lon[i], Lat: facts.Places.Lat[i]}})
		}
	}
	atlas, err := buildAtlas(p.Pack, rows)
	if err != nil {
		return err
	}
	p.atlas.Store(atlas)
	p.learned = facts.Version
	return nil
}

// buildAtlas makes the atlas of the pack's areas, places and ground, and of further streets.
func buildAtlas(p *pack.Pack, streets []place.Named) (*place.Atlas, error) {
	sources := place.Sources{Wards: p.Partnership.Wards, Entries: placesOf(p)}
	for _, set := range p.AreaSets {
		geojson, err := fs.ReadFile(p.FS, set.File)
		if err != nil {
			return nil, fmt.Errorf("the boundaries of %s: %w", set.Name, err)
		}
		sources.Layers = append(sources.Layers, place.Layer{Set: set.ID, Singular: set.Singular, GeoJSON: geojson, Code: set.Code, Label: set.Label,
			From: set.From, To: set.To, Aliases: set.Aliases})
	}
	for _, d := range p.Districts {
		sources.Districts = append(sources.Districts, place.District{Code: d.ID, Areas: d.Areas})
	}
	known := groundOf(p, &sources)
	sources.Entries = append(sources.Entries, place.Streets(append(known, streets...))...)
	return place.New(sources)
}

// placesOf are the places that the partnership's papers name.
func placesOf(p *pack.Pack) []place.Entry {
	var entries []place.Entry
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
		entries = append(entries, e)
	}
	return entries
}

// groundOf puts the places and the postcodes of the pack's ground into the sources, and gives the points of its streets.
func groundOf(p *pack.Pack, sources *place.Sources) []place.Named {
	var streets []place.Named
	for _, g := range p.Ground {
		for _, s := range g.Names {
			at := place.Point{Lon: s.At.Lon, Lat: s.At.Lat}
			if g.Holds == pack.GroundStreets {
				streets = append(streets, place.Named{Name: s.Name, At: at})
				continue
			}
			sources.Entries = append(sources.Entries, place.Entry{ID: place.NameID(s.Kind, s.Name), Name: s.Name, Kind: s.Kind, Aliases: s.Aliases, Points: []place.Point{at}})
		}
		for _, u := range g.Codes {
			sources.Units = append(sources.Units, place.Unit{Code: u.Postcode, At: place.Point{Lon: u.At.Lon, Lat: u.At.Lat}, Premises: u.Premises, Metres: float64(u.Metres)})
		}
	}
	return streets
}
