package credential

import (
	"context"
	"math"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"github.com/wardmote/wardmote/internal/core/fault"
)

// Door is where a secret is tried: a password for a user name, a PIN for a reference. It slows those who try and fail, and
// refuses nobody: a lock that shuts after so many wrong tries is a way to shut somebody else out, and an office or a library
// is one address. Only tries that fail count, by who tries, by what is tried, and by both together.
//
// What is left to a guesser: an address has Free tries at a name, and after that the tries of all such addresses at the name
// stand in one line, of lineWidth at a time, each for slowest. That is 60,000 tries a day at one name, of the 38 thousand
// million PINs or the passwords that CheckPassword lets pass. Who has not yet failed there stands in no line.
//
// Like a Limiter it keeps hashes of keys under a secret of its own process, in bounded memory. It is safe for concurrent use.
type Door struct {
	keys  *Limiter // for its hash of keys alone
	pause func(context.Context, time.Duration) error

	mu    sync.Mutex
	wrong *lru.Cache[[16]byte, wrongTries]
	lines map[[16]byte]*line
}

// Free is how often one address may fail at one name before it is slowed.
const Free = 10

const (
	freeOfMany = 30                     // wrong tries of an address at all names, or at a name from all addresses
	forgiven   = time.Minute            // after which one wrong try is forgotten
	firstPause = 250 * time.Millisecond // doubled with each further wrong try
	slowest    = 3 * time.Second
	lineWidth  = 2
	lineLength = 32 // more than this at one name at the same time are a flood, and are told to come back
)

// wrongTries is a count that falls by one each time forgiven goes by.
type wrongTries struct {
	count float64
	at    time.Time
}

// line is who waits at one name.
type line struct {
	turns chan struct{}
	in    int
}

// NewDoor counts wrong tries under at most size keys; where more come, the one unseen for longest is forgotten.
func NewDoor(size int) *Door {
	d := &Door{keys: NewLimiter(0, 1, 1), pause: sleep, lines: map[[16]byte]*line{}}
	d.wrong, _ = lru.New[[16]byte, wrongTries](max(3, size))
	return d
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Tried is what came of a try.
type Tried struct {
	Right bool
	Often bool // it was wrong, and one of many wrong ones of that address at that name
}

// Try checks a secret once it is its turn. Name and address are taken as they are: fold them first. A try counts as wrong until
// it was right, so that many at the same time are no way past the count. The error of check comes back as it is and does not
// count; fault.ErrTooMany says that a flood stands at the door.
func (d *Door) Try(ctx context.Context, name, address string, now time.Time, check func(context.Context) (bool, error)) (Tried, error) {
	of := [3][16]byte{d.keys.id("both " + name + "\x00" + address), d.keys.id("address " + address), d.keys.id("name " + name)}
	pair, wait := d.count(of, now)
	defer func() {
		if wait < 0 {
			d.give(of)
		}
	}()
	if pair > Free {
		leave, err := d.queue(ctx, of[2])
		if err != nil {
			return Tried{}, err
		}
		defer leave()
	}
	if wait > 0 {
		if err := d.pause(ctx, wait); err != nil {
			return Tried{}, err
		}
	}
	right, err := check(ctx)
	if right || err != nil {
		wait = -1
	}
	if right {
		d.mu.Lock()
		d.wrong.Remove(of[0])
		d.mu.Unlock()
	}
	return Tried{Right: right, Often: !right && err == nil && pair > Free}, err
}

// count adds a try under each key, and gives how many stand under the first and how long to wait.
func (d *Door) count(of [3][16]byte, now time.Time) (pair float64, wait time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i, id := range of {
		w, _ := d.wrong.Get(id)
		w.count = max(0, w.count-float64(now.Sub(w.at))/float64(forgiven)) + 1
		w.at = now
		d.wrong.Add(id, w)
		free := float64(freeOfMany)
		if i == 0 {
			pair, free = w.count, Free
		}
		if over := math.Ceil(w.count - free); over > 0 {
			wait = max(wait, min(slowest, firstPause<<min(int(over)-1, 8)))
		}
	}
	return pair, wait
}

// give takes back what count added.
func (d *Door) give(of [3][16]byte) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, id := range of {
		if w, ok := d.wrong.Peek(id); ok {
			w.count = max(0, w.count-1)
			d.wrong.Add(id, w)
		}
	}
}

// queue stands in the line of a name until it is its turn; leave ends the turn.
func (d *Door) queue(ctx context.Context, name [16]byte) (leave func(), err error) {
	d.mu.Lock()
	l := d.lines[name]
	if l == nil {
		l = &line{turns: make(chan struct{}, lineWidth)}
		d.lines[name] = l
	}
	if l.in >= lineLength {
		d.mu.Unlock()
		return nil, fault.ErrTooMany
	}
	l.in++
	d.mu.Unlock()
	gone := func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		if l.in--; l.in == 0 {
			delete(d.lines, name)
		}
	}
	select {
	case l.turns <- struct{}{}:
		return func() { <-l.turns; gone() }, nil
	case <-ctx.Done():
		gone()
		return nil, ctx.Err()
	}
}
