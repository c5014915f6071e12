package detectors_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/pii"
)

// everyday makes a Scanner of all detectors of identifiers: names and special categories left out.
func everyday(t testing.TB, opts ...pii.Option) *pii.Scanner {
	ds := slices.DeleteFunc(detectors.All(), func(d pii.Detector) bool {
		return slices.Contains([]string{"names", "special", "name_field"}, d.Spec().Name)
	})
	s, err := pii.NewScanner(ds, opts...)
	require.NoError(t, err)
	return s
}

// nothing are makers of lines whose numbers are no personal data, by kind.
var nothing = map[string]func(r *rand.Rand) string{
	"order": func(r *rand.Rand) string {
		return fmt.Sprintf("%3d  %03d-%04d-%c  bolt M%d   %4d  %8.2f  %9.2f", r.IntN(90), r.IntN(1000), r.IntN(10000), 'A'+r.IntN(26), r.IntN(20), r.IntN(5000), r.Float64()*100, r.Float64()*9999)
	},
	"isbn": func(r *rand.Rand) string {
		return fmt.Sprintf("ISBN 978-%d-%04d-%04d-%d, %d pp., shelf %d.%d", r.IntN(10), r.IntN(10000), r.IntN(10000), r.IntN(10), r.IntN(900), r.IntN(900), r.IntN(90))
	},
	"stamp": func(r *rand.Rand) string {
		return fmt.Sprintf("tick=%d dur=%dms epoch_ns=%d seq=%d", 1700000000+r.IntN(90000000), r.IntN(90000), 1700000000000000000+r.Int64N(1e17), r.IntN(1e9))
	},
	"hash": func(r *rand.Rand) string {
		return fmt.Sprintf("%016x%016x%08x  pkg/%s-%d.tar", r.Uint64(), r.Uint64(), r.Uint32(), "lexer", r.IntN(99))
	},
	"table": func(r *rand.Rand) string {
		return fmt.Sprintf("%7.3f ± %.3f   %.2e   p = %.4f   n = %d   %.1f (%.1f–%.1f)", r.Float64()*500, r.Float64(), r.Float64()*1e7, r.Float64(), r.IntN(4000), r.Float64()*90, r.Float64()*50, 50+r.Float64()*40)
	},
	"trace": func(r *rand.Rand) string {
		return fmt.Sprintf("#%d 0x%016x in worker_%d () at queue.c:%d offset %d", r.IntN(30), r.Uint64(), r.IntN(9), r.IntN(3000), r.IntN(1e8))
	},
	"version": func(r *rand.Rand) string {
		return fmt.Sprintf("libfoo %d.%d.%d-rc%d requires bar >=%d.%d,<%d.0 build %d", r.IntN(20), r.IntN(30), r.IntN(99), r.IntN(9), r.IntN(9), r.IntN(20), 10+r.IntN(9), r.IntN(100000))
	},
	"metrics": func(r *rand.Rand) string {
		return fmt.Sprintf("http_requests_total{code=\"%d\",shard=\"%d\"} %d", 200+r.IntN(300), r.IntN(64), r.IntN(1e9))
	},
	"diff": func(r *rand.Rand) string {
		return fmt.Sprintf("@@ -%d,%d +%d,%d @@ index %07x..%07x 100644", r.IntN(4000), r.IntN(30), r.IntN(4000), r.IntN(30), r.IntN(1<<28), r.IntN(1<<28))
	},
	"prices": func(r *rand.Rand) string {
		return fmt.Sprintf("%d x %s at %.2f EUR, total %d.%03d,%02d EUR, margin %.1f%%", r.IntN(40), "chair", r.Float64()*300, r.IntN(90)+1, r.IntN(1000), r.IntN(100), r.Float64()*60)
	},
	"sizes": func(r *rand.Rand) string {
		return fmt.Sprintf("%d×%d px, %d-%d mm, %d/%d in, %d:%d ratio, %d000 rpm", r.IntN(4000), r.IntN(3000), r.IntN(90), 90+r.IntN(90), r.IntN(15), 16, r.IntN(20), r.IntN(20), r.IntN(9))
	},
	"sections": func(r *rand.Rand) string {
		return fmt.Sprintf("see section %d.%d.%d, table %d, page %d of %d, article %d (%d)", r.IntN(20), r.IntN(9), r.IntN(9), r.IntN(30), r.IntN(400), 400+r.IntN(99), r.IntN(200), r.IntN(9))
	},
	"grid": func(r *rand.Rand) string {
		return fmt.Sprintf("(%d, %d) (%d, %d) %d %d %d %d %d %d", r.IntN(999), r.IntN(999), r.IntN(999), r.IntN(999), r.IntN(9999), r.IntN(9999), r.IntN(9999), r.IntN(9999), r.IntN(9999), r.IntN(9999))
	},
	"codes": func(r *rand.Rand) string {
		return fmt.Sprintf("EAN %013d, SKU %c%c-%05d, lot %d%c, error 0x%08x, HTTP %d", r.Int64N(1e13), 'A'+r.IntN(26), 'A'+r.IntN(26), r.IntN(1e5), r.IntN(1e5), 'A'+r.IntN(26), r.Uint32(), 400+r.IntN(100))
	},
}

// TestNothing demands at most one finding in 20 KB of numbers that are nothing, over all kinds.
func TestNothing(t *testing.T) {
	s := everyday(t)
	r := rand.New(rand.NewPCG(41, 42))
	bytes, found := 0, 0
	for _, kind := range slices.Sorted(func(yield func(string) bool) {
		for k := range nothing {
			if !yield(k) {
				return
			}
		}
	}) {
		var b []byte
		for len(b) < 30000 {
			b = append(append(b, nothing[kind](r)...), '\n')
		}
		fs := s.Document(nil, b)
		bytes, found = bytes+len(b), found+len(fs)
		if len(fs) > 0 {
			per := map[string]int{}
			for _, f := range fs {
				per[fmt.Sprintf("%s such as %q", f.Type, b[f.Start:f.End])]++
			}
			t.Logf("%s: %d findings in %d bytes: %v", kind, len(fs), len(b), per)
		}
	}
	t.Logf("%d findings in %d bytes", found, bytes)
	require.LessOrEqual(t, found, bytes/20000)
}

// TestGoSource demands the same of Go's own source tree, without what is truly there: web and mail addresses, IP addresses, user agents,
// keys and passwords of tests.
func TestGoSource(t *testing.T) {
	if testing.Short() {
		t.Skip("reads all of GOROOT/src")
	}
	s := everyday(t)
	real := []pii.Type{pii.URL, pii.Email, pii.IPAddress, pii.SocialProfile, pii.MACAddress, pii.UUID, pii.UserAgent, pii.Connection, pii.PrivateKey, pii.APIKey, pii.JWT}
	bytes, found, per := 0, 0, map[pii.Type]int{}
	var dst []pii.Finding
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Skip("no go command here")
	}
	err = filepath.WalkDir(filepath.Join(strings.TrimSpace(string(root)), "src"), func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(p, ".go") {
			return err
		}
		b, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		bytes += len(b)
		dst = s.Document(dst[:0], b)
		for _, f := range dst {
			require.NotEqual(t, pii.Unscanned, f.Kind, "%s fails", f.Rule.Detector)
			if !slices.Contains(real, f.Type) {
				found++
				per[f.Type]++
			}
		}
		return nil
	})
	if err != nil || bytes == 0 {
		t.Skip("no source tree here")
	}
	t.Logf("%d findings in %d bytes, one in %d: %v", found, bytes, bytes/max(found, 1), per)
	require.LessOrEqual(t, found, bytes/20000)
}
