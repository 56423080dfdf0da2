package incident

import "math/bits"

// Reasons for which a row counts as a repeat.
const (
	whySameID      = "the publisher's identity of the row was met before"
	whySameContent = "the same event (month, type, point) is already held that many times"
	whySameFile    = "this very file was imported before"
)

// A row repeats one that is held where
//
//   - the publisher names it (Crime ID, or the API's number) and a held row of the same month and type has that name; the
//     archives print one crime once for each of its outcomes; or
//   - its content is held already as often as this file states it. Content is month, type and point for a crime (without a
//     point: LSOA and force), and every kept column for a stop. Rows without a name may repeat each other
//     legitimately, above all anti-social behaviour, so the number counts: a file that states a content five times, where two
//     are held, brings three. Rows with a name are weighed in this way only against held rows without one.
//
// Thus two publications of the same months, one with and one without Crime IDs, are counted once. A repeat of what another import
// holds is stored all the same, and told again whenever the facts are read: so an import can be taken back.
type known struct {
	names    nameSet
	contents contentSet
}

// name is a row's identity with its month and type.
type name struct{ a, b uint64 }

// held counts the rows of one content: all of them, and those without a name.
type held struct{ all, nameless uint32 }

// nameSet and contentSet are open-addressing tables on keys that are already well mixed.
type nameSet struct {
	slots []name
	n     int
}

type contentSet struct {
	keys   []uint64
	counts []held
	n      int
}

// add reports whether the name is new.
func (s *nameSet) add(k name) bool {
	if s.n*4 >= len(s.slots)*3 {
		s.grow()
	}
	i := s.find(k)
	if s.slots[i] == k {
		return false
	}
	s.slots[i] = k
	s.n++
	return true
}

func (s *nameSet) has(k name) bool { return s.n > 0 && s.slots[s.find(k)] == k }

func (s *nameSet) find(k name) int {
	mask := len(s.slots) - 1
	i := int(k.a) & mask
	for s.slots[i] != k && s.slots[i] != (name{}) {
		i = (i + 1) & mask
	}
	return i
}

func (s *nameSet) grow() {
	old := s.slots
	s.slots = make([]name, max(1024, 2*len(old)))
	for _, k := range old {
		if k != (name{}) {
			s.slots[s.find(k)] = k
		}
	}
}

func (s *contentSet) at(k uint64) *held {
	if s.n*4 >= len(s.keys)*3 {
		s.grow()
	}
	i := s.find(k)
	if s.keys[i] != k {
		s.keys[i] = k
		s.n++
	}
	return &s.counts[i]
}

func (s *contentSet) get(k uint64) held {
	if s.n == 0 {
		return held{}
	}
	if i := s.find(k); s.keys[i] == k {
		return s.counts[i]
	}
	return held{}
}

func (s *contentSet) find(k uint64) int {
	mask := len(s.keys) - 1
	i := int(k) & mask
	for s.keys[i] != k && s.keys[i] != 0 {
		i = (i + 1) & mask
	}
	return i
}

func (s *contentSet) grow() {
	keys, counts := s.keys, s.counts
	size := max(1024, 2*len(keys))
	s.keys, s.counts = make([]uint64, size), make([]held, size)
	for i, k := range keys {
		if k != 0 {
			j := s.find(k)
			s.keys[j], s.counts[j] = k, counts[i]
		}
	}
}

// hold adds rows that are stored and repeat nothing, of some months or of all.
func (k *known) hold(r *rows, months map[Month]bool) {
	content := r.contents()
	for i := range r.spot {
		if len(r.repeat) > 0 && r.repeat[i] || months != nil && !months[r.month[i]] {
			continue
		}
		c := k.contents.at(content(i))
		c.all++
		if n, ok := r.name(i); ok {
			k.names.add(n)
		} else {
			c.nameless++
		}
	}
}

// own marks the rows to keep of one file by itself, and reports the others: those whose name was met before.
func own(r *rows, not *notTaken) (keep []bool, all bool) {
	if len(r.key) == 0 {
		return nil, true
	}
	keep, all = make([]bool, r.len()), true
	var names nameSet
	for i := range keep {
		n, named := r.name(i)
		if keep[i] = !named || names.add(n); !keep[i] {
			not.repeat(r.at(i), whySameID)
			all = false
		}
	}
	return keep, all
}

// sift marks the rows to keep of a file that does not repeat itself, and reports the others. It changes nothing in k.
func (k *known) sift(r *rows, not *notTaken) (keep []bool, all bool) {
	if k.contents.n == 0 {
		return nil, true // nothing that a row could repeat
	}
	keep, all = make([]bool, r.len()), true
	var stated contentSet // this file's count of contents that are held: all is nameless rows, nameless is named ones
	content := r.contents()
	for i := range keep {
		n, named := r.name(i)
		if named && k.names.has(n) {
			not.repeat(r.at(i), whySameID)
			all = false
			continue
		}
		keep[i] = k.brings(content, i, named, &stated)
		if !keep[i] {
			not.repeat(r.at(i), whySameContent)
			all = false
		}
	}
	return keep, all
}

func (k *known) brings(content func(int) uint64, i int, named bool, stated *contentSet) bool {
	c := content(i)
	h := k.contents.get(c)
	if h.all == 0 {
		return true
	}
	s := stated.at(c)
	if named {
		s.nameless++
		return s.nameless > h.nameless
	}
	s.all++
	return s.all > h.all
}

// name is the identity of row i, false where the publisher gave none.
func (r *rows) name(i int) (name, bool) {
	if len(r.key) == 0 || r.key[i] == ([16]byte{}) {
		return name{}, false
	}
	k := &r.key[i]
	n := name{a: word(k[:8]), b: word(k[8:])}
	scope := uint64(r.month[i])
	if len(r.typ) > 0 {
		scope |= uint64(r.typ[i])<<16 | 1<<24
	}
	n.a = mix(n.a ^ scope*0x9e3779b97f4a7c15)
	return n, true
}

func word(b []byte) (v uint64) {
	for _, c := range b {
		v = v<<8 | uint64(c)
	}
	return v
}

// contents gives the content of each row as 64 bits, the same for the same facts in whichever file or segment; two different
// contents among ten million share theirs with a probability of three in a million.
func (r *rows) contents() func(i int) uint64 {
	where := make([]uint64, len(r.spots))
	for i, s := range r.spots {
		where[i] = mix(uint64(uint32(s.lon)) | uint64(uint32(s.lat))<<32)
		if s.lon == nowhere {
			where[i] = mix(uint64(s.lsoa) | 1<<40)
		}
		if r.kind == Count {
			where[i] = mix(uint64(s.ward) | 1<<41)
		}
	}
	text := make([][]uint64, len(r.words))
	for c, list := range r.words {
		text[c] = make([]uint64, len(list))
		for i, w := range list {
			text[c][i] = fingerprint(w)
		}
	}
	return func(i int) uint64 {
		h := where[r.spot[i]] ^ uint64(r.month[i])*0x9e3779b97f4a7c15
		if len(r.typ) > 0 {
			h ^= uint64(r.typ[i]) << 56
		}
		if len(r.value) > 0 {
			h = mix(h ^ uint64(uint32(r.value[i]))<<20)
		}
		if r.kind != Crime {
			for c := range r.text {
				h = mix(h)
				if len(r.text[c]) > 0 {
					h += text[c][r.text[c][i]]
				}
			}
		} else if r.spots[r.spot[i]].lon == nowhere && len(r.text[0]) > 0 {
			h += text[0][r.text[0][i]]
		}
		return mix(h) | 1
	}
}

// fingerprint is FNV-1a, finished; 0 for the empty text, so that an absent column is an empty one.
func fingerprint(s string) uint64 {
	if s == "" {
		return 0
	}
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return mix(bits.RotateLeft64(h, 7))
}
