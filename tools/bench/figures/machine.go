package figures

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
)

// Machine is what the figures were taken on. It names no host.
type Machine struct {
	Cores           int
	CPU, OS, Kernel string
	MemoryGiB       float64
	Go              string
	Day             string
	Load            string // of the machine, one minute, when this was asked
}

// Here is this machine.
func Here() Machine {
	m := Machine{Cores: runtime.NumCPU(), Go: runtime.Version(), Day: time.Now().Format("2 January 2006"), CPU: runtime.GOARCH, OS: runtime.GOOS}
	if text, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		m.CPU = after(string(text), "model name", ":", m.CPU)
	}
	if text, err := os.ReadFile("/proc/meminfo"); err == nil {
		m.MemoryGiB = fieldKiB(string(text), "MemTotal:") / (1 << 20)
	}
	if text, err := os.ReadFile("/etc/os-release"); err == nil {
		m.OS = strings.Trim(after(string(text), "PRETTY_NAME", "=", m.OS), `"`)
	}
	if text, err := os.ReadFile("/proc/sys/kernel/osrelease"); err == nil {
		m.Kernel, _, _ = strings.Cut(strings.TrimSpace(string(text)), "-")
	}
	if text, err := os.ReadFile("/proc/loadavg"); err == nil {
		m.Load, _, _ = strings.Cut(string(text), " ")
	}
	return m
}

// after is what stands behind the separator in the first line that begins with the name.
func after(text, name, separator, otherwise string) string {
	for line := range strings.Lines(text) {
		if key, value, ok := strings.Cut(line, separator); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return otherwise
}

// String says it in one sentence.
func (m Machine) String() string {
	return fmt.Sprintf("%d cores of %s, %.0f GiB of memory, %s (Linux %s), %s, %s", m.Cores, m.CPU, m.MemoryGiB, m.OS, m.Kernel, m.Go, m.Day)
}
