package anonymize

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/lethe-pii/lethe/anonymize/keys"
	"github.com/lethe-pii/lethe/pii"
)

func TestDatesMoveInTheirForm(t *testing.T) {
	for _, c := range []struct {
		in   string
		days int
		want string
	}{
		{"2024-03-05", 30, "2024-04-04"},
		{"2024/3/5", 10, "2024/3/15"},
		{"05.03.2024", 1, "06.03.2024"},
		{"5.3.2024", -5, "29.2.2024"},
		{"31/12/1984", 1, "01/01/1985"},
		{"12/31/1984", 1, "01/01/1985"},
		{"05.03.84", 365, "05.03.85"},
		{"20240305", 30, "20240404"},
		{"2024-03", 20, "2024-04"},
		{"03/2024", 20, "04/2024"},
		{"12.03.", 20, "01.04."},
		{"2024-03-05T10:00:00.123+02:00", 30, "2024-04-04T10:00:00.123+02:00"},
		{"5 March 2024 at 9:30 pm", 30, "4 April 2024 at 9:30 pm"},
		{"March 5, 2024", 30, "April 4, 2024"},
		{"March 21st, 2024", 1, "March 22nd, 2024"},
		{"the 11th of March 2024", 1, "the 12th of March 2024"},
		{"Tuesday, 5 March 2024", 1, "Wednesday, 6 March 2024"},
		{"MAR 05, 2024", 30, "APR 04, 2024"},
		{"14 Mar 24", 30, "13 Apr 24"},
		{"5. März 2024", 30, "4. April 2024"},
		{"Dienstag, den 5. August 2024", -1, "Montag, den 4. August 2024"},
		{"3. Jänner 2024", 1, "4. Januar 2024"},
		{"1er mars 2024", 1, "2 mars 2024"},
		{"5 août 2024", 30, "4 septembre 2024"},
		{"le 28 févr. 2024", 2, "le 1 mars. 2024"},
		{"5 de marzo de 2024", 30, "4 de abril de 2024"},
		{"5 de agosto de 2024", 30, "4 de septiembre de 2024"},
		{"lunes 4 de marzo de 2024", 1, "martes 5 de marzo de 2024"},
		{"March 2024", 20, "April 2024"},
		{"14 March", 20, "3 April"},
	} {
		w, ok := readDate(c.in, false)
		require.True(t, ok, c.in)
		got := string(w.appendMoved(nil, c.days, time.Time{}))
		require.Equal(t, c.want, got)
		back, ok := readDate(got, false)
		require.True(t, ok, got)
		if w.date.Day > 0 && w.date.Year > 0 {
			require.Equal(t, c.days, int(back.day(time.Time{}).Sub(w.day(time.Time{})).Hours()/24), c.in)
		}
	}
	for _, s := range []string{"", "2024", "last spring", "March", "5-7 March 2024", "05.03.2024 and 06.03.2024", "31.02.2024", "Q1 2024", "in 14 days", "99"} {
		_, ok := readDate(s, false)
		require.False(t, ok, s)
	}
	w, ok := readDate("03/05/2024", true)
	require.True(t, ok)
	require.Equal(t, "04/04/2024", string(w.appendMoved(nil, 30, time.Time{})))
}

func TestOneOffsetASubject(t *testing.T) {
	set := keys.New()
	move := func(subject, purpose, date string) string {
		op, err := DateShift{Days: 1000, Purpose: purpose}.Bind(Env{Keys: set, Subject: subject})
		require.NoError(t, err)
		out, err := op.Append(nil, NewValue(pii.Date, []byte(date)))
		require.NoError(t, err)
		return string(out)
	}
	parse := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		require.NoError(t, err)
		return d
	}
	a, b := move("ann", "p", "2024-03-05"), move("ann", "p", "2024-05-05")
	require.Equal(t, 61*24*time.Hour, parse(b).Sub(parse(a)))
	require.NotEqual(t, "2024-03-05", a)
	others := map[string]bool{}
	for _, s := range strings.Fields("a b c d e f g h") {
		others[move(s, "p", "2024-03-05")] = true
		others[move("ann", s, "2024-03-05")] = true
	}
	require.Greater(t, len(others), 10)
	require.Equal(t, "[DATE]", move("ann", "p", "last spring"))

	_, err := DateShift{}.Bind(Env{Subject: "ann"})
	require.ErrorIs(t, err, ErrNoKeys)
	_, err = DateShift{}.Bind(Env{Keys: set})
	require.ErrorIs(t, err, ErrNoSubject)
	require.Error(t, DateShift{Days: -1}.check())
	seen := map[int]bool{}
	for n := range uint64(20) {
		seen[offsetOf(n, 3)] = true
	}
	require.Equal(t, map[int]bool{-3: true, -2: true, -1: true, 1: true, 2: true, 3: true}, seen)
}

func FuzzReadDate(f *testing.F) {
	f.Add("Tuesday, 5 March 2024 at 9:30 pm", 30)
	f.Add("2024-03-05T10:00:00.123+02:00", -400)
	f.Fuzz(func(t *testing.T, s string, days int) {
		if w, ok := readDate(s, days%2 == 0); ok {
			_ = w.appendMoved(nil, days%40000, time.Time{})
			var whole strings.Builder
			for _, p := range w.parts {
				whole.WriteString(p.text)
			}
			if whole.String() != s {
				t.Fatal("parts are not the text")
			}
		}
	})
}
