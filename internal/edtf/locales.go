package edtf

// locales holds the tables by BCP 47 tag, in lower case.
var locales = map[string]*Locale{
	"en": English,
}
