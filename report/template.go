package report

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"html/template"
	"strconv"
	"sync"
)

//go:embed page.html parts.html page.js inventory.html style.css
var files embed.FS

// pages are the templates. The content security policy allows exactly the style and script that ship with them.
var pages = sync.OnceValue(func() *template.Template {
	read := func(name string) string {
		b, err := files.ReadFile(name)
		if err != nil {
			panic(err) // it is embedded
		}
		return string(b)
	}
	hash := func(s string) string {
		sum := sha256.Sum256([]byte(s))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	style, script := read("style.css"), read("page.js")
	policy := "default-src 'none'; base-uri 'none'; form-action 'none'; style-src " + hash(style) + "; script-src " + hash(script)
	return template.Must(template.New("").Funcs(template.FuncMap{
		"style":  func() template.HTML { return template.HTML("<style>" + style + "</style>") },
		"script": func() template.HTML { return template.HTML("<script>" + script + "</script>") },
		"policy": func() template.HTML {
			return template.HTML(`<meta http-equiv="Content-Security-Policy" content="` + template.HTMLEscapeString(policy) + `">`)
		},
		"bar":  func(n, most int) int { return max(2, 160*n/max(1, most)) },
		"size": Size,
	}).ParseFS(files, "page.html", "inventory.html", "parts.html"))
})

// Size writes a number of bytes for people: "3.4 MB".
func Size(n int64) string {
	if n < 1000 {
		return strconv.FormatInt(n, 10) + " B"
	}
	v, unit := float64(n)/1000, 0
	for v >= 999.95 && unit < 3 {
		v /= 1000
		unit++
	}
	return strconv.FormatFloat(v, 'f', 1, 64) + " " + [...]string{"kB", "MB", "GB", "TB"}[unit]
}
