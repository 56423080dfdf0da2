package browsertest

import (
	"context"
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

var keys = map[string]string{
	"Tab": kb.Tab, "Enter": kb.Enter, "Space": " ", "Escape": kb.Escape, "ArrowDown": kb.ArrowDown, "ArrowUp": kb.ArrowUp,
	"ArrowLeft": kb.ArrowLeft, "ArrowRight": kb.ArrowRight, "Home": kb.Home, "End": kb.End, "Backspace": kb.Backspace, "Shift": kb.Shift,
}

func (p *Page) key(name string) chromedp.Action[chromedp.Void] {
	p.t.Helper()
	plain, shifted := strings.CutPrefix(name, "Shift+")
	key, ok := keys[plain]
	if len(plain) == 1 { // a letter, where one does something
		key, ok = plain, true
	}
	if !ok {
		p.t.Fatalf("browser: there is no key %q", name)
	}
	if shifted {
		return strokes(key, int64(kb.ModifierShift))
	}
	return strokes(key, 0)
}

// strokes presses the keys of a text as a keyboard does: the character belongs to the key going down, so the browser
// drops it when the key itself was acted on. Sent apart, the Enter that follows a link within the page would also be
// typed into the field that the link leads to, and send its form.
func strokes(text string, modifiers int64) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, to *chromedp.Target) error {
		for _, r := range text {
			for _, event := range stroke(r) {
				event.Modifiers |= modifiers
				if _, err := cdp.Call(ctx, to, input.DispatchKeyEvent, event); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// stroke is one key going down, with its character, and up.
func stroke(r rune) []input.DispatchKeyEventParams {
	var all []input.DispatchKeyEventParams
	for _, event := range kb.Encode(r) {
		if event.Type == kb.KeyChar {
			all[0].Text, all[0].UnmodifiedText = event.Text, event.UnmodifiedText
			continue
		}
		all = append(all, *event)
	}
	return all
}

// Press presses keys: Tab, Enter, Space, Escape, ArrowDown … and Shift+Tab.
func (p *Page) Press(names ...string) {
	p.t.Helper()
	for _, name := range names {
		p.do(p.key(name))
	}
}

// PressFor presses a key that leads to another page and gives that page's status.
func (p *Page) PressFor(name string) int {
	p.t.Helper()
	return p.follow(p.key(name))
}

// Type types into whatever has the focus.
func (p *Page) Type(text string) {
	p.t.Helper()
	p.do(strokes(text, 0))
}

// WantFocus waits until an element that fits has the focus. A link within the page moves the focus after the key was
// taken, so a single look may come too early.
func (p *Page) WantFocus(css string) {
	p.t.Helper()
	p.Wait(fmt.Sprintf("document.activeElement !== null && document.activeElement.matches(%q)", css))
}

// TabTo presses Tab until an element that fits has the focus: the test that the keyboard alone reaches it. Radios are
// reached as a group.
func (p *Page) TabTo(css string) {
	p.t.Helper()
	for range 200 {
		if Eval[bool](p, fmt.Sprintf("document.activeElement !== null && document.activeElement.matches(%q)", css)) {
			return
		}
		p.Press("Tab")
	}
	p.t.Fatalf("browser: the keyboard does not reach %s on %s", css, p.place())
}
