package incident

import (
	"encoding/json"
	"errors"
	"fmt"
	"sort"
	"strconv"
	"strings"
)

func codeAndName(properties map[string]any) (code Code, name string, ok bool) {
	keys := make([]string, 0, len(properties))
	for k := range properties {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		return rank(keys[i]) < rank(keys[j]) || rank(keys[i]) == rank(keys[j]) && keys[i] < keys[j]
	})
	for _, k := range keys {
		text, _ := properties[k].(string)
		if c, isCode := ParseCode(text); isCode && !ok {
			code, ok = c, true
		} else if !isCode && name == "" && strings.Contains(strings.ToLower(k), "n") && isName(k) {
			name = text
		}
	}
	return code, name, ok
}

// rank puts the area's own code before those of the larger areas that hold it.
func rank(key string) int {
	k := strings.ToLower(key)
	switch {
	case k == "code" || k == "gss_code":
		return 0
	case strings.HasPrefix(k, "lsoa") || strings.HasPrefix(k, "wd"):
		return 1
	case strings.HasPrefix(k, "msoa"):
		return 3
	case strings.HasPrefix(k, "lad") || strings.HasPrefix(k, "lb_") || strings.HasPrefix(k, "la") || strings.HasPrefix(k, "rgn"):
		return 4
	default:
		return 2
	}
}

func isName(key string) bool {
	k := strings.ToLower(key)
	return k == "name" || strings.HasSuffix(k, "nm") && (strings.HasPrefix(k, "lsoa") || strings.HasPrefix(k, "wd"))
}

// polygons reads the coordinates of a Polygon or MultiPolygon. The numbers are scanned by hand: a city's boundaries hold a
// hundred thousand, and the general decoder takes as long over them as the import of a million rows.
func polygons(kind string, raw json.RawMessage) ([][][][2]float64, error) {
	s := scanner{text: raw}
	switch kind {
	case "Polygon":
		return [][][][2]float64{s.rings()}, s.end()
	case "MultiPolygon":
		var out [][][][2]float64
		s.list(func() { out = append(out, s.rings()) })
		return out, s.end()
	default:
		return nil, fmt.Errorf("is a %q, not a Polygon or MultiPolygon", kind)
	}
}

type scanner struct {
	text []byte
	at   int
	err  error
}

func (s *scanner) rings() (out [][][2]float64) {
	s.list(func() {
		var ring [][2]float64
		s.list(func() { ring = append(ring, s.position()) })
		if n := len(ring); n > 1 && ring[0] == ring[n-1] {
			ring = ring[:n-1]
		}
		out = append(out, ring)
	})
	return out
}

func (s *scanner) position() (p [2]float64) {
	n := 0
	s.list(func() {
		v := s.number()
		if n < 2 {
			p[n] = v
		}
		n++
	})
	if n < 2 {
		s.fail()
	}
	return p
}

func (s *scanner) list(item func()) {
	if s.peek() != '[' {
		s.fail()
		return
	}
	s.at++
	for s.err == nil && s.peek() != ']' {
		item()
		if s.peek() == ',' {
			s.at++
		} else if s.peek() != ']' {
			s.fail()
		}
	}
	s.at++
}

func (s *scanner) number() float64 {
	s.peek()
	start := s.at
	for s.at < len(s.text) && strings.IndexByte("+-.0123456789eE", s.text[s.at]) >= 0 {
		s.at++
	}
	v, err := strconv.ParseFloat(string(s.text[start:s.at]), 64)
	if err != nil {
		s.fail()
	}
	return v
}

func (s *scanner) peek() byte {
	for s.at < len(s.text) && s.text[s.at] <= ' ' {
		s.at++
	}
	if s.at >= len(s.text) {
		return 0
	}
	return s.text[s.at]
}

func (s *scanner) fail() {
	if s.err == nil {
		s.err = errors.New("coordinates are not GeoJSON positions")
	}
}

func (s *scanner) end() error { return s.err }
