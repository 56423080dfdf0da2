package synthetic

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"

	"github.com/wardmote/wardmote/analysis/plane"
)

// Events are those of a file: places in metres and minutes since the first day began.
type Events struct {
	Points  plane.Points
	Minutes []float64
}

// Days are the times in days, with their fraction.
func (e Events) Days() []float64 {
	out := make([]float64, len(e.Minutes))
	for i, m := range e.Minutes {
		out[i] = m / 1440
	}
	return out
}

// WholeDays are the times by day.
func (e Events) WholeDays() []float64 {
	out := make([]float64, len(e.Minutes))
	for i, m := range e.Minutes {
		out[i] = float64(int(m) / 1440)
	}
	return out
}

// Read reads the n events of a file with the columns id,x,y,t_from_min,… It reads by hand because the memory of a
// benchmark is measured with its events in it.
func Read(name string, n int) (e Events, err error) {
	f, err := os.Open(name)
	if err != nil {
		return e, err
	}
	defer f.Close() //nolint:errcheck // only read
	e = Events{plane.Points{X: make([]float64, 0, n), Y: make([]float64, 0, n)}, make([]float64, 0, n)}
	lines := bufio.NewScanner(f)
	if !lines.Scan() || !bytes.HasPrefix(lines.Bytes(), []byte("id,x,y,t_from_min,")) {
		return e, errors.Join(lines.Err(), fmt.Errorf("the file does not begin with the columns id,x,y,t_from_min"))
	}
	for lines.Scan() {
		row, v := lines.Bytes(), [4]float64{}
		for i := range v {
			field, rest, _ := bytes.Cut(row, []byte(","))
			if v[i], err = whole(field); err != nil {
				return e, fmt.Errorf("row %d: %w", len(e.Minutes)+1, err)
			}
			row = rest
		}
		e.Points.X, e.Points.Y, e.Minutes = append(e.Points.X, v[1]), append(e.Points.Y, v[2]), append(e.Minutes, v[3])
	}
	if len(e.Minutes) != n {
		err = fmt.Errorf("the file holds %d events, not %d", len(e.Minutes), n)
	}
	return e, errors.Join(err, lines.Err())
}

func whole(digits []byte) (float64, error) {
	if len(digits) == 0 {
		return 0, errors.New("a number is missing")
	}
	v := 0.0
	for _, c := range digits {
		if c < '0' || c > '9' {
			return 0, fmt.Errorf("%q is not a whole number", digits)
		}
		v = 10*v + float64(c-'0')
	}
	return v, nil
}
