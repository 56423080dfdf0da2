package incident

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
)

// Kind says which facts a segment holds.
type Kind string

// The kinds of facts.
const (
	Crime Kind = "crime" // police-recorded crime and anti-social behaviour: month and snapped point
	Stop  Kind = "stop"  // stop and search: minute and snapped point
	Count Kind = "count" // published counts by area and month, no points
)

// types are the publisher's crime types, today's fourteen and the two that were split in 2013. The position of a type is its
// code in Facts; segments store the name.
var types = []string{
	"Anti-social behaviour", "Bicycle theft", "Burglary", "Criminal damage and arson", "Drugs", "Other crime",
	"Other theft", "Possession of weapons", "Public order", "Robbery", "Shoplifting", "Theft from the person",
	"Vehicle crime", "Violence and sexual offences", "Public disorder and weapons", "Violent crime",
}

// typeByWord finds a type by its name or by the publisher's slug ("theft-from-the-person"), in small letters.
var typeByWord = wordsOfTypes()

func wordsOfTypes() map[string]uint8 {
	words := map[string]uint8{"violent-crime": 13, "criminal-damage-arson": 3, "asb": 0} // slugs of the API that are not the name with dashes
	for i, name := range types {
		lower := strings.ToLower(name)
		words[lower] = uint8(i)
		if slug := strings.ReplaceAll(lower, " ", "-"); slug != "violent-crime" {
			words[slug] = uint8(i)
		}
	}
	return words
}

// Types gives the names of the publisher's crime types; a type's position is its code.
func Types() []string { return append([]string(nil), types...) }

// ParseType finds the code of a crime type by its name or slug, without regard to capitals.
func ParseType(s string) (uint8, error) {
	if code, ok := typeByWord[strings.ToLower(strings.TrimSpace(s))]; ok {
		return code, nil
	}
	return 0, fmt.Errorf("%q is not a crime type of data.police.uk; they are: %s", s, strings.Join(types, ", "))
}

// Month counts calendar months from January 2000, which is month 0.
type Month uint16

// lastMonth is December 2099.
const lastMonth = Month(100*12 - 1)

// ParseMonth reads YYYY-MM.
func ParseMonth(s string) (Month, error) {
	if m, ok := monthOf([]byte(s)); ok {
		return m, nil
	}
	return 0, fmt.Errorf("%q is not a month such as 2018-06", s)
}

// String is YYYY-MM.
func (m Month) String() string { return fmt.Sprintf("%04d-%02d", m.Year(), m.OfYear()) }

// Year is the calendar year.
func (m Month) Year() int { return 2000 + int(m)/12 }

// OfYear is the month of the year, 1 to 12.
func (m Month) OfYear() int { return int(m)%12 + 1 }

// monthOf reads YYYY-MM of the years 2000 to 2099.
func monthOf(b []byte) (Month, bool) {
	if len(b) != 7 || b[4] != '-' {
		return 0, false
	}
	year, ok := digits(b[:4])
	month, ok2 := digits(b[5:])
	if !ok || !ok2 || year < 2000 || year > 2099 || month < 1 || month > 12 {
		return 0, false
	}
	return Month((year-2000)*12 + month - 1), true
}

func digits(b []byte) (n int, ok bool) {
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, len(b) > 0
}

// eightDigits reads eight digits together: pairs, then fours, then all (Lemire 2018).
func eightDigits(b []byte) (int, bool) {
	x := binary.LittleEndian.Uint64(b)
	if !allDigits(x) {
		return 0, false
	}
	x = (x & 0x0f0f0f0f0f0f0f0f) * (10<<8 + 1) >> 8
	x = (x & 0x00ff00ff00ff00ff) * (100<<16 + 1) >> 16
	return int((x & 0x0000ffff0000ffff) * (10_000<<32 + 1) >> 32), true
}

// allDigits tells that the eight bytes are digits: a byte is one where neither it nor it plus 6 leaves 0x30 to 0x3f.
func allDigits(x uint64) bool {
	const high = 0xf0f0f0f0f0f0f0f0
	return x&high|((x+0x0606060606060606)&high)>>4 == 0x3333333333333333
}

// Code is an ONS nine-character area code (E01004197) in four bytes; 0 is none.
type Code uint32

// ParseCode reads an ONS code: a capital letter and eight digits.
func ParseCode(s string) (Code, bool) { return codeOf([]byte(s)) }

// String is the nine characters; empty for none.
func (c Code) String() string {
	if c == 0 {
		return ""
	}
	var b [9]byte
	b[0] = 'A' - 1 + byte(c>>27)
	for i, n := 8, uint32(c)&(1<<27-1); i > 0; i, n = i-1, n/10 {
		b[i] = '0' + byte(n%10)
	}
	return string(b[:])
}

func codeOf(b []byte) (Code, bool) {
	if len(b) != 9 {
		b = bytes.TrimSpace(b) // the Metropolitan Police's dashboard prints some codes with a space
	}
	if len(b) != 9 || b[0] < 'A' || b[0] > 'Z' {
		return 0, false
	}
	n, ok := eightDigits(b[1:])
	return Code(b[0]-'A'+1)<<27 | Code(n), ok
}
