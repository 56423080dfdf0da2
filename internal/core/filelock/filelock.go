// Package filelock keeps two processes from doing one thing at once. The lock is the operating system's own: it ends with
// the process that held it, however that ends, so no stale lock can block the next one.
package filelock

import (
	"errors"
	"os"
	"syscall"
)

// Lock is a lock that is held.
type Lock struct{ file *os.File }

// Try gives nil where another process, or another Lock of this one, holds the file.
func Try(path string) (*Lock, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err == nil {
		return &Lock{f}, nil
	}
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, f.Close()
	}
	return nil, errors.Join(err, f.Close())
}

// Release lets the next process in. The file stays.
func (l *Lock) Release() error {
	return errors.Join(syscall.Flock(int(l.file.Fd()), syscall.LOCK_UN), l.file.Close())
}
