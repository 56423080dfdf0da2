package place

import (
	"fmt"
	"regexp"
	"strings"
)

// Postcode is a postcode, or only its outward part (the district). It is checked for form alone: whether the Royal Mail
// delivers to it is not known here.
type Postcode struct {
	Outward string // E1, EC1A
	Inward  string // 6AN, or the 6 of a sector alone; empty where only the district was given
}

// String is the postcode as it is written.
func (p Postcode) String() string { return strings.TrimSpace(p.Outward + " " + p.Inward) }

// Sector is the district with the first digit of the inward part, E1 6; empty where only the district was given.
func (p Postcode) Sector() string {
	if p.Inward == "" {
		return ""
	}
	return p.Outward + " " + p.Inward[:1]
}

// The forms of BS 7666: A9 A99 A9A AA9 AA99 AA9A, and of the letters only those in use at each place.
const (
	outwardForm = `(?:[A-PR-UWYZ][0-9][0-9A-HJKPSTUW]?|[A-PR-UWYZ][A-HK-Y][0-9][0-9ABEHMNPRV-Y]?)`
	inwardForm  = `[0-9][ABD-HJLNP-UW-Z]{2}`
)

var (
	outwardOnly = regexp.MustCompile(`^` + outwardForm + `$`)
	whole       = regexp.MustCompile(`^(` + outwardForm + `)(` + inwardForm + `)$`)
	wholeInText = regexp.MustCompile(`(?i)\b(` + outwardForm + `)[ \t]*(` + inwardForm + `)\b`)
	sectorText  = regexp.MustCompile(`(?i)\b(` + outwardForm + `)[ \t]+([0-9])(?:[ \t]*$|[^0-9A-Za-z])`)
	outInText   = regexp.MustCompile(`(?i)\b` + outwardForm + `\b`)
)

func isOutward(s string) bool { return outwardOnly.MatchString(s) }

// ParsePostcode reads a postcode or a postcode district, in any case and with any spaces.
func ParsePostcode(s string) (Postcode, error) {
	fields := strings.Fields(strings.ToUpper(s))
	if n := len(fields); n == 2 && isOutward(fields[0]) && len(fields[1]) == 1 && fields[1] >= "0" && fields[1] <= "9" {
		return Postcode{fields[0], fields[1]}, nil // a sector, E1 6: never district E16
	}
	compact := strings.Join(fields, "")
	if m := whole.FindStringSubmatch(compact); m != nil {
		return Postcode{m[1], m[2]}, nil
	}
	if isOutward(compact) {
		return Postcode{Outward: compact}, nil
	}
	return Postcode{}, fmt.Errorf("%q is not a postcode such as E1 6AN, or its first part such as E1", clip(s))
}

func clip(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}

// takePostcode finds a postcode among words and gives back the rest of them. Of several the first counts. A district
// alone is taken only where the partnership has it, because a road may look like one (B118, A12).
func (a *Atlas) takePostcode(text string) (Postcode, string) {
	if at := wholeInText.FindStringSubmatchIndex(text); at != nil {
		p := Postcode{strings.ToUpper(text[at[2]:at[3]]), strings.ToUpper(text[at[4]:at[5]])}
		return p, text[:at[0]] + " " + text[at[1]:]
	}
	if at := sectorText.FindStringSubmatchIndex(text); at != nil {
		p := Postcode{strings.ToUpper(text[at[2]:at[3]]), text[at[4]:at[5]]}
		if _, ok := a.sectors[p.Sector()]; ok {
			return p, text[:at[0]] + " " + text[at[5]:]
		}
	}
	for _, at := range outInText.FindAllStringIndex(text, -1) {
		outward := strings.ToUpper(text[at[0]:at[1]])
		if _, ok := a.outward[outward]; ok {
			return Postcode{Outward: outward}, text[:at[0]] + " " + text[at[1]:]
		}
	}
	return Postcode{}, text
}
