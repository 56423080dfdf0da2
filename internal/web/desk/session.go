package desk

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/alexedwards/scs/v2"
)

// Codec writes a session as it is kept: a few named values, not whatever Go can hold, because every page reads one and the
// session manager's own codec describes its types anew in each. Sessions of earlier versions are read as they were written.
type Codec struct{}

// storedSession is a session in the store.
type storedSession struct {
	Until   time.Time `json:"until"`
	Account string    `json:"account,omitempty"`
	Report  string    `json:"report,omitempty"`
	Opened  int64     `json:"opened,omitempty"`
	Seen    int64     `json:"seen,omitempty"`
	Epoch   int64     `json:"epoch,omitempty"`
	Writer  string    `json:"writer,omitempty"`
	Wrote   string    `json:"wrote,omitempty"`
}

// Encode writes a session.
func (Codec) Encode(until time.Time, values map[string]any) ([]byte, error) {
	k := storedSession{Until: until}
	for name, value := range values {
		ok := false
		switch name {
		case keyAccount:
			k.Account, ok = value.(string)
		case keyReport:
			k.Report, ok = value.(string)
		case keyOpened:
			k.Opened, ok = value.(int64)
		case keySeen:
			k.Seen, ok = value.(int64)
		case keyEpoch:
			k.Epoch, ok = value.(int64)
		case keyWriter:
			k.Writer, ok = value.(string)
		case keyWrote:
			k.Wrote, ok = value.(string)
		}
		if !ok {
			return nil, fmt.Errorf("a session does not keep %q, which is %T", name, value)
		}
	}
	return json.Marshal(k)
}

// Decode reads a session.
func (Codec) Decode(data []byte) (time.Time, map[string]any, error) {
	if len(data) > 0 && data[0] != '{' {
		return scs.GobCodec{}.Decode(data)
	}
	var k storedSession
	if err := json.Unmarshal(data, &k); err != nil {
		return time.Time{}, nil, fmt.Errorf("read a session: %w", err)
	}
	values := map[string]any{}
	for name, value := range map[string]string{keyAccount: k.Account, keyReport: k.Report, keyWriter: k.Writer, keyWrote: k.Wrote} {
		if value != "" {
			values[name] = value
		}
	}
	for name, value := range map[string]int64{keyOpened: k.Opened, keySeen: k.Seen, keyEpoch: k.Epoch} {
		if value != 0 {
			values[name] = value
		}
	}
	return k.Until, values, nil
}
