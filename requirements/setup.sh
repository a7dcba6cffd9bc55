#!/bin/sh
# Sees to it that .venv holds the pinned packages of a group (runtime, test or lint) and the `coach` command.
# Usage: sh requirements/setup.sh GROUP     PYTHON=... chooses the interpreter.
#
# Keeps its hands off stdin, and says everything on stderr: stdin and stdout belong to what runs afterwards.
set -u
exec </dev/null >&2
cd "$(dirname "$0")/.." || exit 1

# The usual case: everything is there. Asked of the environment itself, which takes some 20 ms.
if [ -z "${PYTHON:-}" ] && [ -x .venv/bin/python ]; then
    .venv/bin/python -E -s -S requirements/environment.py "$1" 2>/dev/null && exit 0
    # Something is missing. An environment that was made with another Python keeps it.
    before=$(.venv/bin/python -I -S -c 'import sys; print(sys._base_executable)' 2>/dev/null)
fi

group=$1
if [ -n "${PYTHON:-}" ]; then
    set -- "$PYTHON"
else
    set -- ${before:+"$before"} python3 python3.14 python3.13 python3.12 python3.11
fi
without_venv=
for candidate; do
    "$candidate" -I -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    if "$candidate" -I -c 'import ensurepip, venv' 2>/dev/null; then
        exec "$candidate" -E -s requirements/setup.py "$group"
    fi
    without_venv=${without_venv:-$candidate}
done

if [ -n "$without_venv" ]; then
    echo "$without_venv has no venv module. Install it (Debian, Ubuntu: apt install python3-venv), then run make again."
elif [ -n "${PYTHON:-}" ]; then
    echo "PYTHON=$PYTHON is no Python 3.11 or newer."
elif found=$(python3 -c 'import platform; print(platform.python_version())' 2>/dev/null); then
    echo "Skill Coach needs Python 3.11 or newer; python3 here is $found. With another one: make PYTHON=/path/to/python3.12 ..."
else
    echo "Skill Coach needs Python 3.11 or newer, and there is no python3 here (Debian, Ubuntu: apt install python3 python3-venv)."
fi
exit 1
