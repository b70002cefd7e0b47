package sentlengths

import "errors"

func decodeText(buf []byte, offset int) (string, int, error) {
	if offset >= len(buf) {
		return "", 0, errors.New("no length")
	}
	n := int(buf[offset])
	next := offset + 1
	if next+n > len(buf) {
		return "", 0, errors.New("short")
	}
	return string(buf[next : next+n]), next + n, nil
}

func subscriptions(buf []byte) error {
	for offset := 0; offset < len(buf); {
		_, next, err := decodeText(buf, offset)
		if err != nil {
			return err
		}
		println(buf[next])
		offset = next + 1
	}
	return nil
}

func checkedSubscriptions(buf []byte) error {
	for offset := 0; offset < len(buf); {
		_, next, err := decodeText(buf, offset)
		if err != nil {
			return err
		}
		if next == len(buf) {
			return errors.New("no option")
		}
		println(buf[next])
		offset = next + 1
	}
	return nil
}

func offsets(buf []byte) {
	go subscriptions(buf) // want `index out of range \(the index may be the length\)`
	go checkedSubscriptions(buf)
}
