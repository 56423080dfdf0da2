package credential

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// pinAlphabet leaves out the characters that are taken for one another when copied (0 O, 1 I L, 2 Z, 5 S, 8 B,
// U V), and no vowels, so that no PIN is a word.
const (
	pinAlphabet = "34679CDFGHJKMNPQRTWXY"
	pinLength   = 8
)

// PINs makes and checks the PIN that opens a reporter's page beside the reference, such as CD4F-9HKM: 8 of 21 characters,
// 35 bits.
//
// The PIN is made by chance, so only two attacks are left. Guessing at the door is held by a Limiter per reference: at ten
// tries an hour the 38 thousand million PINs last for 400,000 years. Guessing from a stolen store is held by a secret that
// is not in the store: the PIN is kept as HMAC-SHA-256 under a key that lives in the configuration, bound to its reference.
// A slow hash would add little to a key that is not there, and its 50 ms would be paid by every report sent.
type PINs struct{ keys []pinKey }

type pinKey struct {
	id  string
	key []byte
}

// NewPINs takes the secret keys, the newest first: it makes with the newest and still knows the older ones, so that a key
// can be changed. A key is 32 bytes or more; its name in the store is derived from it.
func NewPINs(keys ...[]byte) (*PINs, error) {
	if len(keys) == 0 {
		return nil, errors.New("no secret key for PINs")
	}
	p := &PINs{}
	for i, key := range keys {
		if len(key) < 32 {
			return nil, fmt.Errorf("secret key %d for PINs has %d bytes, 32 are the least", i+1, len(key))
		}
		p.keys = append(p.keys, pinKey{base64.RawURLEncoding.EncodeToString(sign(key, "name of the key")[:6]), slices.Clone(key)})
	}
	return p, nil
}

// Keys are the names of the keys, the newest first, as they stand beside each PIN in the store.
func (p *PINs) Keys() []string {
	names := make([]string, len(p.keys))
	for i, k := range p.keys {
		names[i] = k.id
	}
	return names
}

// NewKey is a fresh secret key.
func NewKey() []byte {
	key := make([]byte, 32)
	rand.Read(key) // never fails: crypto/rand ends the program rather than give less
	return key
}

// NewPIN is a fresh PIN as it is shown, in two groups of four.
func NewPIN() string {
	pin := make([]byte, pinLength)
	for i := range pin {
		n, err := rand.Int(rand.Reader, big.NewInt(int64(len(pinAlphabet))))
		if err != nil {
			panic(err) // crypto/rand ends the program rather than fail
		}
		pin[i] = pinAlphabet[n.Int64()]
	}
	return string(pin[:4]) + "-" + string(pin[4:])
}

// Hash is what to store of a PIN that opens a reference.
func (p *PINs) Hash(reference, pin string) string {
	return "$pin$" + p.keys[0].id + "$" + p.keys[0].of(reference, pin)
}

// Verify says whether the PIN that was typed is the one stored for the reference, in constant time, and whether it should
// be stored anew because the key has changed. Case, spaces and the hyphen do not matter.
func (p *PINs) Verify(stored, reference, typed string) (ok, renew bool) {
	parts := strings.Split(stored, "$")
	if len(parts) != 4 || parts[0] != "" || parts[1] != "pin" {
		return false, false
	}
	for i, k := range p.keys {
		if k.id == parts[2] {
			ok = hmac.Equal([]byte(parts[3]), []byte(k.of(reference, typed)))
			return ok, ok && i > 0
		}
	}
	return false, false
}

func (k pinKey) of(reference, pin string) string {
	return base64.RawURLEncoding.EncodeToString(sign(k.key, reference+"\x00"+normalPIN(pin)))
}

func sign(key []byte, message string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(message))
	return mac.Sum(nil)
}

// normalPIN takes a typed PIN to its characters; what is too long to be one is cut.
func normalPIN(s string) string {
	const longest = 64
	s = s[:min(len(s), longest)]
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '-', '–', '\t', '\u00a0':
			return -1
		}
		return r
	}, strings.ToUpper(s))
}
