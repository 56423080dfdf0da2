package segment

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"sync"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

// mostRows bounds a segment: no import comes near it, and a file that claims more would ask for memory without end.
const mostRows = 1 << 25

// foreseenRows bounds what is set aside for rows that a file claims and may not have.
const foreseenRows = 1 << 22

// Decode reads a segment back to columns. With names given only those are read; a column that the segment does not hold
// comes back absent (see Table.Column), which means that every row is null. Bytes that are no segment are an error, also
// where parquet-go does not expect them and panics.
func Decode(content []byte, names ...string) (t *Table, err error) {
	defer unexpected(&err)
	file, err := parquet.OpenFile(bytes.NewReader(content), int64(len(content)),
		parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return nil, fmt.Errorf("segment: %w", err)
	}
	if n := file.NumRows(); n < 0 || n > mostRows {
		return nil, fmt.Errorf("segment: claims %d rows", n)
	}
	t = &Table{Rows: int(file.NumRows()), Meta: map[string]string{}}
	for _, kv := range file.Metadata().KeyValueMetadata {
		t.Meta[kv.Key] = kv.Value
	}
	groups := file.RowGroups()
	if len(groups) == 0 {
		return t, nil
	}
	if len(groups) != 1 || groups[0].NumRows() != int64(t.Rows) {
		return nil, fmt.Errorf("segment: has %d row groups, not one of %d rows", len(groups), t.Rows)
	}
	var picked []parquet.ColumnChunk
	for i, path := range file.Schema().Columns() {
		if name := path[0]; len(names) == 0 || slices.Contains(names, name) {
			picked = append(picked, groups[0].ColumnChunks()[i])
			t.Columns = append(t.Columns, Column{Name: name})
		}
	}
	return t, t.fill(picked)
}

// fill decodes the chunks side by side.
func (t *Table) fill(chunks []parquet.ColumnChunk) error {
	errs := make([]error, len(chunks))
	gate := make(chan struct{}, runtime.GOMAXPROCS(0))
	var group sync.WaitGroup
	for i, chunk := range chunks {
		group.Go(func() {
			gate <- struct{}{}
			defer func() { <-gate }()
			defer unexpected(&errs[i])
			if err := t.Columns[i].decode(chunk, t.Rows); err != nil {
				errs[i] = fmt.Errorf("segment: column %s: %w", t.Columns[i].Name, err)
			}
		})
	}
	group.Wait()
	return errors.Join(errs...)
}

// unexpected makes an error of a panic of the reader of Parquet.
func unexpected(err *error) {
	if why := recover(); why != nil {
		*err = fmt.Errorf("segment: cannot be read: %v", why)
	}
}

func (c *Column) decode(chunk parquet.ColumnChunk, rows int) error {
	pages := chunk.Pages()
	defer pages.Close() //nolint:errcheck // reading from memory
	for {
		page, err := pages.ReadPage()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if max(len(c.Index), len(c.Key))+int(page.NumValues()) > rows {
			err = errors.New("has more rows than the segment")
		} else {
			err = c.appendPage(page, chunk.Type().LogicalType(), rows)
		}
		parquet.Release(page)
		if err != nil {
			return err
		}
	}
	if got := max(len(c.Index), len(c.Key)); got != rows {
		return fmt.Errorf("has %d rows, not %d", got, rows)
	}
	return c.inDictionary()
}

func (c *Column) appendPage(page parquet.Page, logical *format.LogicalType, rows int) error {
	levels, data := page.DefinitionLevels(), page.Data()
	dict := page.Dictionary()
	if dict == nil {
		return c.appendKeys(page, rows)
	}
	if c.Index == nil {
		c.Index = make([]uint32, 0, min(rows, foreseenRows))
		c.takeDictionary(dict, logical)
	}
	indexes, at := data.Int32(), 0
	for _, level := range levels {
		if level == 0 {
			c.Index = append(c.Index, Null)
			continue
		}
		if at >= len(indexes) {
			return errors.New("has fewer values than its levels say")
		}
		c.Index = append(c.Index, uint32(indexes[at]))
		at++
	}
	return nil
}

func (c *Column) appendKeys(page parquet.Page, rows int) error {
	data := page.Data()
	raw, size := data.FixedLenByteArray()
	if size != 16 {
		return fmt.Errorf("has keys of %d bytes, not 16", size)
	}
	if c.Key == nil {
		c.Key = make([][16]byte, 0, min(rows, foreseenRows))
	}
	for _, level := range page.DefinitionLevels() {
		var key [16]byte
		if level == 1 {
			if len(raw) < size {
				return errors.New("has fewer keys than its levels say")
			}
			key, raw = [16]byte(raw), raw[size:]
		}
		c.Key = append(c.Key, key)
	}
	return nil
}

func (c *Column) takeDictionary(dict parquet.Dictionary, logical *format.LogicalType) {
	data := dict.Page().Data()
	switch dict.Type().Kind() {
	case parquet.Double:
		c.Real = slices.Clone(data.Double())
	case parquet.Int64:
		c.Moment = slices.Clone(data.Int64())
	case parquet.Int32:
		if isDate(logical) {
			c.Day = slices.Clone(data.Int32())
		} else {
			c.Int = slices.Clone(data.Int32())
		}
	default:
		bytes, offsets := data.ByteArray()
		whole := string(bytes)
		for i := 0; i+1 < len(offsets); i++ {
			c.Text = append(c.Text, whole[offsets[i]:offsets[i+1]])
		}
	}
}

// isDate goes by the concrete type, which parquet-go keeps as the annotation of the column.
func isDate(logical *format.LogicalType) bool {
	if logical == nil {
		return false
	}
	_, ok := logical.Value.(*format.DateType)
	return ok
}
