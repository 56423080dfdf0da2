package document

import (
	"bytes"
	"strings"
)

// Audio is the media type of a recording by its content; empty where it is none of the formats in which telephones and computers record: WAV
// (RIFF, IBM and Microsoft 1991), MP3 (ISO 11172-3, with or without an ID3v2 tag), AAC (ISO 13818-7, ADTS), M4A (ISO 14496-12, brand M4A or an
// audio file of 3GPP) and Ogg (RFC 3533) of Opus, Vorbis or FLAC.
func Audio(content []byte) string {
	starts := func(magic string, at int) bool {
		return len(content) > at && bytes.HasPrefix(content[at:], []byte(magic))
	}
	switch {
	case starts("RIFF", 0) && starts("WAVE", 8):
		return "audio/wav"
	case starts("ID3", 0) || frame(content, 0x06, 0x02):
		return "audio/mpeg"
	case frame(content, 0x06, 0x00):
		return "audio/aac"
	case starts("ftyp", 4) && (starts("M4A", 8) || starts("M4B", 8) || starts("3gp", 8)):
		return "audio/mp4"
	case starts("OggS", 0) && sounds(content[:min(len(content), 512)]):
		return "audio/ogg"
	}
	return ""
}

// frame says that content begins with a frame of MPEG audio, whose first eleven bits are set, and of the layer that is given.
func frame(content []byte, mask, layer byte) bool {
	return len(content) > 4 && content[0] == 0xff && content[1]&0xf0 == 0xf0 && content[1]&mask == layer
}

func sounds(head []byte) bool {
	for _, codec := range []string{"OpusHead", "\x01vorbis", "\x7fFLAC"} {
		if bytes.Contains(head, []byte(codec)) {
			return true
		}
	}
	return false
}

// IsAudio says that a media type is of a recording.
func IsAudio(media string) bool { return strings.HasPrefix(media, "audio/") }

// AudioEnd is the end of the name of a file of a media type of Audio.
func AudioEnd(media string) string {
	return map[string]string{"audio/wav": ".wav", "audio/mpeg": ".mp3", "audio/aac": ".aac", "audio/mp4": ".m4a", "audio/ogg": ".ogg"}[media]
}
