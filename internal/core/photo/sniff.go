package photo

import (
	"bytes"
	"encoding/binary"
	"image/color"
)

type format string

const (
	jpegFormat format = "jpeg"
	pngFormat  format = "png"
	webpFormat format = "webp"
)

const (
	whatToSend = "Send a photo as JPEG, PNG or WebP"
	heicWords  = "This is a HEIC photo, which we cannot open. On an iPhone, take a screenshot of the photo and send that, " +
		"or set Settings, Camera, Formats to Most Compatible"
	recordingWords = "This is a sound or video recording. We can only take photos here. Tell us in your report that you have " +
		"a recording and we will say how to send it. Keep the recording safe"
)

// sniff tells what a file is by its content, never by its name or by what the browser says, and refuses what is no photo.
func sniff(content []byte) (format, error) {
	switch {
	case len(content) == 0:
		return "", refuse(Empty, "The file is empty. %s", whatToSend)
	case bytes.HasPrefix(content, []byte("\xff\xd8\xff")):
		return jpegFormat, nil
	case bytes.HasPrefix(content, []byte("\x89PNG\r\n\x1a\n")):
		return pngFormat, nil
	case isRIFF(content, "WEBP"):
		return webpFormat, nil
	case isHEIC(content):
		return "", refuse(HEIC, heicWords)
	case isRecording(content):
		return "", refuse(Recording, recordingWords)
	}
	return "", refuse(NotImage, "This file is not a photo we can open. %s", whatToSend)
}

func isRIFF(b []byte, kind string) bool {
	return len(b) >= 12 && string(b[:4]) == "RIFF" && string(b[8:12]) == kind
}

// brand is the major brand of an ISO base media file (ISO/IEC 14496-12), such as an iPhone's photo or film.
func brand(b []byte) string {
	if len(b) < 12 || string(b[4:8]) != "ftyp" {
		return ""
	}
	return string(b[8:12])
}

func isHEIC(b []byte) bool {
	switch brand(b) {
	case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis":
		return true
	}
	return false
}

func isRecording(b []byte) bool {
	if brand(b) != "" || isRIFF(b, "WAVE") || isRIFF(b, "AVI ") || isMPEGSound(b) {
		return true
	}
	if len(b) > 8 && (string(b[4:8]) == "moov" || string(b[4:8]) == "mdat" || string(b[4:8]) == "wide") { // older QuickTime
		return true
	}
	for _, start := range []string{"\x1a\x45\xdf\xa3", "OggS", "ID3", "fLaC", "#!AMR", "FLV\x01", "\x00\x00\x01\xba", "\x00\x00\x01\xb3",
		"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "MThd", "caff"} {
		if bytes.HasPrefix(b, []byte(start)) {
			return true
		}
	}
	return false
}

// isMPEGSound says that the file starts with a frame of MP3 or AAC.
func isMPEGSound(b []byte) bool {
	if len(b) < 4 || b[0] != 0xff || b[1]&0xe0 != 0xe0 {
		return false
	}
	adts := b[1]&0xf6 == 0xf0
	mp3 := b[1]&0x18 != 0x08 && b[1]&0x06 == 0x02 && b[2]&0xf0 != 0xf0 && b[2]&0x0c != 0x0c
	return adts || mp3
}

// segments calls f with each marker segment of a JPEG before the pixels, until f says stop.
func segments(b []byte, f func(marker byte, payload []byte) (stop bool)) {
	for at := 2; at+4 <= len(b) && b[at] == 0xff; {
		marker := b[at+1]
		if marker == 0xff { // fill
			at++
			continue
		}
		if marker == 0xd8 || marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7) { // without payload
			at += 2
			continue
		}
		size := int(binary.BigEndian.Uint16(b[at+2:]))
		if size < 2 || at+2+size > len(b) || marker == 0xd9 {
			return
		}
		if f(marker, b[at+4:at+2+size]) || marker == 0xda {
			return
		}
		at += 2 + size
	}
}

// isProgressive says that a JPEG is not plainly baseline: what cannot be told is taken for the dearer kind.
func isProgressive(b []byte) bool {
	baseline := false
	segments(b, func(marker byte, _ []byte) bool {
		baseline = baseline || marker == 0xc0 || marker == 0xc1
		return baseline
	})
	return !baseline
}

// isDeep says that a picture has 16 bits for each colour.
func isDeep(m color.Model) bool {
	return m == color.RGBA64Model || m == color.NRGBA64Model || m == color.Gray16Model
}
