package corpus

import "strings"

func transcript(w *writer) {
	if w.r.IntN(2) == 0 {
		w.printf("Agent: ")
	} else {
		w.printf("Caller: ")
	}
	for range 1 + w.r.IntN(3) {
		s := capital(w.sentence(english))
		if w.due() {
			switch w.r.IntN(6) {
			case 0:
				s += ", and my name is " + w.entity("PERSON")
			case 1:
				s += ", you can reach me at " + w.entity("EMAIL")
			case 2:
				s += ", the number is " + w.entity("PHONE")
			case 3:
				s += ", that's " + w.entity("SPOKEN_PHONE")
			case 4:
				s += ", born on " + w.entity("DATE")
			case 5:
				s += ", I live at " + w.entity("ADDRESS")
			}
		}
		w.printf("%s. ", s)
	}
	w.printf("\n")
}

func cv(w *writer) {
	w.printf("%s\n%s | %s\n%s\n\nEXPERIENCE\n", w.entity("PERSON"), w.entity("EMAIL"), w.entity("PHONE"), w.entity("ADDRESS"))
	for range 2 + w.r.IntN(3) {
		w.printf("%s, %s\n%s - %s\n", w.pick(titles), w.pick(firms), w.entity("DATE"), w.entity("DATE"))
		for !w.due() {
			w.printf("- %s.\n", capital(w.sentence(english)))
		}
	}
	w.printf("References: %s, %s\n\n", w.entity("PERSON"), w.entity("URL"))
}

func note(w *writer) {
	w.printf("%s. ", capital(w.sentence(english)))
	for w.due() {
		typ := w.pick([]string{"PERSON", "DATE", "PHONE", "EMAIL", "ADDRESS", "CREDIT_CARD", "IBAN", "URL"})
		w.printf("%s %s. ", capital(w.sentence(english[:80])), w.entity(typ))
	}
	if w.r.IntN(5) == 0 {
		w.printf("\n\n")
	}
}

func record(w *writer) {
	w.printf(`{"id":"%s","name":"%s","email":"%s","created":"%s","score":%d.%d,"items":[%d,%d,%d],"message":"`,
		w.entity("UUID"), w.entity("PERSON"), w.entity("EMAIL"), w.entity("DATE"), w.r.IntN(100), w.r.IntN(1000), w.r.IntN(9999), w.r.IntN(9999), w.r.IntN(99999))
	for !w.due() {
		w.printf("%s. ", capital(w.sentence(english)))
	}
	w.printf("\",\"phone\":\"%s\"}\n", w.entity("PHONE"))
}

func logLine(w *writer) {
	switch w.r.IntN(3) {
	case 0:
		w.printf(`%s - - [%02d/Mar/2024:%02d:%02d:%02d +0000] "GET /%s/%s?page=%d HTTP/1.1" %d %d "-" "%s"`+"\n", w.entity("IP_ADDRESS"), 1+w.r.IntN(28),
			w.r.IntN(24), w.r.IntN(60), w.r.IntN(60), w.pick(english), w.pick(english), w.r.IntN(90), 200+w.r.IntN(300), w.r.IntN(99999), w.pick(agents))
	case 1:
		w.printf("2024-03-%02dT%02d:%02d:%02d.%03dZ %s [worker-%d] %s took=%dms queue=%d offset=%d\n", 1+w.r.IntN(28), w.r.IntN(24), w.r.IntN(60), w.r.IntN(60),
			w.r.IntN(1000), w.pick(levels), w.r.IntN(16), strings.Join([]string{w.pick(english), w.pick(english), w.pick(english)}, " "), w.r.IntN(5000), w.r.IntN(100), w.r.Uint32())
	default:
		w.printf("Mar %2d %02d:%02d:%02d host%d app[%d]: %s id=%d", 1+w.r.IntN(28), w.r.IntN(24), w.r.IntN(60), w.r.IntN(60), w.r.IntN(9), w.r.IntN(30000),
			w.sentence(english[100:]), w.r.IntN(1e8))
		if w.due() {
			w.printf(" user=%s", w.entity("EMAIL"))
		}
		w.printf("\n")
	}
}

func multi(w *writer) {
	w.printf("%s. ", w.sentence(scripts[w.r.IntN(len(scripts))]))
	for w.due() {
		w.printf("%s. ", w.entity(w.pick([]string{"EMAIL", "PHONE", "DATE", "URL", "PERSON"})))
	}
	if w.r.IntN(4) == 0 {
		w.printf("\n")
	}
}
