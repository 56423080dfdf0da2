package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/understand/finding"
)

// printFinding prints an answer for people or, as one object, for programs.
func printFinding(f *finding.Finding, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(os.Stdout).Encode(f)
	}
	fmt.Printf("%s\n\n%s\n", f.Title, f.Summary)
	for _, s := range f.Sections {
		fmt.Printf("\n%s\n", strings.ToUpper(s.Heading))
		if s.Words != "" {
			fmt.Println(s.Words)
		}
		if err := printTable(s.Figures(catalogue.English())); err != nil {
			return err
		}
	}
	fmt.Println()
	for _, c := range f.Caveats {
		fmt.Println("- " + c)
	}
	fmt.Println("\nSource: " + f.Source)
	return nil
}

func printTable(t *figure.Table) error {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	var head []string
	for _, c := range t.Columns {
		if c.Format != figure.Hidden {
			head = append(head, c.Name)
		}
	}
	fmt.Fprintln(w, strings.Join(head, "\t"))
	for _, r := range t.Rows {
		var cells []string
		for i, v := range r {
			if f := t.Columns[i].Format; f != figure.Hidden {
				cells = append(cells, v.In(f))
			}
		}
		fmt.Fprintln(w, strings.Join(cells, "\t"))
	}
	return w.Flush()
}
