# Sourced by ./ballast and ./test: one place that knows what is stale, how it is built and under which lock.
# Both build the Release configuration, so that neither makes the other's work stale.

artifacts="$root/artifacts"
cli_dll="$artifacts/bin/Ballast.Cli/release/ballast.dll"
cli_stamp="$artifacts/cli.stamp"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

require_sdk() {
  if ! command -v dotnet >/dev/null 2>&1; then
    echo "ballast: the .NET 10 SDK is not on the PATH; install it and run this again" >&2
    exit 2
  fi
  if ! (cd "$root" && dotnet --version >/dev/null 2>&1); then
    echo "ballast: global.json asks for a .NET 10 SDK; 'dotnet --list-sdks' shows what is installed" >&2
    exit 2
  fi
}

# A directory's own time changes when a file in it is added or removed, so directories are compared as well.
cli_is_stale() {
  [ -f "$cli_dll" ] && [ -f "$cli_stamp" ] || return 0
  # The charts of reports come through npm: where it was missing and is there now, they can be had.
  [ -f "$artifacts/web/report/asked" ] || ! command -v npm >/dev/null 2>&1 || return 0
  [ -n "$(find "$root/src" "$root/web/report" "$root/Directory.Build.props" "$root/Directory.Packages.props" \
    "$root/global.json" "$root/.editorconfig" -newer "$cli_stamp" -print -quit)" ]
}

# Runs "$@" while holding the build lock. The command does not inherit the lock: a process that outlives it cannot keep
# it.
under_build_lock() {
  mkdir -p "$artifacts"
  exec 9>"$artifacts/build.lock"
  if ! flock --nonblock 9; then
    echo "ballast: waiting for another build to finish" >&2
    flock 9
  fi
  local code=0
  "$@" 9>&- || code=$?
  exec 9>&-
  return "$code"
}

# The stamp carries the time at which the build began: an edit made while it runs is newer, and is built next time.
# Build servers stay off: they would outlive the command and hold its output open.
build() {
  local began="$artifacts/build-began.$$" code=0
  touch "$began"
  (cd "$root" && dotnet build "$@" --configuration Release --nologo --verbosity quiet -tl:off \
    -consoleLoggerParameters:NoSummary --disable-build-servers) || code=$?
  if [ "$code" -eq 0 ]; then mv "$began" "$cli_stamp"; else rm -f "$began"; fi
  return "$code"
}

# The very first build leaves the analyzers out: they take a third of its time and tell a person who only wants to see
# the program nothing. The build system notes that they were left out, so the next build runs them over everything.
build_cli_if_stale() {
  local first=()
  if cli_is_stale; then
    [ -f "$cli_dll" ] || first=(-p:RunAnalyzers=false)
    echo "ballast: building (the first time takes about a minute)" >&2
    build src/Ballast.Cli/Ballast.Cli.csproj "${first[@]}"
  fi
}
