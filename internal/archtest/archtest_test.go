package archtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "github.com/lethe-pii/lethe/"

// layers: a room imports only rooms of its own layer that are named, and of lower layers. The first prefix that fits counts.
var layers = []struct {
	room string
	may  []string // rooms of ours that it may import; internal is open to all
}{
	{"internal", nil},
	{"pii", nil},
	{"detectors/names", []string{"pii"}},
	{"detectors/special", []string{"pii"}},
	{"detectors/custom", []string{"pii"}},
	{"detectors/phonestrict", []string{"pii"}},
	{"detectors", []string{"pii", "detectors/names", "detectors/special"}},
	{"anonymize/hierarchy", nil},
	{"anonymize/table", []string{"anonymize/hierarchy"}},
	{"anonymize/keys", nil},
	{"anonymize/fpe", nil},
	{"anonymize/token", []string{"anonymize/keys"}},
	{"anonymize/vault", []string{"anonymize/keys", "anonymize/token", "anonymize/vault", "pii"}},
	{"anonymize", []string{"pii", "anonymize/keys", "anonymize/token", "anonymize/fpe", "anonymize/hierarchy"}},
	{"formats", []string{"pii", "formats"}},
	{"report", []string{"pii", "anonymize", "formats"}},
	{"eval", []string{"pii", "anonymize", "formats"}},
	{"batch", []string{"pii", "anonymize", "formats"}},
}

// foreign lists the modules outside of the standard library and x/text that rooms may link; rooms not named get none.
var foreign = map[string][]string{
	"anonymize":                  {"github.com/goccy/go-yaml"},
	"anonymize/table":            {"github.com/goccy/go-yaml"},
	"anonymize/keys":             {"github.com/tink-crypto/tink-go/v2"},
	"anonymize/vault":            {"github.com/tink-crypto/tink-go/v2"},
	"anonymize/vault/file":       {"github.com/tink-crypto/tink-go/v2", "go.etcd.io/bbolt", "golang.org/x/sys"},
	"anonymize/fpe":              nil,
	"detectors/custom":           {"github.com/dlclark/regexp2/v2", "github.com/goccy/go-yaml"},
	"detectors/phonestrict":      {"github.com/nyaruka/phonenumbers"},
	"detectors/special/hintfile": {"github.com/goccy/go-yaml"},
}

// required is the closed list of modules that the root may require directly.
var required = []string{
	"golang.org/x/text", "github.com/dlclark/regexp2/v2", "github.com/nyaruka/phonenumbers", "github.com/stretchr/testify",
	"github.com/goccy/go-yaml", "github.com/alecthomas/kong", "github.com/schollz/progressbar/v3", "golang.org/x/net",
	"github.com/tink-crypto/tink-go/v2", "go.etcd.io/bbolt", "github.com/c2sp/wycheproof",
	"google.golang.org/protobuf", "golang.org/x/term", "golang.org/x/sys",
}

type pkg struct {
	ImportPath string
	Name       string
	Imports    []string
	Deps       []string
	Doc        string
}

func list(t *testing.T) []pkg {
	cmd := exec.Command("go", "list", "-json=ImportPath,Name,Imports,Doc", "./...")
	cmd.Dir = filepath.Join("..", "..")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	require.NoError(t, err)
	var pkgs []pkg
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else {
			require.NoError(t, err)
		}
		pkgs = append(pkgs, p)
	}
	require.Greater(t, len(pkgs), 5)
	return pkgs
}

func under(path, room string) bool { return path == room || strings.HasPrefix(path, room+"/") }

func TestImportsPointOneWay(t *testing.T) {
	for _, p := range list(t) {
		path := strings.TrimPrefix(p.ImportPath, module)
		for _, l := range layers {
			if !under(path, l.room) {
				continue
			}
			for _, imp := range p.Imports {
				if to, ok := strings.CutPrefix(imp, module); ok {
					allowed := under(to, "internal") || to == l.room || l.room != "detectors" && l.room != "anonymize" && under(to, l.room) || slices.ContainsFunc(l.may, func(r string) bool { return to == r || (r != "detectors" && r != "anonymize" && under(to, r)) })
					require.True(t, allowed, "%s must not import %s", path, to)
				} else if strings.Contains(strings.Split(imp, "/")[0], ".") && !under(imp, "golang.org/x/text") {
					ok := slices.ContainsFunc(foreign[path], func(m string) bool { return under(imp, m) })
					require.True(t, ok, "%s must not import %s", path, imp)
				}
			}
			break
		}
	}
}

func TestEveryPackageIsDocumented(t *testing.T) {
	for _, p := range list(t) {
		require.NotEmpty(t, p.Doc, "%s has no package comment", p.ImportPath)
		require.NotContains(t, []string{"util", "utils", "common", "helpers", "misc"}, p.Name, p.ImportPath)
	}
}

func TestRequirementsAreAClosedList(t *testing.T) {
	cmd := exec.Command("go", "list", "-m", "-f", "{{if not (or .Indirect .Main)}}{{.Path}}{{end}}", "all")
	cmd.Dir = filepath.Join("..", "..")
	out, err := cmd.Output()
	require.NoError(t, err)
	for m := range strings.FieldsSeq(string(out)) {
		require.Contains(t, required, m)
	}
}

func TestFilesAreShort(t *testing.T) {
	err := filepath.WalkDir(filepath.Join("..", ".."), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.Contains(path, "_table") || strings.Contains(path, "zz_") {
			return err
		}
		b, err := os.ReadFile(path)
		if n := bytes.Count(b, []byte{'\n'}); n > 450 {
			t.Errorf("%s has %d lines", path, n)
		}
		return err
	})
	require.NoError(t, err)
}

// TestOneDetectorIsSmall holds that a program with one detector links neither the names' weights nor the numbering plans.
func TestOneDetectorIsSmall(t *testing.T) {
	bin := filepath.Join(t.TempDir(), "email")
	cmd := exec.Command("go", "build", "-ldflags=-s -w", "-o", bin, "./examples/email")
	cmd.Dir = filepath.Join("..", "..")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	info, err := os.Stat(bin)
	require.NoError(t, err)
	require.Less(t, info.Size(), int64(3_000_000))
	t.Logf("%d bytes", info.Size())
}
