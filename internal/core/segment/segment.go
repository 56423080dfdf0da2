// Package segment keeps bulk facts: rows by the million that were imported from somebody else's publication and are
// never edited. Each import adds immutable, content-addressed columnar files with their provenance.
//
// # What a segment is
//
// A segment is one Parquet file whose name is the SHA-256 of its bytes, and a Manifest that says which source file it
// came from, what was accepted, repeated and rejected, by whom and when. It does not depend on a pack. Any program that
// reads Parquet opens it: columns are flat, named in plain words, dictionary-encoded and nullable.
//
// # What a depot promises
//
//   - Atomic: the segments of one import appear together or not at all. A process killed at any instant leaves nothing
//     that List shows; what it left on disk is swept when the depot is next opened or written.
//   - Durable: when Commit returns nil the bytes are on stable storage.
//   - Safe for several processes: the directory back end lets one import run at a time (the next waits); the database back
//     end refuses the later of two that overlapped (ErrOvertaken), and nothing of it is stored.
//   - Verified: Content checks the bytes against their name, so rotten storage is an error and never a wrong figure.
//
// # The ledger
//
// What was brought, staged, accepted, dropped and taken back are entries of one ledger that only grows (ledger.go). What is in
// force follows from it, and so does what each import counts for: a segment holds all rows of its file, also those that another
// import holds already, and which of two equal rows counts is decided when they are read. So an import can be taken back and
// nothing that a later one brought as well is lost with it.
package segment

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/when"
)

// ErrOvertaken says that another import finished while this one ran, so that what counts as a repeated row has changed.
// Nothing was stored; run the import again.
var ErrOvertaken = errors.New("another import finished meanwhile and nothing of this one was stored; run it again")

// ErrAbsent says that the depot holds no content of that name.
var ErrAbsent = errors.New("no such segment")

// Source is the file that a segment was read from.
type Source struct {
	Name   string `json:"name"`             // file name without its folder
	Member string `json:"member,omitempty"` // path inside a zip archive
	Digest string `json:"digest"`           // of the file as it was given, compressed or not: see Digest
	Bytes  int64  `json:"bytes"`            // of the file as it was given
}

// Manifest is the provenance of a segment.
type Manifest struct {
	Hash      string       `json:"hash,omitempty"` // SHA-256 of the content; empty where the import brought no new row
	Kind      string       `json:"kind"`           // which facts: crime, stop, count
	Schema    string       `json:"schema"`         // the shape that was recognised by its header
	Source    Source       `json:"source"`
	Import    int          `json:"import,omitempty"` // the import that it is of, when it is listed
	Whole     bool         `json:"whole,omitempty"`  // the content has the rows that others hold too; earlier versions left them out
	Accepted  int          `json:"accepted"`         // as counted when it came into force
	Duplicate int          `json:"duplicate"`
	Rejected  int          `json:"rejected"`
	From      string       `json:"from,omitempty"` // first month, YYYY-MM
	To        string       `json:"to,omitempty"`   // last month, YYYY-MM
	Reasons   []Reason     `json:"reasons,omitempty"`
	Outside   int          `json:"outside,omitempty"` // rows outside the partnership's areas
	Unplaced  int          `json:"unplaced,omitempty"`
	Elsewhere int          `json:"elsewhere,omitempty"` // rows in its areas that another force than its own recorded
	Tally     []Tally      `json:"tally,omitempty"`     // rows in its areas, by type and month
	Areas     []string     `json:"areas,omitempty"`     // of the partnership that have a row
	Size      int64        `json:"size"`                // of the content, bytes
	Imported  when.Instant `json:"imported"`
	By        string       `json:"by,omitempty"`
}

// Reason counts the rows that were not taken for one reason.
type Reason struct {
	Why       string `json:"why"`
	Rows      int    `json:"rows"`
	Duplicate bool   `json:"duplicate,omitempty"` // a repeat, not a fault
}

// Depot is where segments are kept. Every method may be called from several goroutines.
type Depot interface {
	// List gives the manifests that are in force, in the order in which they came into force.
	List(ctx context.Context) ([]Manifest, error)
	// Imports gives all imports, also those that wait or were taken back, in the order in which they were brought.
	Imports(ctx context.Context) ([]Import, error)
	// Version is a short text that changes whenever what is in force does, by this process or another.
	Version(ctx context.Context) (string, error)
	// Content gives the verified Parquet bytes of a segment, or ErrAbsent.
	Content(ctx context.Context, hash string) ([]byte, error)
	// Begin opens an import, waiting for another one to end where the back end takes turns. End it by Commit or Abort.
	Begin(ctx context.Context) (Batch, error)
	// sizes are those of the contents that are there, by hash.
	sizes(ctx context.Context) (map[string]int64, error)
}

// Batch is one entry of the ledger under way. It is used by one goroutine. What it was given is invisible until Commit.
type Batch interface {
	// Add stages a segment, or a manifest alone where content is empty, and gives the manifest with hash and size filled.
	Add(ctx context.Context, m Manifest, content []byte) (Manifest, error)
	// Commit makes all that was added visible at once, and durable, as an import in force.
	Commit(ctx context.Context) error
	// Enter does the same with whatever entry of the ledger, of which it fills the files, and gives its number: 0 where there was
	// nothing to enter.
	Enter(ctx context.Context, e Entry) (int, error)
	// Abort drops all that was added. After Commit it does nothing.
	Abort() error
}

func address(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

func sealed(m Manifest, content []byte) Manifest {
	m.Hash, m.Size = "", int64(len(content))
	if len(content) > 0 {
		m.Hash = address(content)
	}
	return m
}

func verify(hash string, content []byte) error {
	if got := address(content); got != hash {
		return fmt.Errorf("segment %s is damaged: its bytes hash to %s; put it back from a backup", hash, got)
	}
	return nil
}

func isAddress(s string) bool {
	raw, err := hex.DecodeString(s)
	return err == nil && len(raw) == sha256.Size && s == hex.EncodeToString(raw)
}
