"""The labels that Word counts by itself."""
import pytest

from speeches.parsing.numerals import numeral
from speeches.parsing.outline import read_outline
from speeches.parsing.word.blocks import read_blocks
from speeches.parsing.word.package import open_package
from tests.docx_files import docx_of, p, r


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("chineseCounting", ["一", "十", "十一", "二十", "一○一"]),
        ("taiwaneseCounting", ["一", "十", "十一", "二十", "一○一"]),
        ("chineseCountingThousand", ["一", "十", "十一", "二十", "一百零一"]),
        ("taiwaneseCountingThousand", ["一", "十", "十一", "二十", "一百零一"]),
        ("japaneseCounting", ["一", "十", "十一", "二十", "百一"]),
        ("ideographDigital", ["一", "一〇", "一一", "二〇", "一〇一"]),
        ("chineseLegalSimplified", ["壹", "壹拾", "壹拾壹", "贰拾", "壹佰零壹"]),
        ("ideographTraditional", ["甲", "癸", "11", "20", "101"]),
        ("ideographZodiac", ["子", "酉", "戌", "20", "101"]),
        ("decimalEnclosedCircle", ["①", "⑩", "⑪", "⑳", "101"]),
        ("decimalEnclosedCircleChinese", ["①", "⑩", "⑪", "⑳", "101"]),
        ("decimalEnclosedParen", ["⑴", "⑽", "⑾", "⒇", "101"]),
        ("decimalEnclosedFullstop", ["⒈", "⒑", "⒒", "⒛", "101"]),
        ("ideographEnclosedCircle", ["㊀", "㊉", "11", "20", "101"]),
        ("decimalFullWidth", ["１", "１０", "１１", "２０", "１０１"]),
        ("decimalZero", ["01", "10", "11", "20", "101"]),
        ("upperRoman", ["I", "X", "XI", "XX", "CI"]),
        ("lowerLetter", ["a", "j", "k", "t", "wwww"]),
        ("a format of next year", ["1", "10", "11", "20", "101"]),
    ],
)
def test_every_format_as_word_prints_it(kind, shown):
    assert [numeral(n, kind) for n in (1, 10, 11, 20, 101)] == shown


@pytest.mark.parametrize(("n", "shown"), [(110, "一百一十"), (1001, "一千零一"), (1010, "一千零一十"), (2300, "二千三百"), (9999, "九千九百九十九")])
def test_large_chinese_numbers(n, shown):
    assert numeral(n, "chineseCountingThousand") == shown


@pytest.mark.parametrize("n", [-1, 10_000, 2_000_000_000])
@pytest.mark.parametrize("kind", ["upperRoman", "upperLetter", "chineseCountingThousand"])
def test_a_number_that_makes_no_sense_is_written_in_digits(kind, n):
    assert numeral(n, kind) == str(n)


def level(n: int, kind: str, text: str, more: str = "") -> str:
    return f"<w:lvl w:ilvl='{n}'><w:start w:val='1'/><w:numFmt w:val='{kind}'/>{more}<w:lvlText w:val='{text}'/></w:lvl>"


CHINESE = level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3.") + level(3, "decimalEnclosedCircle", "%4")


def abstract(levels: str, number: int = 0, more: str = "") -> str:
    return f"<w:abstractNum w:abstractNumId='{number}'>{more}{levels}</w:abstractNum>"


def num(number: int, of: int = 0, override: str = "") -> str:
    return f"<w:num w:numId='{number}'><w:abstractNumId w:val='{of}'/>{override}</w:num>"


def item(number: int | None = 1, on: int | None = 0, more: str = "", text: str = "条") -> str:
    parts = f"<w:ilvl w:val='{on}'/>" if on is not None else ""
    parts += f"<w:numId w:val='{number}'/>" if number is not None else ""
    return p(text, f"{more}<w:numPr>{parts}</w:numPr>")


def labels(body: str, numbering: str, styles: str = "") -> list[str]:
    blocks, _, _ = read_blocks(open_package(docx_of(body, numbering=numbering, styles=styles)))
    return [block.label for block in blocks]


def test_chinese_levels_count_and_deeper_ones_start_again():
    body = "".join(item(on=on) for on in (0, 1, 2, 3, 3, 1, 0, 1, 2))
    assert labels(body, abstract(CHINESE) + num(1)) == ["一、", "（一）", "1.", "①", "②", "（二）", "二、", "（一）", "1."]


def test_two_lists_of_one_kind_go_on_unless_the_second_starts_again():
    override = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride>"
    numbering = abstract(CHINESE) + num(1) + num(2) + num(3, override=override)
    assert labels("".join(item(n) for n in (1, 1, 2, 3, 3)), numbering) == ["一、", "二、", "三、", "一、", "二、"]


def test_a_level_begins_again_from_the_number_that_its_list_gives_it():
    override = "<w:lvlOverride w:ilvl='1'><w:startOverride w:val='4'/></w:lvlOverride>"
    body = "".join(item(on=on) for on in (0, 1, 1, 0, 1))
    assert labels(body, abstract(CHINESE) + num(1, override=override)) == ["一、", "（四）", "（五）", "二、", "（四）"]


def test_two_speeches_in_one_file_each_begin_at_one():
    override = "".join(f"<w:lvlOverride w:ilvl='{n}'><w:startOverride w:val='1'/></w:lvlOverride>" for n in range(4))
    first, second = ("".join(item(n, on) for on in (0, 1, 1, 0)) for n in (1, 2))
    assert labels(first + p("第二篇") + second, abstract(CHINESE) + num(1) + num(2, override=override)) == [
        "一、", "（一）", "（二）", "二、", "", "一、", "（一）", "（二）", "二、",
    ]  # fmt: skip


def test_a_list_may_have_a_level_of_its_own():
    override = "<w:lvlOverride w:ilvl='0'>" + level(0, "decimal", "第%1条") + "</w:lvlOverride>"
    assert labels(item(1) + item(2), abstract(CHINESE) + num(1) + num(2, override=override)) == ["一、", "第2条"]


def test_missing_upper_levels_get_their_start():
    levels = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2")
    assert labels(item(on=1) + item(on=1) + item(on=0) + item(on=1), abstract(levels) + num(1)) == ["1.1", "1.2", "2.", "2.1"]


def test_a_level_that_never_restarts_goes_on():
    levels = level(0, "decimal", "%1.") + level(1, "decimal", "%2)", "<w:lvlRestart w:val='0'/>")
    assert labels("".join(item(on=on) for on in (0, 1, 0, 1)), abstract(levels) + num(1)) == ["1.", "1)", "2.", "2)"]


def test_a_level_may_restart_only_after_an_outer_one():
    levels = "".join(level(n, "decimal", f"%{n + 1}", "<w:lvlRestart w:val='1'/>" if n == 2 else "") for n in range(3))
    assert labels("".join(item(on=on) for on in (0, 1, 2, 1, 2, 0, 1, 2)), abstract(levels) + num(1)) == ["1", "1", "1", "2", "2", "2", "1", "1"]


def test_when_a_level_restarts_is_not_for_a_list_to_change():
    override = "<w:lvlOverride w:ilvl='1'>" + level(1, "decimal", "%2)", "<w:lvlRestart w:val='0'/>") + "</w:lvlOverride>"
    assert labels("".join(item(on=on) for on in (0, 1, 0, 1)), abstract(CHINESE) + num(1, override=override)) == ["一、", "1)", "二、", "1)"]


def test_a_legal_level_writes_all_its_numbers_in_digits():
    levels = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    assert labels(item(on=0) + item(on=1), abstract(levels) + num(1)) == ["一、", "1.1"]


def test_a_custom_format_is_read_from_its_fallback():
    custom = (
        "<w:lvl w:ilvl='0'><mc:AlternateContent><mc:Choice Requires='w14'><w:numFmt w:val='custom' w:format='001, 002'/></mc:Choice>"
        "<mc:Fallback><w:numFmt w:val='chineseCounting'/></mc:Fallback></mc:AlternateContent><w:lvlText w:val='%1、'/></w:lvl>"
    )
    assert labels(item(), abstract(custom) + num(1)) == ["一、"]


def style(style_id: str, number: str = "", based_on: str = "") -> str:
    return f"<w:style w:type='paragraph' w:styleId='{style_id}'><w:name w:val='{style_id}'/><w:basedOn w:val='{based_on}'/><w:pPr>{number}</w:pPr></w:style>"


def test_a_style_numbers_its_paragraphs_on_the_level_that_names_it():
    levels = level(0, "chineseCounting", "%1、", "<w:pStyle w:val='h1'/>") + level(1, "chineseCounting", "（%2）", "<w:pStyle w:val='h2'/>")
    styles = style("h1", "<w:numPr><w:numId w:val='1'/></w:numPr>") + style("h2", "<w:numPr><w:numId w:val='1'/></w:numPr>") + style("h3", based_on="h2")
    body = "".join(p("条", f"<w:pStyle w:val='{name}'/>") for name in ("h1", "h2", "h3", "h1"))
    assert labels(body, abstract(levels) + num(1), styles) == ["一、", "（一）", "（二）", "二、"]


def test_a_paragraph_may_change_the_level_of_its_style_or_switch_its_number_off():
    styles = style("h", "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>")
    named = "<w:pStyle w:val='h'/>"
    body = p("条", named) + item(None, 1, named) + item(0, None, named) + p("条", named)
    assert labels(body, abstract(CHINESE) + num(1), styles) == ["一、", "（一）", "", "二、"]


def test_a_paragraph_in_another_list_than_its_style_stays_on_the_level_of_its_style():
    styles = style("h", "<w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr>")
    assert labels(item(2, None, "<w:pStyle w:val='h'/>"), abstract(CHINESE) + num(1) + num(2), styles) == ["（一）"]


def test_number_0_is_no_list_even_where_one_has_that_number():
    assert labels(item(0), abstract(CHINESE) + num(0)) == [""]


def test_a_list_is_found_through_a_numbering_style_and_a_circle_of_them_ends():
    link = "<w:numStyleLink w:val='{}'/>"
    styles = "".join(f"<w:style w:type='numbering' w:styleId='{s}'><w:name w:val='{s}'/><w:pPr><w:numPr><w:numId w:val='{n}'/></w:numPr></w:pPr></w:style>" for s, n in (("good", 2), ("loop", 3)))
    numbering = abstract("", 0, link.format("good")) + abstract(CHINESE, 1) + abstract("", 2, link.format("loop")) + num(1, 0) + num(2, 1) + num(3, 2)
    assert labels(item(1) + item(2) + item(3), numbering, styles) == ["一、", "二、", ""]


def test_empty_and_controlled_paragraphs_count_and_deleted_ones_do_not():
    deleted = p("<w:del w:id='1'>" + r("旧").replace("w:t", "w:delText") + "</w:del>", "<w:numPr><w:numId w:val='1'/></w:numPr><w:rPr><w:del w:id='2'/></w:rPr>")
    controlled = f"<w:sdt><w:sdtContent>{item()}</w:sdtContent></w:sdt>"
    assert labels(item() + item(text="") + controlled + deleted + item(), abstract(CHINESE) + num(1)) == ["一、", "三、", "四、"]


def test_what_a_tracked_change_says_of_a_number_is_history():
    was = "<w:pPrChange w:id='1'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:pPrChange>"
    assert labels(item() + p("条", was) + item(), abstract(CHINESE) + num(1)) == ["一、", "", "二、"]


def test_a_number_that_is_counted_and_typed_stays_as_typed_and_is_one_in_the_outline():
    blocks, _, _ = read_blocks(open_package(docx_of(item(text="一、提高认识") + p("要学。") + item(text="二、抓好落实"), numbering=abstract(CHINESE) + num(1))))
    assert [(block.label, block.text) for block in blocks] == [("一、", "一、提高认识"), ("", "要学。"), ("二、", "二、抓好落实")]
    assert [(section.label, section.heading) for section in read_outline(blocks, 1)] == [("一", "提高认识"), ("二", "抓好落实")]


@pytest.mark.parametrize(
    ("font", "text", "shown"),
    [
        ("Wingdings", "\uf06c", "●"),
        ("Wingdings", "l", "●"),
        ("Wingdings", "\uf0f0", "•"),
        ("Symbol", "\uf0b7", "•"),
        ("Courier New", "o", "◦"),
        ("", "\uf06c", "•"),
        ("宋体", "◆", "◆"),
    ],
)
def test_bullets_become_signs_that_every_font_has(font, text, shown):
    bullet = level(0, "bullet", text).replace("</w:lvl>", f"<w:rPr><w:rFonts w:ascii='{font}'/></w:rPr></w:lvl>")
    assert labels(item(), abstract(bullet) + num(1)) == [shown]


def test_a_label_is_never_longer_than_a_line():
    assert len(labels(item(), abstract(level(0, "decimal", "%1" + "长" * 500)) + num(1))[0]) <= 64
