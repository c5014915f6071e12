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

// KeepAs keeps a writing of what identity stands for, such as a name of one person, and returns the one token of the identity, with a mark if value is
// not main. Main counts when the identity is first kept; afterwards a token without a mark restores to what was main then. Otherwise it is as Keep.
func (e *Engine) KeepAs(subject, typ string, identity, main, value []byte) ([]byte, error) {
	toks, err := e.Put(context.Background(), Item{Subject: subject, Type: typ, Value: value, Identity: identity, Main: main})
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
