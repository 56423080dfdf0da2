package program

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/wardmote/wardmote/internal/core/credential"
)

// secretFile holds the key under which reporters' PINs are kept. It lies beside the store and not in it, so that a stolen
// copy of the store opens no report.
const secretFile = "pin.key"

// secrets are the PIN keys, newest first: those of WARDMOTE_SECRET (base64, separated by spaces), which several processes
// on one database share, else the one in the data folder, made at the first opening.
func (p *Program) secrets() ([][]byte, error) {
	if given := strings.Fields(os.Getenv("WARDMOTE_SECRET")); len(given) > 0 {
		keys := make([][]byte, len(given))
		for i, text := range given {
			key, err := base64.StdEncoding.DecodeString(text)
			if err != nil {
				return nil, fmt.Errorf("key %d of WARDMOTE_SECRET is not base64: %w", i+1, err)
			}
			keys[i] = key
		}
		return keys, nil
	}
	name := filepath.Join(p.Config.Data, secretFile)
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return p.newSecret(name)
	}
	if err != nil {
		return nil, fmt.Errorf("read the key for PINs: %w", err)
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(text)))
	if err != nil {
		return nil, fmt.Errorf("the key for PINs in %s is damaged; put the copy from the backup back", secretFile)
	}
	return [][]byte{key}, nil
}

// newSecret writes a fresh key whole or not at all.
func (p *Program) newSecret(name string) ([][]byte, error) {
	key := credential.NewKey()
	temporary := name + ".new"
	err := os.WriteFile(temporary, []byte(base64.StdEncoding.EncodeToString(key)+"\n"), 0o600)
	if err == nil {
		err = os.Link(temporary, name) // fails where another process was first, whose key then stands
	}
	_ = os.Remove(temporary)
	if errors.Is(err, fs.ErrExist) {
		return p.secrets()
	}
	if err != nil {
		return nil, fmt.Errorf("keep the key for PINs: %w", err)
	}
	return [][]byte{key}, nil
}
