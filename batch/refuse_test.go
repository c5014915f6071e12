package batch

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestErrorsNameTheOutput(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.txt")
	f, err := Create(context.Background(), path, 0o600)
	require.NoError(t, err)
	require.NoError(t, os.MkdirAll(filepath.Join(path, "sub"), 0o700)) // a folder now stands in the way
	err = f.Commit()
	require.ErrorContains(t, err, path+":")
	require.NotContains(t, err.Error(), ".lethe-")
	_, err = f.Write([]byte("x"))
	require.ErrorContains(t, err, path+":")
	require.NotContains(t, err.Error(), ".lethe-")
}

func TestWalkListsLinksAndSpecialFiles(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "a.txt"), nil, 0o600))
	if err := os.Symlink("a.txt", filepath.Join(dir, "b.txt")); err != nil {
		t.Skip("no symbolic links here")
	}
	socket, err := net.Listen("unix", filepath.Join(dir, "c.txt"))
	require.NoError(t, err)
	defer socket.Close()
	files, errs := Inputs([]string{dir})
	require.Len(t, files, 1)
	require.Len(t, errs, 2)
	require.ErrorIs(t, errs[0], errLink)
	require.ErrorIs(t, errs[1], errSpecial)
}
