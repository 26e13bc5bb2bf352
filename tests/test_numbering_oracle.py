"""The labels of LibreOffice beside ours: over lists made at random, and over real files. `pytest -m long`, where it is installed."""
import random
import re
import subprocess
from pathlib import Path

import pytest

from speeches.intake import converting
from speeches.parsing.drafts import Refusal
from speeches.parsing.word.blocks import read_blocks
from speeches.parsing.word.package import open_package
from tests.docx_files import docx_of, p

pytestmark = pytest.mark.long
# Formats that LibreOffice prints as Word does, for numbers below ten. It has no enclosed or full-width ones, and other words for
# 10 and 101 in ideographDigital, chineseCounting and japaneseCounting; it passes over isLgl and lvlRestart, and counts deleted items.
FORMATS = [
    "decimal", "chineseCounting", "chineseCountingThousand", "japaneseCounting", "decimalEnclosedCircle", "upperLetter", "lowerRoman",
    "ideographTraditional", "ideographZodiac", "chineseLegalSimplified", "taiwaneseCountingThousand",
]  # fmt: skip
FILES = 100
SAMPLES = Path(__file__).parent.parent / "fixtures"
ITEM = re.compile(r"^\s*(.*?)\s*(条目\d+)$")


class Lists:
    """A numbering part, its styles, and a text in them, all by chance."""

    def __init__(self, seed: int):
        self.chance, self.begun = random.Random(seed), set()
        self.numbers, self.styled, self.abstracts, self.nums, self.styles = [], [], "", "", ""
        for key in range(self.chance.randint(1, 2)):
            self.add_list(key)

    def add_list(self, key: int):
        styled = self.chance.random() < 0.5
        levels = "".join(self.level(n, f"<w:pStyle w:val='s{key}{n}'/>" if styled and n < 3 else "") for n in range(4))
        self.abstracts += f"<w:abstractNum w:abstractNumId='{key}'><w:multiLevelType w:val='multilevel'/>{levels}</w:abstractNum>"
        first = len(self.numbers) + 1
        for more in range(self.chance.randint(1, 3)):
            self.numbers.append(len(self.numbers) + 1)
            self.nums += f"<w:num w:numId='{self.numbers[-1]}'><w:abstractNumId w:val='{key}'/>{self.restart() if more else ''}</w:num>"
        for n in range(3 if styled else 0):
            self.styled.append(f"s{key}{n}")
            number = f"<w:numPr><w:ilvl w:val='{n}'/><w:numId w:val='{first}'/></w:numPr>"
            self.styles += f"<w:style w:type='paragraph' w:styleId='s{key}{n}'><w:name w:val='条{key}{n}'/><w:pPr>{number}</w:pPr></w:style>"

    def level(self, n: int, style: str) -> str:
        own = self.chance.choice(["%{}、", "（%{}）", "%{}."]).format(n + 1)
        text = own if n == 0 or self.chance.random() < 0.6 else ".".join(f"%{k + 1}" for k in range(n + 1))
        return (
            f"<w:lvl w:ilvl='{n}'><w:start w:val='{self.chance.choice([1, 1, 1, 3])}'/><w:numFmt w:val='{self.chance.choice(FORMATS)}'/>"
            f"{style}<w:suff w:val='space'/><w:lvlText w:val='{text}'/></w:lvl>"
        )

    def restart(self) -> str:
        """The first level alone: LibreOffice takes a new start of a deeper one for the first item only."""
        if self.chance.random() < 0.5:
            return ""
        return f"<w:lvlOverride w:ilvl='0'><w:startOverride w:val='{self.chance.choice([1, 1, 5])}'/></w:lvlOverride>"

    def text(self) -> str:
        return "".join(self.paragraph(f"条目{n}") for n in range(self.chance.randint(6, 22)))

    def paragraph(self, text: str) -> str:
        kind = self.chance.random()
        if kind < 0.15:
            return p(text)
        if self.styled and kind < 0.5:
            return p(text, f"<w:pStyle w:val='{self.chance.choice(self.styled)}'/>")
        number = self.chance.choice(self.numbers)
        # A list that starts again, and that on a deeper level first, can be read in two ways.
        level = self.chance.choice([0, 0, 1, 1, 2, 3]) if number in self.begun else 0
        self.begun.add(number)
        return p(text, f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr>")

    def file(self) -> bytes:
        return docx_of(self.text(), numbering=self.abstracts + self.nums, styles=self.styles)


def printed(files: list[Path], folder: Path) -> dict[Path, list[str]]:
    """The lines that LibreOffice prints of each file."""
    if converting.program() is None:
        pytest.skip("no LibreOffice: apt-get install libreoffice-writer-nogui")
    links = {}
    for n, file in enumerate(files):
        links[file] = folder / f"{n}.docx"
        links[file].write_bytes(file.read_bytes())
    command = [str(converting.program()), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder), *map(str, links.values())]
    while subprocess.run(["unshare", "-rn", *command], capture_output=True).returncode == converting.STARTS_AGAIN:
        pass
    texts = {file: link.with_suffix(".txt") for file, link in links.items()}
    return {file: text.read_text("utf-8-sig").splitlines() for file, text in texts.items() if text.exists()}


def test_lists_made_at_random_are_numbered_alike(tmp_path):
    files = []
    for seed in range(FILES):
        files.append(tmp_path / f"seed {seed}.docx")
        files[-1].write_bytes(Lists(seed).file())
    differing, compared = {}, 0
    for file, lines in printed(files, tmp_path).items():
        theirs = {found[2]: found[1] for line in lines if (found := ITEM.match(line))}
        ours = {block.text: block.label for block in read_blocks(open_package(file.read_bytes()))[0]}
        compared += len(ours)
        if ours != theirs:
            differing[file.name] = [(text, label, theirs.get(text)) for text, label in ours.items() if label != theirs.get(text)][0]
    assert compared > 500
    assert differing == {}


def test_real_files_are_numbered_alike_but_for_bullets(test_data, tmp_path):
    files = [file for kind in ("real-docx", "derived-docx", "written-docx", "docx-torture") for file in sorted((test_data / kind).rglob("*.docx"))]
    files += sorted(SAMPLES.glob("*.docx"))
    differing, compared = [], 0
    for file, lines in printed([file for file in files if is_numbered(file)], tmp_path).items():
        plain = [" ".join(line.split()) for line in lines]
        for block in read_blocks(open_package(file.read_bytes(), file.name))[0]:
            text = " ".join(block.text.split())
            line = next((n for n, line in enumerate(plain) if line.endswith(text) and len(line) - len(text) < 66), None) if text else None
            if line is None:
                continue
            theirs = plain[line].removesuffix(text).strip()
            plain = plain[line + 1 :]
            compared += bool(block.label and any(map(str.isalnum, block.label)))
            if any(map(str.isalnum, block.label)) and theirs != block.label:
                differing.append((file.name, block.label, theirs, text[:20]))
    assert compared > 100
    assert differing == []


def is_numbered(file: Path) -> bool:
    try:
        return any(block.label for block in read_blocks(open_package(file.read_bytes(), file.name))[0])
    except Refusal:
        return False
