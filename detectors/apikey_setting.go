package detectors

import (
	"bytes"
	"sync"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/lethe-pii/lethe/pii"
)

const leastSettingKey = 20 // bytes of a key that only its own text tells from words

// settingKey returns the end of the value of a setting whose name ends with "key", "MAPS_KEY=…", "stripe-key: …", which is long random text: capitals,
// small letters and figures. Names of keys that find things, "cache_key", and public keys are refused. 0 if there is none.
func settingKey(s *pii.Segment, a pii.Anchor) int {
	b, p := s.Text, a.Value
	if a.Start < 2 || a.Start == a.End || b[a.Start-1] != '_' && b[a.Start-1] != '-' || p-a.End > 4 || !bytes.ContainsAny(b[a.End:p], "=:") {
		return 0
	}
	from := a.Start - 1
	for from > 0 && a.Start-from < 32 && lex.IsLetter(b[from-1]) {
		from--
	}
	var buf [32]byte
	if findingKeys().Has(lex.Hash(appendLower(buf[:0], b[from:a.Start-1]))) {
		return 0
	}
	end := secretEnd(b, p)
	v := b[p:end]
	if len(v) < leastSettingKey || len(v) > maxAssigned || end < len(b) && b[end] == ':' || classes(v) < 3 || !bothCases(v) || !hasDigits(v, 3) || entropy(v) < 3.5 || placeholder(v) || codeLike(v) || dateLike(v) || pathLike(v) || readable(v) {
		return 0
	}
	return end
}

// readable reports text of words and numbers that signs part, "Order-2024-Main-Street": a random key has a figure among the letters of a part.
func readable(v []byte) bool {
	for from := 0; from < len(v); {
		to := from
		letters, figures := 0, 0
		for ; to < len(v) && alnum(v[to]); to++ {
			if lex.IsDigit(v[to]) {
				figures++
			} else {
				letters++
			}
		}
		if letters > 2 && figures > 2 && to-from > 8 {
			return false
		}
		from = to + 1
	}
	return true
}

func bothCases(v []byte) bool {
	upper, lower := false, false
	for _, c := range v {
		upper = upper || lex.IsUpper(c)
		lower = lower || c-'a' < 26
	}
	return upper && lower
}

// findingKeys stand before "key" where it finds or orders things, or where all may know it.
var findingKeys = sync.OnceValue(func() *lex.Set {
	return lex.NewSet("public", "pub", "publishable", "cache", "sort", "primary", "foreign", "partition", "object", "idempotency", "dedupe", "dedup", "row", "group", "grouping", "hash", "lookup", "storage", "file", "blob", "image",
		"thumbnail", "asset", "translation", "message", "i18n", "host", "index", "unique", "composite", "natural", "surrogate", "business", "range", "shard", "routing", "registry", "document", "doc", "item", "map", "dict", "etag", "join", "query", "lock", "s")
})
