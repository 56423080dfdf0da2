// Command larger makes a file of the size and the shape of London's from a borough's, for machines that do not hold the real
// one: the borough's rows over and over, each time moved to another place, with codes of small areas of their own.
//
//	go run ./tools/bench/larger 1820000 borough.csv.gz london.csv.gz
package main

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
)

func main() {
	rows := 0
	if len(os.Args) == 4 {
		rows, _ = strconv.Atoi(os.Args[1])
	}
	if rows < 1 {
		fmt.Fprintln(os.Stderr, "usage: larger ROWS FROM.csv.gz TO.csv.gz")
		os.Exit(2)
	}
	if err := enlarge(rows, os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, "larger:", err)
		os.Exit(1)
	}
}

func enlarge(rows int, from, to string) error {
	borough, err := read(from)
	if err != nil {
		return err
	}
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	z := gzip.NewWriter(out)
	err = write(z, borough, rows)
	return errors.Join(err, z.Close(), out.Close())
}

func read(name string) ([][]string, error) {
	in, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer in.Close() //nolint:errcheck // only read
	z, err := gzip.NewReader(in)
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(bufio.NewReader(z))
	if _, err := r.Read(); err != nil && err != io.EOF {
		return nil, err
	}
	return r.ReadAll()
}

// write moves the borough about a grid of six by six places, some 9 km apart.
func write(w io.Writer, borough [][]string, rows int) error {
	if len(borough) == 0 {
		return errors.New("the borough's file is empty")
	}
	b := csv.NewWriter(w)
	if err := b.Write([]string{"Month", "Longitude", "Latitude", "Crime type", "LSOA code"}); err != nil {
		return err
	}
	for i := range rows {
		row, copied := borough[i%len(borough)], i/len(borough)
		lon, errLon := strconv.ParseFloat(row[1], 64)
		lat, errLat := strconv.ParseFloat(row[2], 64)
		moved := []string{row[0], row[1], row[2], row[3], row[4]}
		if errLon == nil && errLat == nil {
			moved[1] = strconv.FormatFloat(lon-float64(copied%6)*0.07, 'f', 6, 64)
			moved[2] = strconv.FormatFloat(lat+float64(copied/6%6)*0.03, 'f', 6, 64)
		}
		if len(row[4]) == 9 {
			moved[4] = fmt.Sprintf("E0%07d", 1000000+(hash(row[4])+copied*97)%999999)
		}
		if err := b.Write(moved); err != nil {
			return err
		}
	}
	b.Flush()
	return b.Error()
}

func hash(code string) int {
	n, _ := strconv.Atoi(code[3:])
	return n
}
