#!/usr/bin/env bash
#
# Runs every test of dateline, and stops at the first part that fails:
#
#   ./test.sh        all of them
#   ./test.sh go     formatting, vet, lint, Go tests
#   ./test.sh e2e    the pages, in a real browser
#
# It needs Go, Node 20.19 or later and npm. What else is missing (Git, Chromium, a
# C compiler for the race detector) is installed on Debian and Ubuntu, and asked
# for elsewhere. CHROMIUM names the browser to use; without it the usual places
# are searched, and on Debian the headless one is installed.
set -euo pipefail
cd "$(dirname "$0")"

heading() { printf '\n== %s\n' "$*"; }

stop() {
	printf 'test.sh: %s\n' "$*" >&2
	exit 1
}

# try_install PACKAGE... installs Debian packages where that can be done
# without asking a person for a password, and fails where it cannot.
try_install() {
	command -v apt-get >/dev/null || return 1
	local root=()
	if [ "$(id -u)" -ne 0 ]; then
		sudo -n true 2>/dev/null || return 1
		root=(sudo -n)
	fi
	heading "installing $*"
	# A machine without a network is to say so soon.
	local apt=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::http::Timeout=20 -o Acquire::Retries=1)
	"${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends "$@" >/dev/null
}

check_go() {
	command -v go >/dev/null || stop 'Go is missing; see https://go.dev/doc/install'
	command -v git >/dev/null || try_install git || stop 'Git is missing, which tests of check --since need; see https://git-scm.com'
	# The race detector is linked by the C compiler.
	if ! command -v "${CC:-gcc}" >/dev/null && ! command -v clang >/dev/null; then
		try_install gcc libc6-dev || stop 'a C compiler is missing, which go test -race needs; install gcc or clang'
	fi
}

check_node() {
	command -v node >/dev/null || stop 'Node.js is missing; install 20.19 or later, see https://nodejs.org'
	node -e 'const [major, minor] = process.versions.node.split("."); process.exit(major > 20 || (major == 20 && minor >= 19) ? 0 : 1)' ||
		stop "Node.js is version $(node -v); install 20.19 or later, see https://nodejs.org"
	command -v npm >/dev/null || stop 'npm is missing; it comes with Node.js, on Debian in the package npm'
}

# on_debian succeeds where Debian's packages can be had. Ubuntu has others.
on_debian() { grep -qx 'ID=debian' /etc/os-release 2>/dev/null; }

# browser prints the path of Chromium or Chrome. The one that is built without
# windows is the first choice: an empty page costs it 0.2 s of processor time,
# where the other takes 0.8 s, most of it for what is around the page, unseen.
browser() {
	local candidate path
	for candidate in \
		"${CHROMIUM:-}" "${CHROME_PATH:-}" \
		chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable chrome \
		/usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome /usr/bin/google-chrome-stable \
		/snap/bin/chromium \
		'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome' \
		'/Applications/Chromium.app/Contents/MacOS/Chromium' \
		"$HOME/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
		[ -n "$candidate" ] || continue
		# On Ubuntu the command may be a stub that only says what to install.
		if path=$(command -v "$candidate") && "$path" --version >/dev/null 2>&1; then
			printf '%s\n' "$path"
			return
		fi
	done
	return 1
}

check_browser() {
	if [ -n "${CHROMIUM:-}" ] && ! command -v "$CHROMIUM" >/dev/null; then
		stop "CHROMIUM is $CHROMIUM, and there is no such program"
	fi
	if [ -z "${CHROMIUM:-}" ] && on_debian && ! command -v chromium-headless-shell >/dev/null; then
		try_install chromium-headless-shell || true # another will do
	fi
	if ! CHROMIUM=$(browser); then
		try_install chromium && CHROMIUM=$(browser) ||
			stop 'Chromium is missing; install Chromium or Chrome, or name it: CHROMIUM=/path/to/chromium ./test.sh'
	fi
	export CHROMIUM
}

test_go() {
	check_go

	heading 'gofmt'
	local unformatted
	unformatted=$(gofmt -l ./*.go cmd internal)
	[ -z "$unformatted" ] || stop "not formatted, run gofmt -w: $unformatted"

	# For this system golangci-lint vets; what is only for macOS is in two packages.
	heading 'go vet, for Windows and macOS'
	GOOS=windows go vet ./...
	GOOS=darwin go vet ./internal/keyboard ./internal/tree

	heading 'golangci-lint'
	go tool -modfile=lint.mod golangci-lint run

	heading 'go test -race'
	go test -race ./...
}

# install_packages runs npm only when the lock file or Node has changed since
# it last ran to the end.
install_packages() {
	local stamp=node_modules/.installed wanted
	wanted="$(node -v) $(cksum <package-lock.json)"
	if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$wanted" ]; then
		npm ci --ignore-scripts --no-audit --no-fund
		printf '%s\n' "$wanted" >"$stamp"
	fi
}

test_e2e() (
	check_go
	check_node
	check_browser
	cd e2e

	heading 'npm ci'
	export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
	install_packages

	heading "playwright, with $("$CHROMIUM" --version)"
	./node_modules/.bin/playwright test
)

case "${1:-all}" in
all)
	# What is missing is said before the first long wait.
	check_go
	check_node
	check_browser
	test_go
	test_e2e
	;;
go) test_go ;;
e2e) test_e2e ;;
*) stop "there is no part \"$1\"; the parts are go and e2e" ;;
esac
