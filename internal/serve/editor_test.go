package serve

import (
	"net/url"
	"strings"
	"testing"
)

func TestGuessEditor(t *testing.T) {
	for _, tt := range []struct{ env, want string }{
		{"", ""},
		{"EDITOR=vi", ""},
		{"EDITOR=nano VISUAL=", ""},
		{"EDITOR=/usr/bin/code|--wait", "VS Code"},
		{"EDITOR=vim VISUAL=codium|-w", "VSCodium"},
		{`EDITOR="C:\Apps\Code.exe"|--wait`, "VS Code"},
		{"EDITOR=emacsclient|-t", "Emacs"},
		{"VISUAL=subl|-w EDITOR=vi", "Sublime Text"},
		{"VISUAL=zeditor", "Zed"},
		{"VISUAL=goland", "GoLand"},
		{"VISUAL=/opt/webstorm/bin/webstorm.sh", "WebStorm"},
		{"VISUAL=mvim|-f", "MacVim"},
		{"TERM_PROGRAM=vscode EDITOR=vi", "VS Code"},
		{"TERM_PROGRAM=vscode CURSOR_TRACE_ID=1", "Cursor"},
		{"TERM_PROGRAM=vscode VSCODE_GIT_ASKPASS_NODE=/usr/share/codium/codium", "VSCodium"},
		{"TERM_PROGRAM=vscode VSCODE_GIT_ASKPASS_NODE=/opt/Windsurf/windsurf", "Windsurf"},
		{"TERM_PROGRAM=vscode TERM_PROGRAM_VERSION=1.99.0-insider", "VS Code Insiders"},
		{"VSCODE_IPC_HOOK_CLI=/run/x.sock", "VS Code"},
		{"TERMINAL_EMULATOR=JetBrains-JediTerm EDITOR=code", "IntelliJ IDEA"},
		{"TERMINAL_EMULATOR=JetBrains-JediTerm __CFBundleIdentifier=com.jetbrains.goland", "GoLand"},
		{"ZED_TERM=true TERM_PROGRAM=vscode", "Zed"},
		{"INSIDE_EMACS=29.1,vterm", "Emacs"},
	} {
		env := map[string]string{}
		for pair := range strings.FieldsSeq(tt.env) {
			name, value, _ := strings.Cut(pair, "=")
			env[name] = strings.ReplaceAll(value, "|", " ")
		}
		got := ""
		if e := guessEditor(func(name string) string { return env[name] }); e != nil {
			got = e.name
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.env, got, tt.want)
		}
	}
}

func TestChooseEditor(t *testing.T) {
	for _, id := range append(Editors(), "my-editor://open?file={file}", "http://localhost:63342/api/file?file={file}&line={line}", "none", "") {
		if err := CheckEditor(id); err != nil {
			t.Error(err)
		}
	}
	for _, bad := range []string{"notepad", "vscode://file", "javascript:alert('{file}')", "JavaScript:{file}", "data:text/html,{file}", "{file}", "/usr/bin/vi {file}", " vscode://{file}"} {
		if err := CheckEditor(bad); err == nil || !strings.HasPrefix(err.Error(), "--editor ") {
			t.Errorf("%q: %v", bad, err)
		}
	}
	for _, e := range knownEditors {
		for _, id := range commands {
			if id != "" && editorByID(id) == nil {
				t.Errorf("there is no editor %s", id)
			}
		}
		u, err := url.Parse((&editor{e.name, e.template}).open("/home/Ü b/#1 100%?&x=y.md", 0, 0))
		if err != nil {
			t.Errorf("%s: %v", e.id, err)
			continue
		}
		if !strings.Contains(u.Path+u.Query().Get("file")+u.Query().Get("url")+u.Query().Get("path"), "/home/Ü b/#1 100%?&x=y.md") || u.Fragment != "" {
			t.Errorf("%s: %s", e.id, u)
		}
	}
}

func TestOpen(t *testing.T) {
	e, err := chooseEditor("vscode")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := e.open("/home/me/a b.md", 3, 7), "vscode://file/home/me/a%20b.md:3:7"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	// A name cannot smuggle in a placeholder.
	e, err = chooseEditor("x://{file}?{line}")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := e.open("/{line}.md", 5, 1), "x:///%7Bline%7D.md?5"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
