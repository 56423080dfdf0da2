package demo

import (
	"testing"

	"github.com/wardmote/wardmote/internal/core/document"
)

// TestTheRecordingOfTheDemonstrationIsTenSecondsOfSound: it is what its name says, by its content.
func TestTheRecordingOfTheDemonstrationIsTenSecondsOfSound(t *testing.T) {
	if sound := tone(10); document.Audio(sound) != "audio/wav" || len(sound) != 44+10*8000 {
		t.Errorf("%d bytes of %q", len(sound), document.Audio(sound))
	}
}
