"""Which cells of an xlsx have a line through their words, as people void a row: its styles alone tell."""

import re
import zipfile

_STYLES = "xl/styles.xml"
_LARGEST = 8 << 20
_FONTS = re.compile(rb"<(?:\w+:)?fonts\b.*?</(?:\w+:)?fonts>", re.DOTALL)
_FONT = re.compile(rb"<(?:\w+:)?font(?:\s[^>]*)?(?:/>|>(.*?)</(?:\w+:)?font>)", re.DOTALL)
_STRIKE = re.compile(rb'<(?:\w+:)?strike(?:\s*/?>|\s[^>]*\bval="(?:1|true)")')
_USED = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb'<(?:\w+:)?xf\b[^>]*?\bfontId="(\d+)"')
_MOST = 500
"""Styles that are asked for; a workbook with more is not looked through."""


def struck_cells(archive: zipfile.ZipFile) -> re.Pattern[bytes] | None:
    """Finds the letters and the row of such cells in a sheet's XML; None where no style strikes anything."""
    if _STYLES not in archive.namelist():
        return None
    with archive.open(_STYLES) as stream:
        styles = stream.read(_LARGEST).replace(b"'", b'"')
    fonts, used = _FONTS.search(styles), _USED.search(styles)
    if b"strike" not in styles or not fonts or not used:
        return None
    lines = {at for at, font in enumerate(_FONT.finditer(fonts[0])) if font[1] and _STRIKE.search(font[1])}
    numbers = [b"%d" % at for at, found in enumerate(_FORMAT.finditer(used[0])) if int(found[1]) in lines]
    if not 0 < len(numbers) <= _MOST:
        return None
    alike = b"|".join(numbers)
    return re.compile(rb'<(?:\w+:)?c\b(?=[^>]*\bs="(?:' + alike + rb')")[^>]*?\br="([A-Z]+)(\d+)"[^>]*[^/]>')
