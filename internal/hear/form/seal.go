package form

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
)

// sealed is what the store holds of a form.
type sealed struct {
	Sealed []byte `json:"sealed"`
}

// open is the content of what was sealed. JSON that is as json.Marshal wrote it (PostgreSQL writes it anew) is not read twice
// over, as json.Unmarshal does: a form is opened for every page of its journey.
func (s *sealed) open(data []byte) (err error) {
	text, ok := bytes.CutPrefix(data, []byte(`{"sealed":"`))
	if ok {
		text, ok = bytes.CutSuffix(text, []byte(`"}`))
	}
	if !ok {
		return json.Unmarshal(data, s)
	}
	s.Sealed, err = base64.StdEncoding.AppendDecode(nil, text)
	return err
}

// box is the cipher of a token.
func box(token string) (cipher.AEAD, error) {
	key, err := hkdf.Key(sha256.New, []byte(token), nil, "wardmote form under way", 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

func seal(token string, plain []byte) ([]byte, error) {
	aead, err := box(token)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, aead.NonceSize(), aead.NonceSize()+len(plain)+aead.Overhead())
	rand.Read(nonce) // never fails: crypto/rand ends the program rather than give less
	return aead.Seal(nonce, nonce, plain, nil), nil
}

func unseal(token string, closed []byte) ([]byte, error) {
	aead, err := box(token)
	if err != nil {
		return nil, err
	}
	if len(closed) < aead.NonceSize() {
		return nil, errors.New("the saved form is damaged")
	}
	return aead.Open(nil, closed[:aead.NonceSize()], closed[aead.NonceSize():], nil)
}
