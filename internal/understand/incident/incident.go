// Package incident brings police-recorded facts into the platform and holds them ready for analysis: street crime and
// anti-social behaviour, stop and search, and published counts by area and month.
//
// # What is read
//
// The CSV files of data.police.uk (plain, gzipped, or inside the publisher's zip archive), the same tables as its API and
// other compilers print them, and the Metropolitan Police's tables of counts. The shape is told by the header, whatever the
// order of columns; a byte-order mark, CRLF and quoted fields are read; compression is told by the first bytes.
//
// # What is promised
//
//   - Every row is counted once as accepted, duplicate or rejected; the last two with reasons, complete counts, and the
//     first lines by number. What makes a duplicate is said at the type known.
//   - All files of one Import become visible together, or none: a bad file, a cancelled context or a killed process leaves
//     nothing. Reading the same file again adds nothing.
//   - A file that is cut off, corrupted, mis-encoded, oversized or a decompression bomb is refused with its name and line.
//   - Memory is bounded by the accepted rows of one file (about twenty bytes each), never by the text of the file.
//
// # What the facts mean
//
// Points are the publisher's anonymised snap points, and months are all the time that street crime has. A published LSOA is
// kept as it stands (2011 codes until 2023-05, 2021 codes from 2022-03); it is worked out from the point only where absent,
// because snap points lie on boundaries and the polygon gives the published code for about nineteen points in twenty.
// The ward is the published one, else that of the point, else that of the LSOA.
package incident

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/wardmote/wardmote/internal/core/segment"
	"github.com/wardmote/wardmote/internal/core/when"
)

// File is a file to import: where it lies, or its bytes, and the name that reports and provenance give it.
type File struct {
	Path string
	Data []byte // used where Path is empty, as for data shipped inside the program
	Name string
}

// opened is what reading a file needs; *os.File and *bytes.Reader have it.
type opened interface {
	io.ReadSeeker
	io.ReaderAt
}

func (f File) open() (o opened, size int64, done func() error, err error) {
	if f.Path == "" {
		return bytes.NewReader(f.Data), int64(len(f.Data)), func() error { return nil }, nil
	}
	file, err := os.Open(f.Path)
	if err != nil {
		return nil, 0, nil, err
	}
	info, err := file.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = &fileError{f.Name, 0, errors.New("is not a file; give the files to import")}
	}
	if err != nil {
		return nil, 0, nil, errors.Join(err, file.Close())
	}
	return file, info.Size(), file.Close, nil
}

// Files names files by the last part of their paths.
func Files(paths ...string) []File {
	out := make([]File, len(paths))
	for i, p := range paths {
		out[i] = File{Path: p, Name: filepath.Base(p)}
	}
	return out
}

// Progress tells how far an import has come within one file, in bytes of the file as given.
type Progress struct {
	File string
	Read int64
	Size int64
}

// Options of an import. The zero value imports without geography.
type Options struct {
	By        string            // who imports, for the provenance
	Who, Post string            // their account and the post that they hold, where they have one
	Now       when.Instant      // moment of the import, for the provenance
	Geography Geography         // what points and LSOAs are placed by
	Progress  func(Progress)    // called from one goroutine, a few times a megabyte of text
	Reports   int               // lines to report a file; 0 is 100
	Note      map[string]string // further metadata of the segments, such as a licence
	After     func(FileSummary) // called when a file, or a member of an archive, has been read
	Home      Home              // the partnership that imports; without one nothing is concluded from what a file lacks
	Claim     Claim             // what the files are said to cover
	Stage     bool              // leave the import waiting until it is accepted
}

func (o Options) reports() int {
	if o.Reports <= 0 {
		return 100
	}
	return o.Reports
}

// newest is the last month that can hold anything: the one that runs.
func (o Options) newest() Month {
	if o.Now.IsZero() {
		return lastMonth
	}
	return monthAt(o.Now.Time().In(when.London))
}

// Import reads the files into the depot as one atomic step. The summary is complete only where the error is nil. Where the
// depot's back end finds that another import has finished meanwhile, the error is segment.ErrOvertaken.
func Import(ctx context.Context, depot segment.Depot, files []File, opt Options) (sum Summary, err error) {
	if len(files) == 0 {
		return sum, errors.New("no file was given to import")
	}
	batch, err := depot.Begin(ctx)
	if err != nil {
		return sum, err
	}
	defer func() { err = errors.Join(err, batch.Abort()) }() // after Enter this does nothing
	list, err := depot.List(ctx)
	if err != nil {
		return sum, err
	}
	im := &importer{depot: depot, batch: batch, opt: opt, sum: &sum, past: list}
	for _, file := range files {
		if done, err := im.alreadyImported(file); err != nil {
			return Summary{}, err
		} else if done {
			continue
		}
		if err := eachInput(ctx, file, func(in *input) error { return im.one(ctx, in) }); err != nil {
			return Summary{}, err
		}
	}
	if err := im.enter(ctx); err != nil {
		return Summary{}, err
	}
	return sum, nil
}

// entry is one of the ledger by who imports.
func (o Options) entry(act segment.Act, of int) segment.Entry {
	return segment.Entry{Act: act, Of: of, By: o.By, Who: o.Who, Post: o.Post, At: o.Now}
}

// enter makes what was read an entry of the depot's ledger.
func (im *importer) enter(ctx context.Context) error {
	e := im.opt.entry(segment.Bring, 0)
	var own []segment.Manifest
	for i := range im.staged {
		own = append(own, im.staged[i].manifest)
	}
	if e.Told = len(im.opt.Home.Wards) > 0; e.Told {
		e.Covers, im.sum.Doubts = im.opt.Claim.Of(own, im.past, im.opt.Home)
		im.sum.Covers = e.Covers
	}
	if im.opt.Stage {
		if e.Act = segment.Stage; !slices.ContainsFunc(own, func(m segment.Manifest) bool { return m.Hash != "" }) {
			return nil // nothing of it could be accepted
		}
	}
	number, err := im.batch.Enter(ctx, e)
	if im.opt.Stage {
		im.sum.Staged = number
	} else {
		im.sum.Import = number
	}
	return err
}

// importer is one import under way.
type importer struct {
	depot  segment.Depot
	batch  segment.Batch
	opt    Options
	sum    *Summary
	past   []segment.Manifest // in force before
	staged []stagedTable      // of this import
	held   map[Kind]*holding
}

type stagedTable struct {
	manifest segment.Manifest
	rows     *rows
}

func (im *importer) one(ctx context.Context, in *input) error {
	t, err := readTable(ctx, in, im.opt)
	if err != nil {
		return err
	}
	f := FileSummary{Name: in.name, Member: in.member, Schema: t.schema.name, Kind: t.schema.kind}
	read := t.rows.len()
	if read == 0 && len(t.not.lines) > 0 && t.not.rejected[whyFuture] == 0 {
		return &fileError{in.label(), t.not.lines[0].Line, fmt.Errorf("no row could be read; the first: %s", t.not.lines[0].Why)}
	}
	if read > 0 {
		from, to := t.rows.period()
		f.From, f.To = from.String(), to.String()
		if err := im.sift(ctx, t); err != nil {
			return err
		}
	}
	f.Accepted = t.rows.len() - t.rows.repeats()
	t.not.into(&f)
	if err := im.store(ctx, in, t, &f); err != nil {
		return err
	}
	im.sum.add(f)
	if im.opt.After != nil {
		im.opt.After(f)
	}
	return nil
}

func (im *importer) store(ctx context.Context, in *input, t *table, f *FileSummary) error {
	src := in.source()
	var content []byte
	m := segment.Manifest{Whole: true}
	if t.rows.len() > 0 {
		geo := im.opt.Geography.place(t.rows.spots)
		f.Unplaced = t.rows.unplaced()
		im.opt.Home.count(t.rows, geo, &m)
		f.Outside, f.Elsewhere = m.Outside, m.Elsewhere
		t.rows.byPlace()
		meta := metadata(t.schema, src, im.opt.Note)
		var err error
		if content, err = segment.Encode(t.rows.table(geo, meta)); err != nil {
			return err
		}
	}
	f.manifest(src, &m)
	m.By, m.Imported = im.opt.By, im.opt.Now
	m, err := im.batch.Add(ctx, m, content)
	if err != nil {
		return err
	}
	f.Segment = m.Hash
	im.staged = append(im.staged, stagedTable{m, t.rows})
	return nil
}

// sift drops the rows that repeat others of their file, and marks those that repeat held ones: they are kept all the same, for
// the day on which the import that holds them is taken back.
func (im *importer) sift(ctx context.Context, t *table) error {
	if keep, all := own(t.rows, &t.not); !all {
		t.rows.keep(keep)
	}
	k, err := im.holding(ctx, t.rows)
	if err != nil {
		return err
	}
	if keep, all := k.sift(t.rows, &t.not); !all {
		t.rows.repeat = make([]bool, len(keep))
		for i, kept := range keep {
			t.rows.repeat[i] = !kept
		}
	}
	return nil
}
