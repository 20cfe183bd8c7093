#!/usr/bin/env bash
# The Windows product, made and tried under Wine on Debian; from the project's folder:
#   installer/check-on-wine.sh WIN WORKDIR [tests|installer]      (`installer`: only step 4, with what was built before)
# WIN is a command that gives a Windows Python under Wine: `WIN setup WORKDIR` prepares it with this project's dependencies, `WIN py WORKDIR
# ARGS...` runs its python.exe here, `WIN exe WORKDIR PROGRAM ARGS...` runs a Windows program. What it does, each step stopping at a failure:
#   1. with `tests`, the test suite;  2. PyInstaller with build.spec, its size, --smoke of both programs;
#   3. import, index and price on the sample workbooks by the console program, compared byte by byte with what this machine's Python prints;
#   4. the NSIS installer: made, installed silently into a folder with a Chinese name, run where no Python is, upgraded over a planted
#      older library, uninstalled with the user's files left.
# Not in .ci/run: it takes half an hour.
set -euo pipefail
export LC_ALL=C.UTF-8
win=$1; work=$2; shift 2
here=$PWD; dist=$work/dist; version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' rare_desk/__init__.py)
python=${PYTHON:-$here/.venv/bin/python}
say() { printf '\n== %s\n' "$*"; }
windows() { printf 'Z:%s' "${1//\//\\}"; } # a path of this machine as Wine has it

[ -d "$work/prefix/drive_c/Py311" ] || "$win" setup "$work"
if [ "${1:-}" = tests ]; then
  say "tests"; "$win" py "$work" -m pytest -q -p no:cacheprovider
fi

if [ "${1:-}" != installer ]; then
say "build"
"$win" py "$work" -m PyInstaller --noconfirm --log-level WARN --distpath "$(windows "$dist")" --workpath "$(windows "$work/build")" build.spec
du -sm --apparent-size "$dist/RareDesk"
[ "$(du -sm --apparent-size "$dist/RareDesk" | cut -f1)" -le 110 ] || { echo "more than 110 MB" >&2; exit 1; }
for program in rare-desk RareDesk; do "$win" exe "$work" "$dist/RareDesk/$program.exe" --smoke; done

say "the same figures as here"
compare() { # one desk's day, by a program given as a command, into a folder
  local out=$1; shift; rm -rf "$out"; mkdir -p "$out"
  ( cd "$here"
    "$@" new "$out/desk.raredesk" >/dev/null
    for book in purchase-ledger-2025.xlsx sales-ledger-2025.xls export-sales-english.xlsx listed-prices.xlsx; do
      "$@" import --book "$out/desk.raredesk" "tests/data/workbooks/$book" >/dev/null || true
    done
    for verb in "trades --json" "index --json" "prices --json" "positions --json"; do
      # shellcheck disable=SC2086
      "$@" ${verb%% *} --book "$out/desk.raredesk" ${verb#* } | tr -d '\r' > "$out/${verb%% *}.json"
    done
    echo '{"reference_price": "26834", "reference_grade": "50", "grade": "52.3"}' > "$out/in.txt"
    "$@" price grade --json --input "$out/in.txt" | tr -d '\r' > "$out/grade.json" )
}
compare "$work/here" "$python" -m rare_desk
compare "$work/there" "$win" exe "$work" "$dist/RareDesk/rare-desk.exe"
for file in "$work"/here/*.json; do
  [ -s "$file" ] || { echo "empty: $file" >&2; exit 1; }
  "$python" - "$file" "$work/there/${file##*/}" <<'P'
import re, sys
here, there = (re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{22}", "uuid", open(name, encoding="utf-8").read()) for name in sys.argv[1:])
assert here == there, f"{sys.argv[1]} differs"
print(sys.argv[1].rpartition("/")[2], len(here), "characters alike")
P
done
fi

say "installer"
setup=$work/RareDesk-$version-setup.exe
makensis -V2 -NOCD "-DVERSION=$version" "-DFOLDER=$dist/RareDesk" "-DOUT=$setup" "-DICON=$here/resources/icons/rare-desk.ico" installer/rare-desk.nsi
ls -l "$setup"
drive=$work/prefix/drive_c; place=$drive/桌面; folder='C:\桌面'
there() { for file in "$@"; do [ -e "$place/$file" ] || { echo "not there: $file" >&2; exit 1; }; done; }
gone() { for file in "$@"; do [ ! -e "$place/$file" ] || { echo "still there: $file" >&2; exit 1; }; done; }
rm -rf "$place"
"$win" exe "$work" "$setup" /S "/D=$folder"
there RareDesk.exe rare-desk.exe uninstall.exe NOTICE.txt licences/LGPL-3.0.txt
mv "$drive/Py311" "$drive/Py311.away"; trap 'mv "$drive/Py311.away" "$drive/Py311" 2>/dev/null || true' EXIT
"$win" exe "$work" "$folder\\RareDesk.exe" --smoke
mv "$drive/Py311.away" "$drive/Py311"; trap - EXIT
touch "$place/_internal/of-an-older-version.dll" "$place/mine.raredesk"
"$win" exe "$work" "$setup" /S "/D=$folder"
gone _internal/of-an-older-version.dll
there RareDesk.exe mine.raredesk
"$win" exe "$work" 'C:\windows\system32\reg.exe' query 'HKCU\Software\Classes\RareDesk.Book\shell\open\command' | tr -d '\000' | grep -q RareDesk.exe
"$win" exe "$work" "$folder\\uninstall.exe" /S "_?=$folder"
gone RareDesk.exe rare-desk.exe _internal licences
there mine.raredesk
say "all of it"
