package browsertest

import (
	"fmt"
	"strings"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

var keys = map[string]string{
	"Tab": kb.Tab, "Enter": kb.Enter, "Space": " ", "Escape": kb.Escape, "ArrowDown": kb.ArrowDown, "ArrowUp": kb.ArrowUp,
	"ArrowLeft": kb.ArrowLeft, "ArrowRight": kb.ArrowRight, "Home": kb.Home, "End": kb.End, "Backspace": kb.Backspace,
}

func (p *Page) key(name string) chromedp.Action[chromedp.Void] {
	p.t.Helper()
	plain, shifted := strings.CutPrefix(name, "Shift+")
	key, ok := keys[plain]
	if !ok {
		p.t.Fatalf("browser: there is no key %q", name)
	}
	if shifted {
		return chromedp.KeyEvent(key, chromedp.KeyModifiers(kb.ModifierShift))
	}
	return chromedp.KeyEvent(key)
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
	p.do(chromedp.KeyEvent(text))
}

// Focused is the element that has the focus, as its tag with id or text.
func (p *Page) Focused() string {
	p.t.Helper()
	return Eval[string](p, `(e => e.tagName.toLowerCase() + (e.id ? "#" + e.id : "") + " " + (e.textContent || e.value || "").trim().slice(0, 40))(document.activeElement)`)
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
