package storetest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
)

// cluster makes the data folder of a server in a folder. Two seconds of work for each of some thirty test processes come to a minute, so
// the first one keeps a copy under the user's cache, by the server's version, and the others copy it.
func cluster(bin, dir string, owner *syscall.SysProcAttr) error {
	data, kept := filepath.Join(dir, "data"), keptCluster(bin)
	if _, err := os.Stat(kept); kept != "" && err == nil {
		return copyTree(kept, data)
	}
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", data, "-U", "wardmote", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	initdb.SysProcAttr, initdb.Dir = owner, dir
	if out, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, out)
	}
	if kept != "" {
		_ = keep(data, kept) // a cache that cannot be written costs time and no test
	}
	return nil
}

// keptCluster is where the copy is; empty where the user has no cache.
func keptCluster(bin string) string {
	cache, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(cache, "wardmote", "postgresql-"+filepath.Base(filepath.Dir(bin)), "data")
}

// keep copies a data folder whole or not at all: another process may do the same.
func keep(data, kept string) error {
	above := filepath.Dir(filepath.Dir(kept))
	if err := os.MkdirAll(above, 0o700); err != nil {
		return err
	}
	whole, err := os.MkdirTemp(above, "new-")
	if err != nil {
		return err
	}
	if err := copyTree(data, filepath.Join(whole, "data")); err != nil {
		return errors.Join(err, os.RemoveAll(whole))
	}
	if err := os.Rename(whole, filepath.Dir(kept)); err != nil {
		return errors.Join(err, os.RemoveAll(whole)) // another process was first
	}
	return nil
}

// copyTree copies a folder with its owner and modes, which the server insists on.
func copyTree(from, to string) error {
	if out, err := exec.Command("cp", "-a", from, to).CombinedOutput(); err != nil {
		return fmt.Errorf("copy %s: %w: %s", from, err, out)
	}
	return nil
}
