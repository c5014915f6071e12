// Package examples holds runnable uses with invented data; the tests check their output.
package examples
