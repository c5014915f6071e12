package formats

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/pii"
)

// labelled returns "label=text" of each cell of a file.
func labelled(t testing.TB, f Format, in string) (out []string) {
	c := f.Open(iotest.HalfReader(strings.NewReader(in)), io.Discard)
	for {
		text, marks, err := c.Next()
		if err == io.EOF {
			return out
		}
		require.NoError(t, err)
		for i, m := range marks {
			end := len(text)
			if i+1 < len(marks) {
				end = int(marks[i+1].At)
			}
			if s := strings.TrimSpace(string(text[m.At:end])); s != "" && m.Kind == pii.MarkCell {
				out = append(out, m.Label+"="+s)
			}
		}
	}
}

func TestSQL(t *testing.T) {
	find := regexp.MustCompile(`[\w.']+@b\.c|12025550143`)
	tests := []struct{ name, in, want, new string }{
		{"standard", "INSERT INTO u (id,mail) VALUES (12025550143,'o''x@b.c'),(7,'a\\'); -- by a@b.c\n", "INSERT INTO u (id,mail) VALUES ('E''\\','E''\\'),(7,'a\\'); -- by E'\\\n", `E'\`},
		{"mysql", "INSERT INTO `u` VALUES (1,'o\\'x@b.c',\"a@b.c\"); # a@b.c\n", "INSERT INTO `u` VALUES (1,'E''\\\\',\"E''\\\\\"); # E'\\\n", `E'\`},
		{"escape string", "SELECT E'o\\'x@b.c', 'a\\', $f$ a@b.c $f$, /* a@b.c */ \"a@b.c\";\n", "SELECT E'E''\\\\', 'a\\', $f$ E'\\ $f$, /* E'\\ */ \"E'\\\";\n", `E'\`},
		{"copy", "COPY public.u (id, mail) FROM stdin;\n1\ta\\t@b.c a@b.c\\n\\N\n2\t\\N\n\\.\n\nSELECT 'a@b.c';\n", "COPY public.u (id, mail) FROM stdin;\n1\ta\\t@b.c E\\t\\n\\N\n2\t\\N\n\\.\n\nSELECT 'E\t';\n", "E\t"},
		{"escape string over lines", "SELECT E'a\n\\'\n;a@b.c';\n", "SELECT E'a\n\\'\n;E';\n", "E"},
		{"alternative quotes", "INSERT INTO u VALUES (q'[o'x a@b.c's [d]]', Nq'!a@b.c\n;'!', 'a@b.c', q'a@b.c');\n", "INSERT INTO u VALUES (q'[o'x [E] 's [d]]', Nq'![E]\n;'!', '[E]', q'[E]');\n", "[E]"},
		{"no end", "INSERT INTO u VALUES ('a@b.c", "INSERT INTO u VALUES ('E", "E"},
		{"lines", "INSERT INTO u VALUES\n('a\n;b','a@b.c'),\n('x');\n", "INSERT INTO u VALUES\n('a\n;b','E'),\n('x');\n", "E"},
	}
	for _, tt := range tests {
		out, _, unread := editFile(t, SQL(), []byte(tt.in), find, tt.new)
		require.Equal(t, tt.want, string(out), tt.name)
		require.Empty(t, unread)
	}
	require.Equal(t, []string{"name=Ann", "phone=12025550143", "city=Leeds", "no=98765", "city=Hull", "mail=x", "name=Bob", "city=York", "c=end"}, labelled(t, SQL(),
		"CREATE TABLE IF NOT EXISTS `db`.`u` (\n `name` varchar(20) DEFAULT NULL,\n phone decimal(10,2),\n PRIMARY KEY (`name`)\n) ENGINE=X;\nINSERT INTO `u` VALUES ('Ann',12025550143);\n"+
			"insert into v (city, no) values ('Leeds', 98765), ('Hull', 1);UPDATE u SET mail='x' WHERE name = 'Bob';\nCOPY w (a, city) FROM stdin;\n\tYork\n\\.\nINSERT INTO x(c) VALUES ('end');"))
	require.Equal(t, []string{"born=24-11-1979", "born=DD-MM-YYYY", "city=Leeds"}, labelled(t, SQL(), "INSERT INTO u (born, city) VALUES (to_date('24-11-1979', 'DD-MM-YYYY'), q'{Leeds}');"))
	_, _, unread := editFile(t, SQL(), []byte("INSERT INTO u VALUES (0x616263646566616263646566);\n"), find, "")
	require.Equal(t, []string{"binary values"}, unread)
}

// TestLongStringsOfSQL holds that a string over many lines takes linear time: the whole takes seconds otherwise.
func TestLongStringsOfSQL(t *testing.T) {
	for _, q := range [][2]string{{"'", "'"}, {"/*", "*/"}, {"$a$", "$a$"}, {"q'[", "]'"}} {
		in := "INSERT INTO u VALUES (" + q[0] + strings.Repeat("line\n\n", 200_000) + "a@b.c" + q[1] + ");\n"
		start := time.Now()
		out, _, _ := editFile(t, SQL(), []byte(in), regexp.MustCompile(`a@b\.c`), "E")
		require.Equal(t, strings.Replace(in, "a@b.c", "E", 1), string(out))
		require.Less(t, time.Since(start), 20*time.Second)
	}
}

// FuzzSQL holds that a dump without edits comes out as it went in however it is cut, and that edits keep the tokens apart.
func FuzzSQL(f *testing.F) {
	f.Add("INSERT INTO u (id,mail) VALUES (12025550143,'o''x@b.c'),(7,E'a\\'');\n-- x@y\nCOPY u FROM stdin;\n1\ta@b\n\\.\n$$a@b$$ `x`")
	f.Fuzz(func(t *testing.T, in string) {
		out, text, _ := editFile(t, SQL(), []byte(in), regexp.MustCompile(`\x00none`), "")
		require.Equal(t, in, string(out))
		var b bytes.Buffer
		c := SQL().Open(iotest.OneByteReader(strings.NewReader(in)), &b)
		var cut string
		for {
			part, _, err := c.Next()
			if err == io.EOF {
				break
			}
			require.NoError(t, err)
			cut += string(part)
		}
		require.Equal(t, text, cut)
		out, _, _ = editFile(t, SQL(), []byte(in), regexp.MustCompile(`[\w.]+@[\w.]+`), "E'\"\\\n")
		if !strings.ContainsAny(in, "`#$") && !strings.Contains(strings.ToLower(in), "copy") && !strings.Contains(in, "MySQL") && !strings.Contains(in, "MariaDB") {
			require.Equal(t, sqlKinds([]byte(in)), sqlKinds(out), "%q", out)
		}
	})
}

func sqlKinds(b []byte) (kinds []sqlToken) {
	for l := (sqlLexer{}); l.next(b); {
		kinds = append(kinds, l.kind)
	}
	return kinds
}

// TestLabelsOfSQL holds that columns count without INTO, and that strings of statements which make accounts are labelled.
func TestLabelsOfSQL(t *testing.T) {
	for in, want := range map[string]string{
		"INSERT [dbo].[Client] ([ClientId], [Name]) VALUES (N'v', N'Ann');": "ClientId",
		"INSERT IGNORE t (a, b) VALUES ('v', 'w');":                         "a",
		"CREATE LOGIN ann WITH PASSWORD = 'v';":                             "PASSWORD",
		"ALTER USER ann WITH ENCRYPTED PASSWORD 'v';":                       "password",
		"CREATE USER ann IDENTIFIED BY 'v';":                                "password",
		"EXEC sp_addlogin 'v', 'w';":                                        "username",
		"EXEC sp_addlogin 'w', 'v';":                                        "password",
		"EXEC sp_addlogin 'w', 'x', 'v';":                                   "",
		"SELECT a FROM t ORDER BY 'v';":                                     "",
	} {
		require.Equal(t, want, fieldOf(t, SQL(), in, "v"), in)
	}
}

// T-SQL writes statements without ";" between them.
func TestStatementsWithoutAnEnd(t *testing.T) {
	in := "USE [Clinic]\nGO\nINSERT [dbo].[a] ([Id], [Name]) VALUES (N'1', N'Ann')\nINSERT [dbo].[b] ([Ssn]) VALUES (N'12')\nEXEC sp_addlogin 'ann', 'secret'\ngo\n"
	require.Equal(t, []string{"Id=1", "Name=Ann", "Ssn=12", "username=ann", "password=secret"}, labelled(t, SQL(), in))
}
