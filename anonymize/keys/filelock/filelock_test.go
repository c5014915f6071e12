//go:build unix

package filelock_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize/keys/filelock"
)

func TestTry(t *testing.T) {
	name := filepath.Join(t.TempDir(), "lock")
	l, err := filelock.Try(name)
	require.NoError(t, err)
	fi, err := os.Stat(name)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), fi.Mode().Perm())
	_, err = filelock.Try(name)
	require.ErrorIs(t, err, filelock.ErrHeld)
	require.NoError(t, l.Close())
	l, err = filelock.Try(name)
	require.NoError(t, err)
	require.NoError(t, l.Close())

	link := name + "-link"
	require.NoError(t, os.Symlink(name, link))
	_, err = filelock.Try(link)
	require.Error(t, err)
	require.NotErrorIs(t, err, filelock.ErrHeld)
	_, err = filelock.Try(filepath.Join(name, "below"))
	require.Error(t, err)
}
