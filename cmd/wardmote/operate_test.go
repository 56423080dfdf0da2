package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/program"
	"github.com/wardmote/wardmote/packs"
)

// child is a server in a process of its own.
type child struct {
	t    *testing.T
	cmd  *exec.Cmd
	url  string
	said chan string // what it wrote, once it has ended
}

func served(t *testing.T, args ...string) *child {
	t.Helper()
	c := &child{t: t, cmd: exec.Command(os.Args[0], append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)...), said: make(chan string, 1)}
	c.cmd.Env = append(os.Environ(), asCommand+"=1", "WARDMOTE_DATABASE=")
	out, err := c.cmd.StderrPipe()
	if err == nil {
		err = c.cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.cmd.Process.Kill() })
	lines, all := bufio.NewReader(out), ""
	address := regexp.MustCompile(`address=(http://\S+)`)
	for c.url == "" {
		line, err := lines.ReadString('\n')
		all += line
		if m := address.FindStringSubmatch(line); m != nil {
			c.url = m[1]
		}
		if err != nil {
			t.Fatalf("the server says: %s", all)
		}
	}
	go func() {
		rest, _ := io.ReadAll(lines)
		c.said <- all + string(rest)
	}()
	return c
}

// status of a page.
func (c *child) status(path string) int {
	c.t.Helper()
	res, err := http.Get(c.url + path)
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // only its status
	return res.StatusCode
}

func (c *child) end(signal os.Signal) (code int, said string) {
	c.t.Helper()
	if err := c.cmd.Process.Signal(signal); err != nil {
		c.t.Fatal(err)
	}
	said = <-c.said
	_ = c.cmd.Wait() // its exit code says the same
	return c.cmd.ProcessState.ExitCode(), said
}

// limit bounds the files that the server may write, in bytes, as a full disk does.
func (c *child) limit(bytes string) {
	c.t.Helper()
	if out, err := exec.Command("prlimit", "--pid", strconv.Itoa(c.cmd.Process.Pid), "--fsize="+bytes+":unlimited").CombinedOutput(); err != nil {
		c.t.Fatalf("%v: %s", err, out)
	}
}

func TestAServerWhoseFilesCannotGrowSaysSoGoesOnAndIsWellWhenTheyCan(t *testing.T) {
	dir := opened(t)
	c := served(t, "--data", dir)
	begin := func() (*http.Response, string) {
		client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
		res, err := client.Get(c.url + "/report") // which begins a form
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close() //nolint:errcheck // read below
		body, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return res, string(body)
	}
	if res, body := begin(); res.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d %s", res.StatusCode, body)
	}
	c.limit(strconv.FormatInt(size(t, filepath.Join(dir, "wardmote.db-wal"))+64<<10, 10))
	var res *http.Response
	var body string
	for range 300 {
		if res, body = begin(); res.StatusCode != http.StatusSeeOther {
			break
		}
	}
	if res.StatusCode != http.StatusServiceUnavailable || res.Header.Get("Retry-After") == "" || !strings.Contains(body, "cannot keep anything just now") {
		t.Errorf("%d, Retry-After %q: %s", res.StatusCode, res.Header.Get("Retry-After"), body)
	}
	if got := c.status("/readyz"); got != http.StatusServiceUnavailable {
		t.Errorf("readyz says %d", got)
	}
	c.limit("unlimited")
	for _, again := range []bool{false, true} {
		if res, body = begin(); res.StatusCode != http.StatusSeeOther {
			t.Errorf("there is room again, and %v: %d %s", again, res.StatusCode, body)
		}
	}
	if code, said := c.end(syscall.SIGTERM); code != 0 || strings.Contains(said, "goroutine") {
		t.Errorf("exit %d: %s", code, said)
	}
	if out, bad, code := wardmote(t, "check", "--data", dir); code != 0 {
		t.Errorf("afterwards %d: %s %s", code, out, bad)
	}
}

func size(t *testing.T, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

func TestATerminalThatClosesEndsNoServerAndAClientThatIsStuckNoFailure(t *testing.T) {
	c := served(t, "--data", opened(t))
	if err := c.cmd.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if got := c.status("/healthz"); got != http.StatusOK {
			t.Fatalf("healthz says %d", got)
		}
	}
	if code, said := c.end(syscall.SIGTERM); code != 0 {
		t.Errorf("exit %d: %s", code, said)
	}

	ctx, stop := context.WithCancel(context.Background())
	p, err := program.Open(ctx, program.Config{Data: opened(t), Grace: 50 * time.Millisecond, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close() //nolint:errcheck // ends with the test
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- p.Serve(ctx, l) }()
	stuck, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer stuck.Close() //nolint:errcheck // ends with the test
	fmt.Fprint(stuck, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
	if _, err := stuck.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(stuck, "POST /track HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nreference=")
	time.Sleep(20 * time.Millisecond) // its handler waits for the rest
	stop()
	if err := <-done; err != nil {
		t.Errorf("a client that is stuck: %v", err)
	}
}

// elsewhere is the folder of another partnership's pack.
func elsewhere(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, packs.TowerHamlets()); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "partnership.yaml")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(text), "id: towerhamlets", "id: elsewhere", 1)
	if changed == string(text) {
		t.Fatal("the pack has another id")
	}
	if err := os.WriteFile(name, []byte(changed), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestANewStoreAsksWhoseItIsAndAnotherPlacesPackIsRefused(t *testing.T) {
	dir, other := filepath.Join(t.TempDir(), "data"), elsewhere(t)
	add := []string{"user", "add", "ada", "--name", "Ada Fennel", "--role", "administrator", "--body", "council"}
	serve := []string{"serve", "--addr", "127.0.0.1:0"}
	refuse := func(want string, args ...string) {
		t.Helper()
		_, bad, code := wardmoteSaid(t, "a password of some length 47\n", append(args, "--data", dir)...)
		if code != 1 || !strings.Contains(bad, want) {
			t.Errorf("%v: exit %d, want 1 and %q:\n%s", args, code, want, bad)
		}
	}
	for _, command := range [][]string{add, serve} {
		refuse("--pack", command...)
		if _, err := os.Stat(dir); err == nil {
			t.Fatalf("%v made a folder", command)
		}
	}
	if _, bad, code := wardmote(t, "import", "--data", dir, crimes); code != 0 {
		t.Errorf("facts need no partnership: %d %s", code, bad)
	}
	for _, command := range [][]string{add, serve} {
		refuse("--pack", command...)
	}
	if _, bad, code := wardmoteSaid(t, "a password of some length 47\n", append(add, "--data", dir, "--pack", other)...); code != 0 {
		t.Fatalf("%d %s", code, bad)
	}
	for _, command := range [][]string{add, serve} {
		refuse(`belongs to the partnership "elsewhere"`, command...)
		refuse(`belongs to the partnership "elsewhere"`, append(command, "--pack", program.BuiltIn)...)
	}
	c := served(t, "--data", dir, "--pack", other)
	if code, said := c.end(syscall.SIGTERM); code != 0 {
		t.Errorf("its own pack: %d %s", code, said)
	}
}

func TestBackupRestoreCheckAndVersionAreCommands(t *testing.T) {
	dir := opened(t)
	c := served(t, "--data", dir)
	to, into := filepath.Join(t.TempDir(), "backup"), filepath.Join(t.TempDir(), "data")
	if out, bad, code := wardmote(t, "backup", "--data", dir, to); code != 0 || !strings.Contains(out, filepath.Join(to, "pin.key")+". Move that file") {
		t.Fatalf("backup: %d %s %s", code, out, bad)
	}
	if out, bad, code := wardmote(t, "check", "--data", dir); code != 0 {
		t.Errorf("check beside a server: %d %s %s", code, out, bad)
	}
	if code, said := c.end(syscall.SIGTERM); code != 0 {
		t.Errorf("serve: %d %s", code, said)
	}
	if err := os.Remove(filepath.Join(to, "pin.key")); err != nil {
		t.Fatal(err)
	}
	if out, bad, code := wardmote(t, "restore", "--data", into, to); code != 0 || !strings.Contains(bad, "PINs will not open") {
		t.Fatalf("restore: %d %s %s", code, out, bad)
	}
	if code, said := served(t, "--data", into).end(syscall.SIGTERM); code != 0 {
		t.Errorf("the restored folder: %d %s", code, said)
	}
	if err := os.Truncate(filepath.Join(into, "wardmote.db"), size(t, filepath.Join(into, "wardmote.db"))/2); err != nil {
		t.Fatal(err)
	}
	if out, bad, code := wardmote(t, "check", "--data", into); code != 1 || !strings.Contains(out, "damaged") {
		t.Errorf("check of half a store: %d %s %s", code, out, bad)
	}
	if out, _, code := wardmote(t, "version"); code != 0 || !regexp.MustCompile(`^wardmote \S+ \S+ \d+\n$`).MatchString(out) {
		t.Errorf("version: %d %q", code, out)
	}
}
