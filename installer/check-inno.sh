#!/usr/bin/env bash
# The Inno Setup installer, compiled and tried where no Windows is; from the project's folder, after build.spec has made dist/RareDesk on Windows:
#   installer/check-inno.sh WINE PREFIX ISCC
# WINE runs a Windows program, ones of 32 bits too (Inno Setup's own are such); PREFIX is where Wine keeps drive C, set to Windows 10; ISCC is the
# compiler of Inno Setup 6 (of an installation, or out of the wheel `pyinno-setup`). Makes dist/RareDesk-VERSION-setup.exe; installs it silently
# into a folder with a Chinese name, upgrades it over a planted older library, lets another program take `.locked`, uninstalls; the user's file and
# the other's ending must stay. Not in .ci/run.
set -euo pipefail
export LC_ALL=C.UTF-8
wine=$1 prefix=$2 iscc=$3
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' rare_desk/__init__.py)
folder='C:\桌面' place=$prefix/drive_c/桌面 menu='Microsoft/Windows/Start Menu/Programs/Rare Desk.lnk'
say() { printf '\n== %s\n' "$*"; }
there() { for file in "$@"; do [ -e "$place/$file" ] || { echo "not there: $file" >&2; exit 1; }; done; }
gone() { for file in "$@"; do [ ! -e "$place/$file" ] || { echo "still there: $file" >&2; exit 1; }; done; }
class() { "$wine" reg query "HKCU\\Software\\Classes\\$1" /ve 2>/dev/null | tr -d '\000\r' || true; }
shortcut() { find "$prefix/drive_c/users" -path "*/$menu" | grep -q .; }
install() { "$wine" "Z:$PWD/dist/RareDesk-$version-setup.exe" /VERYSILENT /SUPPRESSMSGBOXES /LANG=zh "/DIR=$folder"; }

say "compiled"
"$wine" "$iscc" /Q "/DVersion=$version" installer/rare-desk.iss
ls -l "dist/RareDesk-$version-setup.exe"
say "installed"
rm -rf "$place"
install
there RareDesk.exe rare-desk.exe unins000.exe NOTICE.txt licences/LGPL-3.0.txt
shortcut
for kind in Book Locked; do class "RareDesk.$kind\\shell\\open\\command" | grep -q RareDesk.exe; done
class .raredesk | grep -q RareDesk.Book
class .locked | grep -q RareDesk.Locked
"$wine" "$folder\\rare-desk.exe" --version
say "upgraded"
touch "$place/_internal/of-an-older-version.dll" "$place/mine.raredesk"
install
gone _internal/of-an-older-version.dll
there RareDesk.exe mine.raredesk
say "uninstalled"
"$wine" reg add 'HKCU\Software\Classes\.locked' /ve /d Other.Locked /f
"$wine" "$folder\\unins000.exe" /VERYSILENT /SUPPRESSMSGBOXES
for _ in $(seq 60); do [ -e "$place/unins000.exe" ] || break; sleep 1; done # it ends in a copy of itself
gone RareDesk.exe rare-desk.exe _internal licences unins000.exe
there mine.raredesk
! shortcut
for kind in .raredesk RareDesk.Book RareDesk.Locked; do ! class "$kind" | grep -q RareDesk || { echo "still known: $kind" >&2; exit 1; }; done
class .locked | grep -q Other.Locked
"$wine" reg delete 'HKCU\Software\Classes\.locked' /f
say "all of it"
