#!/usr/bin/env bash
# The Windows product, made and tried under Wine on Debian; from the project's folder:
#   installer/check-on-wine.sh WIN WORKDIR [tests|built|installer]     (`built`: with what was built before; `installer`: only step 4 of it)
# WIN is a command that gives a Windows Python under Wine: `WIN setup WORKDIR` prepares it with this project's dependencies, `WIN py WORKDIR
# ARGS...` runs its python.exe here, `WIN exe WORKDIR PROGRAM ARGS...` runs a Windows program. What it does, each step stopping at a failure:
#   1. with `tests`, the test suite, room by room, going on after failures, which it counts at the end;
#   2. PyInstaller with build.spec, its size, --smoke of both programs (which also locks a copy and prints), and how long until its window;
#   3. import, index and price on the sample workbooks by the console program, compared byte by byte with what this machine's Python prints; a
#      bulletin with its letters; nothing written beside the program; a book on the share of another machine;
#   4. the NSIS installer: made, installed silently into a folder with a Chinese name, run where no Python is by a user with a Chinese name,
#      upgraded over a planted older library, uninstalled with the user's files and an ending that another program took left; the zip to be
#      carried, which keeps its books beside itself.
# Not in .ci/run: it takes half an hour, with `tests` two.
set -euo pipefail
export LC_ALL=C.UTF-8
win=$1; work=$2; shift 2
here=$PWD; dist=$work/dist; version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' rare_desk/__init__.py)
python=${PYTHON:-$here/.venv/bin/python}
say() { printf '\n== %s\n' "$*"; }
windows() { printf 'Z:%s' "${1//\//\\}"; } # a path of this machine as Wine has it

[ -d "$work/prefix/drive_c/Py311" ] || "$win" setup "$work"
registry() { "$win" exe "$work" 'C:\windows\system32\reg.exe' "$@" >/dev/null; }
if [ "${1:-}" = tests ]; then
  say "tests"
  registry add 'HKCU\Software\Wine\WineDbg' /v ShowCrashDialog /t REG_DWORD /d 0 /f # a process that a test makes crash just ends
  mkdir -p "$work/fonts"
  find /usr/share/fonts \( -name 'DejaVuSans.ttf' -o -name 'DejaVuSans-Bold.ttf' -o -name 'DroidSansFallbackFull.ttf' \) -exec cp {} "$work/fonts" \;
  failed=0
  for room in tests/test_*.py tests/[a-z]*/ tests/ui/test_*.py tests/ui/[a-z]*/; do
    case $room in tests/ui/ | tests/bench/ | tests/data/ | tests/fuzz/ | *__pycache__/) continue ;; esac
    say "$room"
    "$win" py "$work" installer/pytest_on_wine.py "$(windows "$work/fonts")" -q -p no:cacheprovider -rfs "$room" | tail -n 40 || failed=$((failed + 1))
  done
  say "rooms with failures: $failed"
fi

if [ "${1:-}" != installer ]; then
say "build"
[ "${1:-}" = built ] || "$win" py "$work" -m PyInstaller --noconfirm --log-level WARN --distpath "$(windows "$dist")" --workpath "$(windows "$work/build")" build.spec
du -sm --apparent-size "$dist/RareDesk"
[ "$(du -sm --apparent-size "$dist/RareDesk" | cut -f1)" -le 110 ] || { echo "more than 110 MB" >&2; exit 1; }
listing() { find "$dist/RareDesk" -type f -printf '%P %s %T@\n' | sort; }
listing > "$work/before.txt"
for program in rare-desk RareDesk; do "$win" exe "$work" "$dist/RareDesk/$program.exe" --smoke; done
"$win" py "$work" tests/bench/bench_packaged.py "$(windows "$dist/RareDesk/RareDesk.exe")" 3 || echo "(beside other work this says little)"

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
rm -rf "$work/bulletin"
"$win" exe "$work" "$dist/RareDesk/rare-desk.exe" bulletin --sample --out "$(windows "$work/bulletin")"
grep -qa /FontFile2 "$work"/bulletin/*.pdf || { echo "the bulletin has no letters" >&2; exit 1; }
listing | diff "$work/before.txt" - || { echo "written beside the program" >&2; exit 1; }
for file in "$work"/here/*.json; do
  [ -s "$file" ] || { echo "empty: $file" >&2; exit 1; }
  "$python" - "$file" "$work/there/${file##*/}" <<'P'
import re, sys
here, there = (re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{22}", "uuid", open(name, encoding="utf-8").read()) for name in sys.argv[1:])
assert here == there, f"{sys.argv[1]} differs"
print(sys.argv[1].rpartition("/")[2], len(here), "characters alike")
P
done

say "on the share of another machine"
mkdir -p "$work/machine/server"; rm -rf "$work/machine/server/桌 1"; mkdir "$work/machine/server/桌 1"
ln -sfn "$work/machine" "$work/prefix/dosdevices/unc" # where Wine looks for what begins with two backslashes
shared='\\server\桌 1\desk.raredesk'
for verb in new check backup; do "$win" exe "$work" "$dist/RareDesk/rare-desk.exe" "$verb" "$shared"; done
ls "$work/machine/server/桌 1"/desk.raredesk "$work/machine/server/桌 1"/desk.raredesk-backups/*.raredesk
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
home='C:\users\王 伟'; places='HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders'
lives() { # where the user's own folders are
  registry add "$places" /v "Local AppData" /t REG_EXPAND_SZ /d "$1\AppData\Local" /f
  registry add "$places" /v Personal /t REG_EXPAND_SZ /d "$1\Documents" /f
  registry add 'HKCU\Environment' /v TEMP /t REG_EXPAND_SZ /d "$1\Temp" /f
}
mkdir -p "$drive/users/王 伟/AppData/Local" "$drive/users/王 伟/Documents" "$drive/users/王 伟/Temp"
mv "$drive/Py311" "$drive/Py311.away"
trap 'mv "$drive/Py311.away" "$drive/Py311" 2>/dev/null || true; lives "%USERPROFILE%"' EXIT
lives "$home"
"$win" exe "$work" "$folder\\RareDesk.exe" --smoke
"$win" exe "$work" "$folder\\rare-desk.exe" bulletin --sample --out "$home\\公报"
ls "$drive/users/王 伟/公报"/*.pdf
timeout 60 "$win" exe "$work" "$folder\\RareDesk.exe" --sample || true # its window, until it is ended
ls "$drive/users/王 伟/AppData/Local/RareDesk/windows"/*.lock "$drive/users/王 伟/Documents/Rare Desk"/*.raredesk
lives "%USERPROFILE%"; mv "$drive/Py311.away" "$drive/Py311"; trap - EXIT
touch "$place/_internal/of-an-older-version.dll" "$place/mine.raredesk"
"$win" exe "$work" "$setup" /S "/D=$folder"
gone _internal/of-an-older-version.dll
there RareDesk.exe mine.raredesk
known() { "$win" exe "$work" 'C:\windows\system32\reg.exe' query "HKCU\\Software\\Classes\\$1" 2>/dev/null | tr -d '\000'; }
for class in Book Locked; do known "RareDesk.$class\shell\open\command" | grep -q RareDesk.exe; done
for ending in raredesk locked; do known ".$ending" | grep -q RareDesk; done
registry add 'HKCU\Software\Classes\.locked' /ve /d Other.Locked /f
"$win" exe "$work" "$folder\\uninstall.exe" /S "_?=$folder"
gone RareDesk.exe rare-desk.exe _internal licences
for key in .raredesk .locked RareDesk.Book RareDesk.Locked; do ! known "$key" | grep -q RareDesk || { echo "still known: $key" >&2; exit 1; }; done
known .locked | grep -q Other.Locked
registry delete 'HKCU\Software\Classes\.locked' /f
there mine.raredesk
say "carried on a stick"
"$python" installer/portable.py "$dist/RareDesk" "$work/RareDesk-$version-portable.zip"
ls -l "$work/RareDesk-$version-portable.zip"
rm -rf "$drive/便携"; mkdir "$drive/便携"
"$python" -m zipfile -e "$work/RareDesk-$version-portable.zip" "$drive/便携"
timeout 60 "$win" exe "$work" 'C:\便携\RareDesk\RareDesk.exe' --sample || true
ls "$drive/便携/RareDesk/data/books"/*.raredesk "$drive/便携/RareDesk/data/logs"
say "all of it"
