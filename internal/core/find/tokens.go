package find

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// longestToken bounds a word in bytes; of a longer one the beginning is kept. PostgreSQL takes no lexeme over 2 KB.
const longestToken = 96

// The first letters of words that stand for more than a word. None is a letter or a digit, so nothing typed begins so by itself.
const (
	ofName     = "=" // a whole title, place or name
	ofMail     = "@" // an e-mail address
	ofPhone    = "#" // a telephone number as dialled within the country
	ofSound    = "~" // how a name sounds
	ofLetters  = "+" // the letters of a name in the order of the alphabet
	ofBirthday = "!" // a date of birth
)

var (
	emails    = regexp.MustCompile(`[\pL\pN][\pL\pN._+'-]*@[\pL\pN][\pL\pN.-]*[\pL\pN]`)
	phones    = regexp.MustCompile(`\+?\(?[0-9][0-9 ().-]{7,24}[0-9]`)
	postcodes = regexp.MustCompile(`\b([a-z]{1,2}[0-9][a-z0-9]?) {0,2}([0-9][a-z]{2})\b`)
	letters   = strings.NewReplacer("ß", "ss", "ø", "o", "æ", "ae", "œ", "oe", "đ", "d", "ð", "d", "ł", "l", "ı", "i", "þ", "th",
		"’", "'", "‘", "'", "ʼ", "'", "ʻ", "'", "`", "'", "´", "'", "\u00ad", "")
)

// Fold is a text without what people write differently: case, accents, the sort of a hyphen, apostrophe or space.
func Fold(text string) string {
	if plain, ok := foldASCII(text); ok {
		return plain
	}
	text = strings.ToValidUTF8(text, " ")
	var b strings.Builder
	b.Grow(len(text))
	for _, c := range letters.Replace(cases.Fold().String(norm.NFKD.String(text))) {
		switch {
		case unicode.Is(unicode.Mn, c), unicode.Is(unicode.Cf, c):
		case unicode.Is(unicode.Pd, c), c == '−':
			b.WriteByte('-')
		case unicode.IsSpace(c):
			b.WriteByte(' ')
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

// foldASCII is Fold of a text of ASCII alone, which most are.
func foldASCII(text string) (string, bool) {
	out := []byte(text)
	for i, c := range out {
		switch {
		case c >= utf8.RuneSelf:
			return "", false
		case c >= 'A' && c <= 'Z':
			out[i] = c + 'a' - 'A'
		case c >= '\t' && c <= '\r':
			out[i] = ' '
		case c == '`':
			out[i] = '\''
		}
	}
	return string(out), true
}

// Tokens are the distinct words by which a text is found, in their order.
func Tokens(texts ...string) []string {
	var all set
	for _, text := range texts {
		plain := Fold(text)
		for _, m := range emails.FindAllString(plain, -1) {
			all.add(mailToken(m))
		}
		for _, m := range phones.FindAllString(plain, -1) {
			all.add(phoneToken(m))
		}
		for _, m := range postcodes.FindAllStringSubmatch(plain, -1) {
			all.add(m[1]+m[2], m[1])
		}
		for _, c := range compounds(plain) {
			parts := partsOf(c)
			all.add(parts...)
			if len(parts) != 1 || strings.ContainsAny(c, "-'") {
				all.add(bare(c))
			}
		}
	}
	return all.list
}

// set is a list of words, each once. A word of one letter finds nothing: it is nearly everywhere.
type set struct {
	list []string
	has  map[string]bool
}

func (s *set) add(words ...string) {
	if s.has == nil {
		s.has = map[string]bool{}
	}
	for _, w := range words {
		if len(w) > longestToken {
			w = strings.ToValidUTF8(w[:longestToken], "")
		}
		if !wordLike(w) || s.has[w] {
			continue
		}
		s.has[w] = true
		s.list = append(s.list, w)
	}
}

// wordLike says that a word is long enough to be looked for: two letters or figures, or one of a script that writes words so.
func wordLike(w string) bool { return len(w) > 1 }

// compounds are the words of a folded text, with the hyphens and apostrophes that stand within them.
func compounds(plain string) []string {
	all := strings.FieldsFunc(plain, func(c rune) bool { return !isWord(c) && c != '-' && c != '\'' })
	out := all[:0]
	for _, c := range all {
		if c = strings.Trim(c, "-'"); c != "" {
			out = append(out, c)
		}
	}
	return out
}

func isWord(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.Is(unicode.Mc, c)
}

// partsOf are the parts of a compound that are words of their own.
func partsOf(compound string) []string {
	return slices.DeleteFunc(strings.FieldsFunc(compound, func(c rune) bool { return c == '-' || c == '\'' }), func(w string) bool { return !wordLike(w) })
}

var joins = strings.NewReplacer("-", "", "'", "")

// bare is a compound as one word.
func bare(compound string) string { return joins.Replace(compound) }

// Name is the one word by which a whole title, place or name is found exactly; "" where there is none, or it is too long to be typed.
func Name(text string) string {
	var words []string
	for _, c := range compounds(Fold(text)) {
		words = append(words, bare(c))
	}
	name := ofName + strings.Join(words, ofName)
	if len(words) == 0 || len(name) > longestToken {
		return ""
	}
	return name
}

func mailToken(mail string) string {
	return ofMail + strings.Map(func(c rune) rune {
		if isWord(c) || c == '@' || c == '.' {
			return c
		}
		return -1
	}, mail)
}

// phoneToken is a telephone number as it is dialled within the country: +44 (0)20 7946 0018 and 0044 20… are 02079460018. It is "" where
// the figures are none.
func phoneToken(typed string) string {
	abroad := strings.HasPrefix(typed, "+") || strings.HasPrefix(typed, "(+")
	digits := strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return c
		}
		return -1
	}, typed)
	if rest, ok := strings.CutPrefix(digits, "00"); ok {
		digits, abroad = rest, true
	}
	if rest, ok := strings.CutPrefix(digits, "44"); ok && abroad {
		digits, abroad = "0"+strings.TrimPrefix(rest, "0"), false
	}
	if len(digits) < 9 || len(digits) > 15 || !abroad && digits[0] != '0' {
		return ""
	}
	return ofPhone + digits
}
