package report

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/when"
)

// A form under way is saved page by page, so that a lost connection loses nothing. It is sealed under a key that is made of
// the token in the reader's browser, of which the store holds only a hash: nobody who reads the store, its log or its
// backup learns what somebody typed and then thought better of.
const (
	formOfReport  = "report"
	formOfReceipt = "receipt"
	// FormLife is how long a form under way is kept after its last answer.
	FormLife = 24 * time.Hour
	// ReceiptLife is how long the PIN can be seen again in the browser that sent the report.
	ReceiptLife = time.Hour
	// PhotosMost is the number of photos that a report may have.
	PhotosMost = 5
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

// formID is how the store knows the form of a token, and its receipt in the same place once it was sent: it cannot be turned
// back into the token.
func formID(token string) string { return credential.HashToken(formOfReport + " " + token) }

// Begin starts a form and gives the token that only the reader's browser holds. Forms that have expired go.
func (d *Desk) Begin(ctx context.Context) (string, error) {
	token := credential.NewToken()
	err := d.Gate.Write(ctx, access.Public(), func(u *gate.Unit) error {
		if err := u.DropForm(""); err != nil {
			return err
		}
		saved, err := d.sealForm(formOfReport, token, &Filled{}, FormLife)
		if err != nil {
			return err
		}
		return u.SaveForm(saved)
	})
	return token, err
}

// sealForm is what the store is given of a form or a receipt.
func (d *Desk) sealForm(form, token string, what any, life time.Duration) (gate.SavedForm, error) {
	plain, err := json.Marshal(what)
	if err != nil {
		return gate.SavedForm{}, err
	}
	closed, err := seal(token, plain)
	if err != nil {
		return gate.SavedForm{}, err
	}
	data, err := json.Marshal(sealed{closed})
	return gate.SavedForm{ID: formID(token), Form: form, Data: data, Expiry: d.Gate.Now().Add(life)}, err
}

// load opens what was saved under a token as a form; fault.ErrNotFound where something else was.
func load(saved gate.SavedForm, form, token string, into any) error {
	if saved.Form != form {
		return fmt.Errorf("there is no %s of this token: %w", form, fault.ErrNotFound)
	}
	var closed sealed
	if err := closed.open(saved.Data); err != nil {
		return fmt.Errorf("the saved form: %w", err)
	}
	plain, err := unseal(token, closed.Sealed)
	if err != nil {
		return fmt.Errorf("the saved form: %w", err)
	}
	return json.Unmarshal(plain, into)
}

func loadFilled(saved gate.SavedForm, token string) (*Filled, error) {
	f := &Filled{token: token, saved: saved}
	return f, load(saved, formOfReport, token, f)
}

// Resume is what has been filled in under a token; fault.ErrNotFound where there is no such form or it has expired.
func (d *Desk) Resume(ctx context.Context, token string) (*Filled, error) {
	saved, err := d.Gate.SavedForm(ctx, access.Public(), formID(token))
	if err != nil {
		return nil, err
	}
	return loadFilled(saved, token)
}

// Change saves an answer: fn changes the form as it is now, so that two tabs do not undo each other's answers.
func (d *Desk) Change(ctx context.Context, token string, fn func(*Filled) error) (f *Filled, err error) {
	for range triesMost {
		err = d.Gate.Write(ctx, access.Public(), func(u *gate.Unit) error {
			was, err := u.SavedForm(formID(token))
			if err != nil {
				return err
			}
			if f, err = loadFilled(was, token); err != nil {
				return err
			}
			if err := fn(f); err != nil {
				return err
			}
			f.token = token
			if f.saved, err = d.sealForm(formOfReport, token, f, FormLife); err != nil {
				return err
			}
			f.saved.Files = was.Files
			ours, err := u.ChangeForm(was, f.saved)
			if err == nil && !ours {
				err = errMeanwhile
			}
			return err
		})
		if !errors.Is(err, errMeanwhile) {
			break
		}
	}
	return f, err
}

// Abandon deletes a form under way and its photos.
func (d *Desk) Abandon(ctx context.Context, token string) error {
	return d.Gate.Write(ctx, access.Public(), func(u *gate.Unit) error {
		return u.DropForm(formID(token))
	})
}

// FormPhoto is a photo of a form under way.
type FormPhoto struct {
	ID string
	Photo
}

// AddPhoto puts a clean photo into a form under way.
func (d *Desk) AddPhoto(ctx context.Context, token string, p Photo) error {
	content, err := seal(token, p.Content)
	if err != nil {
		return err
	}
	name, err := seal(token, []byte(p.Name))
	if err != nil {
		return err
	}
	return d.Gate.Write(ctx, access.Public(), func(u *gate.Unit) error {
		files, err := u.FormFiles(formID(token))
		if err != nil {
			return err
		}
		if len(files) >= PhotosMost {
			return fault.Invalid{"photos": fmt.Sprintf("You can add %d photos at most", PhotosMost)}
		}
		_, err = u.SaveFormFile(formID(token), gate.FormFile{Name: fmt.Sprintf("%x", name), Media: "application/octet-stream", Content: content})
		return err
	})
}

// RemovePhoto takes a photo off a form under way.
func (d *Desk) RemovePhoto(ctx context.Context, token, id string) error {
	return d.Gate.Write(ctx, access.Public(), func(u *gate.Unit) error { return u.DropFormFile(formID(token), id) })
}

// Photos are the photos of a form under way, in the order in which they were added.
func (d *Desk) Photos(ctx context.Context, token string) ([]FormPhoto, error) {
	var out []FormPhoto
	err := d.Gate.Read(ctx, access.Public(), func(v *gate.View) error {
		files, err := v.FormFiles(formID(token))
		for _, file := range files {
			p := FormPhoto{ID: file.ID}
			if p.Content, err = unseal(token, file.Content); err != nil {
				return err
			}
			var name []byte
			if _, err := fmt.Sscanf(file.Name, "%x", &name); err != nil {
				return err
			}
			if name, err = unseal(token, name); err != nil {
				return err
			}
			p.Name = string(name)
			out = append(out, p)
		}
		return err
	})
	return out, err
}

// errMeanwhile says that a form is not what it was when it was read, and triesMost how often it is then read again: no person
// changes one form in more windows at once.
var errMeanwhile = fmt.Errorf("the form was changed meanwhile: %w", fault.ErrConflict)

const triesMost = 20

// SendForm sends the form of a token. A form that was sent before gives the receipt of its first sending, as long as that
// can still be seen, and makes nothing new.
func (d *Desk) SendForm(ctx context.Context, token string) (Receipt, error) {
	f, err := d.Resume(ctx, token)
	if errors.Is(err, fault.ErrNotFound) {
		return d.sentBefore(ctx, token)
	}
	if err != nil {
		return Receipt{}, err
	}
	return d.SendResumed(ctx, f)
}

// SendResumed is SendForm for a form as Resume gave it. One that another window of the same browser changed or sent meanwhile
// is read again.
func (d *Desk) SendResumed(ctx context.Context, f *Filled) (receipt Receipt, err error) {
	for range triesMost {
		receipt, err = d.sendOnce(ctx, f)
		if !errors.Is(err, errMeanwhile) {
			break
		}
		token := f.token
		if f, err = d.Resume(ctx, token); errors.Is(err, fault.ErrNotFound) {
			return d.sentBefore(ctx, token)
		}
		if err != nil {
			break
		}
	}
	return receipt, err
}

func (d *Desk) sendOnce(ctx context.Context, f *Filled) (Receipt, error) {
	var photos []Photo
	if f.saved.Files > 0 {
		attached, err := d.Photos(ctx, f.token)
		if err != nil {
			return Receipt{}, err
		}
		for _, p := range attached {
			photos = append(photos, p.Photo)
		}
	}
	f.Key = f.saved.ID
	return d.Send(ctx, access.Public(), f, photos)
}

func (d *Desk) sentBefore(ctx context.Context, token string) (Receipt, error) {
	receipt, err := d.Receipt(ctx, token)
	receipt.Again = true
	return receipt, err
}

// Receipt is what the browser of a token was given for its report, while that can still be seen. Later only the reference
// is known.
func (d *Desk) Receipt(ctx context.Context, token string) (Receipt, error) {
	var receipt Receipt
	saved, err := d.Gate.SavedForm(ctx, access.Public(), formID(token))
	if err == nil {
		err = load(saved, formOfReceipt, token, &receipt)
	}
	if !errors.Is(err, fault.ErrNotFound) {
		return receipt, err
	}
	err = d.Gate.Read(ctx, access.System("find what was sent"), func(v *gate.View) error {
		sent, known, err := v.Submitted(formID(token))
		if err == nil && !known {
			err = fmt.Errorf("nothing was sent from this form: %w", fault.ErrNotFound)
		}
		if err == nil {
			receipt = Receipt{Reference: sent.Reference}
		}
		return err
	})
	return receipt, err
}

// keepReceipt lets the sender's browser, and nobody else, see the PIN again for a while: an answer that was lost on its way
// must not lose the PIN. It takes the place of the form, which is thereby sent once.
func (d *Desk) keepReceipt(u *gate.Unit, f *Filled, receipt Receipt) error {
	if f.token == "" {
		return nil
	}
	saved, err := d.sealForm(formOfReceipt, f.token, receipt, ReceiptLife)
	if err != nil {
		return err
	}
	if f.saved.ID == "" {
		return u.SaveForm(saved)
	}
	ours, err := u.ReplaceForm(f.saved, saved)
	if err == nil && !ours {
		err = errMeanwhile
	}
	return err
}

// since is the moment some months before now, for what is counted back.
func (d *Desk) since(months int) when.Instant {
	return d.Gate.Now().Date().AddMonths(-months).Start()
}

// Log keeps a report that staff take for somebody, or find themselves. The token is of their form: sent twice, it gives the
// first receipt again, so that the PIN can still be read out after a lost answer.
func (d *Desk) Log(ctx context.Context, who access.Principal, token string, f *Filled) (Receipt, error) {
	f.Key, f.token = formID(token), token
	receipt, err := d.Send(ctx, who, f, nil)
	if err == nil && receipt.Again {
		return d.sentBefore(ctx, token)
	}
	return receipt, err
}
