"""The words of the interface and their catalogues in locale/. `python -m tests.catalogues` brings the catalogues up to date.

It needs no GNU gettext: Python is read as a syntax tree, templates as Django's own extraction reads them. Translations that
stand are kept, words that nobody uses any more go, new ones come empty and have to be translated by hand.
"""
import ast
import re
from pathlib import Path

import polib
from django.utils.translation.template import templatize

from speeches.templatetags import terms

ROOT = Path(__file__).resolve().parent.parent
APPS = ("config", "search", "speeches")
ENGLISH = ROOT / "locale/en/LC_MESSAGES/django.po"
CHINESE = ROOT / "locale/zh_Hans/LC_MESSAGES/django.po"
# function → which of its arguments are context, singular and plural
FORMS = {
    "gettext": (None, 0, None), "ngettext": (None, 0, 1), "pgettext": (0, 1, None), "npgettext": (0, 1, 2),
}  # fmt: skip
CALLS = {name + lazy: form for name, form in FORMS.items() for lazy in ("", "_lazy", "_noop")}
STRING = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
CALL_IN_TEMPLATE = re.compile(rf"\b(_|n?p?gettext)\(\s*((?:{STRING}\s*,?\s*)+)", re.S)
HEADER = {"MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit"}
PLURALS = {ENGLISH: "nplurals=2; plural=(n != 1);", CHINESE: "nplurals=1; plural=0;"}


def messages_in_code() -> dict[tuple, dict[str, list[str]]]:
    """(context, words) → their plural, "" if they have none → the files that say them so."""
    kept = [(terms.CONTEXT, name) for name in sorted(terms.NAMES)] + [(terms.REFUSED, sentence) for sentence in sorted(terms.REFUSALS)]
    found = {key: {"": ["speeches/templatetags/terms.py"]} for key in kept}
    for file in files_of_interface():
        text = file.read_text()
        for context, words, plural in messages_in_python(text) if file.suffix == ".py" else messages_in_template(text):
            files = found.setdefault((context, words), {}).setdefault(plural or "", [])
            files += [name for name in [str(file.relative_to(ROOT))] if name not in files]
    return found


def files_of_interface() -> list[Path]:
    return sorted(file for app in APPS for file in (ROOT / app).rglob("*.py")) + sorted((ROOT / "templates").rglob("*.html"))


def messages_in_python(text: str):
    tree = ast.parse(text)
    names = names_of_calls(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            if all(isinstance(word, ast.Name) for word in node.args):
                continue  # speeches.templatetags.terms, whose words are gathered above
            yield message_of(names[node.func.id], [ast.literal_eval(word) if is_text(word) else None for word in node.args])


def names_of_calls(tree) -> dict[str, tuple]:
    """The names under which a file has imported gettext and its like."""
    lines = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"]
    return {name.asname or name.name: CALLS[name.name] for line in lines for name in line.names if name.name in CALLS}


def is_text(node) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def messages_in_template(text: str):
    for name, words in CALL_IN_TEMPLATE.findall(templatize(text)):
        yield message_of(FORMS.get(name, FORMS["gettext"]), [ast.literal_eval(word) for word in re.findall(STRING, words)])


def message_of(form, words) -> tuple:
    context, singular, plural = (words[place] if place is not None else None for place in form)
    if singular is None:
        raise ValueError(f"words put together at run time cannot be translated: {words}")
    return context, singular, plural


def read(file: Path) -> polib.POFile:
    return polib.pofile(str(file), wrapwidth=120) if file.exists() else polib.POFile(wrapwidth=120)


def update_english():
    """Bring the entries in the order of the code; what is translated stays so."""
    kept = {(entry.msgctxt, entry.msgid): entry for entry in read(ENGLISH)}
    catalogue = polib.POFile(wrapwidth=120)
    for (context, words), forms in messages_in_code().items():
        plural = max(forms)
        entry = kept.get((context, words))
        if not entry or entry.msgid_plural != plural:
            entry = polib.POEntry(msgctxt=context, msgid=words, msgid_plural=plural)
            entry.msgstr_plural = {0: "", 1: ""} if plural else {}
        entry.occurrences = [(file, "") for files in forms.values() for file in files]
        catalogue.append(entry)
    write(catalogue, ENGLISH)


def write(catalogue: polib.POFile, file: Path):
    """Save the catalogue and, beside it, what Django reads."""
    file.parent.mkdir(parents=True, exist_ok=True)
    catalogue.metadata = HEADER | {"Language": file.parent.parent.name, "Plural-Forms": PLURALS[file]}
    catalogue.save(str(file))
    catalogue.save_as_mofile(str(file.with_suffix(".mo")))


if __name__ == "__main__":
    update_english()
    write(read(CHINESE), CHINESE)
    waiting = [entry.msgid for entry in read(ENGLISH).untranslated_entries()]
    print("\n".join(waiting + [f"{len(waiting)} to translate in {ENGLISH.relative_to(ROOT)}"]))
