package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/wardmote/wardmote/internal/core/segment"
	"github.com/wardmote/wardmote/internal/program"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/hotspot"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/studyarea"
	"github.com/wardmote/wardmote/tools/bench/figures"
)

// ask times what the screens ask of the imported facts, once they are in memory: the count by ward, month and type, and hot
// spots of the pack's borough and of all London, all types and all months.
func ask(data, london, day string) error {
	ctx := context.Background()
	depot, err := segment.OpenDir(program.SegmentsFolder(data))
	if err != nil {
		return err
	}
	begin := time.Now()
	facts, err := incident.NewLibrary(depot).Facts(ctx)
	if err != nil {
		return err
	}
	loaded := fmt.Sprintf("reading the segments into memory, once, took %.2f s", time.Since(begin).Seconds())
	if err := timed("count", day, 9, func() (string, error) {
		_, err := facts.CountByWardMonthType(incident.Filter{Kind: incident.Crime})
		return loaded, err
	}); err != nil {
		return err
	}
	areas, whole, err := outlines(london)
	if err != nil {
		return err
	}
	from, to, err := facts.Span(incident.Crime)
	if err != nil {
		return err
	}
	for id, area := range areas {
		if err := timed(id, day, 5, func() (string, error) {
			// London is asked for every row, in a ward or not; the borough for its own.
			chosen := choice.Choice{Facts: facts, From: from, To: to, Area: studyarea.Area{Name: area.Name, Wards: facts.Wards}}
			if id == "hotspot-borough" {
				chosen.Area = whole
			}
			r, err := hotspot.Run(ctx, hotspot.Params{Choice: chosen, Footprint: area, Cell: 100})
			if err != nil {
				return "", err
			}
			return fmt.Sprintf("%d events, %d squares tested, %d hot", r.Events, r.Tested, r.Hot), nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// timed keeps the median of several runs after one that warms up: an area remembers its squares.
func timed(id, day string, runs int, fn func() (string, error)) error {
	note, err := fn()
	if err != nil {
		return err
	}
	var seconds []float64
	for range runs {
		begin := time.Now()
		if _, err := fn(); err != nil {
			return err
		}
		seconds = append(seconds, time.Since(begin).Seconds())
	}
	return figures.Add("import", figures.Figure{ID: id, Value: figures.Median(seconds), Unit: "s", Runs: runs, Note: note, Date: day})
}

func outlines(london string) (map[string]*studyarea.Footprint, studyarea.Area, error) {
	p, err := program.LoadPack("")
	if err != nil {
		return nil, studyarea.Area{}, err
	}
	register, _, err := program.AreasOf(p)
	if err != nil {
		return nil, studyarea.Area{}, err
	}
	borough, err := register.Outline(studyarea.Whole)
	if err != nil {
		return nil, studyarea.Area{}, err
	}
	all, err := londonOf(london)
	return map[string]*studyarea.Footprint{"hotspot-borough": borough, "hotspot-london": all}, register.Whole(), err
}

// londonOf is the outline of London by its wards, or a rectangle that holds it and is more work.
func londonOf(file string) (*studyarea.Footprint, error) {
	if file == "" {
		const west, east, south, north = -0.52, 0.34, 51.28, 51.70
		return studyarea.NewFootprint("London", "London", [][][][2]float64{{{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}}})
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	index, err := incident.NewAreaIndex(raw)
	if err != nil {
		return nil, err
	}
	return studyarea.FootprintOf("London", "London", index)
}
