package segment

import (
	"encoding/binary"
	"math"
	"runtime"
	"sort"
	"sync"
	"unsafe"

	"github.com/parquet-go/parquet-go/encoding/rle"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// pageRows is the number of rows a data page: pages of a few hundred kilobytes, as the format recommends.
const pageRows = 1 << 17

const magic = "PAR1"

// Encode writes the table as one Parquet file, the same bytes for the same table. The importer already holds every column as
// a dictionary and indexes, so the pages are laid out here from parquet-go's own encodings and metadata types; its row
// writer would hash every value a second time, which costs more than reading the source file.
// Source: Apache Parquet format 2.10, data page V1, RLE_DICTIONARY.
func Encode(t *Table) ([]byte, error) {
	if err := t.validate(); err != nil {
		return nil, err
	}
	columns := t.written()
	chunks := make([]chunk, len(columns))
	errs := make([]error, len(columns))
	var group sync.WaitGroup
	gate := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range columns {
		group.Go(func() {
			gate <- struct{}{}
			defer func() { <-gate }()
			chunks[i], errs[i] = columns[i].encode()
		})
	}
	group.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return assemble(t, columns, chunks)
}

// written leaves out the columns without a single value: an absent column reads back as nulls.
func (t *Table) written() []*Column {
	var out []*Column
	for i := range t.Columns {
		c := &t.Columns[i]
		if c.distinct() > 0 || c.hasKeys() {
			out = append(out, c)
		}
	}
	return out
}

func (c *Column) hasKeys() bool {
	for _, k := range c.Key {
		if k != ([16]byte{}) {
			return true
		}
	}
	return false
}

// chunk is an encoded column: dictionary page and data pages, with offsets from its own start.
type chunk struct {
	body      []byte
	firstData int
	encoding  format.Encoding
}

func (c *Column) encode() (chunk, error) {
	var out chunk
	if c.Key == nil {
		if err := out.page(dictionaryPage(c), c.plainDictionary()); err != nil {
			return out, err
		}
		out.encoding = format.RLEDictionary
	}
	out.firstData = len(out.body)
	rows, runs := c.rows(), runCursor{column: c}
	for start := 0; start < rows; start += pageRows {
		end := min(rows, start+pageRows)
		body, err := []byte(nil), error(nil)
		if c.Lengths != nil {
			body = runs.page(end - start)
		} else {
			body, err = c.dataPage(start, end)
		}
		if err != nil {
			return out, err
		}
		header := format.PageHeader{Type: format.DataPage, DataPageHeader: thrift.New(format.DataPageHeader{
			NumValues: int32(end - start), Encoding: out.encoding,
			DefinitionLevelEncoding: format.RLE, RepetitionLevelEncoding: format.RLE,
		})}
		if err := out.page(header, body); err != nil {
			return out, err
		}
	}
	return out, nil
}

func dictionaryPage(c *Column) format.PageHeader {
	return format.PageHeader{Type: format.DictionaryPage, DictionaryPageHeader: thrift.New(format.DictionaryPageHeader{
		NumValues: int32(c.distinct()), Encoding: format.Plain,
	})}
}

func (k *chunk) page(header format.PageHeader, body []byte) error {
	header.UncompressedPageSize, header.CompressedPageSize = int32(len(body)), int32(len(body))
	head, err := thrift.Marshal(new(thrift.CompactProtocol), &header)
	if err != nil {
		return err
	}
	k.body = append(append(k.body, head...), body...)
	return nil
}

// dataPage is the definition levels, length first, then the indexes (or keys) of the rows that have a value.
func (c *Column) dataPage(start, end int) ([]byte, error) {
	levels := make([]uint8, end-start)
	var present []uint32
	var keys []byte
	if c.Key != nil {
		for i, k := range c.Key[start:end] {
			if k != ([16]byte{}) {
				levels[i] = 1
				keys = append(keys, k[:]...)
			}
		}
	} else {
		present = presentIndexes(c.Index[start:end], levels)
	}
	encoded, err := (&rle.Encoding{BitWidth: 1}).EncodeLevels(nil, levels)
	if err != nil {
		return nil, err
	}
	body := binary.LittleEndian.AppendUint32(make([]byte, 0, 4+len(encoded)+len(keys)+4*len(present)), uint32(len(encoded)))
	body = append(body, encoded...)
	if c.Key != nil {
		return append(body, keys...), nil
	}
	if packed, ok := inRuns(body, present); ok {
		return packed, nil
	}
	indexes, err := new(rle.DictionaryEncoding).EncodeInt32(nil, asInt32(present))
	return append(body, indexes...), err
}

// presentIndexes marks the rows that have a value and gives their indexes, without a copy where all have one.
func presentIndexes(index []uint32, levels []uint8) []uint32 {
	nulls := 0
	for i, v := range index {
		if v != Null {
			levels[i] = 1
		} else {
			nulls++
		}
	}
	if nulls == 0 {
		return index
	}
	out := make([]uint32, 0, len(index)-nulls)
	for _, v := range index {
		if v != Null {
			out = append(out, v)
		}
	}
	return out
}

// asInt32 sees the same memory as signed; dictionaries are far smaller than 2^31.
func asInt32(v []uint32) []int32 {
	return unsafe.Slice((*int32)(unsafe.Pointer(unsafe.SliceData(v))), len(v))
}

func (c *Column) plainDictionary() []byte {
	var out []byte
	for _, v := range c.Text {
		out = append(binary.LittleEndian.AppendUint32(out, uint32(len(v))), v...)
	}
	for _, v := range c.Real {
		out = binary.LittleEndian.AppendUint64(out, math.Float64bits(v))
	}
	for _, v := range c.Int {
		out = binary.LittleEndian.AppendUint32(out, uint32(v))
	}
	for _, v := range c.Day {
		out = binary.LittleEndian.AppendUint32(out, uint32(v))
	}
	for _, v := range c.Moment {
		out = binary.LittleEndian.AppendUint64(out, uint64(v))
	}
	return out
}

func assemble(t *Table, columns []*Column, chunks []chunk) ([]byte, error) {
	size := 4096
	for i := range chunks {
		size += len(chunks[i].body) + 256
	}
	out := append(make([]byte, 0, size), magic...)
	group := format.RowGroup{NumRows: int64(t.Rows), FileOffset: int64(len(magic))}
	for i, c := range columns {
		group.Columns = append(group.Columns, chunkMeta(c, chunks[i], len(out), t.Rows))
		group.TotalByteSize += int64(len(chunks[i].body))
		out = append(out, chunks[i].body...)
		chunks[i].body = nil
	}
	group.TotalCompressedSize = group.TotalByteSize
	meta := format.FileMetaData{
		Version: 1, NumRows: int64(t.Rows), CreatedBy: "wardmote segment 1", Schema: schemaOf(columns),
		KeyValueMetadata: keyValues(t.Meta),
	}
	if t.Rows > 0 && len(columns) > 0 {
		meta.RowGroups = append(meta.RowGroups, group)
	}
	footer, err := thrift.Marshal(new(thrift.CompactProtocol), &meta)
	if err != nil {
		return nil, err
	}
	out = append(out, footer...)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(footer)))
	return append(out, magic...), nil
}

func chunkMeta(c *Column, k chunk, at, rows int) format.ColumnChunk {
	meta := format.ColumnMetaData{
		Type: c.physical(), Encoding: []format.Encoding{format.Plain, format.RLE}, PathInSchema: []string{c.Name},
		Codec: format.Uncompressed, NumValues: int64(rows), DataPageOffset: int64(at + k.firstData),
		TotalUncompressedSize: int64(len(k.body)), TotalCompressedSize: int64(len(k.body)),
	}
	if c.Key == nil {
		meta.DictionaryPageOffset = int64(at)
		meta.Encoding = append(meta.Encoding, format.RLEDictionary)
	}
	return format.ColumnChunk{FileOffset: int64(at), MetaData: meta}
}

func keyValues(meta map[string]string) []format.KeyValue {
	out := make([]format.KeyValue, 0, len(meta))
	for k, v := range meta {
		out = append(out, format.KeyValue{Key: k, Value: v})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Key < out[j].Key })
	return out
}
