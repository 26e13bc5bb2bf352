"""Ways to break a .docx, as broken disks, bad converters and ill will do: in its bytes, its members, its XML."""
import random
import zipfile
from io import BytesIO

from lxml import etree

ODD_VALUES = ["", "-1", "0", "9999999999", "2147483648", "1e9", "①", "abc", "\u202e", "true", "28磅", "../../x"]
ODD_TEXTS = ["", "一、", "（一）", "第一，", "1.", "\u200b\ufeff", "\u3000" * 500, "（" * 3000, "一、" * 2000, "各位代表：", "谢谢大家！", "2024年13月45日", "\U0002A6D6"]
WRAPPERS = ["sdt", "ins", "del", "smartTag", "hyperlink", "tbl", "txbxContent", "AlternateContent"]


def mutate(chance: random.Random, files: list[bytes]) -> bytes:
    """One of the files with one to four breaks in it, all of one sort."""
    content = chance.choice(files)
    way = chance.choice([break_bytes, break_members, break_xml, break_xml, break_xml])
    for _ in range(chance.randint(1, 4)):
        content = way(chance, content, files)
    return content


def break_bytes(chance, content, files) -> bytes:
    at, length = chance.randrange(len(content) + 1), chance.choice([1, 1, 8, 200, 5000])
    piece = content[at : at + length]
    new = chance.choice([b"", piece * 2, chance.randbytes(length), bytes(byte ^ 0x20 for byte in piece), chance.choice(files)[at : at + length]])
    return content[:at] + new + content[at + length :]


def members(content: bytes) -> list[tuple[str, bytes]] | None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            return [(name, package.read(name)) for name in package.namelist()]
    except Exception:  # whatever zipfile says of a file broken before: it stays as it is
        return None


def zipped(parts: list[tuple[str, bytes]]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            package.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()


def break_members(chance, content, files) -> bytes:
    parts = members(content)
    if not parts:
        return content
    which = chance.randrange(len(parts))
    name, part = parts[which]
    other = members(chance.choice(files)) or parts
    parts[which] = chance.choice([
        (name, b""), (name, break_bytes(chance, part, files)), (name, chance.choice(other)[1]), (name.upper(), part),
        (f"word/{which}.xml", part), (name, part[: len(part) // 2]), (name, part * 2),
    ])  # fmt: skip
    if chance.random() < 0.3:
        del parts[chance.randrange(len(parts))]
    return zipped(parts)


def break_xml(chance, content, files) -> bytes:
    parts = members(content)
    chosen = [n for n, (name, _) in enumerate(parts or []) if name.endswith((".xml", ".rels"))]
    if not chosen:
        return content
    main = [n for n in chosen if parts[n][0] == "word/document.xml"]
    which = chance.choice(main) if main and chance.random() < 0.7 else chance.choice(chosen)
    try:
        root = etree.fromstring(parts[which][1])
    except etree.XMLSyntaxError:
        return content
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    for _ in range(chance.choice([1, 1, 3, 20])):
        break_element(chance, chance.choice(elements), elements)
    parts[which] = (parts[which][0], etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
    return zipped(parts)


def break_element(chance, element, elements):
    parent = element.getparent()
    match chance.randrange(7):
        case 0 if parent is not None:
            parent.remove(element)
        case 1 if parent is not None:
            for _ in range(chance.choice([1, 5, 60])):
                parent.append(etree.fromstring(etree.tostring(element, with_tail=False)))
        case 2 if element.attrib:
            element.set(chance.choice(list(element.attrib)), chance.choice(ODD_VALUES))
        case 3:
            element.text = chance.choice(ODD_TEXTS)
        case 4 if parent is not None:
            wrapper = etree.SubElement(parent, f"{{{etree.QName(element).namespace or ''}}}{chance.choice(WRAPPERS)}".replace("{}", ""))
            wrapper.append(element)
        case 5:
            element.tag = chance.choice(elements).tag
        case 6:
            other = chance.choice(elements)
            if parent is not None and other is not element and element not in other.iterancestors() and other not in element.iterancestors():
                other.append(element)
