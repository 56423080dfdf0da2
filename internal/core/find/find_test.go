package find_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/wardmote/wardmote/internal/core/find"
	"github.com/wardmote/wardmote/internal/core/when"
)

// finds says whether what is asked finds a text, read as every database reads it.
func finds(typed string, texts ...string) bool {
	var shelf find.Shelf
	shelf.Put(find.Entry{Text: strings.Join(texts, "\n")})
	return len(shelf.Find(find.Read(typed), 1)) == 1
}

func TestWhatIsWrittenDifferentlyIsFoundAllTheSame(t *testing.T) {
	for _, c := range []struct{ typed, text string }{
		{"cafe", "the Café on the corner"}, {"CAFÉ", "cafe"}, {"strasse", "Straße"}, {"scooter", "an e-scooter"}, {"e-scooter", "a scooter"}, {"e‑scooter", "E-Scooters"},
		{"escooter", "e-scooter"}, {"antisocial", "anti-social behaviour"}, {"anti-social", "antisocial"}, {"oneill", "Mrs O’Neill"}, {"O'Neill", "oneill"}, {"mary's", "St Mary’s"},
		{"marys", "St. Mary's church"}, {"020 7946 0018", "ring +44 (0)20 7946 0018 after six"}, {"+442079460018", "(020) 7946-0018"}, {"0044 20 7946 0018", "02079460018"},
		{"07700 900123", "07700900123"}, {"e1 6an", "E16AN"}, {"E16AN", "at e1 6an."}, {"E1", "E1 6AN"}, {"Jo.Brown@Example.org", "write to jo.brown@example.org"},
		{"brown", "jo.brown@example.org"}, {"ASB-26-00042-3", "see asb-26-00042-3"}, {"asb 26 00042 3", "ASB-26-00042-3"}, {"ASB-26-00042", "ASB-26-00042-3"}, {"asb 26 0004", "ASB-26-00042-3"}, {"asb-26-00042-4", "see ASB-26-00042-3"}, {"noi dea", "noise and dealing"}, {"মোহাম্মদ", "মোহাম্মদ"},
	} {
		if !finds(c.typed, c.text) {
			t.Errorf("%q does not find %q: %v in %v", c.typed, c.text, find.Read(c.typed).Terms, find.Tokens(c.text))
		}
	}
	for _, c := range []struct{ typed, text string }{
		{"cafe", "coffee"}, {"jo.brown@example.org", "jo.green@example.org and brown"}, {"020 7946 0018", "020 7946 0019"}, {"e1 6an", "e1 6ap"}, {"", "x"}, {"-", "a-b"}, {"noise drug", "noise"}, {"ASB-26-00043", "ASB-26-00042-3"},
	} {
		if finds(c.typed, c.text) {
			t.Errorf("%q finds %q", c.typed, c.text)
		}
	}
}

// TestATextIsMarkedWhereItIsFound holds the passage that is shown to what was asked, and loses nothing of a text that is shown whole.
func TestATextIsMarkedWhereItIsFound(t *testing.T) {
	for _, c := range []struct{ typed, text, want string }{
		{"cafe", "The Café, again", "The [Café], again"}, {"scooter", "An e-scooter <b>", "An [e-scooter] <b>"}, {"020 7946 0018", "ring +44 20 7946 0018 now", "ring [+44 20 7946 0018] now"},
		{"e1 6an", "at E1 6AN.", "at [E1 6AN]."},
	} {
		marked := ""
		for _, s := range find.Read(c.typed).Marked(c.text) {
			if s.Hit {
				marked += "[" + s.Text + "]"
			} else {
				marked += s.Text
			}
		}
		if marked != c.want {
			t.Errorf("%q in %q is marked %q", c.typed, c.text, marked)
		}
	}
	long := strings.Repeat("before ", 100) + "scooter" + strings.Repeat(" after", 100)
	spans, n := find.Read("scooter").Snippet(long)
	text := ""
	for _, s := range spans {
		text += s.Text
	}
	if n != 1 || len(text) > 400 || !strings.HasPrefix(text, "… ") || !strings.HasSuffix(text, " …") {
		t.Errorf("%d, %q", n, text)
	}
}

func TestNamesThatMayBeOnePersonsAreToldApartFromOthers(t *testing.T) {
	for _, c := range []struct{ one, other, want string }{
		{"Willow Teacup", "willow TEACUP", find.SameName}, {"Teacup, Willow", "Willow Teacup", find.NameTurned}, {"Muhammad Chowdhury", "Mohammed Choudhury", find.NameSounding},
		{"Brian Marlton", "Brain Martlon", find.NameSpelled}, {"Aisha Rahman", "Ayesha Rehman", find.NameSounding}, {"Willow Teacup", "Willow Saucer", find.PartOfName},
		{"Willow Teacup", "Bramble Lantern", ""}, {"", "Willow", ""},
	} {
		if is, back := find.NameLikeness(c.one, c.other), find.NameLikeness(c.other, c.one); is != c.want || back != is {
			t.Errorf("%q and %q: %q, and turned round %q; want %q", c.one, c.other, is, back, c.want)
		}
	}
	born := when.Day(1990, 3, 12)
	for other, want := range map[when.Date]string{born: "the same date of birth", when.Day(1990, 12, 3): "a date of birth near theirs", when.Day(1990, 3, 13): "a date of birth near theirs",
		when.Day(1980, 3, 12): "a date of birth near theirs", when.Day(1971, 7, 25): "", {}: ""} {
		if is := find.BirthLikeness(born, other); is != want {
			t.Errorf("%s and %s: %q, want %q", born, other, is, want)
		}
	}
}

// FuzzTokens cuts any text to words that both databases keep as they are, finds the text again by each of them, and marks without losing a
// letter.
func FuzzTokens(f *testing.F) {
	for _, text := range []string{"The Café, E1 6AN", "+44 (0)20 7946 0018", "jo.b'rien+x@example.org", "e-scooter’s", "\x00\xff\u202e", "'\"\\:*&|!()", "মোহাম্মদ", "ǅ\u0345"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		tokens := find.Tokens(text)
		for _, w := range append(slices.Clone(tokens), find.Name(text)) {
			if strings.ContainsAny(w, " '\"\\:*&|()<>%_\x00\t\n") || !utf8.ValidString(w) || len(w) > 96 {
				t.Fatalf("%q is no word of %q", w, text)
			}
		}
		ask := find.Read(text)
		for _, term := range ask.Terms {
			for _, way := range term {
				for _, w := range way {
					if len(w) < 2 || strings.ContainsAny(w, " '\"\\:*&|()<>%_\x00") || !utf8.ValidString(w) {
						t.Fatalf("%q asks for %q", text, w)
					}
				}
			}
		}
		all := ""
		for _, s := range ask.Marked(text) {
			all += s.Text
		}
		if all != text {
			t.Fatalf("%q is marked as %q", text, all)
		}
		ask.Snippet(text)
	})
}
