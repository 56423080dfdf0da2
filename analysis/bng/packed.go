package bng

import (
	"bufio"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// A packed grid begins with these bytes; the last is the version of the form.
var packedMark = [4]byte{'b', 'n', 'g', 1}

const mostShift = 1_000_000 // millimetres; no shift is beyond a kilometre

// Pack writes the grid in a form of a few hundred kilobytes that [UnpackShifts] reads in a hundredth of the text's time:
// a mark, then, deflated, the shifts east and the shifts north node by node, each as the difference from what the plane
// through its western and southern neighbours foretells. No shift is rounded.
func (s *Shifts) Pack(w io.Writer) error {
	if _, err := w.Write(packedMark[:]); err != nil {
		return err
	}
	z, err := flate.NewWriter(w, flate.BestCompression)
	if err != nil {
		return err
	}
	var buffer []byte
	for _, plane := range [][]int32{s.east, s.north} {
		for i, v := range plane {
			buffer = binary.AppendVarint(buffer[:0], int64(v-foretold(plane, i)))
			if _, err := z.Write(buffer); err != nil {
				return err
			}
		}
	}
	return z.Close()
}

// foretold is the shift of node i on the plane through its neighbours to the west, the south and the south-west.
func foretold(plane []int32, i int) int32 {
	west, south := i%nodesEast > 0, i >= nodesEast
	switch {
	case west && south:
		return plane[i-1] + plane[i-nodesEast] - plane[i-nodesEast-1]
	case west:
		return plane[i-1]
	case south:
		return plane[i-nodesEast]
	}
	return 0
}

// UnpackShifts reads what [Shifts.Pack] wrote. An error says at which node it is damaged.
func UnpackShifts(r io.Reader) (*Shifts, error) {
	var mark [len(packedMark)]byte
	if _, err := io.ReadFull(r, mark[:]); err != nil || mark != packedMark {
		return nil, errors.New("grid of shifts: not a packed grid")
	}
	z := flate.NewReader(r)
	defer z.Close()
	from := bufio.NewReaderSize(z, 1<<16)
	s := &Shifts{east: make([]int32, nodesEast*nodesNorth), north: make([]int32, nodesEast*nodesNorth)}
	for _, plane := range [][]int32{s.east, s.north} {
		for i := range plane {
			step, err := binary.ReadVarint(from)
			if err != nil {
				return nil, fmt.Errorf("grid of shifts: node %d: %w", i+1, err)
			}
			v := int64(foretold(plane, i)) + step
			if !(v > -mostShift && v < mostShift) {
				return nil, fmt.Errorf("grid of shifts: node %d: a shift of %d mm is beyond a kilometre", i+1, v)
			}
			plane[i] = int32(v)
		}
	}
	if _, err := from.ReadByte(); err != io.EOF {
		return nil, errors.New("grid of shifts: more than the nodes of the grid")
	}
	return s, nil
}
