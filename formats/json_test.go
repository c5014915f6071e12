package formats

import (
	"encoding/json"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestNumbersAndKeysOfJSON(t *testing.T) {
	find := regexp.MustCompile(`4111111111111111|-?12025550143|\b37\b|[\w.]+@[\w.]+`)
	tests := []struct{ name, in, new, want string }{
		{"number", `{"card": 4111111111111111 , "n": [1,4111111111111111,2.5], "age":37}`, "[X]", `{"card": "[X]" , "n": [1,"[X]",2.5], "age":"[X]"}`},
		{"becomes a number", `{"age":37,"t":[-12025550143]}`, "30", `{"age":30,"t":[-12025550143]}`},
		{"between texts", `{"a":"x a@b.c","age":37,"b":"a@b.c"}`, `"`, `{"a":"x \"","age":"\"","b":"\""}`},
		{"exponent", `{"a":1e37,"b":true,"c":null}`, "[X]", `{"a":1e37,"b":true,"c":null}`},
	}
	for _, f := range []Format{JSON(), JSONLines(), Speech()} {
		for _, tt := range tests {
			out, _, unread := editFile(t, f, []byte(tt.in), find, tt.new)
			require.Equal(t, tt.want, string(out), "%s %s", f.Name, tt.name)
			require.True(t, json.Valid(out))
			require.Empty(t, unread)
		}
		in := `{"a@b.c":{"a@b.c":1},"user_name2":"x","+1 202":"a@b.c"}`
		out, text, unread := editFile(t, f, []byte(in), find, "[X]")
		require.Equal(t, `{"[X]":{"[X]":1},"user_name2":"x","+1 202":"[X]"}`, string(out))
		require.Empty(t, unread)
		require.NotContains(t, text, "user_name2")
		require.Contains(t, text, "+1 202\n")
	}
}

func TestKeysOfJSONStayApart(t *testing.T) {
	find := regexp.MustCompile(`[\w.]+@[\w.]+`)
	for in, want := range map[string]string{
		`{"a@b.c":1,"d@b.c":{"a@b.c":2,"x":3},"e@b.c":4}`: `{"[X]":1,"[X]-2":{"[X]":2,"x":3},"[X]-3":4}`,
		`{"[X]":0,"[X]-2":1,"a@b.c":2,"d@b.c":3}`:         `{"[X]":0,"[X]-2":1,"[X]-3":2,"[X]-4":3}`,
		`{"a\u0040b.c":1,"\u005bX]":2}`:                   `{"[X]-2":1,"\u005bX]":2}`,
		`[{"a@b.c":1},{"a@b.c":1}]`:                       `[{"[X]":1},{"[X]":1}]`,
		`{"to a@b.c and d@b.c":["a@b.c",12]}`:             `{"to [X] and [X]":["[X]",12]}`,
		`{"@id":"x","owner@odata.bind":"y"}`:              `{"@id":"x","owner@odata.bind":"y"}`,
	} {
		for _, f := range []Format{JSON(), JSONLines(), Speech()} {
			out, _, unread := editFile(t, f, []byte(in), find, "[X]")
			require.Equal(t, want, string(out), f.Name)
			require.True(t, json.Valid(out))
			require.Empty(t, unread)
		}
	}
	out, _, _ := editFile(t, JSONLines(), []byte("{\"a@b.c\":1}\n{\"a@b.c\":1}\n"), find, "[X]")
	require.Equal(t, "{\"[X]\":1}\n{\"[X]\":1}\n", string(out), "in every line")
}

// TestWordsAreNoJSON holds that text which only looks like JSON is read as text.
func TestWordsAreNoJSON(t *testing.T) {
	for _, in := range []string{"call a 12025550143", "1 202 a12025550143", `{"a":1} 12025550143 a`, `{"a@b.c"}`, `{"a@b.c","x"}`, `["x" 1 12025550143]`, `[12025550143 x]`, `{"a":012025550143}`, `x12025550143`} {
		out, _, unread := editFile(t, JSON(), []byte(in), regexp.MustCompile(`12025550143|a@b.c`), "X")
		require.NotRegexp(t, `12025550143|a@b`, string(out))
		require.Empty(t, unread)
	}
	for s, want := range map[string]bool{"1": true, "-0.5e+7": true, "10": true, "01": false, "1.": false, "-": false, "": false, "1e": false, "1e+": false, "1x": false} {
		require.Equal(t, want, isJSONNumber([]byte(s)), s)
		require.Equal(t, want, json.Valid([]byte(s)), s)
	}
}

// FuzzJSON holds that edited JSON parses again, with the same keys.
func FuzzJSON(f *testing.F) {
	for _, s := range []string{`{"a":["b\u00e9","c@d.e",12345678,-1.5e3],"c@d.e":{"x":17}}`, `[{"role":"user","content":"c@d.e"},4111]`, `-12`, deepgram, toolCall} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		for _, format := range []Format{JSON(), Speech()} {
			out, _, _ := editFile(t, format, []byte(in), regexp.MustCompile(`[\w.]+@[\w.]+|[0-9]+`), "[\"E\"]\n")
			if !json.Valid([]byte(in)) {
				continue
			}
			require.True(t, json.Valid(out), "%q", out)
		}
	})
}

func TestListsOfBytesAreNamed(t *testing.T) {
	for in, named := range map[string]bool{
		`{"MESSAGE":[109, 97,105,108,32,97,64,98,46,99]}`:         true,
		`{"type":"Buffer","data":[109,97,105,108,32,97,64,98]}`:   true,
		`{"type":"line","data":[109,97,105,108,32,97,64,98]}`:     false,
		`{"MESSAGE":[1,2,3]}`:                                     false,
		`{"MESSAGE":["x",1,2,3,4,5,6,7,8]}`:                       false,
		`{"MESSAGE":[1000,1000,1000,1000,1000,1000,1000,1000,1]}`: false,
		`{"MESSAGE":"x"}`: false,
	} {
		_, _, unread := editFile(t, JSON(), []byte(in), regexp.MustCompile(`none of it`), "")
		require.Equal(t, named, len(unread) > 0, in)
	}
}
