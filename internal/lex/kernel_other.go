//go:build !amd64 || purego

package lex

type kernel struct{}

func newKernel(string) *kernel { return nil }

func classify(*byte, int, *Masks, *kernel) { panic("lex: no kernel") }
