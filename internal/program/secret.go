package program

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/core/store"
)

// secretFile holds the key under which reporters' PINs are kept. It lies beside the store and not in it, so that a stolen
// copy of the store opens no report.
const secretFile = "pin.key"

// openPINs takes the PIN keys, newest first: those of WARDMOTE_SECRET (base64, separated by spaces), which several processes
// on one database share, else the one in the data folder, made at the first opening. The store remembers the names of the
// keys that it was used with: a backup that is put back without its key, or a second process with a key of its own, would
// give out PINs that open nothing, and nobody would learn of it but the reporters.
func (p *Program) openPINs(ctx context.Context) (*credential.PINs, error) {
	used, err := p.Store.Setting(ctx, secretSetting)
	if err != nil {
		return nil, err
	}
	keys, err := p.secrets(used != "")
	if err != nil {
		return nil, err
	}
	pins, err := credential.NewPINs(keys...)
	if err != nil {
		return nil, err
	}
	if used, err = p.Store.Settle(ctx, secretSetting, strings.Join(pins.Keys(), " ")); err != nil {
		return nil, err
	}
	before := strings.Fields(used)
	all, known := before, false
	for _, name := range pins.Keys() {
		if slices.Contains(all, name) {
			known = true
		} else {
			all = append(all, name)
		}
	}
	if !known {
		return nil, fmt.Errorf("the key for PINs is not one that this store was used with, so that no reporter's PIN would open anything: "+
			"put %s of the backup back into %s, or give every process the same WARDMOTE_SECRET (a new key stands before the old one)", secretFile, p.Config.Data)
	}
	if len(all) == len(before) {
		return pins, nil
	}
	return pins, p.Store.KeepSetting(ctx, secretSetting, strings.Join(all, " "))
}

// storeLost says that the folder was used and its store is gone: the key is made after the store, and to begin a new one where
// a disk was not mounted would take reports into it that nobody finds again.
func (p *Program) storeLost() error {
	if p.Config.Database != "" {
		return nil
	}
	if _, err := os.Stat(filepath.Join(p.Config.Data, secretFile)); err != nil {
		return nil //nolint:nilerr // no key, or one that is read and complained of later
	}
	if storeThere(p.Config.Data) {
		return nil
	}
	return fmt.Errorf("%s has the key of a store and no %s; put it back from the backup, or remove %s to begin with nothing", p.Config.Data, store.File, secretFile)
}

// storeThere says that a folder holds a SQLite store.
func storeThere(data string) bool {
	info, err := os.Stat(filepath.Join(data, store.File))
	return err == nil && info.Size() > 0
}

// secretSetting names the setting that holds the names of the keys.
const secretSetting = "pin_keys"

// secrets are the keys of the environment, else that of the data folder. Where the store was used before none is made.
func (p *Program) secrets(used bool) ([][]byte, error) {
	if given := os.Getenv("WARDMOTE_SECRET"); strings.TrimSpace(given) != "" {
		return readKeys(given, "WARDMOTE_SECRET")
	}
	name := filepath.Join(p.Config.Data, secretFile)
	text, err := os.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && used:
		return nil, fmt.Errorf("%s has no %s, the key without which no reporter's PIN opens anything; put it back from the backup, or set WARDMOTE_SECRET", p.Config.Data, secretFile)
	case errors.Is(err, fs.ErrNotExist):
		return p.newSecret(name)
	case err != nil:
		return nil, fmt.Errorf("read the key for PINs: %w", err)
	}
	keys, err := readKeys(string(text), name)
	if err != nil || len(keys) == 0 {
		return nil, fmt.Errorf("the key for PINs in %s is damaged; put the copy from the backup back", secretFile)
	}
	return keys, nil
}

// readKeys reads keys in base64, the newest first, separated by spaces or lines.
func readKeys(text, from string) ([][]byte, error) {
	var keys [][]byte
	for i, word := range strings.Fields(text) {
		key, err := base64.StdEncoding.DecodeString(word)
		if err != nil {
			return nil, fmt.Errorf("key %d of %s is not base64: %w", i+1, from, err)
		}
		keys = append(keys, key)
	}
	return keys, nil
}

// writeKeys is how readKeys reads them.
func writeKeys(keys [][]byte) []byte {
	var b strings.Builder
	for _, key := range keys {
		b.WriteString(base64.StdEncoding.EncodeToString(key) + "\n")
	}
	return []byte(b.String())
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
		return p.secrets(false)
	}
	if err != nil {
		return nil, fmt.Errorf("keep the key for PINs: %w", err)
	}
	return [][]byte{key}, nil
}
