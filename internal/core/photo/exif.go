package photo

import (
	"bytes"
	"encoding/binary"
)

// orientation is how the camera was held, by the EXIF tag 0x0112: 1 upright, 2 to 8 turned or mirrored. A file without it, or
// with a damaged one, is upright.
func orientation(f format, content []byte) int {
	switch f {
	case jpegFormat:
		found := 1
		segments(content, func(marker byte, payload []byte) bool {
			tiff, ok := bytes.CutPrefix(payload, []byte("Exif\x00\x00"))
			if marker != 0xe1 || !ok {
				return false
			}
			found = orientationOf(tiff)
			return true
		})
		return found
	case pngFormat:
		return orientationOf(chunk(content, 8, "eXIf", binary.BigEndian, 4))
	case webpFormat:
		tiff := chunk(content, 12, "EXIF", binary.LittleEndian, 0)
		return orientationOf(bytes.TrimPrefix(tiff, []byte("Exif\x00\x00")))
	}
	return 1
}

// chunk finds the data of the first chunk of a kind. PNG writes length and kind and adds a checksum; RIFF writes kind and
// length and pads to an even length.
func chunk(b []byte, at int, kind string, order binary.ByteOrder, checksum int) []byte {
	riff := checksum == 0
	for at+8 <= len(b) {
		name, size := string(b[at+4:at+8]), int(order.Uint32(b[at:]))
		if riff {
			name, size = string(b[at:at+4]), int(order.Uint32(b[at+4:]))
		}
		if size < 0 || size > len(b)-at-8 {
			return nil
		}
		if name == kind {
			return b[at+8 : at+8+size]
		}
		at += 8 + size + checksum
		if riff && size%2 == 1 {
			at++
		}
	}
	return nil
}

// orientationOf reads the tag from the first directory of a TIFF (TIFF 6.0, section 2).
func orientationOf(tiff []byte) int {
	const upright, tag, short = 1, 0x0112, 3
	var order binary.ByteOrder
	switch {
	case len(tiff) < 8:
		return upright
	case string(tiff[:4]) == "II*\x00":
		order = binary.LittleEndian
	case string(tiff[:4]) == "MM\x00*":
		order = binary.BigEndian
	default:
		return upright
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return upright
	}
	entries := tiff[at+2:]
	for n := order.Uint16(tiff[at:]); n > 0 && len(entries) >= 12; n-- {
		if order.Uint16(entries) == tag && order.Uint16(entries[2:]) == short {
			if v := int(order.Uint16(entries[8:])); v >= 1 && v <= 8 {
				return v
			}
			return upright
		}
		entries = entries[12:]
	}
	return upright
}
