package edtf

// explain makes the error for the text s with fault f.
func explain(s string, f *fault) *ParseError {
	return &ParseError{Text: s, Offset: f.off, Msg: f.msg, Hint: f.hint}
}
