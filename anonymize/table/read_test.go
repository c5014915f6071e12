package table

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/lethe-pii/lethe/anonymize/hierarchy"
	"github.com/stretchr/testify/require"
)

// TestReadIsTheSameOnAnyCores reads tables of many blocks and compares with the rows that were written.
func TestReadIsTheSameOnAnyCores(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	names := []string{"few", "long", "many", "quoted", "empty"}
	var rows [][]string
	for i := range 60000 {
		rows = append(rows, []string{fmt.Sprint(r.IntN(300)), "a long value of number " + fmt.Sprint(r.IntN(50)),
			fmt.Sprintf("%d", i), "line \"" + fmt.Sprint(r.IntN(9)) + "\";\nnext", ""})
	}
	want, err := New(names, rows)
	require.NoError(t, err)
	in := text(t, want)
	for _, workers := range []int{1, 2, 5} {
		tab, err := Read(strings.NewReader(in), ReadOptions{Workers: workers})
		require.NoError(t, err)
		require.Equal(t, want.Rows, tab.Rows)
		for j, c := range tab.Columns {
			require.Equal(t, want.Columns[j].Values, c.Values)
			require.Equal(t, want.Columns[j].codes.decoded(), c.codes.decoded())
		}
		require.Equal(t, in, text(t, tab))
		bad := in + "1;2\n"
		_, err = Read(strings.NewReader(bad), ReadOptions{Workers: workers})
		var e *Error
		require.ErrorAs(t, err, &e)
		require.Equal(t, 60001, e.Row)
	}
}

func TestReadSaysWhere(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		want string
	}{
		"ragged":           {"a,b\n1,2\n\n3\n", "table: row 2: row has another number of fields than the header"},
		"more fields":      {"a,b\n1,2,3\n", "table: row 1: row has another number of fields than the header"},
		"quote":            {"a,b\n1,2\n\"x\"y,3\n", "table: row 2: quote is not closed or stands inside a field"},
		"open quote":       {"a,b\n1,2\n3,4\n\"x,y\n", "table: row 3: quote is not closed or stands inside a field"},
		"duplicate header": {"a,b,a\n1,2,3\n", "table: header, column 3: column name is empty or occurs twice"},
		"empty header":     {"a,,c\n1,2,3\n", "table: header, column 2: column name is empty or occurs twice"},
		"header only":      {"a,b\n", "table: table has no rows"},
		"nothing":          {"", "table: table has no rows"},
		"UTF-16":           {"\xff\xfea\x00", "table: header: text is UTF-16; convert it to UTF-8 first"},
		"old Mac":          {"a,b\r1,2\r", "table: header: lines end in carriage returns alone; convert them to line feeds first"},
		"no object":        {"{\"a\":1}\n[1]\n", "table: row 2: line is no JSON object"},
		"broken object":    {"{\"a\":1}\n{\"a\":\n", "table: row 2: line is no JSON object"},
		"key twice":        {"{\"a\":1,\"a\":2}\n", "table: row 1: object has a key twice or an empty key"},
	} {
		for _, workers := range []int{1, 3} {
			_, err := Read(strings.NewReader(c.in), ReadOptions{Workers: workers})
			require.EqualError(t, err, c.want, name)
		}
	}
	_, err := Read(strings.NewReader("a\n1\n"), ReadOptions{Format: "xml"})
	require.ErrorIs(t, err, ErrFormat)
}

func TestWhatIsKept(t *testing.T) {
	for name, in := range map[string]string{
		"formula":       "a,b\n=1+2,\"=HYPERLINK(\"\"x\"\")\"\n",
		"mark and CRLF": "\xef\xbb\xbfa\tb\r\n1\t2\r\n",
		"no last end":   "a|b\n1|2",
		"one column":    "a\n1\n\"\"\n2\n",
		"JSON":          "{\"a\":1,\"b\":\"<x>\",\"c\":null,\"d\":[1,{\"e\":\"}\"}],\"f\":true}\n{\"a\":2.50,\"b\":\"é\",\"c\":\"s\",\"d\":{},\"f\":false}\n",
		"JSON, no end":  "{\"a\":\"1\"}\r\n{\"a\":\"2\"}",
	} {
		tab, err := Read(strings.NewReader(in), ReadOptions{})
		require.NoError(t, err, name)
		require.Equal(t, in, text(t, tab), name)
	}
}

func TestJSONColumns(t *testing.T) {
	tab, err := Read(strings.NewReader("\n{ \"age\" : 37 , \"town\":\"Leeds\"}\n\n{\"town\":null,\"age\":\"38\",\"job\":\"nurse\"}\n{}\n"), ReadOptions{})
	require.NoError(t, err)
	require.Equal(t, "{\"age\":37,\"town\":\"Leeds\",\"job\":null}\n{\"age\":\"38\",\"town\":null,\"job\":\"nurse\"}\n{\"age\":null,\"town\":null,\"job\":null}\n", text(t, tab))
}

// TestNumbersThatAreNone: NaN and decimal commas make a column one of categories, which is stated in the documentation.
func TestNumbersThatAreNone(t *testing.T) {
	for _, v := range []string{"NaN", "Inf", "1,5", "0x10"} {
		_, ok := hierarchy.Number(v)
		require.False(t, ok, v)
	}
}

func FuzzJSONLines(f *testing.F) {
	f.Add([]byte("{\"a\":\"x\\\"}\",\"b\":[[],{}]}\n{\"a\":-1e9}\n"))
	f.Add([]byte("{\"\\u0061\":1}\r\n{}"))
	f.Fuzz(func(t *testing.T, in []byte) {
		tab, err := Read(bytes.NewReader(in), ReadOptions{Format: "jsonl"})
		if err != nil {
			return
		}
		out := text(t, tab)
		again, err := Read(strings.NewReader(out), ReadOptions{Format: "jsonl"})
		require.NoError(t, err)
		require.Equal(t, out, text(t, again))
	})
}

type fullDisk struct{ room int }

var errFull = errors.New("disk is full")

func (d *fullDisk) Write(b []byte) (int, error) {
	if d.room -= len(b); d.room < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestWriteStopsAtTheFirstError(t *testing.T) {
	var rows [][]string
	for i := range 100000 {
		rows = append(rows, []string{fmt.Sprint(i % 97)})
	}
	tab, err := New([]string{"a"}, rows)
	require.NoError(t, err)
	for _, room := range []int{0, 2, 40000} {
		require.ErrorIs(t, tab.Write(&fullDisk{room}), errFull)
	}
}

func FuzzDelimited(f *testing.F) {
	f.Add([]byte("a,b\n1,\"x\n\"\"y\"\n"))
	f.Add([]byte("\xef\xbb\xbfa;b\r\n;\r\n'\";2"))
	f.Add([]byte("a\n\"\"\n1\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		tab, err := Read(bytes.NewReader(in), ReadOptions{Format: "csv"})
		if err != nil {
			return
		}
		out := text(t, tab)
		again, err := Read(strings.NewReader(out), ReadOptions{Format: "csv", Delimiter: tab.dialect.Delimiter})
		require.NoError(t, err)
		require.Equal(t, tab.Rows, again.Rows)
		for j, c := range tab.Columns {
			require.Equal(t, c.Name, again.Columns[j].Name)
			require.Equal(t, c.Values, again.Columns[j].Values)
			require.Equal(t, c.codes.decoded(), again.Columns[j].codes.decoded())
		}
	})
}
