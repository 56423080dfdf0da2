package program

import (
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/wardmote/wardmote/internal/core/store"
)

// version and commit are written by the linker (tools/stamp.sh); a + behind the commit says that the tree was changed after it.
var version, commit string

// Version is the program in one line: wardmote VERSION COMMIT SCHEMA.
func Version() string {
	v, c := version, commit
	if c == "" { // a plain go build
		v, c = builtFrom()
	}
	return fmt.Sprintf("wardmote %s %s %d", v, c, store.Schema())
}

// builtFrom is what Go itself wrote into the program, where it could.
func builtFrom() (version, commit string) {
	version, commit = "devel", "unknown"
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return version, commit
	}
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
	return version, commit + changed
}
