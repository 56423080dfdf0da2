package hear_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/program"
	"github.com/wardmote/wardmote/internal/web/browsertest"
)

// asServer names the data folder of the server that the test binary becomes when it is run again.
const asServer = "WARDMOTE_TEST_SERVER"

func TestMain(m *testing.M) {
	if dir := os.Getenv(asServer); dir != "" {
		serve(dir)
		return
	}
	browsertest.Main(m)
}

// serve is the real program in a process of its own, which prints its address and waits to be killed.
func serve(dir string) {
	p, err := program.Open(context.Background(), program.Config{Data: dir, Pack: program.BuiltIn, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
	fmt.Println("http://" + l.Addr().String())
	_ = p.Serve(context.Background(), l)
}

// victim is the server process that is killed and started again on the same folder.
type victim struct {
	t    *testing.T
	dir  string
	cmd  *exec.Cmd
	mu   sync.Mutex
	url  string
	turn int
}

func (v *victim) start() {
	v.t.Helper()
	v.cmd = exec.Command(os.Args[0], "-test.run=^$")
	v.cmd.Env = append(os.Environ(), asServer+"="+v.dir)
	out, err := v.cmd.StdoutPipe()
	if err == nil {
		err = v.cmd.Start()
	}
	if err != nil {
		v.t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || !strings.HasPrefix(line, "http://") {
		v.t.Fatalf("the server says %q: %v", line, err)
	}
	v.mu.Lock()
	v.url, v.turn = strings.TrimSpace(line), v.turn+1
	v.mu.Unlock()
}

// kill is SIGKILL: nothing is flushed, nothing is said goodbye to.
func (v *victim) kill() {
	if err := v.cmd.Process.Kill(); err != nil {
		v.t.Error(err)
	}
	_ = v.cmd.Wait() // it was killed, and says so
}

func (v *victim) address() string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.url
}

// sender is a resident whose connection breaks whenever the server dies, and who then sends the same page again.
type sender struct {
	v    *victim
	c    *http.Client
	stop time.Time
}

// page sends one page until an answer arrives.
func (s *sender) page(path string, form url.Values) (at, body string) {
	for time.Now().Before(s.stop) {
		var res *http.Response
		var err error
		if form == nil {
			res, err = s.c.Get(s.v.address() + path)
		} else {
			res, err = s.c.PostForm(s.v.address()+path, form)
		}
		if err == nil {
			b, readErr := io.ReadAll(res.Body)
			_ = res.Body.Close()
			if readErr == nil && res.StatusCode < 500 {
				return res.Request.URL.RequestURI(), string(b)
			}
		}
		time.Sleep(20 * time.Millisecond)
	}
	return "", ""
}

// report sends a whole report about a spot and gives what was acknowledged.
func (s *sender) report(spot string) (reference, pin string) {
	jar, _ := cookiejar.New(nil) // never fails without options
	s.c = &http.Client{Jar: jar, Timeout: 10 * time.Second}
	s.page("/report", nil)
	for _, p := range []struct{ path, form string }{
		{"danger", "now=no"}, {"what?group=Drugs+and+alcohol", "category=street-drinking"}, {"where", "place=" + spot}, {"place", "match=none"}, {"ward", "ward=unknown"},
		{"kind", "kind=street"}, {"when", "time=11pm"}, {"often", "often=once&repeat=no"}, {"who", "affected=me&because=no"}, {"story", "what=Shouting+at+" + spot},
		{"photos", ""}, {"you", "you=anonymous"}, {"same", "same=different"},
	} {
		form, err := url.ParseQuery(p.form)
		if err != nil {
			panic(err)
		}
		at, body := s.page("/report/"+p.path, form)
		if at == "/report/doors" { // which says what other way there is
			seen := url.Values{}
			for _, m := range seenPattern.FindAllStringSubmatch(body, -1) {
				seen.Add("seen", m[1])
			}
			s.page(at, seen)
		}
	}
	_, body := s.page("/report/check", url.Values{})
	r, k := referencePattern.FindStringSubmatch(body), pinPattern.FindStringSubmatch(body)
	if r == nil || k == nil {
		return "", ""
	}
	return r[1], k[1]
}

func TestNothingAcknowledgedIsLostHoweverOftenTheServerIsKilled(t *testing.T) {
	v := &victim{t: t, dir: t.TempDir()}
	v.start()
	const senders, each, kills = 3, 5, 6
	var mu sync.Mutex
	acknowledged := map[string]string{} // PIN by reference
	var wg sync.WaitGroup
	for i := range senders {
		wg.Go(func() {
			s := &sender{v: v, stop: time.Now().Add(60 * time.Second)}
			for j := range each {
				ref, pin := s.report(fmt.Sprintf("Spot%c%c", 'A'+i, 'A'+j))
				mu.Lock()
				if ref == "" || acknowledged[ref] != "" {
					t.Errorf("report %d of sender %d was acknowledged as %q", j, i, ref)
				}
				acknowledged[ref] = pin
				mu.Unlock()
			}
		})
	}
	random := rand.New(rand.NewPCG(11, uint64(time.Now().UnixNano()))) //nolint:gosec // moments to kill at, not secrets
	for range kills {
		time.Sleep(time.Duration(50+random.IntN(500)) * time.Millisecond)
		v.kill()
		v.start()
	}
	wg.Wait()
	for ref, pin := range acknowledged {
		jar, _ := cookiejar.New(nil)
		c := &sender{v: v, c: &http.Client{Jar: jar, Timeout: 10 * time.Second}, stop: time.Now().Add(20 * time.Second)}
		at, body := c.page("/track", url.Values{"reference": {ref}, "pin": {pin}})
		if at != "/track" || !strings.Contains(body, ref) || !strings.Contains(body, "We have your report") {
			t.Errorf("%s was acknowledged and its PIN opens %s: %s", ref, at, faults(body))
		}
	}
	v.kill()
	if got := count(t, v.dir); got != senders*each || len(acknowledged) != senders*each {
		t.Errorf("%d reports are kept and %d were acknowledged, of %d sent", got, len(acknowledged), senders*each)
	}
}

// count opens the folder that the killed server left behind.
func count(t *testing.T, dir string) int {
	t.Helper()
	p, err := program.Open(context.Background(), program.Config{Data: dir, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close() //nolint:errcheck // the count is read
	n := 0
	err = p.Gate.Read(context.Background(), access.System("test"), func(v *gate.View) error {
		n, err = v.Count(gate.Query{Kinds: []string{"report"}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
