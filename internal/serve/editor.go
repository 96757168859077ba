package serve

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"dateline/internal/diag"
)

// editor knows how to open a file at a line: by a URL that the operating
// system hands to the writer's editor.
type editor struct {
	name     string
	template string // with {file}, {line} and {column}
}

// known are the editors that take URLs. Those that need an extension for it
// are marked.
var knownEditors = []struct{ id, name, template string }{
	{"vscode", "VS Code", "vscode://file{file}:{line}:{column}"},
	{"vscode-insiders", "VS Code Insiders", "vscode-insiders://file{file}:{line}:{column}"},
	{"vscodium", "VSCodium", "vscodium://file{file}:{line}:{column}"},
	{"cursor", "Cursor", "cursor://file{file}:{line}:{column}"},
	{"windsurf", "Windsurf", "windsurf://file{file}:{line}:{column}"},
	{"zed", "Zed", "zed://file{file}:{line}:{column}"},
	{"idea", "IntelliJ IDEA", jetBrains("idea")},
	{"goland", "GoLand", jetBrains("goland")},
	{"webstorm", "WebStorm", jetBrains("webstorm")},
	{"phpstorm", "PhpStorm", jetBrains("phpstorm")},
	{"pycharm", "PyCharm", jetBrains("pycharm")},
	{"rubymine", "RubyMine", jetBrains("rubymine")},
	{"sublime", "Sublime Text", openURL("subl")}, // needs the package subl-handler
	{"textmate", "TextMate", openURL("txmt")},
	{"macvim", "MacVim", openURL("mvim")},
	{"bbedit", "BBEdit", openURL("x-bbedit")},
	{"emacs", "Emacs", openURL("emacs")}, // needs a handler for emacs:
	{"nova", "Nova", "nova://open?path={file}&line={line}"},
}

func jetBrains(scheme string) string {
	return scheme + "://open?file={file}&line={line}&column={column}"
}

// openURL is TextMate's form, which others took over.
func openURL(scheme string) string {
	return scheme + "://open?url=file://{file}&line={line}&column={column}"
}

// Editors are the names that --editor knows, besides "none".
func Editors() []string {
	var ids []string
	for _, e := range knownEditors {
		ids = append(ids, e.id)
	}
	return ids
}

// CheckEditor returns an error if the name is no editor and no URL template.
func CheckEditor(name string) error {
	_, err := chooseEditor(name)
	return err
}

// chooseEditor returns the editor that name stands for: one of [Editors], or a
// URL with {file} in it and maybe {line} and {column}. With "" it is guessed
// from the environment; nil, also for "none", is no editor.
func chooseEditor(name string) (*editor, error) {
	switch {
	case name == "":
		return guessEditor(os.Getenv), nil
	case name == "none":
		return nil, nil
	case strings.Contains(name, "{file}"):
		return ownEditor(name)
	}
	if e := editorByID(name); e != nil {
		return e, nil
	}
	return nil, fmt.Errorf("--editor %s: give a URL with {file}, {line} and {column} in it, or one of: %s, none",
		diag.Quote(name), strings.Join(Editors(), ", "))
}

var scheme = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9+.-]*):`)

// scriptSchemes would run in the page instead of opening anything.
var scriptSchemes = []string{"javascript", "data", "vbscript", "blob", "about", "view-source"}

func ownEditor(template string) (*editor, error) {
	m := scheme.FindStringSubmatch(template)
	if m == nil {
		return nil, fmt.Errorf("--editor %s: a URL begins with a scheme, as in vscode://", diag.Quote(template))
	}
	if slices.Contains(scriptSchemes, strings.ToLower(m[1])) {
		return nil, fmt.Errorf("--editor %s: %s: opens no editor", diag.Quote(template), m[1])
	}
	for _, e := range knownEditors {
		if strings.HasPrefix(e.template, strings.ToLower(m[1])+":") {
			return &editor{e.name, template}, nil
		}
	}
	return &editor{"editor", template}, nil
}

func editorByID(id string) *editor {
	for _, e := range knownEditors {
		if e.id == id {
			return &editor{e.name, e.template}
		}
	}
	return nil
}

// commands are the names of programs in VISUAL and EDITOR.
var commands = map[string]string{
	"code": "vscode", "code-insiders": "vscode-insiders", "codium": "vscodium", "cursor": "cursor", "windsurf": "windsurf",
	"zed": "zed", "zeditor": "zed", "idea": "idea", "idea.sh": "idea", "goland": "goland", "goland.sh": "goland",
	"webstorm": "webstorm", "webstorm.sh": "webstorm", "phpstorm": "phpstorm", "phpstorm.sh": "phpstorm",
	"pycharm": "pycharm", "pycharm.sh": "pycharm", "rubymine": "rubymine",
	"subl": "sublime", "sublime_text": "sublime", "mate": "textmate", "mvim": "macvim", "gvim": "",
	"bbedit": "bbedit", "emacs": "emacs", "emacsclient": "emacs", "nova": "nova",
}

// guessEditor looks at where the terminal runs, which says more than what
// EDITOR does: many set that to a small editor for commit messages.
func guessEditor(env func(string) string) *editor {
	switch {
	case env("ZED_TERM") != "":
		return editorByID("zed")
	case env("TERM_PROGRAM") == "vscode" || env("VSCODE_IPC_HOOK_CLI") != "" || env("VSCODE_PID") != "":
		return editorByID(vscodeFork(env))
	case env("TERMINAL_EMULATOR") == "JetBrains-JediTerm":
		return editorByID(jetBrainsProduct(env))
	case env("INSIDE_EMACS") != "":
		return editorByID("emacs")
	}
	for _, name := range []string{"VISUAL", "EDITOR"} {
		if e := editorByID(commands[program(env(name))]); e != nil {
			return e
		}
	}
	return nil
}

// vscodeFork tells the editors apart that are built on VS Code: all of them
// call themselves that, but run a program of their own.
func vscodeFork(env func(string) string) string {
	hints := strings.ToLower(env("VSCODE_GIT_ASKPASS_NODE") + " " + env("VSCODE_GIT_ASKPASS_MAIN") + " " +
		env("__CFBundleIdentifier") + " " + env("TERM_PROGRAM_VERSION"))
	switch {
	case env("CURSOR_TRACE_ID") != "" || strings.Contains(hints, "cursor"):
		return "cursor"
	case strings.Contains(hints, "windsurf"):
		return "windsurf"
	case strings.Contains(hints, "codium"):
		return "vscodium"
	case strings.Contains(hints, "insider"):
		return "vscode-insiders"
	}
	return "vscode"
}

// jetBrainsProduct is known on macOS only; IntelliJ IDEA stands for the family.
func jetBrainsProduct(env func(string) string) string {
	bundle := strings.ToLower(env("__CFBundleIdentifier"))
	for _, id := range []string{"goland", "webstorm", "phpstorm", "pycharm", "rubymine"} {
		if strings.Contains(bundle, id) {
			return id
		}
	}
	return "idea"
}

// program returns the name of the program in a command line.
func program(command string) string {
	fields := strings.Fields(command)
	if len(fields) == 0 {
		return ""
	}
	name := strings.Trim(fields[0], `"'`)
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	return strings.TrimSuffix(strings.ToLower(name), ".exe")
}

// open returns the address that opens an absolute file at a place.
func (e *editor) open(file string, line, column int) string {
	return strings.NewReplacer(
		"{file}", escapeFile(e.path(file)),
		"{line}", strconv.Itoa(max(line, 1)),
		"{column}", strconv.Itoa(max(column, 1)),
	).Replace(e.template)
}

// path writes an absolute file with slashes, and one before the drive of
// Windows, unless the template has its own or passes the file as a parameter.
func (e *editor) path(file string) string {
	file = filepath.ToSlash(file)
	if runtime.GOOS == "windows" && !strings.HasPrefix(file, "/") &&
		!strings.Contains(e.template, "={file}") && !strings.Contains(e.template, "/{file}") {
		file = "/" + file
	}
	return file
}

// escapeFile percent-encodes all but the characters that mean nothing in any
// part of a URL (RFC 3986, section 2.3), slashes, and the colon of a drive.
func escapeFile(file string) string {
	var b strings.Builder
	for i := range len(file) {
		c := file[i]
		drive := c == ':' && i <= 2 && runtime.GOOS == "windows"
		if drive || c == '/' || c == '-' || c == '.' || c == '_' || c == '~' ||
			'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
