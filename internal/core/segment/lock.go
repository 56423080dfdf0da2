package segment

import (
	"errors"
	"os"
	"syscall"
)

// lock is an advisory lock of the operating system: it ends with the process that held it, however that ends, so no
// stale lock can block the next import.
type lock struct{ file *os.File }

// tryLock gives nil where another process, or another Dir of this one, holds the lock.
func tryLock(path string) (*lock, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err == nil {
		return &lock{f}, nil
	}
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, f.Close()
	}
	return nil, errors.Join(err, f.Close())
}

func (l *lock) release() error {
	return errors.Join(syscall.Flock(int(l.file.Fd()), syscall.LOCK_UN), l.file.Close())
}
