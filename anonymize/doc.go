// Package anonymize removes what package pii finds. A [Policy] says which [Operator] is applied to which type; a [Redactor]
// applies it to strings, byte slices, readers, writers and containers.
//
// Operators go from labels over masks, tokens, encryption, format-preserving encryption, surrogates and date shifts to generalization; each
// says by Leaks what its output still tells. A [Restorer] turns tokens of a vault and ciphertexts back, in streams and in streamed JSON. Around
// that are a [Guard] against health data beside identifiers, a [Shadow] that compares two policies, a [ValueSet] that looks for one person's values in
// any writing or encoding, and a [Suppression] list of people who opted out.
//
// It fails closed: a finding whose operator fails is replaced by its type's label, text that a detector failed on is never kept,
// and the failures come back as one joined error that holds no input text. Outside of findings every byte stays as it was.
package anonymize
