package pii

import (
	"slices"
	"sort"
	"strings"
)

// Type is an entity type, by name: EMAIL, DE_STEUER_ID. Users may make their own; those that Info does not know have no parent.
type Type string

// The core types.
const (
	Person         Type = "PERSON"
	Org            Type = "ORG"
	Location       Type = "LOCATION"
	Address        Type = "ADDRESS"
	PostalCode     Type = "POSTAL_CODE"
	JobTitle       Type = "JOB_TITLE"
	Education      Type = "EDUCATION"
	Email          Type = "EMAIL"
	Phone          Type = "PHONE"
	URL            Type = "URL"
	SocialProfile  Type = "SOCIAL_PROFILE"
	Username       Type = "USERNAME"
	IPAddress      Type = "IP_ADDRESS"
	MACAddress     Type = "MAC_ADDRESS"
	UUID           Type = "UUID"
	DeviceID       Type = "DEVICE_ID"
	UserAgent      Type = "USER_AGENT"
	Cookie         Type = "COOKIE"
	CreditCard     Type = "CREDIT_CARD"
	CardExpiry     Type = "CARD_EXPIRY"
	CVV            Type = "CVV"
	IBAN           Type = "IBAN"
	BIC            Type = "BIC"
	BankAccount    Type = "BANK_ACCOUNT"
	Date           Type = "DATE"
	Time           Type = "TIME"
	DateTime       Type = "DATE_TIME"
	DateOfBirth    Type = "DATE_OF_BIRTH"
	Age            Type = "AGE"
	Password       Type = "PASSWORD"
	APIKey         Type = "API_KEY"
	JWT            Type = "JWT"
	PrivateKey     Type = "PRIVATE_KEY"
	Connection     Type = "CONNECTION_STRING"
	MRN            Type = "MRN"
	ClientID       Type = "CLIENT_ID"
	InvoiceID      Type = "INVOICE_ID"
	PolicyID       Type = "POLICY_ID"
	CaseID         Type = "CASE_ID"
	GeoCoordinate  Type = "GEO_COORDINATE"
	CryptoWallet   Type = "CRYPTO_WALLET"
	USSSN          Type = "US_SSN"
	USITIN         Type = "US_ITIN"
	USMBI          Type = "US_MBI"
	USNPI          Type = "US_NPI"
	UKNHS          Type = "UK_NHS"
	UKNINO         Type = "UK_NINO"
	DESteuerID     Type = "DE_STEUER_ID"
	DESVNummer     Type = "DE_SV_NUMMER"
	ESDNI          Type = "ES_DNI"
	ESNIE          Type = "ES_NIE"
	FRNIR          Type = "FR_NIR"
	ITCodice       Type = "IT_CODICE_FISCALE"
	NLBSN          Type = "NL_BSN"
	NationalID     Type = "NATIONAL_ID"
	TaxID          Type = "TAX_ID"
	Passport       Type = "PASSPORT"
	DrivingLicence Type = "DRIVING_LICENCE"
	LicenceID      Type = "LICENCE_ID"
	VehiclePlate   Type = "VEHICLE_PLATE"
	VIN            Type = "VIN"
	Health         Type = "HEALTH"
	Religion       Type = "RELIGION"
	Political      Type = "POLITICAL"
	Ethnicity      Type = "ETHNICITY"
	Union          Type = "UNION"
	Genetic        Type = "GENETIC"
	Biometric      Type = "BIOMETRIC"
	Sexuality      Type = "SEXUALITY"
	Criminal       Type = "CRIMINAL"
	GenderIdentity Type = "GENDER_IDENTITY"
	Immigration    Type = "IMMIGRATION_STATUS"
	Crisis         Type = "CRISIS"
	Minor          Type = "MINOR"
	Gender         Type = "GENDER"
	Nationality    Type = "NATIONALITY"
	FamilyStatus   Type = "FAMILY_STATUS"
	Photo          Type = "PHOTO"
	UnscannedText  Type = "UNSCANNED" // of findings whose Kind is Unscanned
)

// Sensitivity grades what the loss of a value does to a person.
type Sensitivity uint8

const (
	Low      Sensitivity = iota + 1 // says little alone: a date, an employer
	Medium                          // identifies or reaches a person
	High                            // identifies for good, or moves money
	Critical                        // opens an account, or is a special category (GDPR Art. 9 and 10)
)

// TypeInfo describes a type.
type TypeInfo struct {
	Name        Type
	Parent      Type   // the more general type, or empty
	Group       string // contact, person, place, time, network, payment, national, record, secret, special, flag
	Country     string // ISO 3166-1 alpha-2 of national identifiers
	Sensitivity Sensitivity
	Title       string // one line for people
}

var types = []TypeInfo{
	{Person, "", "person", "", Medium, "a person's name"},
	{Org, "", "person", "", Low, "an organization"},
	{Location, "", "place", "", Low, "a city, region or country"},
	{Address, Location, "place", "", Medium, "a postal address"},
	{PostalCode, Location, "place", "", Low, "a postal code"},
	{JobTitle, "", "person", "", Low, "a job title"},
	{Education, "", "person", "", Low, "a school or degree"},
	{Email, "", "contact", "", Medium, "an e-mail address"},
	{Phone, "", "contact", "", Medium, "a telephone number"},
	{URL, "", "contact", "", Low, "a web address"},
	{SocialProfile, URL, "contact", "", Medium, "a profile on a social network"},
	{Username, "", "contact", "", Medium, "a user name or handle"},
	{IPAddress, "", "network", "", Medium, "an IP address"},
	{MACAddress, "", "network", "", Medium, "a hardware address"},
	{UUID, "", "network", "", Low, "a universally unique identifier"},
	{DeviceID, "", "network", "", Medium, "a device identifier"},
	{UserAgent, "", "network", "", Low, "a browser's user agent"},
	{Cookie, "", "network", "", Medium, "a cookie or session id"},
	{CreditCard, "", "payment", "", High, "a payment card number"},
	{CardExpiry, "", "payment", "", Medium, "a card's expiry date"},
	{CVV, "", "payment", "", High, "a card's verification value"},
	{IBAN, BankAccount, "payment", "", High, "an international bank account number"},
	{BIC, "", "payment", "", Low, "a bank identifier code"},
	{BankAccount, "", "payment", "", High, "a bank account number"},
	{Date, "", "time", "", Low, "a date"},
	{Time, "", "time", "", Low, "a time of day"},
	{DateTime, "", "time", "", Low, "a date with a time"},
	{DateOfBirth, Date, "time", "", Medium, "a date of birth"},
	{Age, "", "time", "", Low, "an age"},
	{Password, "", "secret", "", Critical, "a password"},
	{APIKey, "", "secret", "", Critical, "an API key or token"},
	{JWT, APIKey, "secret", "", Critical, "a JSON web token"},
	{PrivateKey, "", "secret", "", Critical, "a private key"},
	{Connection, "", "secret", "", Critical, "a connection string with credentials"},
	{MRN, "", "record", "", High, "a medical record number"},
	{ClientID, "", "record", "", Medium, "a client, customer or patient number"},
	{InvoiceID, "", "record", "", Low, "an invoice number"},
	{PolicyID, "", "record", "", Medium, "an insurance policy number"},
	{CaseID, "", "record", "", Medium, "a case or file number"},
	{GeoCoordinate, Location, "place", "", Medium, "geographic coordinates"},
	{CryptoWallet, "", "payment", "", High, "a crypto wallet address"},
	{USSSN, "", "national", "US", High, "US Social Security number"},
	{USITIN, "", "national", "US", High, "US individual taxpayer number"},
	{USMBI, "", "national", "US", High, "US Medicare beneficiary identifier"},
	{USNPI, "", "national", "US", Medium, "US national provider identifier"},
	{UKNHS, "", "national", "GB", High, "UK NHS number"},
	{UKNINO, "", "national", "GB", High, "UK National Insurance number"},
	{DESteuerID, "", "national", "DE", High, "German tax identification number"},
	{DESVNummer, "", "national", "DE", High, "German social insurance number"},
	{ESDNI, "", "national", "ES", High, "Spanish identity number"},
	{ESNIE, "", "national", "ES", High, "Spanish foreigner's number"},
	{FRNIR, "", "national", "FR", High, "French social security number"},
	{ITCodice, "", "national", "IT", High, "Italian tax code"},
	{NLBSN, "", "national", "NL", High, "Dutch citizen service number"},
	{NationalID, "", "national", "", High, "an identity card's or another country's personal number"},
	{TaxID, "", "national", "", High, "a tax, VAT or trade register number"},
	{Passport, "", "national", "", High, "a passport or visa number"},
	{DrivingLicence, "", "national", "", High, "a driving licence number"},
	{LicenceID, "", "record", "", Medium, "a certificate or professional licence number"},
	{VehiclePlate, "", "record", "", Medium, "a vehicle's number plate"},
	{VIN, "", "record", "", Medium, "a vehicle identification number"},
	{Health, "", "special", "", Critical, "health"},
	{Religion, "", "special", "", Critical, "religion or belief"},
	{Political, "", "special", "", Critical, "political opinion"},
	{Ethnicity, "", "special", "", Critical, "racial or ethnic origin"},
	{Union, "", "special", "", Critical, "trade-union membership"},
	{Genetic, "", "special", "", Critical, "genetic data"},
	{Biometric, "", "special", "", Critical, "biometric data"},
	{Sexuality, "", "special", "", Critical, "sex life or orientation"},
	{Criminal, "", "special", "", Critical, "criminal convictions and offences"},
	{GenderIdentity, "", "special", "", Critical, "gender identity"},
	{Immigration, "", "special", "", Critical, "immigration status"},
	{Crisis, "", "flag", "", Critical, "a sign of acute crisis"},
	{Minor, "", "flag", "", High, "a sign that a person is under 18"},
	{Gender, "", "person", "", Low, "gender, and words that tell it"},
	{Nationality, "", "person", "", Medium, "a nationality"},
	{FamilyStatus, "", "person", "", Medium, "marital status and children"},
	{Photo, "", "person", "", Medium, "a reference to a photograph"},
	{UnscannedText, "", "flag", "", Critical, "text that a detector failed on"},
}

// Types returns the table of the types that ship with Lethe, in a fixed order.
func Types() []TypeInfo { return slices.Clone(types) }

// Info returns the description of t; ok is false if t is not in the table.
func (t Type) Info() (info TypeInfo, ok bool) {
	for i := range types {
		if types[i].Name == t {
			return types[i], true
		}
	}
	return TypeInfo{Name: t}, false
}

// Is reports whether t is u or a descendant of u.
func (t Type) Is(u Type) bool {
	for t != "" {
		if t == u {
			return true
		}
		info, _ := t.Info()
		t = info.Parent
	}
	return false
}

// Nearest returns up to three known types whose names are closest to name, for error messages.
func Nearest(name string) []Type {
	name = strings.ToUpper(name)
	type cand struct {
		t Type
		d int
	}
	var cs []cand
	for _, i := range types {
		d := distance(name, string(i.Name))
		if strings.Contains(string(i.Name), name) && name != "" {
			d = 1
		}
		if d <= 3 {
			cs = append(cs, cand{i.Name, d})
		}
	}
	sort.SliceStable(cs, func(i, j int) bool { return cs[i].d < cs[j].d })
	var out []Type
	for _, c := range cs[:min(3, len(cs))] {
		out = append(out, c.t)
	}
	return out
}

// distance is Levenshtein's edit distance of two short names.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		prev := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := prev
			if a[i] != b[j] {
				cost++
			}
			prev = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
