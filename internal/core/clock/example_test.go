package clock_test

import (
	"fmt"
	"time"

	"github.com/wardmote/wardmote/internal/core/clock"
	"github.com/wardmote/wardmote/internal/core/when"
)

// A first contact within two working days, asked about on Christmas Eve and after the holidays.
func Example() {
	c := clock.Clock{Start: when.At(time.Date(2026, time.December, 23, 15, 0, 0, 0, time.UTC)),
		Target: clock.Period{N: 2, Unit: clock.WorkingDays, Mode: clock.Following}}
	for _, day := range []when.Date{when.Day(2026, time.December, 24), when.Day(2026, time.December, 29), when.Day(2026, time.December, 30)} {
		fmt.Println(c.At(clock.EnglandAndWales, day.Start()).Words())
	}
	// Output:
	// 1 working day left, due 29 December 2026
	// due today
	// overdue by 1 working day
}

// A fixed penalty may be paid within 14 days following its date; proceedings may start on the day after.
func ExamplePeriod() {
	p := clock.Period{N: 14, Unit: clock.Days, Mode: clock.Following}
	paid, _ := p.LastDay(clock.EnglandAndWales, when.Day(2026, time.November, 2))
	from, _ := p.FirstDayAfter(clock.EnglandAndWales, when.Day(2026, time.November, 2))
	fmt.Println(paid, from)
	// Output: 2026-11-16 2026-11-17
}
