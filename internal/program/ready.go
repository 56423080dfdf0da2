package program

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/segment"
)

// probeAtMost is for how long a probe may ask.
const probeAtMost = 10 * time.Second

// probe is what was last found out about readiness.
type probe struct {
	mu  sync.Mutex
	at  time.Time
	all []finding
}

// finding is the answer to one question; wrong is nil where it is yes.
type finding struct {
	what  string
	wrong error
}

// readiness asks what a server needs to do its work, not more often than Config.Probe however many ask: it writes to the store.
func (p *Program) readiness(ctx context.Context) []finding {
	p.probe.mu.Lock()
	defer p.probe.mu.Unlock()
	if time.Since(p.probe.at) < p.Config.Probe && p.probe.all != nil {
		return p.probe.all
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), probeAtMost)
	defer cancel()
	p.probe.all = []finding{
		{"store can be written", p.Store.CanWrite(ctx)},
		{"store is whole", p.Store.Damage()},
		{"schema is right", p.Store.Own(ctx)},
		{"segments are whole", p.segmentsWhole(ctx)},
		{"queue is moving", p.Queue.Moving(ctx)},
	}
	p.probe.at = time.Now()
	return p.probe.all
}

func (p *Program) segmentsWhole(ctx context.Context) error {
	wrong, err := segment.Missing(ctx, p.Depot)
	if err == nil && len(wrong) > 0 {
		err = fmt.Errorf("%d segments are not: %s", len(wrong), wrong[0])
	}
	return err
}

// ready answers 200 where the server can do its work, and 503 with what it cannot: a line for each.
func (p *Program) ready(w http.ResponseWriter, r *http.Request) {
	var text strings.Builder
	status := http.StatusOK
	for _, f := range p.readiness(r.Context()) {
		said := "yes"
		if f.wrong != nil {
			status, said = http.StatusServiceUnavailable, "no: "+plain(f.wrong)
			p.Config.Log.Error("not ready", "what", f.what, "error", f.wrong)
		}
		fmt.Fprintf(&text, "%s: %s\n", f.what, said)
	}
	p.tell(w, status, text.String())
}

// plain is an error in one line, without the paths and addresses of the machine, which are in the log: anybody may ask.
func plain(err error) string {
	if fault.Passing(err) {
		return "it does not answer, or takes nothing more; the log says why"
	}
	text, _, _ := strings.Cut(err.Error(), "\n")
	return text
}

// health answers 200 once pages do: the store answers, and the page that everybody may open is drawn.
func (p *Program) health(pages http.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
		defer cancel()
		if err := p.Store.Ping(ctx); err != nil {
			p.tell(w, http.StatusServiceUnavailable, "the store does not answer\n")
			return
		}
		home, err := http.NewRequestWithContext(ctx, http.MethodGet, "/", nil)
		drawn := &counted{header: http.Header{}, status: http.StatusOK}
		if err == nil {
			home.RemoteAddr, home.Host = r.RemoteAddr, r.Host
			pages.ServeHTTP(drawn, home)
		}
		if err != nil || drawn.status >= http.StatusBadRequest {
			p.tell(w, http.StatusServiceUnavailable, "pages are not answered\n")
			return
		}
		p.tell(w, http.StatusOK, "ok\n")
	}
}

// tell answers a machine that watches.
func (p *Program) tell(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "10")
	}
	w.WriteHeader(status)
	fmt.Fprint(w, text) //nolint:errcheck // whoever asked has gone
}

// counted is an answer of which only the status matters.
type counted struct {
	header http.Header
	status int
}

func (c *counted) Header() http.Header         { return c.header }
func (c *counted) Write(b []byte) (int, error) { return len(b), nil }
func (c *counted) WriteHeader(status int)      { c.status = status }
