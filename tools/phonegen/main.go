// Command phonegen writes the table of package phonemeta from the metadata of github.com/nyaruka/phonenumbers, which is Google's
// libphonenumber metadata (Apache-2.0). All patterns of a region become one acyclic automaton over digits; equal states of all
// regions are shared.
//
//	go run ./tools/phonegen -o internal/phonemeta/table.bin
package main

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"flag"
	"fmt"
	"log"
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
	var regions []byte
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
		regions = appendString(regions, m.GetId())
		regions = binary.AppendUvarint(regions, uint64(m.GetCountryCode()))
		regions = appendString(regions, m.GetNationalPrefix())
		regions = binary.AppendUvarint(regions, uint64(root))
		regions = binary.AppendUvarint(regions, uint64(lead))
	}
	raw := appendString(nil, "phonenumbers "+version())
	raw = binary.AppendUvarint(raw, uint64(len(a.states)))
	for id, s := range a.states {
		if s.accept {
			raw = append(raw, 1)
		} else {
			raw = append(raw, 0)
		}
		prev := uint32(0)
		for k, t := range s.next {
			switch {
			case t == 0:
				raw = append(raw, 0)
			case k > 0 && t == prev:
				raw = append(raw, 1)
			default:
				raw = binary.AppendUvarint(raw, uint64(uint32(id)-t+2))
			}
			prev = t
		}
	}
	raw = binary.AppendUvarint(raw, uint64(len(order)))
	raw = append(raw, regions...)
	var buf bytes.Buffer
	w, err := flate.NewWriter(&buf, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(raw); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	log.Printf("%d states, %d regions, %d bytes, %d compressed", len(a.states), len(order), len(raw), buf.Len())
	return buf.Bytes(), nil
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
