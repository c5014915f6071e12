//go:build !unix || aix || solaris

package filelock

import "errors"

// try refuses: a lock that did not hold would be worse than none.
func try(string) (*Lock, error) { return nil, errors.ErrUnsupported }
