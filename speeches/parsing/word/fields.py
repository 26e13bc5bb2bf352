"""What Word shows for a field that stores no result: 带圈字符, 拼音指南 and 合并字符 of old files are such fields."""
import re

from speeches.parsing.word.form import VAL, W, number

NAME = re.compile(r"\s*([A-Za-z]+)\s*(.*)", re.S)
RING = re.compile(
    r"\\o\s*(?:\\a[clr]\s*)?[(（]\s*(?:[○〇◯]\s*[,，;；]\s*(\w{1,2})|(\w{1,2})\s*[,，;；]\s*[○〇◯])\s*[)）]", re.I
)
# 拼音 above its character: \o\ad(\s\up 9(zhòng),重)
READING = re.compile(r"\\o\s*\\a\w\s*\(\s*\\s\s*\\up\s*\d+\s*\([^()]*\)\s*[,;]\s*([^()]*)\)", re.I)
FRACTION = re.compile(r"\\f\s*\(([^(),;]*)[,;]([^(),;]*)\)", re.I)
LAYOUT = re.compile(r'\\\*\s*(?:"[^"]*"|\S+)|\\[a-z]+\s*\d*|[()\\]|[,;]\s*', re.I)


def shown(instruction: str, begin=None) -> str:
    """Return the words of a field without a result, "" for one that shows none; `begin` is the w:fldChar it starts with."""
    name, rest = (found[1].upper(), found[2]) if (found := NAME.match(instruction)) else ("", "")
    if name == "EQ":
        return equation(rest)
    if name in ("MACROBUTTON", "GOTOBUTTON"):
        return rest.partition(" ")[2].strip()
    if name == "FORMDROPDOWN":
        return choice_in_list(begin)
    return ""


def equation(rest: str) -> str:
    """Return ① for \\o\\ac(○,1), the character under its reading, and all other letters in their order."""
    if ring := RING.search(rest):
        return circle(ring[1] or ring[2])
    return LAYOUT.sub("", FRACTION.sub(r"\1/\2", READING.sub(r"\1", rest))).strip()


def circle(inner: str) -> str:
    """Put a number or a character into a circle where Unicode has it, else leave it as it is."""
    if inner.isdecimal():
        n = int(inner)
        for first, last, start in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
            if first <= n <= last:
                return chr(start + n - first)
    at = "一二三四五六七八九十".find(inner)
    return chr(0x3280 + at) if at >= 0 and len(inner) == 1 else inner


def choice_in_list(begin) -> str:
    """Return the entry that was chosen in a list to choose from, the first where nobody chose."""
    entries = begin.findall(f"{W}ffData/{W}ddList/{W}listEntry") if begin is not None else []
    if not entries:
        return ""
    chosen = [begin.find(f"{W}ffData/{W}ddList/{W}{name}") for name in ("result", "default")]
    at = next((int(number(one.get(VAL), 0)) for one in chosen if one is not None), 0)
    return entries[at].get(VAL) or "" if 0 <= at < len(entries) else ""
