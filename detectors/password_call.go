package detectors

import (
	"bytes"

	"github.com/lethe-pii/lethe/internal/lex"
)

// loginCalls are functions and procedures that are given an account and its password.
var loginCalls = []string{"login", "logon", "signin", "authenticate", "auth", "httpbasicauth", "basicauth", "passwordauthentication", "addlogin", "adduser", "createuser", "setcredentials", "usernamepasswordcredential",
	"usernamepasswordcredentials", "networkcredential"}

// loginCall reads the two quoted arguments of a call whose name ends at p: login("ann", "…"), auth=('ann', '…'), sp_addlogin 'ann', '…'. user is
// empty if the first is an address; ok is false if there is no such call.
func loginCall(b []byte, p int) (user, password [2]int, ok bool) {
	q := p
	for q < len(b) && q-p < 4 && (b[q] == '(' || b[q] == ' ' || b[q] == '=') {
		q++
	}
	if q == p {
		return user, password, false
	}
	user, q = quotedText(b, q)
	if q == 0 || q >= len(b) || b[q] != ',' {
		return user, password, false
	}
	for q++; q < len(b) && b[q] == ' '; q++ {
	}
	if password, q = quotedText(b, q); q == 0 || q < len(b) && lex.IsWord(b[q]) {
		return user, password, false
	}
	v := b[password[0]:password[1]]
	if len(v) < 4 || placeholder(v) || codeLike(v) || bytes.IndexByte(v, ' ') >= 0 && !hasDigits(v, 1) || !hasDigits(v, 1) && !oddSign(v) {
		return user, password, false
	}
	u := b[user[0]:user[1]]
	account := len(u) > 1 && len(u) <= 40 && !placeholder(u) && userEnd(b, user[0]) == user[1] && !userStops().Has(lex.Hash(u))
	if !account {
		user = [2]int{}
	}
	return user, password, account || bytes.IndexByte(u, '@') > 0
}

// quotedText returns the bounds of the text between the quotation marks at p, on one line, and where it goes on behind them; 0 if there is none.
func quotedText(b []byte, p int) (text [2]int, behind int) {
	if p < 0 || p >= len(b) || b[p] != '"' && b[p] != '\'' {
		return text, 0
	}
	n := bytes.IndexByte(b[p+1:min(len(b), p+100)], b[p])
	if n < 1 || bytes.IndexByte(b[p+1:p+1+n], '\n') >= 0 {
		return text, 0
	}
	return [2]int{p + 1, p + 1 + n}, p + n + 2
}
