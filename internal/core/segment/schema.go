package segment

import (
	"github.com/parquet-go/parquet-go/deprecated"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

func (c *Column) physical() format.Type {
	switch {
	case c.Key != nil:
		return format.FixedLenByteArray
	case c.Real != nil:
		return format.Double
	case c.Int != nil, c.Day != nil:
		return format.Int32
	case c.Moment != nil:
		return format.Int64
	default:
		return format.ByteArray
	}
}

// schemaOf describes the columns under one root, every one optional, with both the old and the new annotation so that
// older readers show text, dates and moments as such.
func schemaOf(columns []*Column) []format.SchemaElement {
	out := []format.SchemaElement{{Name: "facts", NumChildren: thrift.New(int32(len(columns)))}}
	for _, c := range columns {
		e := format.SchemaElement{Name: c.Name, Type: thrift.New(c.physical()), RepetitionType: thrift.New(format.Optional)}
		switch {
		case c.Key != nil:
			e.TypeLength = thrift.New(int32(16))
		case c.Text != nil:
			e.ConvertedType = thrift.New(deprecated.UTF8)
			e.LogicalType.Value = new(format.StringType)
		case c.Day != nil:
			e.ConvertedType = thrift.New(deprecated.Date)
			e.LogicalType.Value = new(format.DateType)
		case c.Moment != nil:
			e.ConvertedType = thrift.New(deprecated.TimestampMillis)
			e.LogicalType.Value = &format.TimestampType{IsAdjustedToUTC: true, Unit: millis()}
		}
		out = append(out, e)
	}
	return out
}

func millis() (unit format.TimeUnit) {
	unit.Value = new(format.MilliSeconds)
	return unit
}
