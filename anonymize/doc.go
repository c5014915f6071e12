// Package anonymize removes what package pii finds. A [Policy] says which [Operator] is applied to which type; a [Redactor]
// applies it to strings, byte slices, readers, writers and containers.
//
// It fails closed: a finding whose operator fails is replaced by its type's label, text that a detector failed on is never kept,
// and the failures come back as one joined error that holds no input text. Outside of findings every byte stays as it was.
package anonymize
