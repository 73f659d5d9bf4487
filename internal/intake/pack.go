package intake

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Pack writes a map as bytes: its number of runs and one more (0 for a nil map),
// then of each run its kind, the length of its text, where its source begins as
// the distance from the end of the one before, and the length of its source, all
// of them varints.
func (m Map) Pack() []byte {
	if m == nil {
		return []byte{0}
	}
	packed := binary.AppendUvarint(nil, uint64(len(m)+1))
	source := 0
	for _, r := range m {
		packed = append(packed, byte(r.Kind))
		packed = binary.AppendUvarint(packed, uint64(r.TextEnd-r.Text))
		packed = binary.AppendVarint(packed, int64(r.Source-source))
		if r.Kind != Copied {
			packed = binary.AppendUvarint(packed, uint64(r.SourceEnd-r.Source))
		}
		source = r.SourceEnd
	}
	return packed
}

var errPacked = errors.New("the map cannot be read")

// UnpackMap reads what Pack wrote. Any bytes give a map or an error.
func UnpackMap(packed []byte) (Map, error) {
	count, n := binary.Uvarint(packed)
	if n <= 0 || count > uint64(len(packed)) {
		return nil, errPacked
	}
	packed = packed[n:]
	if count == 0 {
		return nil, nil
	}
	m := make(Map, 0, count-1)
	text, source := 0, 0
	for range count - 1 {
		if len(packed) == 0 || RunKind(packed[0]) > Made {
			return nil, errPacked
		}
		r := Run{Kind: RunKind(packed[0]), Text: text}
		packed = packed[1:]
		length, n := binary.Uvarint(packed)
		if n <= 0 || length > 1<<40 {
			return nil, errPacked
		}
		packed = packed[n:]
		distance, n := binary.Varint(packed)
		if n <= 0 || distance > 1<<40 || distance < -1<<40 {
			return nil, errPacked
		}
		packed = packed[n:]
		within := length
		if r.Kind != Copied {
			if within, n = binary.Uvarint(packed); n <= 0 || within > 1<<40 {
				return nil, errPacked
			}
			packed = packed[n:]
		}
		r.TextEnd = text + int(length)
		r.Source = source + int(distance)
		r.SourceEnd = r.Source + int(within)
		text, source = r.TextEnd, r.SourceEnd
		m = append(m, r)
	}
	if len(packed) != 0 {
		return nil, fmt.Errorf("%w: %d bytes are left", errPacked, len(packed))
	}
	return m, nil
}
