package segment

import "fmt"

// Null in a column's Index says that the row has no value there.
const Null = ^uint32(0)

// Table is what a segment holds, as columns of equal length.
type Table struct {
	Rows    int
	Columns []Column
	Meta    map[string]string // kept in the Parquet footer: source, licence, meaning of codes
}

// Column is one named column. Values are a dictionary (exactly one of Text, Real, Int, Day, Moment) and the Index of each
// row into it; or, for Key alone, one value a row.
type Column struct {
	Name   string
	Text   []string
	Real   []float64
	Int    []int32
	Day    []int32    // days since 1970-01-01
	Moment []int64    // milliseconds since 1970-01-01 UTC
	Key    [][16]byte // one a row; the zero key is a null
	Index  []uint32
	// Lengths, where set for writing, says how many rows in turn have each entry of Index. A column that is settled by the
	// place of a row then costs as many steps as there are places. Decode always gives one entry a row.
	Lengths []uint32
}

// rows is the number of rows that the column holds.
func (c *Column) rows() int {
	if c.Lengths == nil {
		return max(len(c.Index), len(c.Key))
	}
	n := 0
	for _, l := range c.Lengths {
		n += int(l)
	}
	return n
}

// Column gives the column of that name, or nil.
func (t *Table) Column(name string) *Column {
	for i := range t.Columns {
		if t.Columns[i].Name == name {
			return &t.Columns[i]
		}
	}
	return nil
}

// distinct is the size of the dictionary.
func (c *Column) distinct() int {
	return max(len(c.Text), len(c.Real), len(c.Int), len(c.Day), len(c.Moment))
}

func (t *Table) validate() error {
	for i := range t.Columns {
		c := &t.Columns[i]
		if c.Key != nil {
			if len(c.Key) != t.Rows {
				return fmt.Errorf("column %s has %d keys for %d rows", c.Name, len(c.Key), t.Rows)
			}
			continue
		}
		if n := c.rows(); n != t.Rows || c.Lengths != nil && len(c.Lengths) != len(c.Index) {
			return fmt.Errorf("column %s has %d values for %d rows", c.Name, n, t.Rows)
		}
		if err := c.inDictionary(); err != nil {
			return err
		}
	}
	return nil
}

func (c *Column) inDictionary() error {
	n := uint32(c.distinct())
	for row, v := range c.Index {
		if v >= n && v != Null {
			return fmt.Errorf("column %s row %d points at entry %d of %d", c.Name, row, v, n)
		}
	}
	return nil
}
