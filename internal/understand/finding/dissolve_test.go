package finding

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// square is a feature on a lattice of 100 m.
func square(x, y int, level string) Feature {
	return Feature{Level: level, Square: &Square{X: 530000 + 100*float64(x), Y: 180000 + 100*float64(y), Half: 50}, Properties: map[string]any{"count": x}}
}

// twice is twice the area that a ring goes round: more than nought where it goes counter-clockwise.
func twice(ring []node) (sum int) {
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		sum += a.x*b.y - b.x*a.y
	}
	return sum
}

func TestJoinedSquaresCoverWhatTheSquaresCoverWhateverTheirShape(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var squares []Feature
		want := map[string]int{}
		for y := range 7 {
			for x := range 7 {
				if level := rapid.SampledFrom([]string{"", "1", "1", "3"}).Draw(t, "level"); level != "" {
					squares = append(squares, square(x, y, level))
					want[level]++
				}
			}
		}
		if len(squares) == 0 {
			return
		}
		g, done, got := newLattice(squares), map[node]bool{}, map[string]int{}
		for _, at := range g.order {
			if done[at] {
				continue
			}
			stretch := g.stretch(at, done)
			rings, sum := g.outline(stretch), 0
			for i, r := range rings {
				if n := twice(r); i == 0 && n <= 0 || i > 0 && n >= 0 {
					t.Fatalf("ring %d of %d goes round %d", i, len(rings), n)
				}
				for k, a := range r {
					if b, c := r[(k+1)%len(r)], r[(k+2)%len(r)]; a.x == b.x && b.x == c.x || a.y == b.y && b.y == c.y {
						t.Fatalf("a corner at %v is none", b)
					}
				}
				sum += twice(r)
			}
			if sum != 2*len(stretch) {
				t.Fatalf("%d squares became an area of %d halves", len(stretch), sum)
			}
			got[g.level[at]] += sum / 2
		}
		if got["1"] != want["1"] || got["3"] != want["3"] {
			t.Fatalf("%v of %v", got, want)
		}
	})
}

func TestAMapOfACityIsDrawnAsAreasAndTakenAwayAsSquares(t *testing.T) {
	l := &Layer{ID: "density", Label: "{count} recorded", Levels: []Level{{"3", "Densest"}, {"1", "Less dense"}}}
	for y := range 80 {
		for x := range 80 {
			level := "1"
			if x >= 20 && x < 40 && y >= 20 && y < 40 {
				level = "3"
			}
			l.Features = append(l.Features, square(x, y, level))
		}
	}
	type drawn struct {
		Features []struct {
			Properties struct{ Level, Label string }
			Geometry   struct{ Coordinates [][][2]float64 }
		}
	}
	read := func(write func(*bytes.Buffer) error) (d drawn) {
		var out bytes.Buffer
		if err := write(&out); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(out.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		return d
	}
	d := read(func(b *bytes.Buffer) error { return WriteDrawing(b, l) })
	if len(d.Features) != 2 || d.Features[0].Properties.Label != "Less dense" || len(d.Features[0].Geometry.Coordinates) != 2 {
		t.Fatalf("%+v", d)
	}
	for _, ring := range append(d.Features[0].Geometry.Coordinates, d.Features[1].Geometry.Coordinates...) {
		if len(ring) != 5 || ring[0] != ring[4] {
			t.Errorf("a square of squares has the ring %v", ring)
		}
	}
	if d := read(func(b *bytes.Buffer) error { return WriteGeoJSON(b, l) }); len(d.Features) != 6400 || d.Features[2].Properties.Label != "2 recorded" {
		t.Errorf("%d squares are taken away", len(d.Features))
	}
	l.Features = l.Features[:mostSquares]
	if d := read(func(b *bytes.Buffer) error { return WriteDrawing(b, l) }); len(d.Features) != mostSquares || !strings.HasSuffix(d.Features[0].Properties.Label, "recorded") {
		t.Error("squares that can be pressed one by one were joined")
	}
}
