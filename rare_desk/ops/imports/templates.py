"""Templates of imports: what a user said of files with one set of headers, kept under a name, passed on as a file."""

import json
from pathlib import Path
from typing import Any

from rare_desk.core.problems import Refused, problem
from rare_desk.ops.imports.facts import meaning_from, meaning_json, options_from, options_json
from rare_desk.sheets.out.writing import replacing
from rare_desk.sheets.planning.plan import SheetPlan
from rare_desk.store.book import Book, Changes
from rare_desk.store.reading import queries

FORMAT = "rare-desk-import-template"
_LARGEST = 1 << 20


def keep_template(book: Book, sheet: SheetPlan, name: str) -> Changes:
    """What holds for this table, under that name: a template of the same headers is renamed and renewed.

    Refused when the name is empty or is that of a template for other headers.
    """
    answers = options_json(sheet.answers)
    columns = {header: meaning_json(meaning) for header, meaning in sheet.meanings.items()}
    return _keep(book, name.strip(), {"headers": list(sheet.headers), "answers": answers, "columns": columns})


def _keep(book: Book, name: str, template: dict[str, Any]) -> Changes:
    if not name:
        raise Refused(problem("template-unnamed"))
    there = queries.import_templates(book)
    same = next((one for one, kept in there.items() if _headers(kept) == template["headers"]), None)
    if name in there and name != same:
        raise Refused(problem("template-exists", value=name))
    text = json.dumps(template, ensure_ascii=False)
    with book.step("template-saved", name=name) as step:
        row = None if same is None else step.find("import_templates", "name", same)
        if row is None:
            step.insert("import_templates", {"name": name, "template": text})
        else:
            step.update("import_templates", row, {"name": name, "template": text})
    return step.changes


def _headers(kept: object) -> list[str]:
    return list(kept.get("headers", ())) if isinstance(kept, dict) else []


def forget_template(book: Book, name: str) -> Changes:
    with book.step("template-forgotten", name=name) as step:
        row = step.find("import_templates", "name", name)
        if row is None:
            raise Refused(problem("unknown-template", value=name))
        step.delete("import_templates", row)
    return step.changes


def export_template(book: Book, name: str, out: Path) -> Path:
    kept = queries.import_templates(book).get(name)
    if kept is None:
        raise Refused(problem("unknown-template", value=name))
    document = {"format": FORMAT, "name": name, **kept}
    with replacing(out) as beside:
        beside.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
    return out


def import_template(book: Book, file: Path) -> str:
    """The name under which it is kept now. Refused when the file is no template, whole or in a part."""
    try:
        data = file.read_bytes() if file.stat().st_size <= _LARGEST else b""
        document = json.loads(data.decode("utf-8-sig"))
        if document["format"] != FORMAT:
            raise ValueError(document["format"])
        name = str(document["name"])
        headers = [str(header) for header in document["headers"]]
        answers = options_json(options_from(document["answers"]))
        meanings = {str(h): meaning_json(meaning_from(said)) for h, said in document.get("columns", {}).items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refused(problem("no-template", value=file.name)) from None
    _keep(book, name.strip(), {"headers": headers, "answers": answers, "columns": meanings})
    return name.strip()
