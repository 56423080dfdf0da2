package document_test

import (
	"testing"

	"github.com/wardmote/wardmote/internal/core/document"
)

// TestARecordingIsKnownByItsContentAndNotByItsName: a program that is called night.wav is none, and a film is none either.
func TestARecordingIsKnownByItsContentAndNotByItsName(t *testing.T) {
	for content, media := range map[string]string{
		"RIFF\x24\x00\x00\x00WAVEfmt ":   "audio/wav",
		"ID3\x03\x00\x00":                "audio/mpeg",
		"\xff\xfb\x90\x00\x00":           "audio/mpeg",
		"\xff\xf1\x50\x80\x00":           "audio/aac",
		"\x00\x00\x00\x20ftypM4A \x00":   "audio/mp4",
		"OggS\x00\x02........OpusHead":   "audio/ogg",
		"OggS\x00\x02........\x80theora": "",
		"\x00\x00\x00\x20ftypisom\x00":   "",
		"RIFF\x24\x00\x00\x00AVI LIST":   "",
		"RIFF\x24\x00\x00\x00WEBPVP8 ":   "",
		"MZ\x90\x00\x00":                 "",
		"\xff\xd8\xff\xe0\x00":           "",
		"":                               "",
		"OggS":                           "",
		"%PDF-1.7":                       "",
	} {
		if got := document.Audio([]byte(content)); got != media {
			t.Errorf("%q is %q, want %q", content, got, media)
		}
		if media != "" && (document.AudioEnd(media) == "" || !document.IsAudio(media)) {
			t.Errorf("a file of %s has no end of its name", media)
		}
	}
}
