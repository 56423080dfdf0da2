package pack

import (
	"fmt"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"github.com/wardmote/wardmote/internal/core/when"
)

const dayMinutes = 24 * 60

// Open says whether the phone is answered at a moment of the borough's clock; known is false where the directory gives no
// hours. A span is cut where the clock jumps, since hours are what the wall clock shows.
func (c *Contact) Open(at when.Instant) (open, known bool) {
	if len(c.Hours) == 0 {
		return false, false
	}
	return c.Hours.Open(at), true
}

// Open says whether a moment falls in the hours, by London's wall clock.
func (h Hours) Open(at when.Instant) bool {
	now := at.London()
	minute := now.Hour()*60 + now.Minute()
	for _, s := range h {
		if s.Day == now.Weekday() && minute >= s.Opens && minute < s.Closes {
			return true
		}
		if next := (s.Day + 1) % 7; s.Closes > dayMinutes && next == now.Weekday() && minute < s.Closes-dayMinutes {
			return true
		}
	}
	return false
}

// Always says that the hours cover the whole week.
func (h Hours) Always() bool {
	var days [7]bool
	for _, s := range h {
		if s.Opens == 0 && s.Closes >= dayMinutes {
			days[s.Day] = true
		}
	}
	return days == [7]bool{true, true, true, true, true, true, true}
}

// Days are days one after the other with the same hours, in minutes of the day.
type Days struct {
	First, Last   time.Weekday
	Opens, Closes int
}

// Days are the hours as a person reads them: days of the same hours together.
func (h Hours) Days() []Days {
	var out []Days
	for i := 0; i < len(h); {
		j := i
		for j+1 < len(h) && h[j+1].Day == (h[j].Day+1)%7 && h[j+1].Opens == h[i].Opens && h[j+1].Closes == h[i].Closes {
			j++
		}
		out = append(out, Days{h[i].Day, h[j].Day, h[i].Opens % dayMinutes, h[i].Closes % dayMinutes})
		i = j + 1
	}
	return out
}

// hours reads "always", or a list such as ["Mon-Fri 09:00-17:00", "Sat 10:00-13:00"].
func (d *decoder) hours(node ast.Node) (Hours, error) {
	var lines []string
	if text, ok := scalar(node); ok {
		lines = []string{text}
	} else if seq, ok := node.(*ast.SequenceNode); ok {
		for _, item := range seq.Values {
			text, _ := scalar(item)
			lines = append(lines, text)
		}
	}
	var hours Hours
	for _, line := range lines {
		spans, err := ParseHours(line)
		if err != nil {
			return nil, err
		}
		hours = append(hours, spans...)
	}
	if len(hours) == 0 {
		return nil, fmt.Errorf("opening hours are \"always\" or a list such as [\"Mon-Fri 09:00-17:00\"]")
	}
	return hours, nil
}

var dayNames = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// ParseHours reads one line of opening hours: "always", "Mon-Fri 09:00-17:00", "Sat 22:00-02:00" (into the next day).
func ParseHours(line string) (Hours, error) {
	if line == "always" {
		line = "Mon-Sun 00:00-24:00"
	}
	days, times, _ := strings.Cut(line, " ")
	from, to, isRange := strings.Cut(days, "-")
	if !isRange {
		to = from
	}
	first, okFirst := dayOf(from)
	last, okLast := dayOf(to)
	opens, closes, okTimes := timesOf(times)
	if !okFirst || !okLast || !okTimes {
		return nil, fmt.Errorf("%q are not opening hours such as \"Mon-Fri 09:00-17:00\"", line)
	}
	var hours Hours
	for day := first; ; day = (day + 1) % 7 {
		hours = append(hours, Span{Day: day, Opens: opens, Closes: closes})
		if day == last {
			return hours, nil
		}
	}
}

func dayOf(s string) (time.Weekday, bool) {
	for i, name := range dayNames {
		if strings.EqualFold(s, name) {
			return time.Weekday(i), true
		}
	}
	return 0, false
}

func timesOf(s string) (opens, closes int, ok bool) {
	var h1, m1, h2, m2 int
	if n, err := fmt.Sscanf(s, "%d:%d-%d:%d", &h1, &m1, &h2, &m2); err != nil || n != 4 {
		return 0, 0, false
	}
	opens, closes = h1*60+m1, h2*60+m2
	if h1 < 0 || h2 < 0 || m1 < 0 || m2 < 0 || m1 > 59 || m2 > 59 || opens >= dayMinutes || closes > dayMinutes {
		return 0, 0, false
	}
	if closes <= opens {
		closes += dayMinutes
	}
	return opens, closes, true
}
