package incident

import "sync"

// nowhere marks a row that the publisher gave no point.
const nowhere = int32(-1 << 31)

// spot is one distinct combination of what a file says about where: the publisher snaps millions of events to tens of
// thousands of points, so geography is worked out once a spot and not once a row.
type spot struct {
	lon, lat   int32 // millionths of a degree, or nowhere
	lsoa, ward Code
	street     uint32 // position in the streets; 0 is none
}

// hash scatters spots over 64 bits.
func (s spot) hash() uint64 {
	h := uint64(uint32(s.lon)) | uint64(uint32(s.lat))<<32
	h ^= (uint64(s.lsoa) | uint64(s.ward)<<32) * 0x9e3779b97f4a7c15
	return mix(h ^ uint64(s.street)*0xc2b2ae3d27d4eb4f)
}

// near keeps the spots of one LSOA, and of LSOAs with neighbouring codes, in neighbouring slots: the publisher's files run
// through the codes in order, so that a look-up finds its slot in a cache.
func (s spot) near() uint64 {
	const spread = 16 // slots for each code; London has twelve or thirteen spots in an LSOA
	h := uint64(uint32(s.lon))*0x9e3779b97f4a7c15 ^ uint64(uint32(s.lat))*0xc2b2ae3d27d4eb4f
	if s.lsoa == 0 && s.ward == 0 {
		return s.hash()
	}
	return uint64(s.lsoa+s.ward)*spread + h>>60
}

// mix is the finaliser of SplitMix64 (Steele, Lea and Flood 2014).
func mix(z uint64) uint64 {
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb
	return z ^ (z >> 31)
}

// gazetteer numbers the distinct spots and texts of one file, for several readers at once.
type gazetteer struct {
	mu      sync.Mutex
	spots   []spot
	number  spotTable
	streets words
	texts   []words
}

func newGazetteer(texts int) *gazetteer {
	g := &gazetteer{texts: make([]words, texts)}
	g.streets.add(nil)
	for i := range g.texts {
		g.texts[i].add(nil)
	}
	return g
}

// words numbers distinct texts; 0 is the empty text.
type words struct {
	list   []string
	number map[string]uint32
}

func (w *words) add(b []byte) uint32 {
	if n, ok := w.number[string(b)]; ok {
		return n
	}
	if w.number == nil {
		w.number = map[string]uint32{}
	}
	s := string(b)
	n := uint32(len(w.list))
	w.list, w.number[s] = append(w.list, s), n
	return n
}

func (g *gazetteer) spot(s spot) uint32 {
	g.mu.Lock()
	defer g.mu.Unlock()
	m := g.number.at(s)
	if m.number == 0 {
		g.spots = append(g.spots, s)
		m.number = uint32(len(g.spots))
	}
	return m.number - 1
}

// reader is one goroutine's view of a gazetteer: what it has met once it answers without the lock.
type reader struct {
	shared  *gazetteer
	met     spotTable
	streets recall
	texts   []recall
}

// spotTable numbers spots by open addressing, at most half full. It begins with spots of one area side by side, and
// scatters them once a search has been long, so that a file with all its points in one area stays quick.
type spotTable struct {
	slots     []metSpot
	n         int
	scattered bool
	long      bool // a search was long
}

// longSearch is the number of slots after which a search is long.
const longSearch = 256

type metSpot struct {
	spot   spot
	number uint32 // plus one; 0 is empty
}

// at gives the slot of a spot; its number is 0 where the spot is new, and must then be set.
func (t *spotTable) at(s spot) *metSpot {
	if 2*t.n >= len(t.slots) {
		t.rebuild(max(1<<12, 2*len(t.slots)))
	}
	if t.long && !t.scattered {
		t.scattered = true
		t.rebuild(len(t.slots))
	}
	m := t.find(s)
	if m.number == 0 {
		t.n++
		m.spot = s
	}
	return m
}

func (t *spotTable) home(s spot) uint64 {
	if t.scattered {
		return s.hash()
	}
	return s.near()
}

func (t *spotTable) find(s spot) *metSpot {
	mask := uint64(len(t.slots) - 1)
	home := t.home(s)
	for i := uint64(0); ; i++ {
		m := &t.slots[(home+i)&mask]
		if m.number == 0 || m.spot == s {
			t.long = t.long || i > longSearch
			return m
		}
	}
}

func (t *spotTable) rebuild(size int) {
	old := t.slots
	t.slots = make([]metSpot, size)
	for i := range old {
		if old[i].number != 0 {
			*t.find(old[i].spot) = old[i]
		}
	}
}

// recall remembers the last text and all texts that this goroutine met.
type recall struct {
	last   []byte
	number uint32
	known  map[string]uint32
}

func (g *gazetteer) reader() *reader {
	return &reader{shared: g, texts: make([]recall, len(g.texts))}
}

func (r *reader) spot(s spot) uint32 {
	m := r.met.at(s)
	if m.number == 0 {
		m.number = r.shared.spot(s) + 1
	}
	return m.number - 1
}

func (r *reader) street(b []byte) uint32 { return r.streets.find(b, r.shared, &r.shared.streets) }

func (r *reader) text(column int, b []byte) uint32 {
	return r.texts[column].find(b, r.shared, &r.shared.texts[column])
}

func (c *recall) find(b []byte, g *gazetteer, w *words) uint32 {
	if len(b) == 0 {
		return 0
	}
	if string(b) == string(c.last) {
		return c.number
	}
	n, ok := c.known[string(b)]
	if !ok {
		g.mu.Lock()
		n = w.add(b)
		g.mu.Unlock()
		if c.known == nil {
			c.known = map[string]uint32{}
		}
		c.known[string(b)] = n
	}
	c.last, c.number = append(c.last[:0], b...), n
	return n
}
