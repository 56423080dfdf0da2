package find

import (
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/spelling"
	"github.com/wardmote/wardmote/internal/core/when"
)

// NameTokens are the distinct words by which somebody is found by any of their names.
func NameTokens(names ...string) []string {
	var all set
	all.add(Tokens(names...)...)
	for _, name := range names {
		all.add(Name(name))
	}
	return all.list
}

// LikenessTokens are the words by which a card of the same person is found however the name was heard or typed: how each part of a name
// sounds, its letters in any order, and the day of birth. Nobody types them.
func LikenessTokens(born when.Date, names ...string) []string {
	var all set
	for _, name := range names {
		for _, w := range NameWords(name) {
			all.add(ofSound+Sound(w), ofLetters+sorted(w))
		}
	}
	if !born.IsZero() {
		all.add(ofBirthday + bare(born.String()))
	}
	return all.list
}

// NameWords are the parts of a name, each as one word, in the order of the alphabet: which of them is the surname differs from people
// to people, and from form to form.
func NameWords(name string) []string {
	var all set
	for _, c := range compounds(Fold(name)) {
		for _, part := range strings.Split(c, "-") {
			all.add(bare(part))
		}
	}
	slices.Sort(all.list)
	return all.list
}

// Likeness is an Ask for cards that may be of the same person: by any telephone number, e-mail address, day of birth or part of the name.
func Likeness(phone, mail string, born when.Date, name string) Ask {
	var any Term
	for _, w := range LikenessTokens(born, name) {
		any = append(any, []string{w})
	}
	for _, text := range []string{phone, mail} {
		for _, w := range Tokens(text) {
			if strings.HasPrefix(w, ofPhone) || strings.HasPrefix(w, ofMail) {
				any = append(any, []string{w})
			}
		}
	}
	if len(any) == 0 {
		return Ask{}
	}
	return Ask{Terms: []Term{any}}
}

// Phone is a telephone number as it is dialled within the country, however it was typed; "" where the text is none.
func Phone(text string) string {
	plain := strings.TrimSpace(Fold(text))
	if phones.FindString(plain) != plain {
		return ""
	}
	return strings.TrimPrefix(phoneToken(plain), ofPhone)
}

// The sounds that are written in several ways, longest first.
var sounds = strings.NewReplacer("sch", "s", "tch", "c", "ph", "f", "gh", "g", "kh", "k", "sh", "s", "ch", "c", "th", "t", "dh", "d", "bh", "b", "zh", "z",
	"ck", "k", "q", "k", "x", "ks", "z", "s", "j", "g")

// Sound is how a part of a name sounds, roughly and in any of the borough's languages: its consonants, of which those that are
// written for one another are one. Muhammad, Mohamed and Mohammed are one, and so are Choudhury and Chowdhury.
func Sound(word string) string {
	var out []rune
	var last rune
	for i, c := range []rune(sounds.Replace(word)) {
		soft := strings.ContainsRune("aeiouyhw", c)
		if soft {
			c = 'a'
		}
		if c != last && (!soft || i == 0) {
			out = append(out, c)
		}
		last = c
	}
	return string(out)
}

func sorted(word string) string {
	letters := []rune(word)
	slices.Sort(letters)
	return string(letters)
}

// How alike two names are, in words, the closest first.
const (
	SameName     = "the same name"
	NameTurned   = "the same names in another order"
	NameSpelled  = "a name spelled much the same"
	NameSounding = "a name that sounds alike"
	PartOfName   = "a part of the name is the same"
)

var closeness = []string{SameName, NameTurned, NameSpelled, NameSounding, PartOfName}

// Closer says that one likeness of names is closer than another.
func Closer(one, other string) bool {
	return slices.Index(closeness, one) < slices.Index(closeness, other)
}

// NameLikeness is how alike two names are; "" where they are not. Every part of the shorter name has its own in the longer one, and a name of
// a single part is like another only as a whole.
func NameLikeness(one, other string) string {
	a, b := NameWords(one), NameWords(other)
	if len(a) == 0 || len(b) == 0 {
		return ""
	}
	if Name(one) == Name(other) && Name(one) != "" {
		return SameName
	}
	if slices.Equal(a, b) {
		return NameTurned
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	spelled, sounding, parts := pairs(a, b, alikeInLetters), pairs(a, b, alikeInSound), pairs(a, b, func(x, y string) bool { return x == y || alikeInLetters(x, y) || alikeInSound(x, y) })
	switch {
	case len(a) == 1 && len(b) > 1:
		if parts == 1 {
			return PartOfName
		}
	case spelled == len(a):
		return NameSpelled
	case sounding == len(a), parts == len(a):
		return NameSounding
	case parts > 0:
		return PartOfName
	}
	return ""
}

// pairs is how many words of a have a partner of their own in b.
func pairs(a, b []string, alike func(x, y string) bool) (n int) {
	left := slices.Clone(b)
	for _, x := range a {
		if i := slices.IndexFunc(left, func(y string) bool { return alike(x, y) }); i >= 0 {
			n++
			left = slices.Delete(left, i, i+1)
		}
	}
	return n
}

// alikeInLetters says that one word is the other with a slip of the hand: a letter more, less, other or swapped, in a word that is long
// enough to bear one.
func alikeInLetters(x, y string) bool {
	if x == y {
		return true
	}
	short := min(len(x), len(y))
	return short >= 4 && spelling.Slips([]rune(x), []rune(y), 1) <= 1 || short >= 4 && sorted(x) == sorted(y)
}

func alikeInSound(x, y string) bool { return len(Sound(x)) > 1 && Sound(x) == Sound(y) }

// nearDays is how far two dates of birth may lie apart and be taken for one that was misheard.
const nearDays = 3

// BirthLikeness is how near two days of birth are, in words; "" where they are not, or one is not known.
func BirthLikeness(one, other when.Date) string {
	if one.IsZero() || other.IsZero() {
		return ""
	}
	if one == other {
		return "the same date of birth"
	}
	a, b := one.String(), other.String()
	turned := a[:4] == b[:4] && a[5:7] == b[8:10] && a[8:10] == b[5:7]
	apart := one.Sub(other)
	if turned || spelling.Slips([]rune(a), []rune(b), 1) <= 1 || apart >= -nearDays && apart <= nearDays {
		return "a date of birth near theirs"
	}
	return ""
}
