// Package credential keeps what proves who somebody is: passwords, reporters' PINs and random tokens; and slows down whoever
// guesses them.
//
// Passwords are hashed with argon2id (RFC 9106) and stored as PHC strings, so that each carries the parameters it was made
// with and is renewed at the next sign-in once those have changed. 46 MiB and one pass is the first of the equal choices
// of the OWASP Password Storage Cheat Sheet. A Hasher bounds how many run at once: each needs its memory for some 50 ms,
// and a crowd at the door must not take the host's memory.
//
// A reporter's PIN and random tokens are made here, not chosen by people, and so need no slow hash: see PINs and NewToken.
package credential

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/sync/semaphore"
)

// Params are the costs of argon2id.
type Params struct {
	MemoryKiB uint32
	Passes    uint32
	Lanes     uint8
}

// DefaultParams are 46 MiB, one pass, one lane.
var DefaultParams = Params{MemoryKiB: 46 * 1024, Passes: 1, Lanes: 1}

// String is the parameters as a PHC string has them.
func (p Params) String() string {
	return fmt.Sprintf("m=%d,t=%d,p=%d", p.MemoryKiB, p.Passes, p.Lanes)
}

const (
	saltBytes = 16
	keyBytes  = 32
	// What a stored string may ask for. A string in the store that asks for more is damaged or hostile.
	mostMemoryKiB = 1 << 20
	mostPasses    = 16
	mostLanes     = 16
	mostBytes     = 64
)

// ErrHash says that a stored password hash cannot be read.
var ErrHash = errors.New("stored password hash is damaged")

// Hasher hashes and verifies passwords, a bounded number at once. It is safe for concurrent use.
type Hasher struct {
	params Params
	turns  *semaphore.Weighted
	decoy  string
}

// NewHasher makes a Hasher that hashes with the parameters, at most parallel at once.
func NewHasher(p Params, parallel int) (*Hasher, error) {
	if p.MemoryKiB < 8*uint32(p.Lanes) || p.Passes < 1 || p.Lanes < 1 || !p.bearable() {
		return nil, fmt.Errorf("argon2id with %d KiB, %d passes, %d lanes: outside what can be used", p.MemoryKiB, p.Passes, p.Lanes)
	}
	h := &Hasher{params: p, turns: semaphore.NewWeighted(int64(max(1, parallel)))}
	salt, key := make([]byte, saltBytes), make([]byte, keyBytes) // of no password: it is only ever compared with, at the price of one that is
	rand.Read(salt)
	rand.Read(key)
	h.decoy = h.encode(salt, key)
	return h, nil
}

// encode is the PHC string of a key.
func (h *Hasher) encode(salt, key []byte) string {
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$%s$%s$%s", argon2.Version, h.params, b64.EncodeToString(salt), b64.EncodeToString(key))
}

func (p Params) bearable() bool {
	return p.MemoryKiB <= mostMemoryKiB && p.Passes <= mostPasses && p.Lanes <= mostLanes
}

// Hash makes the PHC string to be stored. It waits for its turn, or until the context ends.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltBytes)
	rand.Read(salt) // never fails: crypto/rand ends the program rather than give less
	key, err := h.derive(ctx, password, salt, h.params, keyBytes)
	if err != nil {
		return "", err
	}
	return h.encode(salt, key), nil
}

// Verify says whether the password is the stored one, and whether the stored string should be made anew because the
// parameters have changed since. A stored string that cannot be read is ErrHash.
func (h *Hasher) Verify(ctx context.Context, stored, password string) (ok, renew bool, err error) {
	p, salt, want, err := decode(stored)
	if err != nil {
		return false, false, err
	}
	key, err := h.derive(ctx, password, salt, p, uint32(len(want)))
	if err != nil {
		return false, false, err
	}
	ok = subtle.ConstantTimeCompare(key, want) == 1
	return ok, ok && (p != h.params || len(want) != keyBytes || len(salt) != saltBytes), nil
}

// VerifyNobody spends what Verify spends, so that the time of an answer does not tell whether there is such a user.
func (h *Hasher) VerifyNobody(ctx context.Context, password string) error {
	_, _, err := h.Verify(ctx, h.decoy, password)
	return err
}

func (h *Hasher) derive(ctx context.Context, password string, salt []byte, p Params, size uint32) ([]byte, error) {
	if err := h.turns.Acquire(ctx, 1); err != nil {
		return nil, fmt.Errorf("waiting to check a password: %w", err)
	}
	defer h.turns.Release(1)
	return argon2.IDKey([]byte(password), salt, p.Passes, p.MemoryKiB, p.Lanes, size), nil
}

// decode reads a PHC string: $argon2id$v=19$m=47104,t=1,p=1$salt$key.
func decode(stored string) (p Params, salt, key []byte, err error) {
	parts := strings.Split(stored, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return Params{}, nil, nil, ErrHash
	}
	_, err = fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &p.MemoryKiB, &p.Passes, &p.Lanes)
	if err != nil || parts[3] != p.String() || !p.bearable() || p.Passes < 1 || p.Lanes < 1 {
		return Params{}, nil, nil, ErrHash
	}
	salt, errSalt := decodeBytes(parts[4], 8)
	key, errKey := decodeBytes(parts[5], 16)
	return p, salt, key, errors.Join(errSalt, errKey)
}

func decodeBytes(s string, least int) ([]byte, error) {
	b, err := base64.RawStdEncoding.Strict().DecodeString(s)
	if err != nil || len(b) < least || len(b) > mostBytes {
		return nil, ErrHash
	}
	return b, nil
}
