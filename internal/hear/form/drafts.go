// Package form is what every public form stands on below its pages: how its answers wait, sealed, while somebody fills it in; in
// which order its pages are asked; and, for a form that the pack declares, what its answers make and whom it goes to.
//
// A form under way is saved page by page, so that a lost connection loses nothing. It is sealed under a key that is made of
// the token in the reader's browser, of which the store holds only a hash: nobody who reads the store, its log or its
// backup learns what somebody typed and then thought better of. Once it is sent its receipt takes its place, in the same
// write, so that it is sent once.
package form

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
)

const (
	// Life is how long a form under way is kept after its last answer.
	Life = 24 * time.Hour
	// ReceiptLife is how long the PIN can be seen again in the browser that sent the form.
	ReceiptLife = time.Hour

	formOfReceipt = "receipt"
)

// ErrMeanwhile says that a form is not what it was when it was read, and triesMost how often it is then read again: no person
// changes one form in more windows at once.
var ErrMeanwhile = fmt.Errorf("the form was changed meanwhile: %w", fault.ErrConflict)

const triesMost = 20

// Again does something with a form until nothing changed it meanwhile.
func Again(do func() error) (err error) {
	for range triesMost {
		if err = do(); !errors.Is(err, ErrMeanwhile) {
			break
		}
	}
	return err
}

// Drafts are what is entered in one form and not sent yet. Forms of one token are kept apart by their names.
type Drafts struct {
	Gate *gate.Gate
	Name string
}

// Draft is a form under way or its receipt, as it was read from the store. One that was never kept has a token alone.
type Draft struct {
	Token string

	form  string
	saved gate.SavedForm
}

// Stored says that the store holds the form under its token.
func (k Draft) Stored() bool { return k.saved.ID != "" }

// Photos is how many photos are with it.
func (k Draft) Photos() int { return k.saved.Files }

// Open reads the content of a form under way; fault.ErrNotFound where it was sent already.
func (k Draft) Open(into any) error { return k.open(k.form, into) }

func (k Draft) open(form string, into any) error {
	if k.saved.Form != form {
		return fmt.Errorf("there is no %s of this token: %w", form, fault.ErrNotFound)
	}
	var closed sealed
	if err := closed.open(k.saved.Data); err != nil {
		return fmt.Errorf("the saved form: %w", err)
	}
	plain, err := unseal(k.Token, closed.Sealed)
	if err != nil {
		return fmt.Errorf("the saved form: %w", err)
	}
	return json.Unmarshal(plain, into)
}

// ID is how the store knows the form of a token, and its receipt in the same place once it was sent: it cannot be turned
// back into the token.
func (k Drafts) ID(token string) string { return credential.HashToken(k.Name + " " + token) }

// Begin keeps a form of which nothing is filled in yet. Forms that have expired go, and so does what the token had sent before.
func (k Drafts) Begin(ctx context.Context, token string, empty any) error {
	return k.Gate.Keep(ctx, access.Public(), func(u *gate.Notebook) error {
		if err := u.DropForm(k.ID(token)); err != nil {
			return err
		}
		saved, err := k.seal(k.Name, token, empty, Life)
		if err != nil {
			return err
		}
		return u.SaveForm(saved)
	})
}

// seal is what the store is given of a form or a receipt.
func (k Drafts) seal(form, token string, what any, life time.Duration) (gate.SavedForm, error) {
	plain, err := json.Marshal(what)
	if err != nil {
		return gate.SavedForm{}, err
	}
	closed, err := seal(token, plain)
	if err != nil {
		return gate.SavedForm{}, err
	}
	data, err := json.Marshal(sealed{closed})
	return gate.SavedForm{ID: k.ID(token), Form: form, Data: data, Expiry: k.Gate.Now().Add(life)}, err
}

// Load is the form of a token; fault.ErrNotFound where there is none or it has expired.
func (k Drafts) Load(ctx context.Context, token string) (Draft, error) {
	saved, err := k.Gate.SavedForm(ctx, access.Public(), k.ID(token))
	return Draft{Token: token, form: k.Name, saved: saved}, err
}

// Change saves an answer: fn opens the form as it is now and gives what it becomes, so that two windows do not undo each other's
// answers.
func (k Drafts) Change(ctx context.Context, token string, fn func(Draft) (any, error)) (kept Draft, err error) {
	err = Again(func() error {
		return k.Gate.Keep(ctx, access.Public(), func(u *gate.Notebook) error {
			was, err := u.SavedForm(k.ID(token))
			if err != nil {
				return err
			}
			kept = Draft{Token: token, form: k.Name, saved: was}
			what, err := fn(kept)
			if err != nil {
				return err
			}
			if kept.saved, err = k.seal(k.Name, token, what, Life); err != nil {
				return err
			}
			kept.saved.Files = was.Files
			ours, err := u.ChangeForm(was, kept.saved)
			if err == nil && !ours {
				err = ErrMeanwhile
			}
			return err
		})
	})
	return kept, err
}

// Abandon deletes a form under way and its photos, or its receipt.
func (k Drafts) Abandon(ctx context.Context, token string) error {
	return k.Gate.Keep(ctx, access.Public(), func(u *gate.Notebook) error {
		return u.DropForm(k.ID(token))
	})
}

// Receipt is what the browser of a token was given for what it sent, while that can still be seen; fault.ErrNotFound after that.
func (k Drafts) Receipt(ctx context.Context, token string, into any) error {
	kept, err := k.Load(ctx, token)
	if err != nil {
		return err
	}
	return kept.open(formOfReceipt, into)
}

// KeepReceipt lets the sender's browser, and nobody else, see what it was given again for a while: an answer that was lost on its
// way must not lose the PIN. It takes the place of the form, which is thereby sent once; ErrMeanwhile where the form is no longer
// what was read.
func (k Drafts) KeepReceipt(u *gate.Notebook, kept Draft, receipt any) error {
	saved, err := k.seal(formOfReceipt, kept.Token, receipt, ReceiptLife)
	if err != nil {
		return err
	}
	if !kept.Stored() {
		return u.SaveForm(saved)
	}
	ours, err := u.ReplaceForm(kept.saved, saved)
	if err == nil && !ours {
		err = ErrMeanwhile
	}
	return err
}
