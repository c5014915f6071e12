package batch

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/lethe-pii/lethe/pii"
)

// ManifestName is the name of a manifest in the folder that a batch writes to.
const ManifestName = "lethe-manifest.jsonl"

// Record is what became of one file of a batch, a line of the manifest. It holds no values.
type Record struct {
	File     string           `json:"file"`             // path below the batch's input
	Output   string           `json:"output,omitempty"` // path below the output folder if it is another
	Size     int64            `json:"size"`
	Modified int64            `json:"modified,omitempty"` // nanoseconds since 1970
	Settings string           `json:"settings,omitempty"` // hash of everything that decides the output
	Replaced int              `json:"replaced"`
	Types    map[pii.Type]int `json:"types,omitempty"`   // what was replaced
	Problem  string           `json:"problem,omitempty"` // why it was not done, or not wholly
}

// NewRecord describes a file. info is of before it was read; nil if there is none.
func NewRecord(in Input, info fs.FileInfo, replaced map[pii.Type]int, problem string) Record {
	r := Record{File: in.Rel, Types: replaced, Problem: problem}
	for _, n := range replaced {
		r.Replaced += n
	}
	if info != nil {
		r.Size, r.Modified = info.Size(), info.ModTime().UnixNano()
	}
	return r
}

// Manifest notes the files that a batch has done, so that a run that was interrupted can go on. It is safe for concurrent use.
type Manifest struct {
	settings string
	dir      string
	mu       sync.Mutex
	f        *os.File
	done     map[string]Record
}

// OpenManifest opens the manifest at path of a batch that writes to folder dir. With resume the records of an earlier run are read; a torn last
// line is skipped. Without it the manifest begins anew.
func OpenManifest(path, dir, settings string, resume bool) (*Manifest, error) {
	m := &Manifest{settings: settings, dir: dir, done: map[string]Record{}}
	flags := os.O_CREATE | os.O_RDWR | os.O_APPEND
	if !resume {
		flags |= os.O_TRUNC
	}
	var err error
	if m.f, err = os.OpenFile(path, flags, 0o600); err != nil {
		return nil, err
	}
	sc := bufio.NewScanner(m.f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		var r Record
		if json.Unmarshal(sc.Bytes(), &r) == nil {
			m.done[r.File] = r
		}
	}
	if err := sc.Err(); err != nil {
		return nil, errors.Join(err, m.f.Close())
	}
	if len(m.done) > 0 { // a torn line must not swallow the next one
		if _, err := m.f.WriteString("\n"); err != nil {
			return nil, errors.Join(err, m.f.Close())
		}
	}
	return m, nil
}

// Done reports whether a file was done without a problem under the same settings, has not changed since and its output is there.
func (m *Manifest) Done(in Input) bool {
	m.mu.Lock()
	r, ok := m.done[in.Rel]
	m.mu.Unlock()
	if !ok || r.Problem != "" || r.Settings != m.settings {
		return false
	}
	info, err := os.Stat(in.Path)
	if err != nil || info.Size() != r.Size || info.ModTime().UnixNano() != r.Modified {
		return false
	}
	output := r.Output
	if output == "" {
		output = in.Rel
	}
	_, err = os.Stat(filepath.Join(m.dir, filepath.FromSlash(output)))
	return err == nil
}

// Outputs returns the outputs of files that have another name than their input, by the input's name.
func (m *Manifest) Outputs() map[string]string {
	m.mu.Lock()
	defer m.mu.Unlock()
	names := map[string]string{}
	for file, r := range m.done {
		if r.Output != "" {
			names[file] = r.Output
		}
	}
	return names
}

// Add notes what became of a file. It fills in the settings.
func (m *Manifest) Add(r Record) error {
	r.Settings = m.settings
	b, err := json.Marshal(r)
	if err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.done[r.File] = r
	_, err = m.f.Write(append(b, '\n'))
	return err
}

// Close ends the manifest after it is on the disk.
func (m *Manifest) Close() error { return errors.Join(m.f.Sync(), m.f.Close()) }
