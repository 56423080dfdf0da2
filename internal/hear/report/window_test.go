package report

import (
	"testing"
)

func TestWhatAnotherWindowChangedWhileAFormIsSentIsSentToo(t *testing.T) {
	each(t, func(t *testing.T, d *Desk, _ *clock) {
		token := fill(t, d, noise())
		first, err := d.Resume(ctx, token) // this window shows the answers to be checked
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.Change(ctx, token, func(f *Filled) error { f.Category = "litter"; return nil }); err != nil {
			t.Fatal(err)
		}
		if err := d.AddPhoto(ctx, token, Photo{Name: "wall.jpg", Content: []byte{1, 2, 3}}); err != nil {
			t.Fatal(err)
		}
		sent, err := d.SendResumed(ctx, first)
		if err != nil {
			t.Fatal(err)
		}
		p, err := d.Progress(ctx, admitted(t, d, sent))
		if err != nil || p.Category.ID != "litter" || len(p.Photos) != 1 {
			t.Errorf("%+v, %v", p, err)
		}
		if again, err := d.SendResumed(ctx, first); err != nil || again.Reference != sent.Reference || again.PIN != sent.PIN || !again.Again {
			t.Errorf("%+v after %+v, %v", again, sent, err)
		}
		if photos, err := d.Photos(ctx, token); err != nil || len(photos) > 0 {
			t.Errorf("%d photos stay behind, %v", len(photos), err)
		}
	})
}
