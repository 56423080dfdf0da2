package hotspot_test

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/segment"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/hotspot"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/studyarea"
)

// london loads the 1.82 million rows and the wards of London that may lie beside the repository.
func london(b *testing.B) (*incident.Facts, *incident.AreaIndex) {
	b.Helper()
	data := filepath.Join("..", "..", "..", "..", "shared", "data")
	f, err := os.Open(filepath.Join(data, "boundaries", "london_wards_2014.geojson.gz"))
	must(b, err)
	defer f.Close() //nolint:errcheck // opened for reading
	z, err := gzip.NewReader(f)
	must(b, err)
	raw, err := io.ReadAll(z)
	must(b, err)
	index, err := incident.NewAreaIndex(raw)
	must(b, err)
	depot, err := segment.OpenDir(b.TempDir())
	must(b, err)
	file := filepath.Join(data, "police", "london-12types_2018-02_2021-01.csv.gz")
	opt := incident.Options{Now: when.At(time.Unix(1_790_000_000, 0)), Geography: incident.Geography{Wards: index}}
	_, err = incident.Import(ctx, depot, incident.Files(file), opt)
	must(b, err)
	start := time.Now()
	facts, err := incident.NewLibrary(depot).Facts(ctx)
	must(b, err)
	b.ReportMetric(float64(time.Since(start).Milliseconds()), "ms-to-load")
	return facts, index
}

func BenchmarkLondon(b *testing.B) {
	facts, index := london(b)
	all := studyarea.OfBoundaries("London", index)
	of := func(r *studyarea.Register) hotspot.Params {
		footprint, err := r.Outline(studyarea.Whole)
		must(b, err)
		return hotspot.Params{Cell: 100, Footprint: footprint, Choice: choice.Choice{Facts: facts, From: month(b, "2018-02"), To: month(b, "2021-01"), Area: r.Whole()}}
	}
	p, small := of(all), of(register())
	b.Run("count by ward, month and type", func(b *testing.B) {
		for b.Loop() {
			_, err := facts.CountByWardMonthType(incident.Filter{From: p.From, To: p.To})
			must(b, err)
		}
	})
	b.Run("borough 100 m", func(b *testing.B) {
		for b.Loop() {
			_, err := hotspot.Run(ctx, small)
			must(b, err)
		}
	})
	b.Run("all London 100 m", func(b *testing.B) {
		for b.Loop() {
			_, err := hotspot.Run(ctx, p)
			must(b, err)
		}
	})
	b.Run("all London 100 m, burglary, first question", func(b *testing.B) {
		q := p
		q.Types = []uint8{crime(b, "burglary")}
		for b.Loop() {
			var err error
			q.Footprint, err = studyarea.FootprintOf("E12000007", "London", index)
			must(b, err)
			_, err = hotspot.Run(ctx, q)
			must(b, err)
		}
	})
}
