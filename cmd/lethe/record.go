package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"

	"github.com/lethe-pii/lethe/anonymize"
	"github.com/lethe-pii/lethe/batch"
	"github.com/lethe-pii/lethe/pii"
)

// runRecord is what --record writes: what made an output, without times and values, so that a second run over the same inputs gives the
// same bytes.
type runRecord struct {
	Version  string        `json:"version"`
	Program  string        `json:"program_sha256"` // of the executable, and with it of the weights and lists inside
	Policy   string        `json:"policy"`
	Settings string        `json:"settings"` // hash of policy, flags and key ids
	Keys     string        `json:"keys,omitempty"`
	Files    []runFile     `json:"files"`
	NotRead  []string      `json:"not_read"`
	Counts   runFileCounts `json:"counts"`

	hashes map[string]string // of the inputs, before the run
}

type runFileCounts struct {
	Bytes     int64            `json:"bytes"`
	Replaced  map[pii.Type]int `json:"replaced"`
	Kept      int              `json:"kept"`
	Unscanned int              `json:"unscanned"`
	Failed    int              `json:"failed"`
}

type runFile struct {
	File    string           `json:"file"`
	Input   string           `json:"input_sha256,omitempty"` // empty for standard input
	Found   map[pii.Type]int `json:"replaced"`
	Problem string           `json:"problem,omitempty"`
}

// newRunRecord begins the record of --record, nil if it is not asked for. Inputs are hashed before outputs can take their places.
func (c *redactCmd) newRunRecord(p anonymize.Policy, keyIDs string, ins []batch.Input, errs []error) *runRecord {
	if c.Record == "" {
		return nil
	}
	r := &runRecord{Version: version(), Policy: p.Name, Settings: c.settings(p, keyIDs), Keys: keyIDs, Files: []runFile{}, NotRead: []string{},
		hashes: map[string]string{}}
	if path, err := os.Executable(); err == nil {
		r.Program, _ = hashFile(path)
	}
	for _, err := range errs {
		r.NotRead = append(r.NotRead, plainError(err))
	}
	for _, in := range ins {
		if in.Path != "-" {
			r.hashes[in.Path], _ = hashFile(in.Path) // a file that cannot be read is among those not read
		}
	}
	return r
}

// add notes a file.
func (r *runRecord) add(in batch.Input, res redacted) {
	if r == nil {
		return
	}
	if res.err != nil {
		r.NotRead = append(r.NotRead, in.Path)
		return
	}
	found := res.stats.Replaced
	if found == nil {
		found = map[pii.Type]int{}
	}
	r.Files = append(r.Files, runFile{in.Path, r.hashes[in.Path], found, res.problem()})
}

// write writes the record, whole or not at all.
func (r *runRecord) write(a *app, path string, s anonymize.Stats) error {
	if r == nil {
		return nil
	}
	if s.Replaced == nil {
		s.Replaced = map[pii.Type]int{}
	}
	r.Counts = runFileCounts{s.Bytes, s.Replaced, s.Kept, s.Unscanned, s.Failed}
	return writePage(a, path, func(w io.Writer) error {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(r)
	})
}

// hashFile returns the SHA-256 of a file in hexadecimal digits.
func hashFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
