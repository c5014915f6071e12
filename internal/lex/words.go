package lex

import "strings"

// plain classifies texts of which only the words matter.
var plain = NewTable("")

// shortText is the length of texts that AppendWords reads as a block of 64 bytes, with room for a run of 16 at their end.
const shortText = 48

var blanks = [64]byte([]byte(strings.Repeat(" ", 64)))

// Words returns the tokens of a short text, such as an entry of a list.
func Words(text []byte) []Token { return AppendWords(nil, text) }

// AppendWords appends the tokens of a short text. Blanks behind a text change none of them, and whole blocks are read quickest.
func AppendWords(dst []Token, text []byte) []Token {
	var masks [4]Masks
	if len(text) > shortText {
		return AppendTokens(dst, text, plain.Append(masks[:0], text), 0)
	}
	block := blanks
	copy(block[:], text)
	return AppendTokens(dst, block[:], plain.Append(masks[:0], block[:]), 0)
}
