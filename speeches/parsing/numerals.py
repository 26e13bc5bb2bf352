"""A number in the shape that w:numFmt names, as Word 16 prints it."""

DIGITS = "〇一二三四五六七八九"
UNITS = ("", "十", "百", "千")
LEGAL = (str.maketrans("〇一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟"), str.maketrans("〇一二三四五六七八九十百千", "零壹貳參肆伍陸柒捌玖拾佰仟"))
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
ROMAN = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
LARGEST = 9_999  # beyond it plain digits: a list that starts at two billion must not build a Roman number


def decimal(n: int) -> str:
    return str(n)


def positional(digits: str):
    """Digit by digit: 101 → 一〇一."""
    return lambda n: "".join(digits[int(d)] for d in str(n))


def thousands(n: int, one_ten: bool = False, one_hundred: bool = True) -> str:
    """十一, 一百零一; with one_ten 一十一, without one_hundred 百一 as the Japanese write it (and leave out 零)."""
    text, gap = "", False
    for place in range(len(str(n)) - 1, -1, -1):
        digit = n // 10**place % 10
        if not digit:
            gap = bool(text)
            continue
        alone = digit == 1 and ((place == 1 and not text and not one_ten) or (place > 0 and not one_hundred))
        text += ("零" if gap and one_hundred else "") + ("" if alone else DIGITS[digit]) + UNITS[place]
        gap = False
    return text or DIGITS[0]


def counting(n: int) -> str:
    """Below a hundred as spoken (二十一), from there on digit by digit (一○一)."""
    return thousands(n) if n < 100 else positional("○" + DIGITS[1:])(n)


def japanese(n: int) -> str:
    return thousands(n, one_hundred=False)


def legal(table):
    return lambda n: thousands(n, one_ten=True).translate(table)


def row_of(*rows: str | tuple[int, int]):
    """The n-th sign of a row, or of a range of code points; plain digits past its end."""
    signs = "".join(row if isinstance(row, str) else "".join(map(chr, range(row[0], row[1] + 1))) for row in rows)
    return lambda n: signs[n - 1] if 1 <= n <= len(signs) else str(n)


def letter(n: int) -> str:
    """A … Z, then AA, BB … as Word goes on."""
    return chr(65 + (n - 1) % 26) * ((n - 1) // 26 + 1) if 1 <= n <= 780 else str(n)


def roman(n: int) -> str:
    text = ""
    for value, sign in ROMAN:
        text += sign * (n // value)
        n %= value
    return text


def stem_and_branch(n: int) -> str:
    return STEMS[(n - 1) % 10] + BRANCHES[(n - 1) % 12] if 1 <= n <= 60 else str(n)


def ordinal(n: int) -> str:
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


FORMATS = {
    "decimal": decimal,
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": positional("０１２３４５６７８９"),
    "decimalFullWidth2": positional("０１２３４５６７８９"),
    "numberInDash": lambda n: f"- {n} -",
    "ordinal": ordinal,
    "upperRoman": roman,
    "lowerRoman": lambda n: roman(n).lower(),
    "upperLetter": letter,
    "lowerLetter": lambda n: letter(n).lower(),
    "chineseCounting": counting,
    "taiwaneseCounting": counting,
    "chineseCountingThousand": thousands,
    "taiwaneseCountingThousand": thousands,
    "japaneseCounting": japanese,
    "ideographDigital": positional(DIGITS),
    "japaneseDigitalTenThousand": positional(DIGITS),
    "taiwaneseDigital": positional("○" + DIGITS[1:]),
    "koreanDigital2": positional("零" + DIGITS[1:]),
    "chineseLegalSimplified": legal(LEGAL[0]),
    "ideographLegalTraditional": legal(LEGAL[1]),
    "ideographTraditional": row_of(STEMS),
    "ideographZodiac": row_of(BRANCHES),
    "ideographZodiacTraditional": stem_and_branch,
    "decimalEnclosedCircle": row_of((0x2460, 0x2473)),
    "decimalEnclosedCircleChinese": row_of((0x2460, 0x2473)),
    "decimalEnclosedParen": row_of((0x2474, 0x2487)),
    "decimalEnclosedFullstop": row_of((0x2488, 0x249B)),
    "ideographEnclosedCircle": row_of((0x3280, 0x3289)),
    "ideographParenthesized": row_of((0x3220, 0x3229)),
    "none": lambda n: "",
    "bullet": lambda n: "",
}


def numeral(n: int, kind: str) -> str:
    """Write n as the format says; plain digits for a format we do not know and for numbers that make no sense."""
    return FORMATS.get(kind, decimal)(n) if 0 <= n <= LARGEST else str(n)
