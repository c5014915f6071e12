// Package archtest holds the rules of the house that a compiler does not: who imports whom, and which modules the root requires.
package archtest
