package incident

import (
	"fmt"
	"slices"
	"strings"
)

// Columns of the publisher's files, by the small letters of their header.
const (
	colCrimeID  = "crime id"
	colMonth    = "month"
	colLon      = "longitude"
	colLat      = "latitude"
	colType     = "crime type"
	colLSOA     = "lsoa code"
	colWard     = "ward code"
	colStreet   = "location"
	colForce    = "falls within"
	colReported = "reported by"
	colOutcome  = "last outcome category"
	colAPI      = "api id"
	colDate     = "date"
	colWardWas  = "ward code (derived)"
)

// crimeTexts and stopTexts are the columns kept as text, in the order of rows.texts.
var (
	crimeTexts = []string{colForce, colOutcome}
	stopTexts  = []string{
		"type", "part of a policing operation", "gender", "age range", "self-defined ethnicity",
		"officer-defined ethnicity", "legislation", "object of search", "outcome",
		"outcome linked to object of search", "removal of more than just outer clothing",
	}
)

// schema is a recognised header: which facts, and where each column stands (-1 where absent).
type schema struct {
	name   string
	kind   Kind
	fields int
	at     map[string]int
	texts  []int
	header []string // small letters, trimmed
	counts countShape
}

func (s *schema) col(name string) int {
	if i, ok := s.at[name]; ok {
		return i
	}
	return -1
}

// detect recognises a file by the columns that its header names, whatever their order and whichever others there are.
func detect(header []string) (*schema, error) {
	s := &schema{fields: len(header), at: map[string]int{}}
	for i, h := range header {
		h = strings.ToLower(strings.TrimSpace(h))
		s.header = append(s.header, h)
		if _, twice := s.at[h]; !twice {
			s.at[h] = i
		}
	}
	switch {
	case s.has(colCrimeID, "outcome type"):
		return nil, fmt.Errorf("this is the publisher's outcomes file, which holds no crimes of its own; import the street file")
	case s.has(colMonth, colLon, colLat, colType):
		s.kind, s.name = Crime, "police.uk street (compact)"
		if s.has(colForce) || s.has(colReported) {
			s.name = "police.uk street"
		} else if s.has(colAPI) {
			s.name = "police.uk street (API)"
		}
		s.locateTexts(crimeTexts)
		if s.texts[0] < 0 {
			s.texts[0] = s.col(colReported)
		}
		return s, nil
	case s.has("type", colDate, colLat, colLon, "object of search"):
		s.kind, s.name = Stop, "police.uk stop and search"
		s.locateTexts(stopTexts)
		return s, nil
	}
	if counts := s.detectCounts(); counts {
		return s, nil
	}
	return nil, s.unknown()
}

func (s *schema) has(names ...string) bool {
	return !slices.ContainsFunc(names, func(n string) bool { return s.col(n) < 0 })
}

func (s *schema) locateTexts(names []string) {
	for _, n := range names {
		s.texts = append(s.texts, s.col(n))
	}
}

// unknown says what is missing from the shape that comes nearest.
func (s *schema) unknown() error {
	nearest, missing := "", []string(nil)
	for name, need := range map[string][]string{
		"street crime":    {colMonth, colLon, colLat, colType},
		"stop and search": {"type", colDate, colLat, colLon, "object of search"},
	} {
		var lacks []string
		for _, n := range need {
			if s.col(n) < 0 {
				lacks = append(lacks, fmt.Sprintf("%q", n))
			}
		}
		if len(lacks) < len(need)-1 && (missing == nil || len(lacks) < len(missing)) {
			nearest, missing = name, lacks
		}
	}
	if missing != nil {
		return fmt.Errorf("the header looks like %s but has no column %s", nearest, strings.Join(missing, ", "))
	}
	return fmt.Errorf("the header is not one of data.police.uk (street crime, stop and search) nor a table of counts by area and month")
}
