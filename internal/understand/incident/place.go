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

// mix is the finaliser of SplitMix64 (Steele, Lea and Flood 2014).
func mix(z uint64) uint64 {
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb
	return z ^ (z >> 31)
}

// gazetteer numbers the distinct spots and texts of one file, for several readers at once.
type gazetteer struct {
	spotting sync.RWMutex
	spots    spotTable

	wording sync.Mutex
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

// reader is one goroutine's view of a gazetteer: texts that it has met it knows without the lock.
type reader struct {
	shared  *gazetteer
	streets recall
	texts   []recall
}

// spotTable numbers spots as they come, by open addressing, at most half full. A slot is half of the spot's hash and the
// number plus one, so that London's table is a megabyte and stays in a near cache, where the spots themselves would not.
type spotTable struct {
	slots []uint64
	list  []spot
}

const hashHalf = uint64(1<<32-1) << 32

// known gives the number of a spot with its hash, where it has one.
func (t *spotTable) known(s *spot, hash uint64) (number uint32, ok bool) {
	if len(t.slots) == 0 {
		return 0, false
	}
	mask := uint64(len(t.slots) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		slot := t.slots[i]
		if slot == 0 {
			return 0, false
		}
		if n := uint32(slot) - 1; (slot^hash)&hashHalf == 0 && t.list[n] == *s {
			return n, true
		}
	}
}

// add numbers a spot.
func (t *spotTable) add(s *spot, hash uint64) uint32 {
	if n, ok := t.known(s, hash); ok {
		return n
	}
	if 2*len(t.list) >= len(t.slots) {
		t.rebuild(max(1<<12, 2*len(t.slots)))
	}
	t.list = append(t.list, *s)
	t.put(hash, len(t.list))
	return uint32(len(t.list) - 1)
}

func (t *spotTable) put(hash uint64, plusOne int) {
	mask := uint64(len(t.slots) - 1)
	i := hash & mask
	for t.slots[i] != 0 {
		i = (i + 1) & mask
	}
	t.slots[i] = hash&hashHalf | uint64(plusOne)
}

func (t *spotTable) rebuild(size int) {
	t.slots = make([]uint64, size)
	for n := range t.list {
		t.put(t.list[n].hash(), n+1)
	}
}

func (g *gazetteer) reader() *reader {
	return &reader{shared: g, texts: make([]recall, len(g.texts))}
}

func (r *reader) spot(s spot) uint32 {
	var one [1]uint32
	return r.spots([]spot{s}, one[:0])[0]
}

// stretch is the number of spots that are looked up together: one lock for all, and their first slots are read in a loop
// without a branch, so that the processor waits for many of them at once.
const stretch = 128

// spots appends the numbers of spots.
func (r *reader) spots(list []spot, to []uint32) []uint32 {
	for len(list) > stretch {
		to = r.spots(list[:stretch], to)
		list = list[stretch:]
	}
	g, start := r.shared, len(to)
	var hash, first [stretch]uint64
	g.spotting.RLock()
	if mask := uint64(len(g.spots.slots) - 1); mask+1 > 0 {
		for i := range list {
			hash[i] = list[i].hash()
			first[i] = g.spots.slots[hash[i]&mask]
		}
	}
	missing := 0
	for i := range list {
		s, n := &list[i], uint32(first[i])-1
		if first[i] == 0 || (first[i]^hash[i])&hashHalf != 0 || g.spots.list[n] != *s {
			var ok bool
			if n, ok = g.spots.known(s, hash[i]); !ok {
				n = unnumbered
				missing++
			}
		}
		to = append(to, n)
	}
	g.spotting.RUnlock()
	if missing > 0 {
		g.number(list, to[start:])
	}
	return to
}

const unnumbered = ^uint32(0)

// number numbers the spots that were not known when they were looked up.
func (g *gazetteer) number(list []spot, numbers []uint32) {
	g.spotting.Lock()
	defer g.spotting.Unlock()
	for i := range list {
		if numbers[i] == unnumbered {
			numbers[i] = g.spots.add(&list[i], list[i].hash())
		}
	}
}

// recall remembers the last text and all texts that this goroutine met.
type recall struct {
	last   []byte
	number uint32
	known  map[string]uint32
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
		g.wording.Lock()
		n = w.add(b)
		g.wording.Unlock()
		if c.known == nil {
			c.known = map[string]uint32{}
		}
		c.known[string(b)] = n
	}
	c.last, c.number = append(c.last[:0], b...), n
	return n
}
