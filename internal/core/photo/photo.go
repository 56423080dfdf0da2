// Package photo takes the photos that residents and officers send and makes of each a clean one: what the file really is
// is read from its content, its size and pixels are bounded before a pixel is decoded, it is turned the right way up, and it
// is written anew as JPEG, so that nothing of the original file remains but the picture: no place, no time, no device, no
// hidden second file.
//
// JPEG, PNG and WebP are taken. HEIC, as an iPhone sends where it is not asked for JPEG, cannot be read here and is refused
// with what to do; so are sound and video, and files that are no picture. A Refusal's words are for the person's screen.
//
// OWASP ASVS 5.0: 5.2.1 size, 5.2.2 type by content, 5.2.3 decompression, 5.2.6 pixels.
package photo

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/vp8"
	"golang.org/x/image/vp8l"
	"golang.org/x/image/webp"
	"golang.org/x/sync/semaphore"
)

// MaxBytes is how large the file of a photo may be where Limits say nothing else.
const MaxBytes = 20 << 20

// Limits bound what one photo may cost. The zero value of each is its default.
type Limits struct {
	Bytes     int64 // of the file; MaxBytes
	Memory    int64 // to decode it; 320 MiB, enough for 50 megapixels of an ordinary JPEG
	Longest   int   // pixels of the longer side as kept; 2560
	Thumbnail int   // pixels of the longer side of the thumbnail; 320
	Parallel  int   // photos decoded at once; 1
}

func (l Limits) withDefaults() Limits {
	set := func(v *int, otherwise int) {
		if *v <= 0 {
			*v = otherwise
		}
	}
	if l.Bytes <= 0 {
		l.Bytes = MaxBytes
	}
	if l.Memory <= 0 {
		l.Memory = 320 << 20
	}
	set(&l.Longest, 2560)
	set(&l.Thumbnail, 320)
	set(&l.Parallel, 1)
	return l
}

// Photo is a clean photo.
type Photo struct {
	JPEG          []byte
	Thumbnail     []byte // JPEG
	Width, Height int    // of JPEG
	Original      string // SHA-256 of the file as it was sent, in hexadecimal
	Format        string // what it was sent as: jpeg, png, webp
}

// Refusal says why a file is not taken, in words for the person who sent it.
type Refusal struct {
	Reason Reason
	Words  string
}

// Error is the words.
func (r *Refusal) Error() string { return r.Words }

// Reason is why a file is not taken.
type Reason string

// The reasons.
const (
	Empty     Reason = "empty"
	TooLarge  Reason = "too_large"
	TooMany   Reason = "too_many_pixels"
	NotImage  Reason = "not_an_image"
	HEIC      Reason = "heic"
	Recording Reason = "recording"
	Damaged   Reason = "damaged"
)

func refuse(reason Reason, words string, args ...any) error {
	return &Refusal{reason, fmt.Sprintf(words, args...)}
}

// Cleaner makes clean photos, a bounded number at once. It is safe for concurrent use.
type Cleaner struct {
	limits Limits
	turns  *semaphore.Weighted
}

// NewCleaner makes a Cleaner with limits.
func NewCleaner(l Limits) *Cleaner {
	l = l.withDefaults()
	return &Cleaner{limits: l, turns: semaphore.NewWeighted(int64(l.Parallel))}
}

const quality = 85 // of the JPEG that is kept

// Clean reads a file and gives the clean photo. The error is a *Refusal for what the sender can mend; the reader's own
// error, or the context's, for what they cannot.
func (c *Cleaner) Clean(ctx context.Context, file io.Reader) (*Photo, error) {
	content, err := io.ReadAll(io.LimitReader(file, c.limits.Bytes+1))
	if err != nil {
		return nil, fmt.Errorf("reading the photo: %w", err)
	}
	if int64(len(content)) > c.limits.Bytes {
		return nil, refuse(TooLarge, "The photo must be smaller than %d MB", c.limits.Bytes>>20)
	}
	f, err := sniff(content)
	if err != nil {
		return nil, err
	}
	if err := c.affordable(f, content); err != nil {
		return nil, err
	}
	if err := c.turns.Acquire(ctx, 1); err != nil {
		return nil, fmt.Errorf("waiting to read a photo: %w", err)
	}
	defer c.turns.Release(1)
	picture, err := decoders[f].decode(bytes.NewReader(content))
	if err != nil {
		return nil, refuse(Damaged, "The photo is damaged or not complete. Try sending it again, or send another")
	}
	return c.write(picture, f, content)
}

func (c *Cleaner) write(picture image.Image, f format, content []byte) (*Photo, error) {
	turn := orientation(f, content)
	kept := turned(scaled(picture, c.limits.Longest), turn)
	full, err := encode(kept)
	if err != nil {
		return nil, err
	}
	thumb, err := encode(scaled(kept, c.limits.Thumbnail))
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(content)
	size := kept.Bounds().Size()
	return &Photo{JPEG: full, Thumbnail: thumb, Width: size.X, Height: size.Y, Original: hex.EncodeToString(sum[:]), Format: string(f)}, nil
}

func encode(m image.Image) ([]byte, error) {
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, &jpeg.Options{Quality: quality}); err != nil {
		return nil, fmt.Errorf("writing the photo: %w", err)
	}
	return out.Bytes(), nil
}

// webpConfig is the size that a WebP takes to decode: the larger of its canvas and its frame. A file may declare a canvas of
// one pixel around a frame of 268 million.
func webpConfig(file io.Reader) (image.Config, error) {
	content, err := io.ReadAll(file)
	if err != nil {
		return image.Config{}, err
	}
	config, err := webp.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return image.Config{}, err
	}
	if frame := chunk(content, 12, "VP8L", binary.LittleEndian, 0); frame != nil {
		if c, err := vp8l.DecodeConfig(bytes.NewReader(frame)); err == nil {
			config.Width, config.Height = max(config.Width, c.Width), max(config.Height, c.Height)
		}
	}
	if frame := chunk(content, 12, "VP8 ", binary.LittleEndian, 0); frame != nil {
		d := vp8.NewDecoder()
		d.Init(bytes.NewReader(frame), len(frame))
		if h, err := d.DecodeFrameHeader(); err == nil {
			config.Width, config.Height = max(config.Width, h.Width), max(config.Height, h.Height)
		}
	}
	return config, nil
}

// affordable reads only the header, and refuses what would take too much memory to decode.
func (c *Cleaner) affordable(f format, content []byte) error {
	config, err := decoders[f].config(bytes.NewReader(content))
	if err != nil || config.Width < 1 || config.Height < 1 {
		return refuse(Damaged, "The photo is damaged or not complete. Try sending it again, or send another")
	}
	const longestSide = 1 << 16
	pixels := int64(config.Width) * int64(config.Height)
	if config.Width > longestSide || config.Height > longestSide || pixels > c.limits.Memory/bytesPerPixel(f, content, config) {
		return refuse(TooMany, "The photo has too many pixels (%d by %d). Send a smaller copy", config.Width, config.Height)
	}
	return nil
}

type decoder struct {
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
}

var decoders = map[format]decoder{
	jpegFormat: {jpeg.DecodeConfig, jpeg.Decode},
	pngFormat:  {png.DecodeConfig, png.Decode},
	webpFormat: {webpConfig, webp.Decode},
}

// bytesPerPixel is what the decoder takes at most: a progressive JPEG keeps every coefficient as 32 bits until the end.
func bytesPerPixel(f format, content []byte, config image.Config) int64 {
	switch f {
	case jpegFormat:
		if isProgressive(content) {
			return 16
		}
		return 4
	case pngFormat:
		if m := config.ColorModel; m != nil && isDeep(m) {
			return 8
		}
		return 4
	}
	return 6 // WebP: planes of colour and alpha, and their filter
}
