package synthetic

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

func TestTheSameFileIsWrittenEveryTimeAndHoldsWhatWasPlanted(t *testing.T) {
	const n = 20_000
	var first, second bytes.Buffer
	for _, b := range []*bytes.Buffer{&first, &second} {
		if err := Write(b, n); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two runs differ")
	}
	share, emergingEarly := make([]float64, RepeatAddress+1), 0
	for _, line := range strings.Split(strings.TrimSpace(first.String()), "\n")[1:] {
		f := strings.Split(line, ",")
		kind, _ := strconv.Atoi(f[6])
		share[kind] += 1.0 / n
		if from, _ := strconv.Atoi(f[3]); kind == Emerging && from < emerging*1440 {
			emergingEarly++
		}
	}
	for kind, want := range map[int]float64{Background: .40, Scattered: .15, NearRepeat: .08, RepeatAddress: .12} {
		if math.Abs(share[kind]-want) > .015 {
			t.Errorf("kind %d is %.3f of the events, want %.2f", kind, share[kind], want)
		}
	}
	if emergingEarly > 0 {
		t.Errorf("%d events of emerging hot spots before they emerged", emergingEarly)
	}
}

func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	name := filepath.Join(t.TempDir(), "points.csv")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := Write(f, 500); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	e, err := Read(name, 500)
	if err != nil {
		t.Fatal(err)
	}
	for i := range e.Minutes {
		x, y, day := e.Points.X[i], e.Points.Y[i], e.WholeDays()[i]
		if x < West || x >= East || y < South || y >= North || day < 0 || day >= Period || e.Days()[i] < day {
			t.Errorf("event %d is at %v, %v on day %v", i, x, y, day)
		}
	}
	if _, err := Read(name, 501); err == nil {
		t.Error("a file that is too short was taken")
	}
}

func TestTheNearestPlaceIsFoundAsByLookingAtAll(t *testing.T) {
	c := build()
	for i := range 50 {
		x, y := West+float64(i*1171%(East-West)), South+float64(i*773%(North-South))
		gotX, gotY := c.snap.of(x, y)
		best := math.Inf(1)
		for _, p := range c.snap.places {
			best = min(best, math.Hypot(p[0]-x, p[1]-y))
		}
		if got := math.Hypot(gotX-x, gotY-y); got != best {
			t.Errorf("from %v, %v the nearest is %v away, found one %v away", x, y, best, got)
		}
	}
}
