package main

import (
	"errors"
	"math"
	"strconv"
)

// Numbers of flags that bound what a table may tell. The zero value says that the flag is not given, so that nobody can give it: a bound
// that is asked for and not kept would pass for a success.
type (
	above float64 // above 0
	share float64 // 0 to 1; 0 is what it is when not given
	count int     // from 1
)

// UnmarshalText reads a number above 0.
func (a *above) UnmarshalText(b []byte) error {
	v, err := strconv.ParseFloat(string(b), 64)
	if err != nil || !(v > 0) || math.IsInf(v, 1) {
		return errors.New("must be a number above 0")
	}
	*a = above(v)
	return nil
}

// UnmarshalText reads a number from 0 to 1.
func (s *share) UnmarshalText(b []byte) error {
	v, err := strconv.ParseFloat(string(b), 64)
	if err != nil || !(v >= 0 && v <= 1) {
		return errors.New("must be a number, 0 to 1")
	}
	*s = share(v)
	return nil
}

// UnmarshalText reads a whole number from 1.
func (c *count) UnmarshalText(b []byte) error {
	v, err := strconv.Atoi(string(b))
	if err != nil || v < 1 {
		return errors.New("must be a whole number from 1")
	}
	*c = count(v)
	return nil
}
