package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"

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
		table := s.Table
		if table == nil {
			table = s.Chart.Table()
		}
		if err := printTable(table); err != nil {
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

func printTable(t *finding.Table) error {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	var head []string
	for _, c := range t.Columns {
		if c.Format != finding.Hidden {
			head = append(head, c.Name)
		}
	}
	fmt.Fprintln(w, strings.Join(head, "\t"))
	for _, r := range t.Rows {
		var cells []string
		for i, v := range r {
			if f := t.Columns[i].Format; f != finding.Hidden {
				cells = append(cells, f.In(v))
			}
		}
		fmt.Fprintln(w, strings.Join(cells, "\t"))
	}
	return w.Flush()
}
