package page

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"sync/atomic"
	"syscall"
)

// File is a file of a form. It is on disk while its request is answered, and no longer.
type File struct {
	Filename string // as the sender's device called it, without folders
	Size     int64
	kept     *os.File
}

// Open reads the file from its beginning. It can be opened several times, and not after the request was answered.
func (f *File) Open() io.Reader { return io.NewSectionReader(f.kept, 0, f.Size) }

const (
	formFiles  = 100     // of a whole form; a browser sends one empty part for a field without a file
	spoolBytes = 2 << 30 // of all forms that are being read at the same time
)

// Spool is the folder in which the files of forms are while they are read. An original photo says where its sender lives, so it
// must not outlast the request, whatever becomes of that. net/http takes care only of the form of its own *http.Request, and
// every handler behind a middleware has a copy; so the files hang on the request's context, which all copies share. A file has
// no name on disk from the moment it is made (POSIX unlink), so it is gone even where the process is killed.
type Spool struct {
	dir  string
	held atomic.Int64
}

// NewSpool makes the folder, for this user alone, or empties it: what an earlier process left behind belongs to nobody.
func NewSpool(dir string) (*Spool, error) {
	if err := os.RemoveAll(dir); err != nil {
		return nil, fmt.Errorf("empty the folder of forms under way: %w", err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of forms under way: %w", err)
	}
	return &Spool{dir: dir}, nil
}

// spooled are the files of one request.
type spooled struct {
	spool *Spool
	files []*os.File
	bytes int64
}

// keep writes a part to the folder.
func (s *spooled) keep(name string, part io.Reader) (*File, error) {
	f, err := os.CreateTemp(s.spool.dir, "form-")
	if err != nil {
		return nil, noRoom(err)
	}
	s.files = append(s.files, f)
	if err := os.Remove(f.Name()); err != nil {
		return nil, fmt.Errorf("keep a file of a form without a name: %w", err)
	}
	n, err := io.Copy(&metered{s, f}, part)
	if err != nil {
		return nil, noRoom(err)
	}
	return &File{Filename: name, Size: n, kept: f}, nil
}

// metered counts what all requests together have on disk.
type metered struct {
	of *spooled
	to io.Writer
}

var errSpoolFull = errors.New("too much is being sent at the same time")

func (m *metered) Write(b []byte) (int, error) {
	n := int64(len(b))
	m.of.bytes += n
	if m.of.spool.held.Add(n) > spoolBytes {
		return 0, errSpoolFull
	}
	return m.to.Write(b)
}

// noRoom gives the words for a file that could not be kept for want of room.
func noRoom(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, errSpoolFull) {
		return &Error{Kind: Busy, Title: "There is no room for the file", Err: err,
			Message: "The server has no room for your file just now, so nothing was kept of it. Wait a few minutes and send it again, or go on without it."}
	}
	return err
}

// end closes the files, which takes them off the disk.
func (s *spooled) end() {
	for _, f := range s.files {
		_ = f.Close() // read or not, nobody needs it any more
	}
	s.spool.held.Add(-s.bytes)
	s.files, s.bytes = nil, 0
}

// readParts reads a multipart form into values and files, as mime/multipart's ReadForm does, with the files in our own folder.
func readParts(r *http.Request) (url.Values, map[string][]*File, error) {
	aside := filesOf(r.Context())
	if aside == nil {
		return nil, nil, errors.New("a form with files was read outside the middleware that takes them away again")
	}
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, nil, err
	}
	values, files, text, count := url.Values{}, map[string][]*File{}, int64(FormBytes), 0
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return values, files, nil
		}
		if err != nil {
			return values, nil, err
		}
		name := part.FormName()
		switch count++; {
		case name == "":
		case count > formFields+formFiles || len(aside.files) > formFiles:
			return values, nil, fmt.Errorf("the form has more than %d values or %d files", formFields, formFiles)
		case part.FileName() != "":
			f, err := aside.keep(part.FileName(), part)
			if err != nil {
				return values, nil, err
			}
			files[name] = append(files[name], f)
		default:
			if text, err = readValue(values, name, part, text); err != nil {
				return values, nil, err
			}
		}
	}
}

// readValue reads a field that is no file, and gives how many bytes the others may have.
func readValue(values url.Values, name string, part *multipart.Part, most int64) (int64, error) {
	value, err := io.ReadAll(io.LimitReader(part, most+1))
	if err != nil {
		return 0, err
	}
	if most -= int64(len(value)); most < 0 {
		return 0, &http.MaxBytesError{Limit: FormBytes}
	}
	values.Add(name, string(value))
	return most, nil
}

// filesOf are the files of the request that is being answered; nil outside Middleware.
func filesOf(ctx context.Context) *spooled {
	if e, ok := ctx.Value(requestKey{}).(*exchange); ok {
		return &e.files
	}
	return nil
}
