package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"time"

	"github.com/wardmote/wardmote/tools/bench/figures"
)

// server is the program, running on the store.
type server struct {
	url       string
	cmd       *exec.Cmd
	log       *bytes.Buffer
	transport http.RoundTripper
}

// serve starts the program and waits for the first page; took counts from the start of the process.
func (b *bench) serve() (s *server, took time.Duration, err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, 0, err
	}
	address := l.Addr().String()
	if err := l.Close(); err != nil {
		return nil, 0, err
	}
	s = &server{url: "http://" + address, log: &bytes.Buffer{}, transport: &http.Transport{MaxIdleConnsPerHost: 64, DisableCompression: true}}
	s.cmd = exec.CommandContext(b.ctx, b.bin, append([]string{"serve", "--data", b.dir, "--addr", address, "--trusted-proxies", "127.0.0.1"}, b.where()...)...)
	s.cmd.Stderr = s.log
	begin := time.Now()
	if err := s.cmd.Start(); err != nil {
		return nil, 0, err
	}
	for time.Since(begin) < time.Minute {
		if res, err := http.Get(s.url + "/"); err == nil {
			_, err := io.Copy(io.Discard, res.Body)
			if err = errors.Join(err, res.Body.Close()); err == nil && res.StatusCode == http.StatusOK {
				return s, time.Since(begin), nil
			}
		}
		time.Sleep(2 * time.Millisecond)
	}
	return nil, 0, errors.Join(fmt.Errorf("no page within a minute: %s", s.log), s.stop())
}

// peak is the most memory that the server held.
func (s *server) peak() float64 { return figures.PeakMiB(strconv.Itoa(s.cmd.Process.Pid)) }

// settle waits until the figures that a start works out in the background are there, at most ten minutes: what is measured
// is the day's work, and a store that was filled a moment ago has none of them yet. It gives the seconds of a core that they took.
func (s *server) settle() (seconds float64) {
	for until := time.Now().Add(10 * time.Minute); time.Now().Before(until); {
		before := s.cpu()
		time.Sleep(5 * time.Second)
		if s.cpu()-before < 0.25 {
			break
		}
	}
	return s.cpu()
}

// cpu is the time, in seconds, that the server has kept a core busy.
func (s *server) cpu() float64 { return figures.CPUSeconds(strconv.Itoa(s.cmd.Process.Pid)) }

func (s *server) stop() error {
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	if err := s.cmd.Wait(); err != nil {
		return fmt.Errorf("the server ended badly: %w: %s", err, s.log)
	}
	return nil
}

// kill is SIGKILL: nothing is written any more.
func (s *server) kill() error {
	err := s.cmd.Process.Kill()
	_ = s.cmd.Wait() // it was killed, and says so
	return err
}
