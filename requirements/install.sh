#!/bin/sh
# Makes the virtual environment $1 (once) and installs exactly what the lock $2 names, each file proved by its hash.
set -eu
venv=$1
lock=$2

fits='import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'

if ! "$venv/bin/python" -c "$fits" 2>/dev/null; then
  python=
  names=${PYTHON:-python3.13 python3.12 python3.11 python3}
  for name in $names; do
    if "$name" -c "$fits" 2>/dev/null; then
      python=$name
      break
    fi
  done
  if [ -z "$python" ]; then
    echo "Python 3.11, 3.12 or 3.13 is needed (tried: $names). Debian, Ubuntu: sudo apt install python3 python3-venv; macOS: brew install python@3.13; or name one: make install PYTHON=/path/to/python3.13" >&2
    exit 1
  fi
  if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    echo "$python cannot make virtual environments: venv or ensurepip is missing. Debian, Ubuntu: sudo apt install python$version-venv" >&2
    exit 1
  fi
  rm -rf "$venv"
  "$python" -m venv "$venv"
fi

echo "Installing $lock into $venv (a minute or two the first time)"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r "$lock" || {
  echo "The packages could not be installed. Is the network there? Try again: make install" >&2
  exit 1
}
