package pack

import (
	"bytes"
	"io/fs"
	"slices"
)

// LoadGeography reads only the partnership and its area sets: what places facts. An import of a file needs no more, and the
// whole pack takes longer to check than a hundred thousand rows to read. The pack that it gives has nothing else and has not
// been checked; Load is for everything else.
func LoadGeography(files fs.FS) (*Pack, []Problem) {
	l := &loader{pack: &Pack{FS: files}, files: map[string][]byte{}, at: map[string]spot{}}
	l.readFiles(files)
	l.names = slices.DeleteFunc(l.names, func(name string) bool { return !declares(l.files[name], "partnership", "area_sets") })
	trees := l.parseFiles()
	for _, name := range l.names {
		if parsed, ok := trees[name]; ok {
			l.readYAML(name, parsed)
		}
	}
	if len(l.list) > 0 {
		return nil, l.sorted()
	}
	return l.pack, nil
}

// declares tells that one of the sections begins in the text of a file.
func declares(text []byte, sections ...string) bool {
	return slices.ContainsFunc(sections, func(s string) bool {
		key := []byte(s + ":")
		return bytes.HasPrefix(text, key) || bytes.Contains(text, append([]byte{'\n'}, key...))
	})
}
