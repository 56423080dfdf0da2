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
// An import that brought nothing new is kept too, as a manifest without content: "we read this file, all was known".
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
	Accepted  int          `json:"accepted"`
	Duplicate int          `json:"duplicate"`
	Rejected  int          `json:"rejected"`
	From      string       `json:"from,omitempty"` // first month, YYYY-MM
	To        string       `json:"to,omitempty"`   // last month, YYYY-MM
	Size      int64        `json:"size"`           // of the content, bytes
	Imported  when.Instant `json:"imported"`
	By        string       `json:"by,omitempty"`
}

// Depot is where segments are kept. Every method may be called from several goroutines.
type Depot interface {
	// List gives the manifests in the order in which they were imported.
	List(ctx context.Context) ([]Manifest, error)
	// Version is a short text that changes whenever an import is committed, by this process or another.
	Version(ctx context.Context) (string, error)
	// Content gives the verified Parquet bytes of a segment, or ErrAbsent.
	Content(ctx context.Context, hash string) ([]byte, error)
	// Begin opens an import, waiting for another one to end where the back end takes turns. End it by Commit or Abort.
	Begin(ctx context.Context) (Batch, error)
	// sizes are those of the contents that are there, by hash.
	sizes(ctx context.Context) (map[string]int64, error)
}

// Batch is one import under way. It is used by one goroutine. What it was given is invisible until Commit.
type Batch interface {
	// Add stages a segment, or a manifest alone where content is empty, and gives the manifest with hash and size filled.
	Add(ctx context.Context, m Manifest, content []byte) (Manifest, error)
	// Commit makes all that was added visible at once, and durable.
	Commit(ctx context.Context) error
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
