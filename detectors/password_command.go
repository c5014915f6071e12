package detectors

import "bytes"

// commands are those whose arguments hold a password.
var commands = []string{"curl", "sshpass", "mysql", "mysqldump", "redis"}

// userCommands are those whose arguments hold an account's name.
var userCommands = []string{"curl", "mysql", "mysqldump", "psql", "ssh", "scp", "rsync", "sftp"}

// commandUser returns the account among the arguments behind a command that ends at p, as in "curl -u ann:…" and "psql -U ann"; to is 0
// if there is none. It reads 256 bytes of the line.
func commandUser(b []byte, p, command int) (from, to int) {
	line := b[p:min(len(b), p+256)]
	if n := bytes.IndexByte(line, '\n'); n >= 0 {
		line = line[:n]
	}
	if command > 3 {
		return loginAt(b, p, len(line))
	}
	for _, flag := range [...][]string{{" -u ", " --user "}, {" -u ", " -u", " --user="}, {" -u ", " -u", " --user="}, {" -U ", " --username="}}[command] {
		k := bytes.Index(line, []byte(flag))
		if k < 0 {
			continue
		}
		from = p + k + len(flag)
		if from < len(b) && (b[from] == '\'' || b[from] == '"') {
			from++
		}
		if to = userEnd(b, from); to-from < 2 || to-from > 40 || command == 0 && (to >= len(b) || b[to] != ':') || to < len(b) && b[to] == '@' || !alnum(b[from]) {
			continue
		}
		return from, to
	}
	return 0, 0
}

// loginAt returns the account before the first "@" of a command's n bytes of arguments at p: "ssh -p 22 ann@host".
func loginAt(b []byte, p, n int) (from, to int) {
	k := bytes.IndexByte(b[p:p+n], '@')
	if k < 2 {
		return 0, 0
	}
	to = p + k
	from = to
	for from > p && (alnum(b[from-1]) || b[from-1] == '_' || b[from-1] == '-' || b[from-1] == '.') {
		from--
	}
	if from == p || b[from-1] != ' ' || to-from < 2 || to+1 >= len(b) || !alnum(b[to+1]) {
		return 0, 0
	}
	return from, to
}

// commandPassword returns the password among the arguments behind a command that ends at p, as in "curl -u ann:…", "sshpass -p …" and
// "mysql -p…"; to is 0 if there is none. It reads 256 bytes of the line.
func commandPassword(b []byte, p, command int) (from, to int) {
	if hasFold(b[p:], "-cli ") {
		p += len("-cli")
	}
	if p >= len(b) || b[p] != ' ' {
		return 0, 0
	}
	line := b[p:min(len(b), p+256)]
	if n := bytes.IndexByte(line, '\n'); n >= 0 {
		line = line[:n]
	}
	flags := [...][]string{{" -u ", " --user ", " --user="}, {" -p ", " -p"}, {" -p", " --password="}, {" -p", " --password="}, {" -a ", " --pass "}}[command]
	for _, flag := range flags {
		k := bytes.Index(line, []byte(flag))
		if k < 0 {
			continue
		}
		from = p + k + len(flag)
		if from < len(b) && (b[from] == '\'' || b[from] == '"') {
			from++
		}
		to = passwordEnd(b, from)
		if command == 0 {
			colon := bytes.IndexByte(b[from:to], ':')
			if colon < 1 {
				continue
			}
			from += colon + 1
		}
		if v := b[from:max(from, to)]; len(v) >= 4 && !placeholder(v) && v[0] != '-' {
			return from, to
		}
	}
	return 0, 0
}
