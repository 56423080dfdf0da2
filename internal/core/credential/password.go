package credential

import (
	_ "embed" // the list of common passwords
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/wardmote/wardmote/internal/core/fault"
)

// The lengths of a password in characters. NCSC (Password policy: updating your approach; Cyber Essentials): length and a
// deny list instead of rules about characters, no expiry, no maximum that anybody meets, pasting allowed.
const (
	LeastPassword = 12
	MostPassword  = 256
)

//go:embed common.txt
var commonText string

// commonWords are the words and runs that most passwords in use are made of, with what each costs a guesser.
var commonWords = readCommon(commonText)

func readCommon(text string) map[string]int {
	words := map[string]int{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		run, isRun := strings.CutPrefix(line, "~")
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case isRun:
			words[run] = payRun
		default:
			words[line] = payWord
		}
	}
	return words
}

// CheckPassword says what is wrong with a new password, as fault.Invalid on the field "password" in words for the screen;
// nil where it may be used. About are words that a guesser would try first: the user's name and address, the partnership.
func CheckPassword(password string, about ...string) error {
	invalid := fault.Invalid{}
	n := utf8.RuneCountInString(password)
	switch {
	case !utf8.ValidString(password):
		invalid.Add("password", "Your password has characters that cannot be read. Type it again")
	case n < LeastPassword:
		invalid.Add("password", "Your password must have at least %d characters. Three random words make a good one", LeastPassword)
	case n > MostPassword:
		invalid.Add("password", "Your password must have %d characters or fewer", MostPassword)
	case fewKinds(password) || isRun(password) || guessable(password, about):
		invalid.Add("password", "Your password is too easy to guess. Three random words make a good one")
	}
	return invalid.OrNil()
}

// NormalPassword takes a password to the one form that is hashed, so that one keyboard's é is another's, and the space that a
// paste or a list brings along at an end is no part of it, whichever way in it was set (NIST SP 800-63B, 3.1.1.2).
func NormalPassword(password string) string { return norm.NFC.String(strings.TrimSpace(password)) }

// fewKinds says that fewer than five different characters make the password.
func fewKinds(s string) bool {
	kinds := map[rune]bool{}
	for _, r := range s {
		kinds[r] = true
	}
	return len(kinds) < 5
}

// isRun says that the password steps along the alphabet or the digits, up or down, for most of its way.
func isRun(s string) bool {
	runes := []rune(strings.ToLower(s))
	steps := 0
	for i := 1; i < len(runes); i++ {
		if d := runes[i] - runes[i-1]; d == 1 || d == -1 || d == 0 {
			steps++
		}
	}
	return steps*4 >= (len(runes)-1)*3
}

// What a guesser pays for each piece of a password, in half letters: somebody who tries words, dates and signs first is
// through a common word at the price of five, and through what is known of the user at that of two.
const (
	payLetter = 2
	paySign   = 1 // a figure or sign; nothing where it goes on from the one before (1234, 2222)
	payWord   = 5
	payRun    = 1 // a run of the keyboard
	payAbout  = 2
	enough    = 15 // three words of the list, or eight letters that are in none
)

// guessable says that a guesser is through the password too cheaply.
func guessable(password string, about []string) bool {
	known := map[string]bool{}
	for _, text := range about {
		for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
			if utf8.RuneCountInString(w) >= 3 {
				known[w] = true
			}
		}
	}
	return price(once([]rune(strings.ToLower(password))), known) < enough
}

// once is what is repeated, where the whole is one thing repeated.
func once(s []rune) []rune {
	for n := 1; n <= len(s)/2; n++ {
		if len(s)%n == 0 && slices.Equal(s[n:], s[:len(s)-n]) {
			return s[:n]
		}
	}
	return s
}

// price is the least that the pieces cost, over all ways to cut the password into pieces.
func price(s []rune, about map[string]bool) int {
	const longest = 20
	read := make([]rune, len(s)) // figures that stand for letters read as them: p4ssw0rd
	for i, r := range s {
		read[i] = r
		if letter, ok := standsFor[r]; ok {
			read[i] = letter
		}
	}
	least := make([]int, len(s)+1)
	for i := 1; i <= len(s); i++ {
		least[i] = least[i-1] + single(s, i-1)
		for n := 3; n <= min(i, longest); n++ {
			for _, piece := range [2]string{string(s[i-n : i]), string(read[i-n : i])} {
				if pay, ok := commonWords[piece]; ok {
					least[i] = min(least[i], least[i-n]+pay)
				}
				if about[piece] {
					least[i] = min(least[i], least[i-n]+payAbout)
				}
			}
		}
	}
	return least[len(s)]
}

var standsFor = map[rune]rune{'0': 'o', '1': 'i', '!': 'i', '|': 'i', '3': 'e', '4': 'a', '@': 'a', '5': 's', '$': 's', '7': 't', '+': 't', '8': 'b'}

func single(s []rune, i int) int {
	if unicode.IsLetter(s[i]) {
		return payLetter
	}
	if i > 0 && !unicode.IsLetter(s[i-1]) {
		if d := s[i] - s[i-1]; d >= -1 && d <= 1 {
			return 0
		}
	}
	return paySign
}
