package picture

import "encoding/binary"

// Exif is a TIFF file inside the picture (Exif 2.32, section 4.5): a header of
// eight bytes, then directories of twelve bytes an entry.
const (
	tagOrientation = 0x0112
	typeShort      = 3
)

// exifOrientation reads the one thing of an Exif block that it takes to show a
// picture. It is 1, as stored, for whatever does not say otherwise.
func exifOrientation(tiff []byte) int {
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder
	switch string(tiff[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return 1
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 1
	}
	entries := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(entries) < 12 {
			break
		}
		if order.Uint16(entries) == tagOrientation {
			if n := int(order.Uint16(entries[8:])); order.Uint16(entries[2:]) == typeShort && n >= 1 && n <= 8 {
				return n
			}
			return 1
		}
		entries = entries[12:]
	}
	return 1
}

// orientationOnly is an Exif block that says how to turn a picture, and
// nothing else.
func orientationOnly(orientation int) []byte {
	b := []byte("MM\x00*\x00\x00\x00\x08\x00\x01")
	b = binary.BigEndian.AppendUint16(b, tagOrientation)
	b = binary.BigEndian.AppendUint16(b, typeShort)
	b = binary.BigEndian.AppendUint32(b, 1)
	b = binary.BigEndian.AppendUint16(b, uint16(orientation))
	return append(b, 0, 0 /* end of the value */, 0, 0, 0, 0 /* no other directory */)
}
