package fault

import (
	"context"
	"errors"
	"net"
	"slices"
	"syscall"
)

// ErrPassing: the fault is not in what was asked but in where it would be kept: the disk is full, the store is busy or cannot
// be reached. The same may succeed in a while, so that a failure of this kind is never written down as the end of the matter.
var ErrPassing = errors.New("it may pass")

// ErrDamaged: what was kept cannot be read any more as it was written. No other try helps; the backup does.
var ErrDamaged = errors.New("the store is damaged")

// PassingError is err, known to be passing.
func PassingError(err error) error { return passing{err} }

type passing struct{ error }

func (p passing) Unwrap() []error { return []error{p.error, ErrPassing} }

// ofTheMachine are errors of a machine that has run out of something, or that lost a connection.
var ofTheMachine = []syscall.Errno{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG, syscall.EIO, syscall.EROFS, syscall.EMFILE, syscall.ENFILE, syscall.ENOMEM,
	syscall.EAGAIN, syscall.EINTR, syscall.ECONNREFUSED, syscall.ECONNRESET, syscall.ECONNABORTED, syscall.EPIPE, syscall.ETIMEDOUT, syscall.EHOSTUNREACH,
	syscall.ENETUNREACH, syscall.ESTALE}

// Passing tells a failure that may pass from one that lasts however often the same is tried.
func Passing(err error) bool {
	if errors.Is(err, ErrPassing) || errors.Is(err, context.DeadlineExceeded) {
		return true
	}
	var number syscall.Errno
	if errors.As(err, &number) {
		return slices.Contains(ofTheMachine, number)
	}
	var network net.Error
	return errors.As(err, &network)
}
