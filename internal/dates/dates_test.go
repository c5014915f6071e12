package dates

import (
	"testing"

	"github.com/lethe-pii/lethe/internal/lex"
	"github.com/stretchr/testify/require"
)

func TestNumeric(t *testing.T) {
	for _, c := range []struct {
		text string
		d    Date
		end  int
		form Form
	}{
		{"2024-03-05", Date{2024, 3, 5}, 10, ISO},
		{"2024-03-05T10:00", Date{2024, 3, 5}, 10, ISO},
		{"2024/3/5", Date{2024, 3, 5}, 8, ISO},
		{"05.03.2024.", Date{2024, 3, 5}, 10, Full},
		{"31/12/1984 ", Date{1984, 12, 31}, 10, Full},
		{"12/31/1984", Date{1984, 12, 31}, 10, Full},
		{"5. 3. 2024", Date{2024, 3, 5}, 10, Full},
		{"5 / 3 / 2024", Date{2024, 3, 5}, 12, Full},
		{"05.03.84", Date{1984, 3, 5}, 8, ShortYear},
		{"5-3-24", Date{2024, 3, 5}, 6, ShortYear},
		{"03/2024", Date{2024, 3, 0}, 7, MonthYear},
		{"2024-03", Date{2024, 3, 0}, 7, YearMonth},
		{"12.03. um", Date{0, 3, 12}, 6, DayMonth},
		{"12.03. 10:30", Date{0, 3, 12}, 6, DayMonth},
		{"10.03. 8:00", Date{0, 3, 10}, 6, DayMonth},
		{"10.29.26", Date{}, 0, None},
		{"3/14", Date{0, 3, 14}, 4, Pair},
		{"20240305", Date{2024, 3, 5}, 8, Compact},
		{"31.02.2024", Date{}, 0, None},
		{"2024-13-05", Date{}, 0, None},
		{"1.2.3.4", Date{}, 0, None},
		{"12.03.2024.5", Date{}, 0, None},
		{"99999999", Date{}, 0, None},
		{"1.5", Date{}, 0, None},
		{"2024-03-051", Date{}, 0, None},
	} {
		d, end, form := Numeric([]byte(c.text), 0, false)
		require.Equal(t, c.d, d, c.text)
		require.Equal(t, c.end, end, c.text)
		require.Equal(t, c.form, form, c.text)
	}
	d, _, _ := Numeric([]byte("03/05/2024"), 0, true)
	require.Equal(t, Date{2024, 3, 5}, d)
}

func TestTime(t *testing.T) {
	for _, c := range []struct {
		text string
		end  int
		form Clock
	}{
		{"09:30", 5, Minutes}, {"9:30 pm.", 7, Meridiem}, {"9pm", 3, Meridiem}, {"9 a.m. on", 6, Meridiem}, {"10:30 Uhr", 9, Worded},
		{"10.30 Uhr", 9, Worded}, {"14h30", 5, Worded}, {"14 h", 4, Worded}, {"10:00:00Z", 9, Zoned}, {"10:00:00.123+02:00", 18, Zoned},
		{"10:30 CET", 9, Zoned}, {"10:30:15", 8, Seconds}, {"9 Uhr 30", 8, Worded}, {"5 o'clock", 9, Worded},
		{"25:10", 0, NoClock}, {"9:75", 0, NoClock}, {"3:1", 0, NoClock}, {"9", 0, NoClock}, {"13 pm", 0, NoClock}, {"9 amp", 0, NoClock},
		{"10:30:99", 0, NoClock}, {"1.30", 0, NoClock},
	} {
		end, form := Time([]byte(c.text), 0)
		require.Equal(t, c.end, end, c.text)
		require.Equal(t, c.form, form, c.text)
	}
}

func TestWords(t *testing.T) {
	require.Equal(t, 3, Month(lex.HashString("März")).Month)
	require.Equal(t, 12, Month(lex.HashString("dic")).Month)
	require.True(t, Month(lex.HashString("May")).Doubtful)
	require.False(t, Month(lex.HashString("October")).Doubtful)
	require.Zero(t, Month(lex.HashString("table")).Month)
	for _, w := range MonthWords() {
		require.NotZero(t, Month(lex.HashString(w)).Month, w)
	}
	ok, abbr := Weekday(lex.HashString("Mittwoch"))
	require.True(t, ok && !abbr)
	ok, abbr = Weekday(lex.HashString("sat"))
	require.True(t, ok && abbr)
}

func FuzzParse(f *testing.F) {
	f.Add("2024-03-05T10:00:00.5Z", 0)
	f.Add("5 / 3 / 2024 9 a. m.", 5)
	f.Fuzz(func(t *testing.T, s string, p int) {
		if p < 0 || p > len(s) {
			return
		}
		d, end, form := Numeric([]byte(s), p, p%2 == 0)
		require.True(t, p <= end && end <= len(s) && end-p <= 48)
		require.True(t, d.Valid())
		require.Equal(t, form == None, end == p)
		end, clock := Time([]byte(s), p)
		require.True(t, p <= end && end <= len(s))
		require.Equal(t, clock == NoClock, end == p)
	})
}
