package place

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/when"
)

// Kinds of matches that are no area and no entry of the gazetteer.
const (
	KindPostcode = "postcode" // a postcode, or its sector or district where no more is known
	KindPoint    = "point"    // coordinates
)

// Match is a place that words may mean.
type Match struct {
	Kind        string // ward (the layer's singular), postcode, point, or the kind of a gazetteer entry
	ID          string // code of an area, id of an entry, the postcode or its known part, longitude and latitude of a point
	Name        string
	Areas       []*Area // the wards it lies in, or may lie in
	Points      []Point // where it is, as the gazetteer has it; along a street for a street; none for a district
	Centre      Point   // for a first view of the map; zero where nothing is known
	Approximate bool    // the centre stands for a whole area, and is not where it happened
	Score       float64 // 0 to 1
	Exact       bool    // its name is what was typed, and not only like it
	Premises    int     // of a postcode: how many were seen that bear it; 0 for a sector or district
	Metres      float64 // of a postcode or point: how far from the centre the place may be; 0 where that is not known
}

// Found is what a search gave.
type Found struct {
	Matches  []Match  // best first
	Postcode Postcode // the postcode among the words, where there was one
	Outside  bool     // the postcode is of a district that the partnership does not have, or the point lies in no ward
}

// entryWords is one name that a search can find. Several may stand for one place.
type entryWords struct {
	place   int // index: areas first, then entries
	words   []string
	whole   string          // the words as they follow one another
	total   float64         // weight of the words
	joined  string          // the words without spaces: bricklane
	context map[string]bool // words of the wards it lies in
}

// wordIndex finds names by words. Areas and entries are numbered together.
type wordIndex struct {
	areas  []*Area
	names  []entryWords
	byWord map[string][]int // word → names
	vocab  []vocabWord
}

type vocabWord struct {
	word  string
	runes []rune
}

func newWordIndex(a *Atlas, aliases map[*Area][]string) wordIndex {
	w := wordIndex{byWord: map[string][]int{}}
	for _, l := range a.layers {
		w.areas = append(w.areas, l.areas...)
	}
	for i, area := range w.areas {
		names := append([]string{area.Name}, aliases[area]...)
		if halves := strings.Split(strings.ReplaceAll(area.Name, " and ", " & "), " & "); len(halves) > 1 {
			names = append(names, halves...) // people say Wapping for St Katharine's & Wapping
		}
		for _, name := range names {
			w.add(i, name, nil)
		}
	}
	for i, e := range a.entries {
		context := map[string]bool{}
		for _, code := range e.Areas {
			for _, area := range a.byCode[code] {
				for _, word := range significant(fold(area.Name)) {
					context[word] = true
				}
			}
		}
		for _, name := range append([]string{e.Name}, e.Aliases...) {
			w.add(len(w.areas)+i, name, context)
		}
	}
	for word := range w.byWord {
		w.vocab = append(w.vocab, vocabWord{word, []rune(word)})
	}
	slices.SortFunc(w.vocab, func(x, y vocabWord) int { return cmp.Compare(x.word, y.word) })
	return w
}

func (w *wordIndex) add(place int, name string, context map[string]bool) {
	n := entryWords{place: place, words: significant(fold(name)), context: context}
	if len(n.words) == 0 {
		return
	}
	n.whole = strings.Join(n.words, " ")
	id := len(w.names)
	for i, word := range n.words {
		n.total += weight(word)
		n.joined += word
		if !slices.Contains(n.words[:i], word) {
			w.byWord[word] = append(w.byWord[word], id)
		}
	}
	if len(n.words) > 1 {
		w.byWord[n.joined] = append(w.byWord[n.joined], id)
	}
	w.names = append(w.names, n)
}

// Search finds the wards, streets, estates, parks, schools and other places that words may mean on a day, best first and at most
// limit of them. A name that is typed in full comes alone, with no other that is only like it. Words may be mistyped, shortened
// or surrounded by others; a ward or postcode beside a street helps to tell two of one name apart. Coordinates are a place too.
func (a *Atlas) Search(text string, on when.Date, limit int) Found {
	if c, ok := ParseCoordinates(text); ok {
		m := a.pointMatch(c, on)
		return Found{Matches: []Match{m}[:max(0, min(limit, 1))], Outside: len(m.Areas) == 0}
	}
	postcode, rest := a.takePostcode(clipWords(text))
	found := Found{Postcode: postcode}
	district := a.outward[postcode.Outward].Areas
	if postcode.Outward != "" {
		m, known := a.postcodeMatch(postcode, on)
		if found.Outside = !known; known {
			found.Matches = append(found.Matches, m)
			district = codesOf(m.Areas)
		}
	}
	query := significant(fold(rest))
	exact := a.words.exactly(query)
	for place, score := range a.words.score(query) {
		m, ok := a.match(place, on)
		if !ok {
			continue
		}
		m.Score, m.Exact = score, exact[place]
		if slices.ContainsFunc(m.Areas, func(x *Area) bool { return slices.Contains(district, x.Code) }) {
			m.Score = math.Min(1, score+0.1)
		}
		found.Matches = append(found.Matches, m)
	}
	found.Matches = exactAlone(found.Matches)
	slices.SortFunc(found.Matches, func(x, y Match) int {
		return cmp.Or(cmp.Compare(y.Score, x.Score), cmp.Compare(isStreet(x), isStreet(y)), cmp.Compare(x.Name, y.Name), cmp.Compare(x.ID, y.ID))
	})
	found.Matches = found.Matches[:max(0, min(limit, len(found.Matches)))]
	return found
}

// exactAlone leaves out what is only like the words, where something bears them as its name.
func exactAlone(matches []Match) []Match {
	if !slices.ContainsFunc(matches, func(m Match) bool { return m.Exact && m.Kind != KindPostcode }) {
		return matches
	}
	return slices.DeleteFunc(matches, func(m Match) bool { return !m.Exact })
}

func codesOf(areas []*Area) []string {
	codes := make([]string, len(areas))
	for i, a := range areas {
		codes[i] = a.Code
	}
	return codes
}

// exactly are the places whose name the words are, give or take a house number before it.
func (w *wordIndex) exactly(query []string) map[int]bool {
	for len(query) > 1 && query[0][0] >= '0' && query[0][0] <= '9' {
		query = query[1:]
	}
	whole, found := strings.Join(query, " "), map[int]bool{}
	if whole == "" {
		return found
	}
	for _, id := range w.byWord[query[0]] {
		if n := &w.names[id]; n.whole == whole {
			found[n.place] = true
		}
	}
	return found
}

// isStreet puts a street after the ward, park or estate of the same name.
func isStreet(m Match) int {
	if m.Kind == KindStreet {
		return 1
	}
	return 0
}

// Along finds the streets that words may mean: "along this road" names a street, with its points and wards.
func (a *Atlas) Along(road string, on when.Date, limit int) []Match {
	matches := a.Search(road, on, len(a.words.names)+1).Matches
	matches = slices.DeleteFunc(matches, func(m Match) bool { return m.Kind != KindStreet })
	return matches[:max(0, min(limit, len(matches)))]
}

func (a *Atlas) inForce(codes []string, on when.Date) []*Area {
	var areas []*Area
	for _, code := range codes {
		if area, ok := a.Area(code, on); ok {
			areas = append(areas, area)
		}
	}
	return areas
}

// match makes the answer of a place's number, and false where it is an area that is not in force.
func (a *Atlas) match(place int, on when.Date) (Match, bool) {
	if place < len(a.words.areas) {
		area := a.words.areas[place]
		m := Match{Kind: area.Singular, ID: area.Code, Name: area.Name, Areas: []*Area{area}, Centre: area.Centre(), Approximate: true}
		return m, area.InForce(on)
	}
	e := a.entries[place-len(a.words.areas)]
	m := Match{Kind: e.Kind, ID: e.ID, Name: e.Name, Points: slices.Clone(e.Points), Areas: a.inForce(e.Areas, on)}
	if len(e.Points) > 0 {
		m.Centre, m.Approximate = Central(e.Points), len(e.Points) > 1
	} else {
		m.Centre, m.Approximate = middle(m.Areas), true
	}
	return m, true
}

// middle is the mean of the areas' centres; zero where there are none.
func middle(areas []*Area) Point {
	var sum Point
	for _, a := range areas {
		sum.Lon, sum.Lat = sum.Lon+a.centre.Lon/float64(len(areas)), sum.Lat+a.centre.Lat/float64(len(areas))
	}
	return sum
}

// Central is the point nearest to the mean of all, so that the centre of a street lies on it; there must be one.
func Central(points []Point) Point {
	var mean Point
	for _, p := range points {
		mean.Lon, mean.Lat = mean.Lon+p.Lon/float64(len(points)), mean.Lat+p.Lat/float64(len(points))
	}
	return slices.MinFunc(points, func(x, y Point) int { return cmp.Compare(x.Metres(mean), y.Metres(mean)) })
}

// score rates every place that shares a word with the query.
func (w *wordIndex) score(query []string) map[int]float64 {
	hits := make([]map[string]float64, len(query)) // for each word of the query: word of a name → likeness
	candidates := map[int]bool{}
	for i, q := range query {
		hits[i] = w.like(q)
		for word := range hits[i] {
			if common[word] && len(query) > 1 { // "road" alone brings no candidates, beside another word it only confirms
				continue
			}
			for _, n := range w.byWord[word] {
				candidates[n] = true
			}
		}
	}
	best := map[int]float64{}
	const least = 0.5
	for n := range candidates {
		if s := w.names[n].rate(query, hits); s >= least && s > best[w.names[n].place] {
			best[w.names[n].place] = s
		}
	}
	return best
}

// like finds the words of names that a typed word may stand for.
func (w *wordIndex) like(typed string) map[string]float64 {
	found := map[string]float64{}
	runes := []rune(typed)
	for _, v := range w.vocab {
		if s := likeness(runes, v.runes); s > 0 {
			found[v.word] = s
		}
	}
	return found
}

// rate weighs how much of the name was typed against how much of what was typed is the name. A house number, and words of
// the ward that the place lies in, count neither way.
func (n *entryWords) rate(query []string, hits []map[string]float64) float64 {
	var named, typed, typedTotal float64
	taken := map[string]float64{}
	for i, q := range query {
		best, bestWord := 0.0, ""
		for _, word := range n.words {
			if s := hits[i][word]; s > best && taken[word] < s {
				best, bestWord = s, word
			}
		}
		if s := hits[i][n.joined]; s >= best && s > 0 && len(n.words) > 1 && len(q) > 3 {
			return n.share(0.95*s, s*weight(q), weight(q)+n.stray(query, hits, i))
		}
		if best == 0 {
			typedTotal += n.strayWeight(q)
			continue
		}
		taken[bestWord] = best
		typed += best * weight(bestWord)
		typedTotal += weight(bestWord)
	}
	for _, word := range n.words { // in the name's order, so that the sum is the same to the last digit each time
		named += taken[word] * weight(word)
	}
	return n.share(named/n.total, typed, typedTotal)
}

func (n *entryWords) share(named, typed, typedTotal float64) float64 {
	if typedTotal == 0 {
		return 0
	}
	return math.Min(1, 0.65*math.Min(1, named)+0.35*typed/typedTotal)
}

func (n *entryWords) stray(query []string, hits []map[string]float64, except int) float64 {
	total := 0.0
	for i, q := range query {
		if i != except && !slices.ContainsFunc(n.words, func(word string) bool { return hits[i][word] > 0 }) {
			total += n.strayWeight(q)
		}
	}
	return total
}

func (n *entryWords) strayWeight(q string) float64 {
	switch {
	case n.context[q], q[0] >= '0' && q[0] <= '9':
		return 0
	}
	return weight(q)
}
