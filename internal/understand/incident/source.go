package incident

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/klauspost/compress/gzip"

	"github.com/wardmote/wardmote/internal/core/segment"
)

// Limits that stop a decompression bomb. The publisher's tables shrink to a tenth or a thirtieth, never to a two-hundredth.
const (
	maxExpanded = 16 << 30 // bytes of one file
	maxRatio    = 200
	freeBytes   = 16 << 20 // below this the ratio says nothing
	maxMembers  = 20_000
	readAhead   = 64 << 10 // bytes of the compressed file; the limits may be passed by what this expands to
)

var errBomb = errors.New("expands far more than a table of police data can; it was not read further (a decompression bomb?)")

// input is one table to read: a plain or gzipped file, or a member of an archive.
type input struct {
	name, member string
	stream       io.Reader // expanded bytes
	source       func() segment.Source
	packed       *meter
	blocks       int // about how many blocks it has, foreseen when the first was cut
}

func (in *input) label() string {
	if in.member != "" {
		return in.name + "!" + in.member
	}
	return in.name
}

// meter counts the bytes of the file as it was given, and hashes them as they are read.
type meter struct {
	from io.Reader
	sum  *segment.Digest // nil where the file was hashed before
	n    int64
	size int64
}

// Read implements io.Reader.
func (m *meter) Read(b []byte) (int, error) {
	n, err := m.from.Read(b)
	m.n += int64(n)
	if m.sum != nil {
		m.sum.Write(b[:n])
	}
	return n, err
}

// bounded refuses to expand beyond the limits.
type bounded struct {
	from   io.Reader
	packed *meter
	n      int64
}

// Read implements io.Reader.
func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.from.Read(p)
	b.n += int64(n)
	if b.n > maxExpanded || b.n > freeBytes && b.n > maxRatio*max(b.packed.n, 1) {
		return 0, errBomb
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("the compressed file ends too early (an unfinished download?)")
	}
	return n, err
}

// eachInput opens the file, whatever its compression (told by its first bytes, not its name), and calls read for every
// table in it.
func eachInput(ctx context.Context, file File, read func(*input) error) error {
	f, size, done, err := file.open()
	if err != nil {
		return err
	}
	defer done() //nolint:errcheck // opened for reading
	var magic [4]byte
	n, err := io.ReadFull(f, magic[:])
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	if bytes.HasPrefix(magic[:n], []byte("PK\x03\x04")) || bytes.HasPrefix(magic[:n], []byte("PK\x05\x06")) {
		return eachMember(ctx, file, f, size, read)
	}
	packed := &meter{from: f, sum: segment.NewDigest(), size: size}
	in := &input{name: file.Name, stream: packed, packed: packed}
	in.source = func() segment.Source {
		_, _ = io.Copy(io.Discard, packed) // bytes after the end of the compressed stream are part of the file
		return segment.Source{Name: file.Name, Digest: packed.sum.String(), Bytes: size}
	}
	if bytes.HasPrefix(magic[:n], []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(bufio.NewReaderSize(packed, readAhead))
		if err != nil {
			return &fileError{file.Name, 0, fmt.Errorf("cannot be decompressed: %w", err)}
		}
		in.stream = &bounded{from: z, packed: packed}
	}
	return read(in)
}

// eachMember reads the CSV members of the publisher's archive. Outcome files and anything that is not CSV are passed over;
// nothing is ever written under a member's name.
func eachMember(ctx context.Context, file File, f opened, size int64, read func(*input) error) error {
	archive, err := zip.NewReader(f, size)
	if err != nil {
		return &fileError{file.Name, 0, fmt.Errorf("the archive cannot be read: %w", err)}
	}
	if len(archive.File) > maxMembers {
		return &fileError{file.Name, 0, fmt.Errorf("the archive has %d members, more than %d", len(archive.File), maxMembers)}
	}
	sum, err := digestOf(f)
	if err != nil {
		return err
	}
	found := false
	for _, m := range archive.File {
		if !wanted(m.Name) {
			continue
		}
		found = true
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := oneMember(file, m, segment.Source{Name: file.Name, Member: m.Name, Digest: sum, Bytes: size}, read); err != nil {
			return err
		}
	}
	if !found {
		return &fileError{file.Name, 0, errors.New("the archive holds no street or stop-and-search CSV")}
	}
	return nil
}

func oneMember(file File, m *zip.File, src segment.Source, read func(*input) error) error {
	label := file.Name + "!" + m.Name
	if m.Flags&1 != 0 {
		return &fileError{label, 0, errors.New("is encrypted")}
	}
	r, err := m.Open()
	if err != nil {
		return &fileError{label, 0, err}
	}
	defer r.Close()                                                                         //nolint:errcheck // opened for reading
	packed := &meter{n: int64(min(m.CompressedSize64, uint64(src.Bytes))), size: src.Bytes} // the archive may lie about its size
	return read(&input{
		name: file.Name, member: m.Name, stream: &bounded{from: r, packed: packed}, packed: packed,
		source: func() segment.Source { return src },
	})
}

func wanted(name string) bool {
	lower := strings.ToLower(path.Base(name))
	return strings.HasSuffix(lower, ".csv") && !strings.HasSuffix(lower, "-outcomes.csv") &&
		!strings.HasPrefix(lower, ".") && !strings.Contains(name, "__MACOSX")
}

// digestOf is the digest of a whole file.
func digestOf(f opened) (string, error) {
	sum := segment.NewDigest()
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	if _, err := io.Copy(sum, f); err != nil {
		return "", err
	}
	return sum.String(), nil
}
