package incident

import (
	"bytes"
	"context"
	"errors"
	"io"
	"runtime"
	"sync"
)

// table is what reading one input gave.
type table struct {
	schema *schema
	rows   *rows
	not    notTaken
}

// readTable reads one input with every core: this goroutine expands and cuts it into blocks of whole records, others parse
// the blocks, and the parts are joined in the order of the file.
func readTable(ctx context.Context, in *input, opt Options) (*table, error) {
	c := &cutter{from: in.stream, line: 1}
	s, err := c.header()
	if err != nil {
		return nil, &fileError{in.label(), c.line, err}
	}
	g := newGazetteer(len(s.texts))
	t := &table{schema: s, rows: newRows(s.kind, len(s.texts))}
	t.not.rejected, t.not.limit = map[string]int{}, opt.reports()
	w := startWorkers(s, g, opt)
	j := &joiner{into: t, line: c.line, waiting: map[int]*part{}, spare: &w.spare, in: in}
	drained := make(chan struct{})
	go func() {
		defer close(drained)
		for p := range w.parts {
			j.join(p)
		}
	}()
	err = feed(ctx, in, c, w, opt)
	close(w.blocks)
	w.group.Wait()
	close(w.parts)
	<-drained
	if j.err != nil {
		return nil, &fileError{in.label(), j.errLine, j.err}
	}
	if err != nil && ctx.Err() == nil {
		return nil, &fileError{in.label(), j.line, err}
	}
	if err != nil {
		return nil, err
	}
	t.rows.settle(g)
	return t, nil
}

func feed(ctx context.Context, in *input, c *cutter, w *workers, opt Options) error {
	for seq := 0; ; seq++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		b, err := c.next()
		if len(b) > 0 {
			if seq == 0 {
				in.blocks = 1 + int(in.packed.size/max(in.packed.n, 1))
			}
			w.blocks <- block{seq, b}
			if opt.Progress != nil {
				opt.Progress(Progress{File: in.label(), Read: min(in.packed.n, in.packed.size), Size: in.packed.size})
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if w.failed() {
			return nil // the joiner knows why
		}
	}
}

type block struct {
	seq  int
	data []byte
}

type workers struct {
	blocks chan block
	parts  chan *part
	group  sync.WaitGroup
	spare  sync.Pool

	mu  sync.Mutex
	bad bool
}

func startWorkers(s *schema, g *gazetteer, opt Options) *workers {
	limit, newest := opt.reports(), opt.newest()
	n := runtime.GOMAXPROCS(0)
	w := &workers{blocks: make(chan block, n), parts: make(chan *part, n)}
	w.spare.New = func() any {
		r := newRows(s.kind, len(s.texts))
		r.grow(blockSize / 40)
		return r
	}
	for range n {
		w.group.Go(func() {
			var p *parser
			for b := range w.blocks {
				if p == nil {
					p = newParser(s, g, newest)
				}
				out := &part{seq: b.seq, limit: limit, rows: w.spare.Get().(*rows)}
				out.rows.reset()
				p.to = out.rows
				p.block(b.data, out)
				if out.err != nil {
					w.mu.Lock()
					w.bad = true
					w.mu.Unlock()
				}
				putBlock(b.data)
				w.parts <- out
			}
		})
	}
	return w
}

func (w *workers) failed() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.bad
}

// joiner puts the parts together in the order of the file. line is the number of the line that follows what was joined.
type joiner struct {
	into    *table
	waiting map[int]*part
	next    int
	line    int
	err     error
	errLine int
	spare   *sync.Pool // of *rows
	in      *input
}

// mostForeseen bounds the rows for which room is made before they have been read.
const mostForeseen = 4 << 20

func (j *joiner) join(p *part) {
	j.waiting[p.seq] = p
	for {
		p, ok := j.waiting[j.next]
		if !ok || j.err != nil {
			return
		}
		delete(j.waiting, j.next)
		j.next++
		base := j.line - 1
		if p.seq == 0 {
			j.into.rows.grow(min(mostForeseen, (p.rows.len()+p.rows.len()/8)*j.in.blocks))
		}
		if p.err != nil {
			j.err, j.errLine = p.err, base+p.errLine
			return
		}
		for i := range p.rows.line {
			p.rows.line[i] += uint32(base)
		}
		j.into.rows.append(p.rows)
		j.spare.Put(p.rows)
		for why, n := range p.reasons {
			j.into.not.rejected[why] += n
		}
		for _, l := range p.report {
			if len(j.into.not.lines) < j.into.not.limit {
				l.Line += base
				j.into.not.lines = append(j.into.not.lines, l)
			}
		}
		j.line += p.lines
	}
}

// cutter cuts a stream into blocks of whole records.
type cutter struct {
	from  io.Reader
	carry []byte
	line  int // of the start of what is in carry, exact until the header is read
	ended bool
}

var blockPool = sync.Pool{New: func() any { b := make([]byte, 0, blockSize); return &b }}

func putBlock(b []byte) {
	if cap(b) == blockSize {
		b = b[:0]
		blockPool.Put(&b)
	}
}

// next gives the next block; with io.EOF it is the last, and may be empty. The last record may be incomplete there.
func (c *cutter) next() ([]byte, error) {
	if c.ended && len(c.carry) == 0 {
		return nil, io.EOF
	}
	b := append((*blockPool.Get().(*[]byte))[:0], c.carry...)
	c.carry = c.carry[:0]
	for len(b) < cap(b) && !c.ended {
		n, err := c.from.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if errors.Is(err, io.EOF) {
			c.ended = true
		} else if err != nil {
			return b[:lastRecord(b)], err
		}
	}
	if c.ended {
		return b, io.EOF
	}
	whole := lastRecord(b)
	if whole == 0 {
		if bytes.IndexByte(b, '"') >= 0 {
			return nil, errOpenQuote
		}
		return nil, errLongLine
	}
	c.carry = append(c.carry, b[whole:]...)
	return b[:whole], nil
}

var byteOrderMark = []byte("\xef\xbb\xbf")

// header reads the first record and recognises the schema.
func (c *cutter) header() (*schema, error) {
	b, err := c.next()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	rest := bytes.TrimPrefix(b, byteOrderMark)
	if bytes.HasPrefix(rest, []byte{0xff, 0xfe}) || bytes.HasPrefix(rest, []byte{0xfe, 0xff}) {
		return nil, errors.New("is UTF-16; save it as UTF-8 CSV")
	}
	if len(bytes.TrimSpace(rest)) == 0 {
		return nil, errors.New("is empty")
	}
	length, lines, _ := recordEnd(rest)
	record := trimCR(bytes.TrimSuffix(bytes.Clone(rest[:length]), []byte{'\n'}))
	if bytes.IndexByte(record, 0) >= 0 {
		return nil, errNUL
	}
	if len(record) > maxLine {
		return nil, errLongLine
	}
	f, err := fields(record, nil)
	if err != nil {
		return nil, err
	}
	names := make([]string, len(f))
	for i := range f {
		names[i] = string(f[i])
	}
	s, err := detect(names)
	if err != nil {
		return nil, err
	}
	c.line += lines
	c.carry = append(bytes.Clone(rest[length:]), c.carry...)
	putBlock(b)
	return s, nil
}
