package credential

import (
	"crypto/rand"
	"crypto/sha256"
	"net/netip"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"
)

// Limiter lets each key (an address, a user name, a reference) try so often and no oftener. It keeps no key: only a hash
// under a secret that is made anew with the program, and not longer than the hash still matters, so that nothing about an
// anonymous reporter's device can be read from it. It is safe for concurrent use.
type Limiter struct {
	every  time.Duration // one try is given back in this time
	burst  int
	secret [32]byte

	mu   sync.Mutex
	keys *lru.Cache[[16]byte, *bucket]
}

type bucket struct {
	tries *rate.Limiter
	last  time.Time
}

// NewLimiter allows burst tries at once and one more each time every has gone by, for at most size keys at a time. Where
// more come, the one unseen for longest is forgotten.
func NewLimiter(every time.Duration, burst, size int) *Limiter {
	l := &Limiter{every: max(every, time.Nanosecond), burst: max(1, burst)}
	rand.Read(l.secret[:]) // never fails: crypto/rand ends the program rather than give less
	l.keys, _ = lru.New[[16]byte, *bucket](max(1, size))
	return l
}

// Allow takes one try of the key at a moment, and says how long to wait where there is none left. A try that is refused
// costs nothing.
func (l *Limiter) Allow(key string, now time.Time) (ok bool, wait time.Duration) {
	return l.Take(key, 1, now)
}

// Take is Allow for something that is worth several tries, such as the bytes of a form; more than the burst counts as the burst.
func (l *Limiter) Take(key string, n int, now time.Time) (ok bool, wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.forget(now)
	id := l.id(key)
	b, known := l.keys.Get(id)
	if !known {
		b = &bucket{tries: rate.NewLimiter(rate.Every(l.every), l.burst)}
		l.keys.Add(id, b)
	}
	b.last = now
	r := b.tries.ReserveN(now, min(max(n, 1), l.burst))
	if wait = r.DelayFrom(now); wait > 0 {
		r.CancelAt(now)
		return false, wait
	}
	return true, 0
}

// Reset gives a key all its tries back: after a sign-in that succeeded.
func (l *Limiter) Reset(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.keys.Remove(l.id(key))
}

// forget drops the keys whose tries have all come back: they are as keys never seen. The cache is in order of last use.
func (l *Limiter) forget(now time.Time) {
	full := l.every * time.Duration(l.burst)
	for {
		id, b, ok := l.keys.GetOldest()
		if !ok || now.Sub(b.last) < full {
			return
		}
		l.keys.Remove(id)
	}
}

func (l *Limiter) id(key string) [16]byte {
	sum := sha256.Sum256(append(l.secret[:], key...))
	return [16]byte(sum[:16])
}

// AddressKey is the key of an address for a Limiter: an IPv6 subscriber has a whole /64 and counts as one.
func AddressKey(address string) string {
	ap, err := netip.ParseAddrPort(address)
	ip := ap.Addr()
	if err != nil {
		if ip, err = netip.ParseAddr(address); err != nil {
			return address
		}
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is6() {
		prefix, _ := ip.Prefix(64)
		return prefix.String()
	}
	return ip.String()
}
