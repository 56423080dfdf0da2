package segment

import (
	"encoding/hex"

	"lukechampine.com/blake3"
)

// digestName goes before the digest of a source, so that another function can follow one day.
const digestName = "blake3:"

// Digest is the fingerprint of a source file as it was given, to know it again and to show where figures come from. It is
// BLAKE3 with 256 bits, as b3sum prints it (O'Connor, Aumasson, Neves and Wilcox-O'Hearn 2020): SHA-256, by which segments
// have their names, takes longer for a large file than reading the rows of it on a processor without instructions for it.
type Digest struct{ state *blake3.Hasher }

// NewDigest is the digest of nothing so far.
func NewDigest() *Digest { return &Digest{blake3.New(32, nil)} }

// Write implements io.Writer and never fails.
func (d *Digest) Write(b []byte) (int, error) { return d.state.Write(b) }

// String is the digest of everything written, with the name of its function.
func (d *Digest) String() string { return digestName + hex.EncodeToString(d.state.Sum(nil)) }
