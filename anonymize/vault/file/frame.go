package file

import (
	"crypto/rand"
	"encoding/binary"
	"errors"
	"io"

	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/anonymize/vault"
)

const (
	frameHead = 4 + 8 + nonceSize // length of what follows the head, number, nonce
	softFrame = 32 << 10          // records are put together up to this size, so that reading one costs little
	maxFrame  = 1 << 31           // of one atomic change
)

// frameAD binds a frame to its file, place, number and length and to the frame before.
func (l *log) frameAD(at int64, seq uint64, length uint32, prev [tagSize]byte) []byte {
	b := append(make([]byte, 0, 96), "lethe frame 1"...)
	b = append(b, l.id[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(at))
	b = binary.BigEndian.AppendUint64(b, seq)
	b = binary.BigEndian.AppendUint32(b, length)
	return append(b, prev[:]...)
}

// sealer puts records into frames behind what state says.
type sealer struct {
	l     *log
	state slot
	out   []byte // frames that are not written yet
	plain []byte // records of the frame in the making
	n     uint32
}

// add adds a record and returns its place.
func (s *sealer) add(rec []byte, atomic bool) vault.Ref {
	if !atomic && len(s.plain) > 0 && len(s.plain)+len(rec) > softFrame {
		s.flush()
	}
	ref := vault.Ref{Offset: int64(s.state.end), Index: s.n}
	s.plain = binary.AppendUvarint(s.plain, uint64(len(rec)))
	s.plain = append(s.plain, rec...)
	s.n++
	return ref
}

// flush seals the frame in the making.
func (s *sealer) flush() {
	at := int64(s.state.end)
	s.state.seq++
	length := uint32(len(s.plain) + tagSize)
	start := len(s.out)
	s.out = binary.BigEndian.AppendUint32(s.out, length)
	s.out = binary.BigEndian.AppendUint64(s.out, s.state.seq)
	s.out = append(s.out, make([]byte, nonceSize)...)
	nonce := s.out[start+4+8 : start+frameHead]
	_, _ = rand.Read(nonce)
	s.out = s.l.aead.Seal(s.out, nonce, s.plain, s.l.frameAD(at, s.state.seq, length, s.state.last))
	copy(s.state.last[:], s.out[len(s.out)-tagSize:])
	s.state.end += uint64(len(s.out) - start)
	s.plain, s.n = s.plain[:0], 0
}

// Append writes records behind the acknowledged end.
func (l *log) Append(recs [][]byte, atomic bool) ([]vault.Ref, error) {
	refs := make([]vault.Ref, 0, len(recs))
	s := sealer{l: l, state: l.now}
	for _, r := range recs {
		refs = append(refs, s.add(r, atomic))
	}
	if uint64(len(s.plain)) > maxFrame {
		return nil, vault.ErrInput
	}
	s.flush()
	if _, err := l.f.WriteAt(s.out, int64(l.now.end)); err != nil {
		_ = l.f.Truncate(int64(l.now.end)) // room for others; opening cuts it off as well
		return nil, ioError(err)
	}
	if err := l.f.Sync(); err != nil {
		return nil, ioError(err)
	}
	l.now = s.state
	if err := l.writeSlot(); err != nil {
		return nil, ioError(err)
	}
	return refs, nil
}

// rewriteBuffer is how much of a new file is gathered before it is written.
const rewriteBuffer = 1 << 20

// Rewrite writes a new file and puts it in the place of the old one.
func (l *log) Rewrite(root []byte, gen uint64, write func(emit func([]byte) error) error) error {
	next := &log{fs: l.fs, name: l.name, id: l.id, lock: l.lock, now: l.now}
	if err := next.begin(root, gen); err != nil {
		next.drop()
		return err
	}
	s := sealer{l: next, state: next.now}
	put := func() error {
		at := int64(s.state.end) - int64(len(s.out))
		_, err := next.f.WriteAt(s.out, at)
		s.out = s.out[:0]
		return err
	}
	err := write(func(rec []byte) error {
		s.add(rec, false)
		if len(s.out) < rewriteBuffer {
			return nil
		}
		return put()
	})
	if err == nil {
		s.flush()
		err = put()
	}
	for range slotCount { // both slots: none says that the new file is empty
		if err != nil {
			break
		}
		if err = next.f.Sync(); err == nil {
			next.now = slot{version: next.now.version, gen: next.now.gen, check: next.now.check, wrapped: next.now.wrapped,
				seq: s.state.seq, end: s.state.end, last: s.state.last}
			err = next.writeSlot()
		}
	}
	if err == nil {
		err = next.f.Sync()
	}
	if err == nil {
		err = l.fs.Replace(l.name+newSuffix, l.name)
	}
	if err != nil {
		next.drop()
		return ioError(err)
	}
	old := *l
	*l = *next
	_ = old.f.Close() // it has no name any more
	old.wipe()
	return nil
}

// drop removes a file in the making.
func (l *log) drop() {
	if l.f != nil {
		_ = l.f.Close()
	}
	_ = l.fs.Remove(l.name + newSuffix)
	l.wipe()
}

// Replay reads all frames, cuts off what was never acknowledged and makes the slots whole.
func (l *log) Replay(f func(vault.Ref, []byte) error) error {
	size, err := l.f.Size()
	if err != nil {
		return ioError(err)
	}
	known := l.now
	at, seq := int64(frameStart), known.seq
	if at < int64(known.end) {
		var head [frameHead]byte
		if err := l.readFull(head[:], at); err != nil {
			return err
		}
		seq = binary.BigEndian.Uint64(head[4:]) - 1 // bound into the frame
	}
	var prev [tagSize]byte
	for {
		if at == int64(known.end) && (seq != known.seq || prev != known.last) {
			return keys.ErrTampered
		}
		plain, next, tag, err := l.frame(at, size, seq+1, prev)
		if errors.Is(err, keys.ErrTampered) && at >= int64(known.end) {
			break
		}
		if err != nil {
			return err
		}
		if err := records(plain, func(i uint32, rec []byte) error { return f(vault.Ref{Offset: at, Index: i}, rec) }); err != nil {
			return err
		}
		at, seq, prev = next, seq+1, tag
	}
	l.now.end, l.now.seq, l.now.last = uint64(at), seq, prev
	return l.heal(size)
}

// heal cuts the file behind the last frame and writes both slots if anything differs from what they say.
func (l *log) heal(size int64) error {
	if size > int64(l.now.end) {
		if err := l.f.Truncate(int64(l.now.end)); err != nil {
			return ioError(err)
		}
	}
	for range slotCount {
		if err := l.writeSlot(); err != nil {
			return ioError(err)
		}
		if err := l.f.Sync(); err != nil {
			return ioError(err)
		}
	}
	return nil
}

// frame reads and opens the frame at an offset. It returns ErrTampered for one that does not authenticate or reaches beyond size.
func (l *log) frame(at, size int64, seq uint64, prev [tagSize]byte) (plain []byte, next int64, tag [tagSize]byte, err error) {
	if size-at < frameHead+tagSize {
		return nil, 0, tag, keys.ErrTampered
	}
	var head [frameHead]byte
	if err := l.readFull(head[:], at); err != nil {
		return nil, 0, tag, err
	}
	length := binary.BigEndian.Uint32(head[:])
	if binary.BigEndian.Uint64(head[4:]) != seq || length < tagSize || int64(length) > size-at-frameHead {
		return nil, 0, tag, keys.ErrTampered
	}
	b := make([]byte, length)
	if err := l.readFull(b, at+frameHead); err != nil {
		return nil, 0, tag, err
	}
	copy(tag[:], b[length-tagSize:])
	plain, err = l.aead.Open(b[:0], head[12:], b, l.frameAD(at, seq, length, prev))
	if err != nil {
		return nil, 0, tag, keys.ErrTampered
	}
	return plain, at + frameHead + int64(length), tag, nil
}

func (l *log) readFull(b []byte, at int64) error {
	if _, err := l.f.ReadAt(b, at); err != nil {
		if errors.Is(err, io.EOF) {
			return keys.ErrTampered
		}
		return ioError(err)
	}
	return nil
}

// Read returns a record. The frame that was read last is kept.
func (l *log) Read(ref vault.Ref) ([]byte, error) {
	if ref.Offset != l.at {
		var prev [tagSize]byte
		if ref.Offset > frameStart {
			if err := l.readFull(prev[:], ref.Offset-tagSize); err != nil {
				return nil, err
			}
		}
		var head [12]byte
		if err := l.readFull(head[:], ref.Offset); err != nil {
			return nil, err
		}
		plain, _, _, err := l.frame(ref.Offset, int64(l.now.end), binary.BigEndian.Uint64(head[4:]), prev)
		if err != nil {
			return nil, err
		}
		l.at, l.plain = ref.Offset, plain
	}
	var out []byte
	err := records(l.plain, func(i uint32, rec []byte) error {
		if i == ref.Index {
			out = append([]byte{}, rec...)
			return errStop
		}
		return nil
	})
	if out == nil {
		return nil, keys.ErrTampered
	}
	if err != nil && !errors.Is(err, errStop) {
		return nil, err
	}
	return out, nil
}

var errStop = errors.New("vault/file: found")

// records calls f for the records of an opened frame.
func records(plain []byte, f func(i uint32, rec []byte) error) error {
	for i := uint32(0); len(plain) > 0; i++ {
		n, k := binary.Uvarint(plain)
		if k <= 0 || n > uint64(len(plain)-k) {
			return keys.ErrTampered
		}
		if err := f(i, plain[k:k+int(n)]); err != nil {
			return err
		}
		plain = plain[k+int(n):]
	}
	return nil
}
