package weight

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// ReadGAL reads GeoDa's .gal: a header whose number (alone, or second of four) is the count of places, then for each
// place a line "id count" and a line of its neighbours' ids. ids are in the order of the file. (GeoDa, "Spatial weights
// as distance functions and files"; every weight is 1.)
func ReadGAL(r io.Reader) (m *Matrix, ids []string, err error) {
	s := newLines(r)
	n, err := s.header("gal")
	if err != nil {
		return nil, nil, err
	}
	c := newCatalogue("gal")
	for s.next() {
		if len(s.fields) != 2 {
			return nil, nil, s.wrong("gal", "expected a place and its number of neighbours")
		}
		from, line := s.fields[0], s.line
		count, err := strconv.Atoi(s.fields[1])
		if err != nil || count < 0 || count > n {
			return nil, nil, s.wrong("gal", fmt.Sprintf("%q is not a number of neighbours", s.fields[1]))
		}
		if err := c.declare(from, line); err != nil {
			return nil, nil, err
		}
		var named []string
		for len(named) < count {
			if !s.next() {
				return nil, nil, fmt.Errorf("gal: line %d: place %q has %d of its %d neighbours", line, from, len(named), count)
			}
			named = append(named, s.fields...)
		}
		if len(named) > count {
			return nil, nil, s.wrong("gal", fmt.Sprintf("place %q has %d neighbours, not %d", from, len(named), count))
		}
		for _, to := range named {
			c.link(from, to, 1, s.line)
		}
	}
	return c.finish(s, n)
}

// ReadGWT reads GeoDa's .gwt: a header like that of .gal, then lines "from to distance". The distance becomes the
// weight; use [Binary] for neighbourhood alone.
func ReadGWT(r io.Reader) (m *Matrix, ids []string, err error) { return readTriples(r, "gwt") }

// ReadKWT reads PySAL's .kwt, which holds kernel weights, a place's own included, in the same lines as .gwt.
func ReadKWT(r io.Reader) (m *Matrix, ids []string, err error) { return readTriples(r, "kwt") }

func readTriples(r io.Reader, format string) (*Matrix, []string, error) {
	s := newLines(r)
	n, err := s.header(format)
	if err != nil {
		return nil, nil, err
	}
	c := newCatalogue(format)
	for s.next() {
		if len(s.fields) != 3 {
			return nil, nil, s.wrong(format, "expected two places and a weight")
		}
		weight, err := strconv.ParseFloat(s.fields[2], 64)
		if err != nil || math.IsNaN(weight) || math.IsInf(weight, 0) {
			return nil, nil, s.wrong(format, fmt.Sprintf("%q is not a weight", s.fields[2]))
		}
		if _, known := c.index[s.fields[0]]; !known {
			if err := c.declare(s.fields[0], s.line); err != nil {
				return nil, nil, err
			}
		}
		c.link(s.fields[0], s.fields[1], weight, s.line)
	}
	return c.finish(s, n)
}

// catalogue gives each place its index by the order in which the file declares it.
type catalogue struct {
	format string
	ids    []string
	index  map[string]int
	from   []string
	to     []string
	weight []float64
	line   []int
}

func newCatalogue(format string) *catalogue {
	return &catalogue{format: format, index: map[string]int{}}
}

func (c *catalogue) declare(id string, line int) error {
	if _, twice := c.index[id]; twice {
		return fmt.Errorf("%s: line %d: place %q stands twice", c.format, line, id)
	}
	c.index[id] = len(c.ids)
	c.ids = append(c.ids, id)
	return nil
}

func (c *catalogue) link(from, to string, weight float64, line int) {
	c.from, c.to = append(c.from, from), append(c.to, to)
	c.weight, c.line = append(c.weight, weight), append(c.line, line)
}

// finish resolves the names. A neighbour that has no rows of its own in a list of links is a place all the same, as long
// as the header's count has room for it.
func (c *catalogue) finish(s *lines, n int) (*Matrix, []string, error) {
	if s.err != nil {
		return nil, nil, fmt.Errorf("%s: line %d: %w", c.format, s.line, s.err)
	}
	for k, to := range c.to {
		if _, known := c.index[to]; known {
			continue
		}
		if c.format == "gal" {
			return nil, nil, fmt.Errorf("%s: line %d: neighbour %q is not a place of the file", c.format, c.line[k], to)
		}
		if err := c.declare(to, c.line[k]); err != nil {
			return nil, nil, err
		}
	}
	if len(c.ids) > n || (c.format == "gal" && len(c.ids) != n) {
		return nil, nil, fmt.Errorf("%s: line 1 says %d places, the file has %d", c.format, n, len(c.ids))
	}
	links := make([]Link, len(c.from))
	for k := range links {
		links[k] = Link{c.index[c.from[k]], c.index[c.to[k]], c.weight[k]}
	}
	m, err := FromLinks(len(c.ids), links)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", c.format, err)
	}
	return m, c.ids, nil
}

// lines are the lines of a file that are not blank, split at white space.
type lines struct {
	scan   *bufio.Scanner
	fields []string
	line   int
	err    error
}

func newLines(r io.Reader) *lines {
	s := bufio.NewScanner(r)
	s.Buffer(nil, 1<<24)
	return &lines{scan: s}
}

func (s *lines) next() bool {
	for s.scan.Scan() {
		s.line++
		if s.fields = strings.Fields(s.scan.Text()); len(s.fields) > 0 {
			return true
		}
	}
	s.err = s.scan.Err()
	return false
}

func (s *lines) wrong(format, what string) error {
	return fmt.Errorf("%s: line %d: %s", format, s.line, what)
}

func (s *lines) header(format string) (int, error) {
	if !s.next() {
		return 0, fmt.Errorf("%s: the file is empty", format)
	}
	field := s.fields[0]
	if len(s.fields) > 1 {
		field = s.fields[1]
	}
	n, err := strconv.Atoi(field)
	if err != nil || n < 0 || n >= MaxPlaces {
		return 0, s.wrong(format, fmt.Sprintf("%q is not a number of places", field))
	}
	return n, nil
}
