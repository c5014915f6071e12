// Command email prints the e-mail addresses of its standard input, one a line. It links one detector and nothing else.
package main

import (
	"fmt"
	"io"
	"log"
	"os"

	"github.com/lethe-pii/lethe/detectors"
	"github.com/lethe-pii/lethe/pii"
)

func main() {
	log.SetFlags(0)
	scanner, err := pii.NewScanner([]pii.Detector{detectors.Email()})
	if err != nil {
		log.Fatal(err)
	}
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range scanner.Document(nil, text) {
		fmt.Printf("%s\n", text[f.Start:f.End])
	}
}
