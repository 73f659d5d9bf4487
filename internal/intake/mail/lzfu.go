package mail

import (
	"encoding/binary"
	"errors"

	"verbale.dev/verbale/internal/intake"
)

// The kinds of packed RTF (MS-OXRTFCP).
const (
	packedRTF   = 0x75465A4C // "LZFu"
	unpackedRTF = 0x414C454D // "MELA"
)

// dictionary is what the window of the unpacker holds at first.
const dictionary = `{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0` +
	"\r\n" + `\par \pard\plain\f0\fs20\b\i\u\tab\tx`

// window is how far back a reference reaches.
const window = 4096

var (
	errShortRTF = errors.New("it breaks off")
	errKindRTF  = errors.New("it is packed in a way that is not known")
)

// unpackRTF undoes the packing of RTF in a message, and tells where in packed each byte
// comes from: a byte that stands there is copied, a reference is decoded. It is linear
// in what it makes, which has at most 17 bytes for two packed ones.
func unpackRTF(packed []byte) ([]byte, intake.Map, error) {
	const head = 16
	if len(packed) < head {
		return nil, nil, errShortRTF
	}
	var b intake.MapBuilder
	switch binary.LittleEndian.Uint32(packed[8:]) {
	case unpackedRTF:
		size := int(min(uint32(len(packed)-head), binary.LittleEndian.Uint32(packed[4:])))
		b.Copy(string(packed[head:head+size]), head)
		return []byte(b.String()), b.Map(), nil
	case packedRTF:
	default:
		return nil, nil, errKindRTF
	}
	var ring [window]byte
	write := copy(ring[:], dictionary)
	put := func(c byte) { ring[write] = c; write = (write + 1) % window }
	for at := head; at < len(packed); {
		control := packed[at]
		at++
		for bit := range 8 {
			if at >= len(packed) {
				return []byte(b.String()), b.Map(), nil // some writers leave the mark of the end out
			}
			if control&(1<<bit) == 0 {
				put(packed[at])
				b.Copy(string(packed[at:at+1]), at)
				at++
				continue
			}
			if at+2 > len(packed) {
				return nil, nil, errShortRTF
			}
			reference := int(binary.BigEndian.Uint16(packed[at:]))
			from, size := reference>>4, reference&0xF+2
			if from == write {
				return []byte(b.String()), b.Map(), nil
			}
			words := make([]byte, size)
			for i := range words {
				words[i] = ring[(from+i)%window]
				put(words[i])
			}
			b.Decode(string(words), at, at+2)
			at += 2
		}
	}
	return []byte(b.String()), b.Map(), nil
}
