// Package browsertest opens pages in headless Chromium for tests: it clicks and types as a reader does, by keyboard alone
// where asked, without scripts where asked, at the width of a telephone where asked, and holds every page to axe-core.
//
// One browser serves all tests of a process; each Page has a profile of its own, so no cookie crosses from one test to
// another. A package that uses it closes the browser at the end:
//
//	func TestMain(m *testing.M) { browsertest.Main(m) }
//
// Chromium is found on PATH or by WARDMOTE_CHROMIUM; its build without a window system (chromium-headless-shell) comes
// first, because it draws the same pages in three quarters of the time. axe-core comes from node_modules (`npm ci`). A
// test that needs either and lacks it fails and says so. Where WARDMOTE_SCREENSHOTS names a folder, Page.Screenshot keeps
// its pictures there.
package browsertest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// browser is the one of this process.
var browser struct {
	once   sync.Once
	ctx    context.Context
	cancel []context.CancelFunc
	err    error
}

// Main runs the tests of a package and closes the browser after them.
func Main(m *testing.M) {
	code := m.Run()
	for i := len(browser.cancel) - 1; i >= 0; i-- {
		browser.cancel[i]()
	}
	os.Exit(code)
}

func chromium() (string, error) {
	if path := os.Getenv("WARDMOTE_CHROMIUM"); path != "" {
		return path, nil
	}
	for _, name := range []string{"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("no Chromium on PATH: install chromium, or name it by WARDMOTE_CHROMIUM")
}

// flags keep the browser quiet and let it draw maps without a graphics card.
func flags(path string) []chromedp.ExecAllocatorOption {
	all := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox)
	for _, name := range []string{"disable-gpu", "disable-quic", "disable-component-update", "enable-unsafe-swiftshader"} {
		all = append(all, chromedp.Flag(name, true))
	}
	return append(all, chromedp.Flag("use-gl", "angle"), chromedp.Flag("use-angle", "swiftshader"),
		chromedp.Flag("no-proxy-server", true), chromedp.Flag("lang", "en-GB"))
}

func start() (context.Context, error) {
	browser.once.Do(func() {
		path, err := chromium()
		if err != nil {
			browser.err = err
			return
		}
		allocator, stop := chromedp.NewExecAllocator(context.Background(), flags(path)...)
		ctx, closeBrowser := chromedp.NewContext(allocator)
		browser.cancel = append(browser.cancel, stop, closeBrowser)
		browser.ctx, browser.err = ctx, chromedp.Do(ctx) // the first call starts it, and binds its life to ctx
	})
	return browser.ctx, browser.err
}

// root is the folder that holds go.mod.
func root() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("go.mod is not above the working directory")
		}
		dir = parent
	}
}

var axeSource = sync.OnceValues(func() (string, error) {
	dir, err := root()
	if err != nil {
		return "", err
	}
	source, err := os.ReadFile(filepath.Join(dir, "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		return "", fmt.Errorf("axe-core is not installed: run `npm ci` in the root of the repository (%w)", err)
	}
	return string(source), nil
})
