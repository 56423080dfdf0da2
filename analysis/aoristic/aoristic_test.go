package aoristic_test

import (
	"errors"
	"fmt"
	"math"
	"testing"
	"time"
	_ "time/tzdata" // London, whatever the machine knows

	"github.com/wardmote/wardmote/analysis/aoristic"
	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"pgregory.net/rapid"
)

func clock(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.DateTime, s)
	fixture.Must(t, err)
	return at
}

func london(t testing.TB) *time.Location {
	t.Helper()
	l, err := time.LoadLocation("Europe/London")
	fixture.Must(t, err)
	return l
}

// TestWeightsAgreeWithR compares all 168 weights of eight intervals with R's aoristic, under its rules for reversed and
// week-long intervals.
func TestWeightsAgreeWithR(t *testing.T) {
	want := fixture.Rows(t, "testdata/aoristic_R.csv")[1:]
	for n, row := range fixture.Rows(t, "testdata/aoristic_input.csv")[1:] {
		i := aoristic.Interval{From: clock(t, row[2]), To: clock(t, row[3])}
		r, err := aoristic.Surface([]aoristic.Interval{i}, aoristic.Options{FlatLong: true, Reversed: aoristic.AtStart})
		fixture.Must(t, err)
		for hour := range aoristic.Hours {
			reference := fixture.Number(t, want[n][5+hour])
			if got := r.Week[(hour+144)%168]; math.Abs(got-reference) > 1e-15 { // R's week begins on Sunday
				t.Errorf("row %d hour %d: %.17g, R %.17g", n+1, hour+1, got, reference)
			}
		}
	}
}

// TestEightDaysCountTheDoubledDayTwice is where R's flat rule gives the long interval away.
func TestEightDaysCountTheDoubledDayTwice(t *testing.T) {
	var w aoristic.Week
	from := time.Date(2024, 3, 7, 4, 0, 0, 0, time.UTC) // a Thursday
	fixture.Must(t, w.Spread(aoristic.Interval{From: from, To: from.Add(8 * 24 * time.Hour)}))
	if got, want := w.At(time.Thursday, 12), 2.0/192; math.Abs(got-want) > 1e-15 {
		t.Errorf("Thursday noon, there twice: %g, want %g", got, want)
	}
	if got, want := w.At(time.Wednesday, 12), 1.0/192; math.Abs(got-want) > 1e-15 {
		t.Errorf("Wednesday noon, there once: %g, want %g", got, want)
	}
}

// TestWeightsFollowTheClockOnTheWall: the hour that comes twice in October has twice the weight, the one skipped in
// March has none.
func TestWeightsFollowTheClockOnTheWall(t *testing.T) {
	zone := london(t)
	night := func(month time.Month, day int) *aoristic.Week {
		var w aoristic.Week
		from, to := time.Date(2024, month, day, 0, 0, 0, 0, zone), time.Date(2024, month, day, 4, 0, 0, 0, zone)
		fixture.Must(t, w.Spread(aoristic.Interval{From: from, To: to}))
		return &w
	}
	autumn, spring := night(time.October, 27), night(time.March, 31)
	if got := autumn.At(time.Sunday, 1); math.Abs(got-2.0/5) > 1e-15 {
		t.Errorf("the hour that comes twice weighs %g of five hours", got)
	}
	if got := spring.At(time.Sunday, 1); got != 0 {
		t.Errorf("the hour that does not come weighs %g", got)
	}
}

// TestEveryOffenceWeighsOne, over any interval, with the clocks changing; and a brute-force count by minutes agrees.
func TestEveryOffenceWeighsOne(t *testing.T) {
	zone := london(t)
	rapid.Check(t, func(rt *rapid.T) {
		from := time.Unix(int64(rapid.IntRange(0, 60*24*730).Draw(rt, "minute"))*60+1704067200, 0).In(zone)
		minutes := rapid.IntRange(1, 60*24*30).Draw(rt, "minutes")
		i := aoristic.Interval{From: from, To: from.Add(time.Duration(minutes) * time.Minute)}
		var w, brute aoristic.Week
		if err := w.Spread(i); err != nil {
			rt.Fatal(err)
		}
		for m := range minutes {
			brute[aoristic.Cell(from.Add(time.Duration(m)*time.Minute))] += 1 / float64(minutes)
		}
		for c := range w {
			if math.Abs(w[c]-brute[c]) > 1e-9 {
				rt.Fatalf("cell %d: %g, by minutes %g", c, w[c], brute[c])
			}
		}
		if total := w.Total(); math.Abs(total-1) > 1e-9 {
			rt.Fatalf("the weights add up to %g", total)
		}
		fine, err := aoristic.Fine([]aoristic.Interval{i}, time.Hour)
		if err != nil {
			rt.Fatal(err)
		}
		for h, v := range w.ByHour() {
			if math.Abs(v-fine[h]) > 1e-9 {
				rt.Fatalf("hour %d: %g of the week, %g of the day", h, v, fine[h])
			}
		}
	})
}

func TestUselessIntervalsAreCounted(t *testing.T) {
	noon := time.Date(2024, 6, 3, 12, 0, 0, 0, time.UTC)
	all := []aoristic.Interval{{From: noon, To: noon.Add(20 * time.Minute)}, {From: noon, To: noon.Add(-time.Hour)}, {From: noon, To: noon.Add(400 * time.Hour)}}
	r, err := aoristic.Surface(all, aoristic.Options{MaxLength: 48 * time.Hour, Reversed: aoristic.LeaveOut})
	fixture.Must(t, err)
	if r.Used != 1 || r.TooLong != 1 || r.Reversed != 1 || r.Known != 1 {
		t.Errorf("%+v", r)
	}
	if _, err := aoristic.Surface(all, aoristic.Options{}); !errors.Is(err, aoristic.ErrReversed) {
		t.Errorf("a reversed interval gave %v", err)
	}
}

// FuzzAoristic feeds any two instants: an error, or weights that add up to one.
func FuzzAoristic(f *testing.F) {
	f.Add(int64(0), int64(0), int64(0))
	f.Add(int64(1711846800), int64(3600*24*200), int64(3600))
	f.Add(int64(math.MaxInt64), int64(math.MinInt64), int64(-1))
	f.Add(int64(-62135596800), int64(100*366*24*3600), int64(86400))
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, unix, length, step int64) {
		from := time.Unix(unix, 0).In(zone)
		i := aoristic.Interval{From: from, To: time.Unix(unix+length, 0).In(zone)}
		r, err := aoristic.Surface([]aoristic.Interval{i}, aoristic.Options{Reversed: aoristic.AtStart})
		if total := r.Week.Total(); err == nil && !(math.Abs(total-1) < 1e-6) {
			t.Fatalf("%v to %v: the weights add up to %g", i.From, i.To, total)
		}
		if c := aoristic.Cell(from); c < 0 || c >= aoristic.Hours {
			t.Fatalf("%v is hour %d of the week", from, c)
		}
		var w aoristic.Week
		if err := w.Spread(i); err == nil && !(w.At(time.Weekday(unix), int(length)) >= 0) {
			t.Fatalf("%v to %v: a weight of %g", i.From, i.To, w.At(time.Weekday(unix), int(length)))
		}
		fine, err := aoristic.Fine([]aoristic.Interval{i}, time.Duration(step)*time.Second)
		total := 0.0
		for _, v := range fine {
			total += v
		}
		if err == nil && !(math.Abs(total-1) < 1e-6) {
			t.Fatalf("%v to %v: the fine weights add up to %g", i.From, i.To, total)
		}
	})
}

func BenchmarkSurface(b *testing.B) {
	from := time.Date(2024, 3, 1, 8, 20, 0, 0, time.UTC)
	var all []aoristic.Interval
	for i := range 10_000 {
		start := from.Add(time.Duration(i*37) * time.Minute)
		all = append(all, aoristic.Interval{From: start, To: start.Add(time.Duration(i%2000) * time.Minute)})
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := aoristic.Surface(all, aoristic.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// A bicycle was locked at half past eight on a Monday and gone at eleven.
func ExampleWeek_Spread() {
	var w aoristic.Week
	err := w.Spread(aoristic.Interval{From: time.Date(2024, 3, 4, 8, 30, 0, 0, time.UTC), To: time.Date(2024, 3, 4, 11, 0, 0, 0, time.UTC)})
	if err != nil {
		fmt.Println(err)
		return
	}
	for hour := 8; hour < 11; hour++ {
		fmt.Printf("%02d:00 %.1f\n", hour, w.At(time.Monday, hour))
	}
	// Output:
	// 08:00 0.2
	// 09:00 0.4
	// 10:00 0.4
}
