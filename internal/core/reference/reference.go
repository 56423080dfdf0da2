// Package reference makes and reads the references that people write down, read out and type: ASB-26-00042-3.
//
// A reference is the kind's prefix, the year in two digits, the number in the year in five digits or more, and a check
// character. The check character tells any one character mistyped, and any two swapped letters or digits, from a good
// reference: it is the sum of the characters, each times its own power of 3, modulo the prime 31. Letters and digits are
// told apart by their place, so O and 0, I and 1 are read as what the place needs; the check character is never one of
// them.
//
// A reference identifies; it does not prove anything. What a reporter may see is opened by the PIN (package credential).
package reference

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Reference is a reference taken apart.
type Reference struct {
	Prefix string // 2 to 5 letters A to Z
	Year   int    // four digits, 2000 to 2099
	Number int    // from 1 to 999,999,999
}

// What can be wrong with a reference that somebody typed.
var (
	ErrForm  = errors.New("is not a reference such as ASB-26-00042-3")
	ErrCheck = errors.New("is not a reference we gave: a letter or number in it is wrong")
)

const (
	least   = 5  // digits of the number
	most    = 9  //
	modulus = 31 // prime, and no less than the number of letters
	root    = 3  // primitive modulo 31: every place has its own weight, up to 30 places
)

// alphabet of the check character: 31 characters without 0, 1, I, L, O.
const alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

var (
	prefixForm = regexp.MustCompile(`^[A-Z]{2,5}$`)
	compact    = regexp.MustCompile(`^([A-Z]{2,5})([0-9OIL]{2})([0-9OIL]{5,9})([0-9A-Z])$`)
	separators = strings.NewReplacer("-", "", "–", "", "—", "", "‑", "", "/", "", ".", "", " ", "", "\t", "", "\u00a0", "")
	digitsOf   = strings.NewReplacer("O", "0", "I", "1", "L", "1")
)

// New makes a reference, or says which part cannot be one.
func New(prefix string, year, number int) (Reference, error) {
	switch {
	case !prefixForm.MatchString(prefix):
		return Reference{}, fmt.Errorf("prefix %q of a reference: 2 to 5 capital letters are needed", prefix)
	case year < 2000 || year > 2099:
		return Reference{}, fmt.Errorf("year %d of a reference: it must be from 2000 to 2099", year)
	case number < 1 || number > 999_999_999:
		return Reference{}, fmt.Errorf("number %d of a reference: it must be from 1 to 999999999", number)
	}
	return Reference{prefix, year, number}, nil
}

// String is the reference as it is written: ASB-26-00042-3.
func (r Reference) String() string {
	body := fmt.Sprintf("%s-%02d-%0*d", r.Prefix, r.Year%100, least, r.Number)
	return body + "-" + string(check(strings.ReplaceAll(body, "-", "")))
}

// check is the check character of the letters and digits of a reference.
func check(body string) byte {
	sum, weight := 0, 1
	for i := len(body) - 1; i >= 0; i-- {
		weight = weight * root % modulus
		value := int(body[i] - '0')
		if body[i] >= 'A' {
			value = int(body[i] - 'A')
		}
		sum += value * weight
	}
	return alphabet[sum%modulus]
}

// Parse reads a reference in any case, with or without its hyphens and with spaces between. The error is ErrForm or
// ErrCheck, with what was typed.
func Parse(typed string) (Reference, error) {
	const longest = 64
	if len(typed) > longest {
		return Reference{}, fmt.Errorf("this %w", ErrForm)
	}
	m := compact.FindStringSubmatch(separators.Replace(strings.ToUpper(strings.TrimSpace(typed))))
	if m == nil {
		return Reference{}, fmt.Errorf("%q %w", typed, ErrForm)
	}
	year, _ := strconv.Atoi(digitsOf.Replace(m[2]))
	digits := digitsOf.Replace(m[3])
	number, _ := strconv.Atoi(digits)
	r, err := New(m[1], 2000+year, number)
	if err != nil || (len(digits) > least && digits[0] == '0') {
		return Reference{}, fmt.Errorf("%q %w", typed, ErrForm)
	}
	if written := r.String(); written[len(written)-1] != m[4][0] {
		return Reference{}, fmt.Errorf("%q %w", typed, ErrCheck)
	}
	return r, nil
}
