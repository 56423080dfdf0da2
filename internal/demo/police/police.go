// Package police holds the real Tower Hamlets police data that the demonstration imports; its README says what it is, where
// it comes from and under which licence.
package police

import (
	"embed"
	"fmt"
)

//go:embed *.csv.gz
var files embed.FS

// File is one shipped file.
type File struct {
	Name string
	Data []byte
}

// names in the order in which a demonstration imports them.
var names = []string{
	"tower-hamlets-all-types_2018-06.csv.gz", // first, because its rows carry identities and streets
	"tower-hamlets-12types_2018-02_2021-01.csv.gz",
	"tower-hamlets-stop-and-search_85months_2015-04_2024-08.csv.gz",
}

// Files gives the shipped files in the order in which to import them.
func Files() ([]File, error) {
	out := make([]File, len(names))
	for i, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("the demonstration's police data: %w", err)
		}
		out[i] = File{name, data}
	}
	return out, nil
}
