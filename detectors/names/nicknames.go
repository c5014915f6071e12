package names

import (
	"strings"

	"github.com/lethe-pii/lethe/internal/lazy"
	"github.com/lethe-pii/lethe/internal/nametag"
)

// nicknameGroups are given names with their short forms, a group a line; every name of a group may stand for every other.
const nicknameGroups = `alexander alex xander sasha sascha lex
alexandra alex sandra sasha alexa
andrew andy drew
anthony tony
antonio toni toño antoni
benjamin ben benny benji
catherine katherine kathryn kate katie cathy kathy kat
charles charlie chuck chas
charlotte lottie charlie
christina christine chris tina chrissy
christopher chris kit
daniel dan danny
david dave davey
deborah debbie deb
dorothy dot dottie
edward ed eddie ted ned
elizabeth liz lizzie beth betty eliza betsy libby lisa
emily em emmy
eugene gene
frances fran frankie
francisco paco pancho curro
franziska franzi
frederick fred freddie freddy
gabriel gabe
gerald gerry jerry
gregory greg
guadalupe lupe lupita
henry harry hank hal
ignacio nacho
isabella isabel bella izzy isa
jacob jake
james jim jimmy jamie
janet jan
jeffrey geoffrey jeff geoff
jennifer jen jenny jenn
jessica jess jessie
jesús chuy chus
joaquín quino
johannes hannes hans jo
john jack johnny
jonathan jon jonny
joseph joe joey
josé pepe
josef sepp
joshua josh
judith judy jude
katarzyna kasia
katharina kathi käthe kati
kenneth ken kenny
lawrence laurence larry laurie
leonard leo len lenny
malgorzata małgorzata gosia
manuel manolo manu
margaret maggie meg peggy marge margie greta
maría mari
matthew matt matty
matthias matze
maximilian max maxi
michael mike mick micky mikey michi
michelle shelly
nathaniel nathan nate nat
nicholas nick nicky
olivia liv livvy
pamela pam
patricia pat patty tricia trish
patrick pat paddy
peter pete
philip phil pip
rachel rach
rebecca becky becca
richard rick dick rich ricky richie
robert rob bob bobby robbie bert
roberto beto
ronald ron ronnie
rosario charo
samantha sam sammy
samuel sam sammy
stephanie steph steffi
steven stephen steve
susan sue susie suzie
theodore theodor theo ted teddy
thomas tom tommy
timothy tim timmy
victoria vicky tori vic
vincent vince vinny
walter walt
wilhelm willi
william bill billy liam willy
zachary zach zack`

// nicknames maps the hash of a given name to the names that may stand for it.
var nicknames lazy.Value[map[uint32][][]byte]

func makeNicknames() map[uint32][][]byte {
	m := map[uint32][][]byte{}
	for line := range strings.Lines(nicknameGroups) {
		group := strings.Fields(line)
		for _, name := range group {
			h := nametag.HashWord(name)
			for _, other := range group {
				if other != name {
					m[h] = append(m[h], []byte(other))
				}
			}
		}
	}
	return m
}
