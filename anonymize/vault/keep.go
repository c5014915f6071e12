package vault

import "context"

// Keep keeps one value and returns its token, the same for equal values of a subject and type, with the errors of Put. With Original it makes
// an Engine an anonymize.Vault. It makes each value durable by itself: Put takes many at once, and a context.
func (e *Engine) Keep(subject, typ string, value []byte) ([]byte, error) {
	toks, err := e.Put(context.Background(), Item{Subject: subject, Type: typ, Value: value})
	if err != nil {
		return nil, err
	}
	return toks[0], nil
}

// Original returns the value that a token stands for, with the errors of Get.
func (e *Engine) Original(tok []byte) ([]byte, error) {
	entry, err := e.Get(context.Background(), tok)
	if err != nil {
		return nil, err
	}
	return entry.Reveal(), nil
}
