package program

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"github.com/wardmote/wardmote/internal/act/patrol"
	"github.com/wardmote/wardmote/internal/act/power"
	"github.com/wardmote/wardmote/internal/act/review"
	"github.com/wardmote/wardmote/internal/act/tasking"
	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/answer/board"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/understand/product"
	"github.com/wardmote/wardmote/packs"
)

// contracts are what the four movements need of the kinds that they work with.
func contracts() []pack.Contract {
	return slices.Concat(report.Contracts, []pack.Contract{triage.Contract, tasking.Contract, patrol.Contract, review.Contract, product.Contract}, board.Contracts, power.Contracts)
}

// CheckPack says what is wrong with a pack, in itself or for this program; nothing is wrong where the list is empty.
func CheckPack(files fs.FS) []pack.Problem {
	_, problems := load(files)
	return problems
}

// load reads a pack with the words of its pages.
func load(files fs.FS) (*pack.Pack, []pack.Problem) {
	p, problems := pack.Load(files, contracts()...)
	if len(problems) > 0 {
		return p, problems
	}
	_, problems = languages(p)
	return p, problems
}

// BuiltIn is the name of the pack within the program, where a folder could be named.
const BuiltIn = "towerhamlets"

// LoadPack loads the pack of a folder, or the embedded Tower Hamlets pack where dir is empty or BuiltIn. The error holds every problem.
func LoadPack(dir string) (*pack.Pack, error) {
	if info, err := os.Stat(dir); dir != "" && dir != BuiltIn && (err != nil || !info.IsDir()) {
		return nil, fmt.Errorf("--pack: there is no folder %s; name the folder of a pack, or %s for the one within the program", dir, BuiltIn)
	}
	p, problems := load(packFiles(dir))
	if err := unusable(problems); err != nil {
		return nil, err
	}
	return p, nil
}

func packFiles(dir string) fs.FS {
	if dir == "" || dir == BuiltIn {
		return packs.TowerHamlets()
	}
	return os.DirFS(dir)
}

// unusable says what is wrong with a pack; nil where nothing is.
func unusable(problems []pack.Problem) error {
	if len(problems) == 0 {
		return nil
	}
	all := make([]error, len(problems))
	for i, problem := range problems {
		all[i] = errors.New(problem.String())
	}
	return fmt.Errorf("the pack cannot be used:\n%w", errors.Join(all...))
}
