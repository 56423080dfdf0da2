package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// server is a private PostgreSQL in a folder of its own, with the table's text beside it.
type server struct {
	dir string
	csv string
	as  *syscall.SysProcAttr
	bin string
}

func start() (*server, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return nil, errors.Join(err, errors.New("no PostgreSQL server is installed (apt-get install postgresql)"))
	}
	dir, err := os.MkdirTemp("", "wardmote-copy")
	if err != nil {
		return nil, err
	}
	s := &server{dir: dir, csv: filepath.Join(dir, "table.csv"), bin: filepath.Dir(found[len(found)-1])}
	if err := s.dropRights(); err != nil {
		return nil, err
	}
	data := filepath.Join(dir, "data")
	if err := s.run("initdb", "-D", data, "-A", "trust", "-U", "bench"); err != nil {
		return nil, err
	}
	options := fmt.Sprintf("-k %s -c listen_addresses=''", dir)
	return s, s.run("pg_ctl", "-D", data, "-o", options, "-l", filepath.Join(dir, "log"), "-w", "start")
}

// dropRights gives the folder to a user without rights where this runs as root, which PostgreSQL refuses.
func (s *server) dropRights() error {
	if os.Getuid() != 0 {
		return nil
	}
	nobody, err := user.Lookup("nobody")
	if err != nil {
		return err
	}
	uid, err := strconv.ParseUint(nobody.Uid, 10, 32)
	if err != nil {
		return err
	}
	gid, err := strconv.ParseUint(nobody.Gid, 10, 32)
	if err != nil {
		return err
	}
	s.as = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	return errors.Join(os.Chown(s.dir, int(uid), int(gid)), os.Chmod(s.dir, 0o755))
}

func (s *server) run(name string, args ...string) error {
	cmd := exec.Command(filepath.Join(s.bin, name), args...)
	cmd.SysProcAttr, cmd.Dir = s.as, s.dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, out)
	}
	return nil
}

func (s *server) stop() {
	if err := s.run("pg_ctl", "-D", filepath.Join(s.dir, "data"), "-m", "immediate", "-w", "stop"); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	if err := os.RemoveAll(s.dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
}

// takeIn copies a compressed file to where the server may read it; "" where it is not compressed.
func (s *server) takeIn(file string) (string, error) {
	content, err := os.ReadFile(file)
	if err != nil || !bytes.HasPrefix(content, []byte{0x1f, 0x8b}) {
		return "", err
	}
	return s.csv + ".gz", os.WriteFile(s.csv+".gz", content, 0o644)
}

// copy loads a file into a new bare table: coordinates as numbers, everything else as text, no index, no constraint. busy is
// what the server's process for it worked, without the program that it may read from.
func (s *server) copy(columns []string, sql string) (seconds, busy float64, err error) {
	ctx := context.Background()
	db, err := pgx.Connect(ctx, fmt.Sprintf("host=%s user=bench dbname=postgres", s.dir))
	if err != nil {
		return 0, 0, err
	}
	defer db.Close(ctx) //nolint:errcheck // the run is over
	var list []string
	for _, c := range columns {
		kind := "text"
		if c == "Longitude" || c == "Latitude" {
			kind = "double precision"
		}
		list = append(list, pgx.Identifier{c}.Sanitize()+" "+kind)
	}
	if _, err := db.Exec(ctx, "DROP TABLE IF EXISTS bare; CREATE TABLE bare ("+strings.Join(list, ", ")+"); CHECKPOINT"); err != nil {
		return 0, 0, err
	}
	before := worked(db.PgConn().PID())
	begin := time.Now()
	_, err = db.Exec(ctx, sql)
	return time.Since(begin).Seconds(), worked(db.PgConn().PID()) - before, err
}

// worked is how long the cores were busy for a process, in the hundredths that Linux counts (proc_pid_stat(5), fields 14 and
// 15); 0 where the system does not tell.
func worked(pid uint32) float64 {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	if len(fields) < 13 {
		return 0
	}
	user, err1 := strconv.ParseFloat(fields[11], 64)
	system, err2 := strconv.ParseFloat(fields[12], 64)
	if err1 != nil || err2 != nil {
		return 0
	}
	return (user + system) / 100
}
