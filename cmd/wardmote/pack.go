package main

import (
	"fmt"
	"os"

	"github.com/wardmote/wardmote/internal/program"
)

type packCommand struct {
	Check packCheckCommand `cmd:"" help:"Say everything that is wrong with a pack, with file, line and the likely fix."`
}

type packCheckCommand struct {
	Dir string `arg:"" help:"Folder of the pack." type:"existingdir"`
}

// Run prints each problem on a line; none means that the pack can be used.
func (c *packCheckCommand) Run() error {
	problems := program.CheckPack(os.DirFS(c.Dir))
	for _, p := range problems {
		fmt.Println(p)
	}
	if len(problems) > 0 {
		return fmt.Errorf("%d found in the pack", len(problems))
	}
	fmt.Println("the pack is in order")
	return nil
}
