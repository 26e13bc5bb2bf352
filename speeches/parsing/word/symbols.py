"""Signs of the symbol fonts, whose letters and private codes mean nothing without their font, in Unicode."""

SYMBOL_FONTS = ("wingdings", "webdings", "symbol")
# Font, code → sign. Bullets of Word and signs that stand in texts; a private code is this code + F000.
SIGNS = {
    ("wingdings", 0x6C): "●", ("wingdings", 0x6E): "■", ("wingdings", 0x75): "◆", ("wingdings", 0x76): "❖", ("wingdings", 0xA7): "▪",
    ("wingdings", 0xA8): "□", ("wingdings", 0xB2): "☆", ("wingdings", 0xAB): "★", ("wingdings", 0xD8): "➢", ("wingdings", 0xFC): "✓",
    ("wingdings", 0xFE): "☑", ("wingdings 2", 0x52): "☑", ("wingdings 2", 0x50): "✓", ("symbol", 0xB7): "•",
}  # fmt: skip


def sign_of(font: str, code: int) -> str:
    """Return the character that a code means in a font; a private code that we do not know stays."""
    plain = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if (font.lower(), plain) in SIGNS:
        return SIGNS[font.lower(), plain]
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code <= 0xDFFF else ""


def bullet_of(font: str, text: str) -> str:
    """Return a bullet in signs that every font has: no letter of Wingdings, no o of Courier New, no private code."""
    if font.lower().startswith(SYMBOL_FONTS):
        signs = [sign_of(font, ord(character)) for character in text]
        return "".join(sign if sign in SIGNS.values() else "•" for sign in signs)
    return "◦" if text == "o" else "".join("•" if "\ue000" <= character <= "\uf8ff" else character for character in text)
