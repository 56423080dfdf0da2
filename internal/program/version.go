package program

import (
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/wardmote/wardmote/internal/core/store"
)

// Version is the program in one line: wardmote VERSION COMMIT SCHEMA.
func Version() string {
	version, commit := "devel", "unknown"
	if info, ok := debug.ReadBuildInfo(); ok {
		if v := strings.Trim(info.Main.Version, "()"); v != "" {
			version = v
		}
		changed := ""
		for _, s := range info.Settings {
			switch {
			case s.Key == "vcs.revision":
				commit = s.Value[:min(12, len(s.Value))]
			case s.Key == "vcs.modified" && s.Value == "true":
				changed = "+"
			}
		}
		commit += changed
	}
	return fmt.Sprintf("wardmote %s %s %d", version, commit, store.Schema())
}
