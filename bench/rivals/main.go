// Command rivals times Lethe beside other engines on the same text in one run, by processor time of one thread, and prints ratios.
//
//	cd bench/rivals && go run . [-mb 8] [-kind mix]
package main

import (
	"flag"
	"fmt"
	"log"
	"regexp"
	"runtime"
	"syscall"
	"time"

	"github.com/dlclark/regexp2/v2"
	"github.com/hoophq/alcatraz"

	"github.com/lethe-pii/lethe/bench/corpus"
	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/pii"
)

// docSize is the size of the documents that every engine is given.
const docSize = 32 << 10

type engine struct {
	name string
	part int // one in part of the text is scanned: slow engines would take minutes
	scan func(doc []byte) int
}

func main() {
	mb := flag.Int("mb", 8, "megabytes of text")
	kind := flag.String("kind", "mix", "mix, or one of the corpus kinds")
	out := flag.String("write", "", "also write the text to this file, for engines in other languages")
	flag.Parse()
	log.SetFlags(0)
	runtime.GOMAXPROCS(1)
	text := corpus.Mix(1, *mb<<20)
	for _, k := range corpus.Kinds {
		if k.Name == *kind {
			text = corpus.Make(k, 1, *mb<<20)
		}
	}
	if *out != "" {
		writeFile(*out, text.Bytes)
	}
	fmt.Printf("%s: %d bytes, %d inserted entities, %s\n\n", *kind, len(text.Bytes), text.Total(), runtime.Version())
	fmt.Printf("%-28s %10s %10s %12s\n", "engine", "MB/s", "findings", "lethe is")
	var base float64
	for _, e := range engines() {
		docs := split(text.Bytes[:len(text.Bytes)/e.part])
		rate, found := measure(e, docs)
		if base == 0 {
			base = rate
		}
		fmt.Printf("%-28s %10.1f %10d %11.1fx\n", e.name, rate, found*e.part, base/rate)
	}
}

func split(b []byte) (docs [][]byte) {
	for len(b) > docSize {
		docs = append(docs, b[:docSize])
		b = b[docSize:]
	}
	return append(docs, b)
}

// measure returns the best of three runs, in megabytes per second of processor time.
func measure(e engine, docs [][]byte) (rate float64, found int) {
	size := 0
	for _, d := range docs {
		size += len(d)
	}
	best := time.Duration(1 << 62)
	for range 3 {
		found = 0
		start := cpu()
		for _, d := range docs {
			found += e.scan(d)
		}
		best = min(best, cpu()-start)
	}
	return float64(size) / 1e6 / best.Seconds(), found
}

// cpu is the processor time that this process has used.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		log.Fatal("no processor time on this system")
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func engines() []engine {
	std, back := compile()
	rivals := alcatraz.NewEngine()
	return []engine{
		{"lethe, structured", 1, lethe(structured())},
		{"lethe, default", 1, lethe(detectors.Default())},
		{"alcatraz 0.23", 8, func(d []byte) int { return len(rivals.Analyze(string(d), alcatraz.Options{})) }},
		{"Go regexp, one by one", 32, func(d []byte) (n int) {
			for _, re := range std {
				n += len(re.FindAllIndex(d, -1))
			}
			return n
		}},
		{"regexp2/v2, one by one", 16, func(d []byte) (n int) {
			s := string(d)
			for _, re := range back {
				m, err := re.FindStringMatch(s)
				for m != nil && err == nil {
					n++
					m, err = re.FindNextMatch(m)
				}
			}
			return n
		}},
	}
}

func lethe(ds []pii.Detector) func([]byte) int {
	s, err := pii.NewScanner(ds)
	if err != nil {
		log.Fatal(err)
	}
	var dst []pii.Finding
	return func(d []byte) int {
		dst = s.Append(dst[:0], d)
		return len(dst)
	}
}

func compile() (std []*regexp.Regexp, back []*regexp2.Regexp) {
	for _, p := range patterns {
		std = append(std, regexp.MustCompile(p))
		re, err := regexp2.Compile(p, regexp2.RE2)
		if err != nil {
			log.Fatal("a pattern is not understood by regexp2")
		}
		back = append(back, re)
	}
	return std, back
}

// structured returns the detectors that do not read every word: no names, no special categories.
func structured() (ds []pii.Detector) {
	for _, d := range detectors.All() {
		if name := d.Spec().Name; name != "names" && name != "special" {
			ds = append(ds, d)
		}
	}
	return ds
}
