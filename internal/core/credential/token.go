package credential

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
)

// NewToken is a random token of 256 bits for a link, a form or a session, in characters that a URL takes as they are.
func NewToken() string {
	b := make([]byte, 32)
	rand.Read(b) // never fails: crypto/rand ends the program rather than give less
	return base64.RawURLEncoding.EncodeToString(b)
}

// HashToken is what to store of a token. A token of 256 random bits cannot be guessed from its SHA-256, so no slow hash is
// needed, and looking the hash up in an index tells nothing by its time.
func HashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
