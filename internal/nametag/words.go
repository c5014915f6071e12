package nametag

// FreeFlags is the number of low bits of a Word's Flags that belong to this package's own lists.
const FreeFlags = 6

const (
	isStop uint64 = 1 << iota // never part of a name by itself
	isParticle
	isCue
	isTitle
	isAbbreviation
	Cued // among those that Cutter gathers: titles, and what the maker has rules for
)

const (
	stopWords = "the a an and or but if in on at to for from with by as it its is was are were be been he she they we you i me my our your his her their this that these those there here what when where who why how which not no yes so do does did has have had i'm i've i'll it's monday tuesday wednesday thursday friday saturday sunday january february march july september october november december after before all also then than while because since however although each some many most other one two three okay ok yeah hi hello dear thanks"
	particles = "de van von der den la di da del della bin ibn bint al el dos das do ter ten le du des zu zur af av y e san abu ben vom te lo las los mac of d 't"
	cues      = "mr mrs ms dr prof miss sir madam hi hello hey dear thanks name is i'm am named called speaking herr frau señor señora monsieur madame signor signora dhr mevrouw senhor senhora by from with and regards cheers sincerely heiße bin soy llamo m'appelle sono naam patient"
	titles    = "speaker mr mrs ms miss dr prof professor president sir lord lady king queen prince princess saint st pope father sister senator governor secretary minister captain general colonel judge justice mayor rev reverend chancellor sheriff ambassador director chairman detective officer sgt lt aunt uncle coach emperor sultan sen rep gov capt gen col sheikh shaikh herr herrn frau don doña señor señora sr sra monsieur madame mme signor signora dhr mevrouw mevr senhor senhora pan pani hr fru"
	abbrevs   = "mr mrs ms dr prof st jr sr rev hon gen lt col sgt capt sen rep gov hr fr mme sra sig mevr dhr"
)

var baseLists = []WordList{{isStop, stopWords}, {isParticle, particles}, {isCue, cues}, {isTitle, titles}, {isAbbreviation, abbrevs}}

// IsStop reports whether a word is a function word, a day or a month.
func (w *Word) IsStop() bool { return w.Flags&isStop != 0 }

// IsTitle reports whether a word is a form of address or an office before a name.
func (w *Word) IsTitle() bool { return w.Flags&isTitle != 0 }

// IsParticle reports whether a word is a particle inside names, such as "van".
func (w *Word) IsParticle() bool { return w.Flags&isParticle != 0 }

// IsAbbreviation reports whether a word is a title that is written with a dot.
func (w *Word) IsAbbreviation() bool { return w.Flags&isAbbreviation != 0 }
