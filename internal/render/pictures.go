package render

import (
	"encoding/hex"
	"errors"
	"fmt"
	"html"
	"html/template"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"dateline/internal/diag"
	"dateline/internal/event"
	"dateline/internal/picture"
	"dateline/internal/site"
	"dateline/internal/tree"
)

// photo is a JPEG or PNG of the site's own, which is published without its
// metadata, and in smaller sizes. The sizes are named by what they are made
// of, so that who has one, a browser or the site of the last build, has it for
// ever. Planning one decodes nothing.
type photo struct {
	file   *tree.File
	media  *site.Media
	key    string // names the content, and how pictures are made of it
	widths []int  // of the smaller versions
}

// picturesFolder is where smaller versions are.
const picturesFolder = "pictures/"

// isPhoto reports whether a file, whose content is what its name says, may hold
// metadata that this program knows to remove.
func isPhoto(p string) bool {
	switch strings.ToLower(path.Ext(p)) {
	case ".jpg", ".jpeg", ".png":
		return true
	}
	return false
}

func newPhoto(file *tree.File, media *site.Media) *photo {
	sum := file.Hash()
	named := tree.HashOf(append([]byte("picture "+picture.Version+" "), sum[:]...))
	ph := &photo{file: file, media: media, key: hex.EncodeToString(named[:10])}
	if sum != (tree.Hash{}) { // it can be read
		ph.widths = media.Picture.Widths()
	}
	return ph
}

// sizePath is where the version of a width is.
func (ph *photo) sizePath(width int) string {
	return picturesFolder + ph.key + "-" + strconv.Itoa(width) + "." + string(ph.media.Picture.Format)
}

// planMedia plans the files of the content that are no text.
func (r *Renderer) planMedia(p *Plan, media tree.Tree) {
	for _, m := range r.site.Media {
		f, ok := media.Get(m.Path)
		switch at := strings.TrimPrefix(m.URL(), "/"); {
		case !ok:
		case !isPhoto(m.Path):
			p.add(tree.Output{Path: at, Copy: f})
		default:
			ph := newPhoto(f, m)
			r.photos[m.URL()] = ph
			p.pages[at] = planned{photo: ph, size: fullSize}
			for i, width := range ph.widths {
				p.pages[ph.sizePath(width)] = planned{photo: ph, size: i}
			}
		}
	}
}

// fullSize stands for the picture itself among the places in photo.widths.
const fullSize = -1

// renderPhoto hands a picture to emit, which has it made if there is none.
func (p *Plan) renderPhoto(at string, pl planned, emit func(tree.Output) error) (found diag.List, err error) {
	o := tree.Output{Path: at, From: pl.photo.key}
	if pl.photo.file.Hash() == (tree.Hash{}) {
		o.From = ""
	}
	o.Make = func() ([]byte, bool, error) {
		data, problem, err := pl.photo.make(p.renderer.pictures, pl.size)
		if problem != nil && pl.size == min(len(pl.photo.widths)-1, 0) { // once for all sizes
			found.Add(diag.Diagnostic{
				Pos: diag.Pos{File: pl.photo.file.Name}, Severity: diag.Warning, Code: "picture-damaged",
				Message: "the picture cannot be decoded, so that there are no smaller versions of it: " + problem.Error(),
				Hint:    "save it again as a plain JPEG or PNG",
			})
		}
		return data, problem == nil, err
	}
	err = emit(o)
	return found, err
}

// make makes one version. A problem says why it is the whole picture as it was
// stored, which browsers may be able to show. Errors are those of reading.
func (ph *photo) make(pictures *picture.Cache, size int) (data []byte, problem, err error) {
	read := func() ([]byte, error) { return ph.file.Bytes(site.MaxPicture) }
	info := ph.media.Picture
	switch {
	case size != fullSize:
		var sizes [][]byte
		sizes, err = pictures.Scale(ph.key, info, read)
		if err == nil && size < len(sizes) {
			return sizes[size], nil, nil
		}
	case info.Orientation > 1 && !info.TooLarge() && !info.CMYK && !info.Animated:
		if data, err = pictures.Upright(ph.key, info, read); err == nil {
			return data, nil, nil
		}
	}
	if errors.Is(err, picture.ErrRead) {
		return nil, nil, err
	}
	problem = err
	if data, err = read(); err != nil {
		return nil, nil, err
	}
	return picture.Strip(data), problem, nil
}

// pictureSizes tells a browser how wide a picture is shown: as wide as the
// column of text. Both are in style.css.
const pictureSizes = "(min-width: 42rem) 40rem, 100vw"

// columnPixels is how wide the column of text is, at the usual size of letters.
const columnPixels = 640

// largestOffered is the width up to which the picture itself is one of the
// sizes to choose from. A larger one is for who asks for it.
const largestOffered = 2000

// srcset lists the versions of a picture with their widths, as in the HTML
// standard, section 4.8.4.2.1; "" when there is one only.
func (ph *photo) srcset() template.Srcset {
	if len(ph.widths) == 0 {
		return ""
	}
	var all []string
	for _, width := range ph.widths {
		all = append(all, "/"+ph.sizePath(width)+" "+strconv.Itoa(width)+"w")
	}
	if ph.media.Width <= largestOffered {
		all = append(all, escapePath(ph.media.URL())+" "+strconv.Itoa(ph.media.Width)+"w")
	}
	return template.Srcset(strings.Join(all, ", "))
}

// src is what browsers load that know no other sizes.
func (ph *photo) src() string {
	src := ph.media.URL()
	for _, width := range ph.widths {
		if src = "/" + ph.sizePath(width); width >= columnPixels {
			break
		}
	}
	return src
}

// bodyPicture is a picture of the site's own in a rendered text, or the begin
// or end of a link.
var bodyPicture = regexp.MustCompile(`<a |</a>|<img src="(/[^"]+)"([^>]*)>`)

// body returns a rendered text. It is safe: it comes from doc, which lets no
// markup of the author's through. Its pictures get their size, so that nothing
// moves when they arrive, and the files that a browser can choose from. One
// that is larger than it is shown is linked to itself. With eager, the first
// picture is at the head of the page, and loaded at once.
func (r *Renderer) body(text string, eager bool) template.HTML {
	if !strings.Contains(text, "<img ") {
		return template.HTML(text)
	}
	var b strings.Builder
	at, linked := 0, false
	for _, m := range bodyPicture.FindAllStringSubmatchIndex(text, -1) {
		b.WriteString(text[at:m[0]])
		at = m[1]
		if m[2] < 0 {
			linked = text[m[0]:m[1]] != "</a>"
			b.WriteString(text[m[0]:m[1]])
			continue
		}
		rest := text[m[4]:m[5]]
		if eager {
			rest = strings.Replace(rest, ` loading="lazy"`, "", 1)
			eager = false
		}
		b.WriteString(r.bodyImage(text[m[2]:m[3]], rest, linked))
	}
	b.WriteString(text[at:])
	return template.HTML(b.String())
}

// bodyImage returns a picture in a text, of which the address and all that
// follows are already markup.
func (r *Renderer) bodyImage(address, rest string, linked bool) string {
	plain := html.UnescapeString(address)
	if p, err := url.PathUnescape(plain); err == nil {
		plain = p
	}
	m, ok := r.site.File(plain)
	if !ok || m.Width == 0 {
		return `<img src="` + address + `"` + rest + `>`
	}
	src, set := address, ""
	if ph := r.photos[m.URL()]; ph != nil && len(ph.widths) > 0 {
		src = ph.src()
		set = fmt.Sprintf(` srcset="%s" sizes="%s"`, template.HTMLEscapeString(string(ph.srcset())), pictureSizes)
	}
	img := fmt.Sprintf(`<img src="%s"%s%s width="%d" height="%d">`, src, set, rest, m.Width, m.Height)
	if linked || m.Width <= columnPixels {
		return img
	}
	label := ""
	if strings.Contains(rest, ` alt=""`) {
		label = ` aria-label="` + template.HTMLEscapeString(r.text.Text("event.fullSize")) + `"`
	}
	return pictureLink + `href="` + address + `"` + label + `>` + img + `</a>`
}

// pictureLink begins a link in a text to a picture in full, which the light box
// knows it by.
const pictureLink = `<a class="picture" `

// hasPictures reports whether a page has pictures to be shown in full.
func hasPictures(media []Media, body template.HTML) bool {
	return slices.ContainsFunc(media, func(m Media) bool { return m.Type == event.Image }) ||
		strings.Contains(string(body), pictureLink)
}
