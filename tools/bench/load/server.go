package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strconv"
	"time"

	"github.com/wardmote/wardmote/tools/bench/figures"
)

// server is the program, running on the store.
type server struct {
	url string
	cmd *exec.Cmd
	log *bytes.Buffer
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
	s = &server{url: "http://" + address, log: &bytes.Buffer{}}
	s.cmd = exec.CommandContext(b.ctx, b.bin, "serve", "--data", b.dir, "--addr", address)
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
// is the day's work, and a store that was filled a moment ago has none of them yet.
func (s *server) settle() {
	for until := time.Now().Add(10 * time.Minute); time.Now().Before(until); {
		before := s.cpu()
		time.Sleep(5 * time.Second)
		if s.cpu()-before < 0.25 {
			return
		}
	}
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

// signIn signs a member of staff in.
func (v *visitor) signIn(ctx context.Context, username string) error {
	a, err := v.ask(ctx, "/sign-in", url.Values{"username": {username}, "password": {password}, "next": {"/records"}})
	if err == nil && a.to != "/records" {
		err = fmt.Errorf("%s could not sign in: %d, %q", username, a.status, a.to)
	}
	return err
}
