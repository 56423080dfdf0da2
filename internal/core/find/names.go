package find

import (
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/when"
)

// NameTokens are the words by which somebody is found by a name.
func NameTokens(name string) []string {
	all := Tokens(name)
	if whole := Name(name); whole != "" {
		all = append(all, whole)
	}
	return all
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
		all.add(ofBirthday + born.String())
	}
	return all.list
}

// NameWords are the parts of a name, each as one word, in the order of the alphabet: which of them is the surname differs from people
// to people, and from form to form.
func NameWords(name string) []string {
	var all set
	for _, c := range compounds(Fold(name)) {
		all.add(bare(c))
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
