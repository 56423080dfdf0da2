package main

import (
	"fmt"
	"os"

	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/hear/words"
	"github.com/wardmote/wardmote/internal/program"
)

type packCommand struct {
	Check packCheckCommand `cmd:"" help:"Say everything that is wrong with a pack, with file, line and the likely fix."`
	Find  packFindCommand  `cmd:"" help:"Say what words of a resident may mean: ids of categories, best first, one a line."`
}

type packCheckCommand struct {
	Dir string `arg:"" help:"Folder of the pack." type:"existingdir"`
}

// Run prints each problem on a line; none means that the pack can be used. Then it says what residents could read and nobody has written.
func (c *packCheckCommand) Run() error {
	problems := program.CheckPack(os.DirFS(c.Dir))
	for _, p := range problems {
		fmt.Println(p)
	}
	if len(problems) > 0 {
		return fmt.Errorf("%d found in the pack", len(problems))
	}
	p, err := program.LoadPack(c.Dir)
	if err != nil {
		return err
	}
	for _, u := range p.Partnership.Unwritten() {
		fmt.Printf("partnership.%s is not written: %s; %s\n", u.Key, u.What, u.Instead)
	}
	fmt.Println("the pack is in order")
	return nil
}

type packFindCommand struct {
	Dir      string `arg:"" help:"Folder of the pack." type:"existingdir"`
	Words    string `arg:"" help:"What somebody wrote."`
	Services bool   `help:"Ids of services of the directory instead of categories."`
}

// Run prints the ids that the words may mean, and "other" where nothing fits.
func (c *packFindCommand) Run() error {
	p, err := program.LoadPack(c.Dir)
	if err != nil {
		return err
	}
	lexicon := words.New(p)
	read := lexicon.Categories(c.Words)
	if c.Services {
		read = lexicon.Services(c.Words)
	}
	if len(read.IDs) == 0 {
		read.IDs = []string{report.OtherCategory}
	}
	for _, id := range read.IDs {
		fmt.Println(id)
	}
	return nil
}
