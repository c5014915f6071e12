package formats

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestMarkupAndSubtitles(t *testing.T) {
	tests := []struct{ name, format, in, want string }{
		{"html", "html", `<p class="x" id=x>see <a href="mailto:ann@b.example?x=1">ann&#64;b<b>.example</b></a> &amp; me<!-- z@b.c --><script>var m='q@b.c'</script>`,
			`<p class="x" id=x>see <a href="mailto:E&lt;&quot;?x=1">E&lt;&quot;<b></b></a> &amp; me<!-- E" --><script>var m='E"'</script>`},
		{"torn html", "html", `a < b@c.d <x y="`, `a < E&lt;&quot; <x y="`},
		{"xml", "xml", `<?xml version="1.0"?><p name="a@b.c"><![CDATA[x@y.z]]>&lt;a@b.c</p>`, `<?xml version="1.0"?><p name="E&lt;&quot;"><![CDATA[E"]]>&lt;E&lt;&quot;</p>`},
		{"vtt", "vtt", "WEBVTT\r\n\r\n1\r\n00:01.000 --> 00:02.000 align:start\r\n<v Ann a@b.c>write to <i>x@y.z</i>\r\n\r\nNOTE by q@r.s\r\n",
			"WEBVTT\r\n\r\n1\r\n00:01.000 --> 00:02.000 align:start\r\n<v Ann E&lt;&quot;>write to <i>E&lt;&quot;</i>\r\n\r\nNOTE by E<\"\r\n"},
		{"srt", "vtt", "1\n00:00:01,000 --> 00:00:02,000\nto a@b.c\n\n", "1\n00:00:01,000 --> 00:00:02,000\nto E<\"\n\n"},
		{"ics", "ics", "BEGIN:VEVENT\r\nATTENDEE;CN=\"x@y.z\":mailto:ann@b.ex\r\n ample\r\nDESCRIPTION:ask\\, c@d.e\\nnow\r\nEND:VEVENT\r\n",
			"BEGIN:VEVENT\r\nATTENDEE;CN=\"E<\":mailto:E<\"\r\nDESCRIPTION:ask\\, E<\"\\nnow\r\nEND:VEVENT\r\n"},
		{"vcard", "ics", "N:Doe;Jane;;;\nEMAIL:j@b.c\nPHOTO;ENCODING=b:aGFAYi5j\n", "N:Doe;Jane;;;\nEMAIL:E<\"\nPHOTO;ENCODING=b:aGFAYi5j\n"},
		{"vcard quoted", "ics", "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;x=40y.z\r\nNOTE;ENCODING=QUOTED-PRINTABLE:to ann=40b.=\r\nexample=0Anow\r\nEND:VCARD\r\n",
			"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;E<\"\r\nNOTE;ENCODING=QUOTED-PRINTABLE:to E<\"=0Anow\r\nEND:VCARD\r\n"},
		{"mbox", "mbox", "From a@b.c now\nFrom: q@r.s\n\nbody d@e.f\n\nFrom x\nSubject: s\nContent-Type: text/html\n\n<p>m@n<b>.o</b>\n", "From E<\" now\nFrom: \"E<\"@redacted.invalid\n\nbody E<\"\n\nFrom x\nSubject: s\nContent-Type: text/html\n\n<p>E&lt;&quot;<b></b>\n"},
		{"end tag", "html", "<p>x</p title=a@b.c>", "<p>x</p title=E&lt;&quot;>"},
		{"mail", "eml", "From: a@b.c\r\nSubject: x\r\n y\r\n\r\nask d@e.f\r\n", "From: \"E<\"@redacted.invalid\r\nSubject: x\r\n y\r\n\r\nask E<\"\r\n"},
		{"mail with parts", "eml", "Content-Type: multipart/mixed; boundary=xx\n\n--xx\nContent-Type: text/html\n\n<b>a@b.c</b>\n--xx\nContent-Transfer-Encoding: quoted-printable\n\nto a=40b.=\nc =3D=E9\n--xx\nContent-Transfer-Encoding: base64\n\naGEgYUBi\nLmM=\n--xx--\n",
			"Content-Type: multipart/mixed; boundary=xx\n\n--xx\nContent-Type: text/html\n\n<b>E&lt;&quot;</b>\n--xx\nContent-Transfer-Encoding: quoted-printable\n\nto E<\" =3D=E9\n--xx\nContent-Transfer-Encoding: base64\n\naGEgRTwi\r\n--xx--\n"},
		{"encoded word", "eml", "From: =?utf-8?q?Zo=C3=AB_a=40b.c?=\n\n", "From: =?utf-8?q?Zo=C3=AB_E=3C=22?=\n\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, ok := ByName(tt.format)
			require.True(t, ok)
			out, _ := redact(t, f, tt.in, `E<"`)
			require.Equal(t, tt.want, out)
		})
	}
}

func TestSubtitleTextRunsOverCues(t *testing.T) {
	f, _ := ByName("vtt")
	_, texts := redact(t, f, "WEBVTT\n\n00:01.000 --> 00:02.000\nMary\n\n2\n00:02.000 --> 00:03.000\nJones\n", "E")
	require.Equal(t, []string{"Mary Jones "}, texts)
}

// TestSpeakersOfCues holds that a value is found over cues of one speaker, and that the next speaker's name is no part of it.
func TestSpeakersOfCues(t *testing.T) {
	cue := "\n\n00:01.000 --> 00:02.000\n"
	in := "WEBVTT" + cue + "<v Mary>ann@" + cue + "<v Mary>b.example" + cue + "<v Jo a@b.c>yes" + cue + "<v Jo a@b.c>no\n"
	out, texts := redact(t, Subtitles(), in, "E")
	require.Equal(t, "Mary: ann@ b.example \nJo a@b.c: yes no \nMary: \nJo a@b.c: ", texts[0])
	require.Equal(t, "WEBVTT"+cue+"<v Mary>ann@"+cue+"<v Mary>b.example"+cue+"<v Jo E>yes"+cue+"<v Jo E>no\n", out)
	_, texts = redact(t, Subtitles(), "WEBVTT"+cue+"Jo Lee: at TR18 4NB"+cue+"Jo Lee: and so"+cue+"to: x\n", "E")
	require.Equal(t, "Jo Lee: at TR18 4NB \nJo Lee: and so to: x ", texts[0])
}
