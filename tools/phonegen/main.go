// Command phonegen writes the table of package phonemeta from the metadata of github.com/nyaruka/phonenumbers, which is Google's
// libphonenumber metadata (Apache-2.0). All patterns of a region become one acyclic automaton over digits; equal states of all
// regions are shared.
//
//	go run ./tools/phonegen -o internal/phonemeta/table.bin
package main

import (
	"encoding/binary"
	"flag"
	"fmt"
	"log"
	"math"
	"os"
	"runtime/debug"
	"sort"

	"github.com/nyaruka/phonenumbers"
)

func main() {
	out := flag.String("o", "internal/phonemeta/table.bin", "file to write")
	flag.Parse()
	table, err := generate()
	if err == nil {
		err = os.WriteFile(*out, table, 0o644)
	}
	if err != nil {
		log.Fatal(err)
	}
}

func generate() ([]byte, error) {
	coll, err := phonenumbers.MetadataCollection()
	if err != nil {
		return nil, err
	}
	a := newAutomaton()
	var tables []rooted
	metas := coll.GetMetadata()
	order := regionOrder(metas)
	for _, m := range order {
		root, err := a.region(m)
		if err != nil {
			return nil, fmt.Errorf("region %s: %w", m.GetId(), err)
		}
		lead, err := a.prefix(m.GetLeadingDigits())
		if err != nil {
			return nil, fmt.Errorf("region %s: %w", m.GetId(), err)
		}
		tables = append(tables, rooted{root, lead})
	}
	lengths := a.lengths()
	raw := appendString(nil, "phonenumbers "+version())
	raw = binary.AppendUvarint(raw, uint64(len(order)))
	for i, m := range order {
		raw = appendString(raw, m.GetId())
		raw = binary.AppendUvarint(raw, uint64(m.GetCountryCode()))
		raw = appendString(raw, m.GetNationalPrefix())
		raw = binary.AppendUvarint(raw, uint64(tables[i].root))
		raw = binary.AppendUvarint(raw, uint64(tables[i].lead))
		raw = binary.AppendUvarint(raw, uint64(lengths[tables[i].root]))
	}
	if len(a.states) > math.MaxUint16 {
		return nil, fmt.Errorf("%d states", len(a.states))
	}
	for _, s := range a.states {
		for _, t := range s.next {
			raw = binary.LittleEndian.AppendUint16(raw, uint16(t))
		}
		accept := byte(0)
		if s.accept {
			accept = 1
		}
		raw = append(raw, accept)
	}
	log.Printf("%d states, %d regions, %d bytes", len(a.states), len(order), len(raw))
	return raw, nil
}

// rooted says where the automata of a region begin.
type rooted struct{ root, lead uint32 }

// lengths returns for each state the lengths, as bits, of what it accepts. A state leads to itself or to earlier ones.
func (a *automaton) lengths() []uint32 {
	of := make([]uint32, len(a.states))
	for id, s := range a.states {
		if s.accept {
			of[id] = 1
		}
		for _, next := range s.next {
			if int(next) < id {
				of[id] |= of[next] << 1
			}
		}
	}
	return of
}

// regionOrder sorts by calling code; inside of a code the order is the one in which the library asks the regions.
func regionOrder(metas []*phonenumbers.PhoneMetadata) []*phonenumbers.PhoneMetadata {
	rank := make(map[string]int)
	for _, m := range metas {
		for i, id := range phonenumbers.GetRegionCodesForCountryCode(int(m.GetCountryCode())) {
			rank[fmt.Sprint(m.GetCountryCode(), id)] = i
		}
	}
	out := append([]*phonenumbers.PhoneMetadata(nil), metas...)
	sort.SliceStable(out, func(i, j int) bool {
		x, y := out[i], out[j]
		if x.GetCountryCode() != y.GetCountryCode() {
			return x.GetCountryCode() < y.GetCountryCode()
		}
		return rank[fmt.Sprint(x.GetCountryCode(), x.GetId())] < rank[fmt.Sprint(y.GetCountryCode(), y.GetId())]
	})
	return out
}

func version() string {
	info, ok := debug.ReadBuildInfo()
	if ok {
		for _, d := range info.Deps {
			if d.Path == "github.com/nyaruka/phonenumbers" {
				return d.Version
			}
		}
	}
	return "unknown"
}

func appendString(b []byte, s string) []byte {
	b = binary.AppendUvarint(b, uint64(len(s)))
	return append(b, s...)
}
