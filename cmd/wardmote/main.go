// Command wardmote is the operating platform of a community safety partnership.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// commands are the subcommands; each has a Run method in the file of its name.
type commands struct {
	Serve      serveCommand      `cmd:"" help:"Serve a partnership."`
	Demo       demoCommand       `cmd:"" help:"Serve the Tower Hamlets demonstration, making its data first where there is none."`
	Import     importCommand     `cmd:"" help:"Bring police data in, or decide on what waits: import FILE…, import accept ID, import back ID."`
	Hotspots   hotspotsCommand   `cmd:"" help:"Find the places where recorded crime is more than chance."`
	Trend      trendCommand      `cmd:"" help:"Say whether it is getting worse: months, control chart, trend."`
	Places     placesCommand     `cmd:"" help:"Propose places to go to, by the way of choosing that found most on months it had not seen."`
	NearRepeat nearRepeatCommand `cmd:"" help:"Ask of a file of points with dates whether one is followed by the next, near and soon."`
	Scan       scanCommand       `cmd:"" help:"Find what is going on now: clusters in space and time that reach the last month."`
	Profile    profileCommand    `cmd:"" help:"Write the profile of a problem: types, places, times, concentration."`
	Replay     replayCommand     `cmd:"" help:"Run a kept analysis again and say whether the answer is the same."`
	Pack       packCommand       `cmd:"" help:"Work with a partnership's pack."`
	User       userCommand       `cmd:"" help:"Manage accounts."`
	Backup     backupCommand     `cmd:"" help:"Write a whole backup into a new folder, while the server runs."`
	Restore    restoreCommand    `cmd:"" help:"Make a new data folder of a backup, and prove it."`
	Check      checkCommand      `cmd:"" help:"Look through the data and say what is wrong; exit code 1 where something is."`
	Holiday    holidayCommand    `cmd:"" help:"Keep bank holidays."`
	Law        lawCommand        `cmd:"" help:"Ask the law that the program counts by: show, count, list; and sign what is not confirmed."`
	Version    versionCommand    `cmd:"" help:"Print version, commit and step of the schema."`
}

func main() {
	signal.Ignore(syscall.SIGXFSZ) // a file that may grow no further is an error of the write
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

func run(ctx context.Context, args []string) int {
	var c commands
	parser, err := kong.New(&c, kong.Name("wardmote"), kong.Description("Hears what residents report, understands where harm keeps happening, acts and answers."),
		kong.UsageOnError(), kong.BindTo(ctx, (*context.Context)(nil)))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	call, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(os.Stderr, "wardmote: %v\nTry: wardmote --help\n", err)
		return 2
	}
	if err := call.Run(); err != nil {
		fmt.Fprintf(os.Stderr, "wardmote: %v\n", err)
		return 1
	}
	return 0
}
