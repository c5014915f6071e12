package detectors

// owners are words before the last one of a key or header that say whose value it is: "patient_dob", "Guardian phone".
var owners = []string{"patient", "pat", "client", "customer", "cust", "member", "employee", "emp", "user", "person", "child", "spouse", "partner", "parent", "mother", "father",
	"guardian", "applicant", "candidate", "student", "pupil", "subscriber", "insured", "beneficiary", "dependent", "guest", "tenant", "resident", "contact", "staff", "donor",
	"participant", "recipient", "holder", "paciente", "cliente", "empleado", "paziente", "kind", "kunde"}

// memberOwners are what somebody is a member of, before the last words of a key: "insuranceMemberId".
var memberOwners = []string{"insurance", "health", "medical", "dental", "vision", "plan", "health plan", "health insurance", "medicare", "medicaid", "payer", "primary", "secondary", "caller", "family", "group", "policy"}

// secretOwners are words before the last one of a key that say what a secret opens: "jwt_secret", "SMTP_PASS".
var secretOwners = []string{"jwt", "mfa", "totp", "otp", "hotp", "2fa", "tfa", "app", "db", "database", "mysql", "postgres", "pg", "redis", "mongo", "ldap", "ftp", "sftp", "ssh", "smtp",
	"imap", "mail", "email", "auth", "oauth", "client", "user", "admin", "root", "api", "session", "cookie", "csrf", "shared", "signing", "webhook", "server", "service", "system", "login", "access",
	"refresh", "id", "bot", "account", "sso", "saml", "vpn", "proxy", "bind", "encryption", "hmac", "master", "device", "reset", "recovery", "portal", "wifi", "radius", "snmp"}

// before returns each of words with each of heads behind it: "patient dob".
func before(words []string, heads ...string) (texts []string) {
	for _, h := range heads {
		for _, w := range words {
			texts = append(texts, w+" "+h)
		}
	}
	return texts
}
