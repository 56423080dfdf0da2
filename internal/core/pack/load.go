package pack

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"golang.org/x/sync/errgroup"
)

// maxFile bounds one file of a pack: boundaries are the largest that a partnership needs.
const maxFile = 64 << 20

// loader reads one pack. Files holds every file's bytes, at the position of every declared value.
type loader struct {
	problems
	pack  *Pack
	names []string // paths in order
	files map[string][]byte
	at    map[string]spot // path of a value, such as kinds.3.states.1.id → where it stands
	rules []placedRule

	contracts  []Contract
	groundless bool // the wards could not be read, so that no area's code is known to be wrong
}

// placedRule is a rule with the path of its value, compiled once every kind is known.
type placedRule struct {
	path string
	rule *Rule
	at   spot // where the text of the rule begins
}

// Load reads and checks a pack, also against what the program needs of its kinds. The pack is nil when there is any problem.
func Load(files fs.FS, contracts ...Contract) (*Pack, []Problem) {
	l := &loader{pack: &Pack{FS: files}, files: map[string][]byte{}, at: map[string]spot{}, contracts: contracts}
	l.readFiles(files)
	trees := l.parseFiles()
	for _, name := range l.names {
		if parsed, ok := trees[name]; ok && !wordsOfPages(name) {
			l.readYAML(name, parsed)
		}
	}
	l.check()
	if len(l.list) > 0 {
		return nil, l.sorted()
	}
	l.pack.Hash = l.hash()
	return l.pack, nil
}

// Check says what is wrong with a pack; nothing is wrong where the list is empty.
func Check(files fs.FS, contracts ...Contract) []Problem {
	_, found := Load(files, contracts...)
	return found
}

// readFiles takes every file of the pack into memory, in the order of their paths.
func (l *loader) readFiles(files fs.FS) {
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name != "." && strings.HasPrefix(d.Name(), ".") {
				return fs.SkipDir
			}
			return nil
		}
		if strings.HasPrefix(d.Name(), ".") {
			return nil
		}
		return l.readFile(files, name, d)
	})
	if err != nil {
		l.add(spot{}, "", "the pack cannot be read: %v", err)
	} else if len(l.names) == 0 {
		l.add(spot{}, "", "the pack is empty: it needs at least a file such as partnership.yaml")
	}
}

func (l *loader) readFile(files fs.FS, name string, d fs.DirEntry) error {
	info, err := d.Info()
	if err != nil {
		return err
	}
	if info.Size() > maxFile {
		l.add(spot{file: name}, "", "is %d MiB; a file of a pack may have %d MiB", info.Size()>>20, maxFile>>20)
		return nil
	}
	ext := path.Ext(name)
	if ext != ".yaml" && (strings.EqualFold(ext, ".yaml") || strings.EqualFold(ext, ".yml")) {
		l.add(spot{file: name}, strings.TrimSuffix(name, ext)+".yaml", "would not be read: files of a pack end in .yaml")
	}
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // as some editors begin a file
	if slices.Contains([]string{".yaml", ".csv", ".geojson"}, ext) {
		if line, what := readable(data); line > 0 {
			l.add(spot{file: name, line: line}, "", "%s", what)
		}
	}
	l.names, l.files[name] = append(l.names, name), data
	return nil
}

// parsedFile is the tree of one file, or why there is none.
type parsedFile struct {
	tree *ast.File
	err  error
}

// parseFiles parses the YAML files side by side, which is most of the work of a load.
func (l *loader) parseFiles() map[string]parsedFile {
	var names []string
	for _, name := range l.names {
		if path.Ext(name) == ".yaml" {
			names = append(names, name)
		}
	}
	parsed := make([]parsedFile, len(names))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, name := range names {
		group.Go(func() error {
			parsed[i].tree, parsed[i].err = parseYAML(l.files[name])
			return nil // what is wrong with a file is a problem, told in order
		})
	}
	_ = group.Wait()
	trees := make(map[string]parsedFile, len(names))
	for i, name := range names {
		trees[name] = parsed[i]
	}
	return trees
}

// hash is SHA-256 over each path and content with their lengths, so that no two packs share a byte stream.
func (l *loader) hash() string {
	h := sha256.New()
	var size [8]byte
	for _, name := range l.names {
		for _, part := range [][]byte{[]byte(name), l.files[name]} {
			binary.BigEndian.PutUint64(size[:], uint64(len(part)))
			h.Write(size[:])
			h.Write(part)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Problems joined as one error, for callers that only want to fail.
func Problems(list []Problem) error {
	errs := make([]error, len(list))
	for i, p := range list {
		errs[i] = p
	}
	return errors.Join(errs...)
}
