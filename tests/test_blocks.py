"""The walk that loses nothing: one small file for each way in which Word hides text from simpler readers."""
import pytest

from speeches.parsing.drafts import Refusal
from speeches.parsing.limits import Limits
from speeches.parsing.word.blocks import read_blocks
from speeches.parsing.word.package import open_package
from tests.docx_files import docx_of, p, r

FLD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
BEGIN, SEPARATE, END = (FLD.format(kind) for kind in ("begin", "separate", "end"))
BOX = "<w:txbxContent>" + p("框中的题目") + "</w:txbxContent>"
ALTERNATIVES = "<mc:AlternateContent><mc:Choice Requires='wps'>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
DELETED = "<w:del w:id='1'><w:r><w:delText>删去的</w:delText></w:r></w:del>"


def code(text: str) -> str:
    return f"<w:r><w:instrText xml:space='preserve'>{text}</w:instrText></w:r>"


def cell(*content: str, form: str = "") -> str:
    return f"<w:tc><w:tcPr>{form}</w:tcPr>{''.join(content)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(*cells: str, form: str = "") -> str:
    return f"<w:tr><w:trPr>{form}</w:trPr>{''.join(cells)}</w:tr>"


def sdt(content: str, form: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{form}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


HIDING = (
    "<w:style w:type='character' w:styleId='a'><w:name w:val='a'/><w:rPr><w:vanish/></w:rPr></w:style>"
    "<w:style w:type='character' w:styleId='b'><w:name w:val='b'/><w:basedOn w:val='a'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='p'><w:name w:val='p'/><w:rPr><w:vanish/></w:rPr></w:style>"
)
RUBY = "eq \\* jc2 \\* &quot;Font:宋体&quot; \\* hps10 \\o\\ad(\\s\\up 9(zhòng),重)"
DROPDOWN = (
    "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:ddList>{}<w:listEntry w:val='同意'/><w:listEntry w:val='不同意'/></w:ddList></w:ffData></w:fldChar></w:r>"
)
SLIDE = "<a:txBody><a:p><a:r><a:t>上一行</a:t></a:r></a:p><a:p><a:r><a:t>下</a:t></a:r><a:r><a:t>一行</a:t></a:r></a:p></a:txBody>"

# Each way in which Word stores text that a reader sees, or does not see; and what is read.
FEATURES = {
    "plain": (p("同志们："), ["同志们："]),
    "space_run": (p(r("张") + r(" ") + r("三")), ["张 三"]),
    "tab and hyphens": (p("<w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>三</w:t></w:r>"), ["一\t二-三"]),
    "sdt_block": (sdt(p("封面上的题目")) + p("正文"), ["封面上的题目", "正文"]),
    "sdt_nested": (sdt(sdt(sdt(p("最里面")))), ["最里面"]),
    "sdt_inline": (p(r("时间：") + sdt(r("三月五日"))), ["时间：三月五日"]),
    "sdt_cell": (table(row(sdt(cell(p("格"))))), ["格"]),
    "sdt_row": (table(sdt(row(cell(p("行"))))), ["行"]),
    "ins_run": (p(r("要加快") + "<w:ins w:id='1'>" + r("绿色") + "</w:ins>" + r("发展")), ["要加快绿色发展"]),
    "ins_para_all": (p(f"<w:ins w:id='1'>{r('新加的一段')}</w:ins>", "<w:rPr><w:ins w:id='2'/></w:rPr>"), ["新加的一段"]),
    "del_run": (p(r("留下") + DELETED + r("的话")), ["留下的话"]),
    "del_para_mark": (p("前半句", "<w:rPr><w:del w:id='1'/></w:rPr>") + p("后半句"), ["前半句后半句"]),
    "del_para_mark at the end of a cell": (table(row(cell(p("格里", "<w:rPr><w:del w:id='1'/></w:rPr>")))) + p("格外"), ["格里", "格外"]),
    "del_row": (table(row(cell(p("旧行")), form="<w:del w:id='1'/>"), row(cell(p("新行")))), ["新行"]),
    "del_cell": (table(row(cell(p("旧格"), form="<w:cellDel w:id='1'/>"), cell(p("新格")))), ["新格"]),
    "move": (p("<w:moveTo w:id='1'>" + r("挪动的话") + "</w:moveTo>") + p("<w:moveFrom w:id='1'>" + r("挪动的话") + "</w:moveFrom>" + r("别的话")), ["挪动的话", "别的话"]),
    "hyperlink": (p("<w:hyperlink r:id='x'>" + r("点这里") + "</w:hyperlink>"), ["点这里"]),
    "fldSimple": (p("<w:fldSimple w:instr='DATE'>" + r("2031年4月2日") + "</w:fldSimple>"), ["2031年4月2日"]),
    "complex_field": (p(BEGIN + code("DATE") + SEPARATE + r("今天") + END + r("开会")), ["今天开会"]),
    "field_nested_instr": (p(BEGIN + code("IF ") + BEGIN + code("PAGE") + SEPARATE + r("7") + END + code(" = 1") + SEPARATE + r("结果") + END), ["结果"]),
    "field without an end": (p(BEGIN + code("PAGE")) + p("下一段还在"), ["下一段还在"]),
    "eq_circle": (p(BEGIN + code("eq \\o\\ac(○,3)") + END + r("守好底线")), ["③守好底线"]),
    "eq_circle in fldSimple": (p("<w:fldSimple w:instr=' EQ \\o\\ac(○,12) '/>" + r("抓实")), ["⑫抓实"]),
    "eq with a reading above": (p(BEGIN + code(RUBY) + END + r("任在肩")), ["重任在肩"]),
    "eq of combined characters": (p(BEGIN + code("EQ \\o(\\s\\up 6(云溪),\\s\\do 2(林业))") + END + r("局")), ["云溪林业局"]),
    "eq of a fraction": (p(r("完成") + BEGIN + code("EQ \\f(3,4)") + END), ["完成3/4"]),
    "field of a button": (p(BEGIN + code("MACROBUTTON NoMacro 点这里填姓名") + END), ["点这里填姓名"]),
    "field to choose from": (p(DROPDOWN.format("<w:result w:val='1'/>") + code("FORMDROPDOWN") + END + r("增补")), ["不同意增补"]),
    "field to choose from, nobody chose": (p(DROPDOWN.format("") + code("FORMDROPDOWN") + END), ["同意"]),
    "field that shows nothing": (p(r("见") + BEGIN + code('XE "造林"') + END + r("表")), ["见表"]),
    "smartTag": (p(r("在") + "<w:smartTag w:element='place'>" + r("云溪镇") + "</w:smartTag>"), ["在云溪镇"]),
    "customXml_inline": (p("<w:customXml w:element='x'>" + r("行内") + "</w:customXml>"), ["行内"]),
    "customXml_block": ("<w:customXml w:element='x'>" + p("块") + "</w:customXml>", ["块"]),
    "bdo_dir": (p("<w:bdo w:val='ltr'>" + r("甲") + "</w:bdo><w:dir w:val='ltr'>" + r("乙") + "</w:dir>"), ["甲乙"]),
    "ruby": (p("<w:r><w:ruby><w:rubyPr/><w:rt>" + r("zhòng") + "</w:rt><w:rubyBase>" + r("重") + "</w:rubyBase></w:ruby></w:r>" + r("任")), ["重任"]),
    "sym": (p("<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>" + r("同意")), ["☑同意"]),
    "sym of an ordinary font": (p("<w:r><w:sym w:font='宋体' w:char='2460'/></w:r>"), ["①"]),
    "vanish": (p(r("看得见") + r("看不见", "<w:vanish/>")), ["看得见"]),
    "vanish in the style of the paragraph": (p("看不见", "<w:pStyle w:val='p'/>") + p("看得见"), ["看得见"]),
    "vanish in both styles": (p(r("两次就是没有", "<w:rStyle w:val='b'/>"), "<w:pStyle w:val='p'/>"), ["两次就是没有"]),
    "vanish_style": (p(r("看得见") + r("看不见", "<w:rStyle w:val='b'/>")), ["看得见"]),
    "vanish_off": (p(r("也看得见", "<w:vanish w:val='0'/>")), ["也看得见"]),
    "textbox_mc": (p("<w:r>" + ALTERNATIVES.format(f"<w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing>", f"<w:pict><v:textbox>{BOX}</v:textbox></w:pict>") + "</w:r>" + r("正文")), ["框中的题目", "正文"]),
    "textbox_vml": (p(r("正文") + f"<w:r><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r>"), ["正文", "框中的题目"]),
    "textbox_dml": (p(f"<w:r><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></w:r>"), ["框中的题目"]),
    "text of a slide's shape": (p(r("正文") + f"<w:r><w:drawing>{SLIDE}</w:drawing></w:r>"), ["正文", "上一行", "下一行"]),
    "mc_run": (p(ALTERNATIVES.format(r("新写法"), r("旧写法"))), ["新写法"]),
    "mc_block": (ALTERNATIVES.format(p("新段"), p("旧段")), ["新段"]),
    "mc without a choice": ("<mc:AlternateContent><mc:Fallback>" + p("只有旧段") + "</mc:Fallback></mc:AlternateContent>", ["只有旧段"]),
    "comment": (p("<w:commentRangeStart w:id='0'/>" + r("正文") + "<w:commentRangeEnd w:id='0'/><w:r><w:commentReference w:id='0'/></w:r>"), ["正文"]),
    "footnote": (p(r("有注") + "<w:r><w:footnoteReference w:id='1'/></w:r>" + r("的话")), ["有注的话"]),
    "endnote": (p(r("有注") + "<w:r><w:endnoteReference w:id='1'/></w:r>" + r("的话")), ["有注的话"]),
    "a note and nothing else": (p("<w:r><w:footnoteReference w:id='1'/></w:r>"), ["注里的话"]),
    "header_footer": (p("正文"), ["正文"]),
    "altchunk_html": (p("前") + "<w:altChunk r:id='x'/>" + p("后"), ["前", "后"]),
    "table": (table(row(cell(p("一")), cell(p("二"), p("二下"))), row(cell(p("三")))), ["一", "二", "二下", "三"]),
    "table_nested": (table(row(cell(table(row(cell(p("里层")))), p("外层")))), ["里层", "外层"]),
    "table_merged": (
        table(
            row(cell(p("横着合并"), form="<w:gridSpan w:val='200000000'/>")),
            row(cell(p("竖着合并"), form="<w:vMerge w:val='restart'/>")),
            row(cell(p(), form="<w:vMerge/>")),
        ),
        ["横着合并", "竖着合并"],
    ),
    "breaks": (p("<w:r><w:t>上行</w:t><w:br/><w:t>下行</w:t><w:cr/><w:t>再下行</w:t></w:r>"), ["上行", "下行", "再下行"]),
    "line feed in w:t": (p("<w:r><w:t>甲\n乙</w:t></w:r>"), ["甲 乙"]),
    "ordinary text in a formula": (p("<m:oMath><m:r><w:rPr/><w:t>每亩</w:t></m:r></m:oMath>"), ["每亩"]),
    "separators of lines and paragraphs": (p("甲\u2028乙\u2029丙"), ["甲 乙 丙"]),
    "omath": (p("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>" + r("次")), ["x+1次"]),
    "instr_numPr_in_change": (p("现在的段落", "<w:pPrChange w:id='1'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:pPrChange>"), ["现在的段落"]),
    "subdoc_object": (p("<w:subDoc r:id='x'/>" + r("正文") + "<w:r><w:object/></w:r>"), ["正文"]),
    "drop cap": (p("春", "<w:framePr w:dropCap='drop' w:lines='3'/>") + p("天来了"), ["春天来了"]),
    "word art": (p("<w:r><w:pict><v:shape><v:textpath string='艺术字题目'/></v:shape></w:pict></w:r>"), ["艺术字题目"]),
    "run outside of a paragraph": (r("游离的字") + p("正文"), ["游离的字", "正文"]),
    "empty paragraphs": (p() + p("　") + p("正文"), ["正文"]),
    "control and zero-width characters": (p("同\u200b志\ufeff们\u202e：\ue5e5\u2063"), ["同志们：\ue5e5"]),
    "joiners between Chinese characters": (p("讲\u200d话 👩\u200d🌾"), ["讲话 👩\u200d🌾"]),
    "compatibility characters stay": (p("①（２０３１）㎡"), ["①（２０３１）㎡"]),
}


def read(body: str, **parts: str):
    return read_blocks(open_package(docx_of(body, **parts)))


def texts(body: str, **parts: str) -> list[str]:
    return [block.text for block in read(body, **parts)[0]]


PARTS = {
    "styles": HIDING,
    "footnotes": f"<w:footnote w:id='1'>{p('注里的话')}</w:footnote>",
    "endnotes": f"<w:endnote w:id='1'>{p('注里的话')}</w:endnote>",
    "header": p("页眉上的话"),
    "footer": p("页脚上的话"),
}


@pytest.mark.parametrize(("body", "lines"), FEATURES.values(), ids=FEATURES)
def test_every_feature_keeps_its_text_once_and_in_order(body, lines):
    assert texts(body, **PARTS) == lines


def test_text_hidden_by_a_style_of_characters_or_of_its_ancestor_is_set_aside():
    blocks, dropped, _ = read(p(r("看得见") + r("看不见", "<w:rStyle w:val='b'/>")), styles=HIDING)
    assert [block.text for block in blocks] == ["看得见"]
    assert [(piece.text, piece.reason) for piece in dropped] == [("看不见", "hidden")]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p(r("留") + DELETED), "删去的"),
        (p("<w:moveFrom w:id='1'>" + r("挪走的") + "</w:moveFrom>" + r("留")), "挪走的"),
        (table(row(cell(p("旧行")), form="<w:del w:id='1'/>"), row(cell(p("新")))), "旧行"),
    ],
)
def test_what_tracked_changes_took_out_is_set_aside_as_deleted(body, text):
    assert [(piece.text, piece.reason) for piece in read(body)[1]] == [(text, "deleted")]


def test_headers_and_footers_are_set_aside_once_and_page_numbers_not_at_all():
    _, dropped, _ = read(p("正文"), header=p("云溪县讲话汇编"), footer=p("- 3 -"))
    assert [(piece.text, piece.reason) for piece in dropped] == [("云溪县讲话汇编", "header")]


def test_a_footnote_hangs_on_the_line_with_its_mark_and_not_in_the_text():
    notes = "<w:footnote w:type='separator' w:id='0'>" + p("线") + "</w:footnote><w:footnote w:id='2'>" + p("见县志。") + p("第二段。") + "</w:footnote>"
    blocks, _, _ = read(p("无注") + p(r("有注") + "<w:r><w:footnoteReference w:id='2'/></w:r>" + r("的话")), footnotes=notes)
    assert [(block.text, [(n.mark, n.text) for n in block.notes]) for block in blocks] == [("无注", []), ("有注的话", [("1", "见县志。\n第二段。")])]


@pytest.mark.parametrize(
    ("file_says", "section_says", "mark"),
    [
        ("<w:footnotePr><w:numFmt w:val='decimalEnclosedCircle'/></w:footnotePr>", "", "①"),
        ("<w:footnotePr><w:numFmt w:val='decimal'/></w:footnotePr>", "<w:sectPr><w:footnotePr><w:numFmt w:val='decimalEnclosedCircleChinese'/></w:footnotePr></w:sectPr>", "①"),
        ("<w:footnotePr><w:numStart w:val='5'/></w:footnotePr>", "", "5"),
    ],
)
def test_a_mark_is_printed_as_word_prints_it(file_says, section_says, mark):
    body = p(r("话") + "<w:r><w:footnoteReference w:id='1'/></w:r>") + section_says
    blocks, _, _ = read(body, footnotes=f"<w:footnote w:id='1'>{p('注')}</w:footnote>", settings=file_says)
    assert blocks[0].notes[0].mark == mark


@pytest.mark.parametrize(("restart", "marks"), [("eachPage", ["①", "②", "①"]), ("continuous", ["①", "②", "③"])])
def test_marks_may_begin_again_on_each_page(restart, marks):
    numbers = f"<w:footnotePr><w:numFmt w:val='decimalEnclosedCircle'/><w:numRestart w:val='{restart}'/></w:footnotePr>"
    mark = "<w:r><w:footnoteReference w:id='{}'/></w:r>"
    body = p(r("甲") + mark.format(1)) + p(r("乙") + mark.format(2)) + p("<w:r><w:lastRenderedPageBreak/></w:r>" + r("丙") + mark.format(3))
    notes = "".join(f"<w:footnote w:id='{n}'>{p('注')}</w:footnote>" for n in (1, 2, 3))
    blocks, _, _ = read(body, footnotes=notes, settings=numbers)
    assert [note.mark for block in blocks for note in block.notes] == marks


def test_endnotes_count_in_small_roman_numbers_and_custom_marks_do_not_count():
    body = p(
        r("甲") + "<w:r><w:endnoteReference w:customMarkFollows='1' w:id='1'/><w:t>*</w:t></w:r>"
        + r("乙") + "<w:r><w:endnoteReference w:id='2'/></w:r>"
    )
    blocks, _, _ = read(body, endnotes=f"<w:endnote w:id='1'>{p('星注')}</w:endnote><w:endnote w:id='2'>{p('尾注')}</w:endnote>")
    assert [(note.mark, note.text) for note in blocks[0].notes] == [("*", "星注"), ("i", "尾注")]


def test_a_note_whose_mark_stands_alone_goes_to_the_next_line_that_has_text():
    body = p("<w:r><w:footnoteReference w:id='1'/></w:r>") + p("正文")
    blocks, _, _ = read(body, footnotes=f"<w:footnote w:id='1'>{p('题注')}</w:footnote>")
    assert [note.text for note in blocks[0].notes] == ["题注"]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (p("正文"), "body"),
        (table(row(cell(p("格")))), "table"),
        (p(f"<w:r><w:pict><v:textbox>{BOX}</v:textbox></w:pict></w:r>"), "textbox"),
        (p("云溪县人民政府文件", "<w:framePr w:w='100'/>"), "frame"),
        (p("一、题目\t3", "<w:pStyle w:val='20'/>"), "contents"),
        (sdt(p("目录"), "<w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>"), "contents"),
        (p(BEGIN + code(' TOC \\o "1-2" ') + SEPARATE + r("一、题目 3") + END), "contents"),
    ],
)
def test_a_block_knows_where_it_stands(body, place):
    styles = "<w:style w:type='paragraph' w:styleId='20'><w:name w:val='toc 1'/></w:style>"
    assert [block.place for block in read(body, styles=styles)[0]] == [place]


def test_a_contents_field_ends_where_it_ends_and_covers_nothing_without_an_end():
    entries = p(BEGIN + code("TOC") + SEPARATE + r("第一篇 1")) + p("第二篇 9")
    assert [b.place for b in read(entries + p(END) + p("正文"))[0]] == ["contents", "contents", "body"]
    assert [b.place for b in read(entries + p("正文"))[0]] == ["body", "body", "body"]


def test_a_speech_typed_into_the_control_of_a_contents_stays_a_speech():
    body = sdt(p("要把工作抓实。" * 30), "<w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>")
    assert [block.place for block in read(body)[0]] == ["body"]


def test_soft_broken_lines_share_their_source_and_only_the_first_has_the_label():
    numbering = "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
    body = p("<w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r>", "<w:numPr><w:numId w:val='1'/></w:numPr>") + p("另")
    assert [(b.text, b.label, b.source) for b in read(body, numbering=numbering)[0]] == [("上", "1.", 0), ("下", "", 0), ("另", "", 1)]


@pytest.mark.parametrize(
    "between",
    ["<w:p><w:r><w:br w:type='page'/></w:r></w:p>", "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>", ""],
)
def test_a_page_or_section_break_is_remembered_for_the_next_block(between):
    second = p("第二篇") if between else p("第二篇", "<w:pageBreakBefore/>")
    assert [block.breaks_before for block in read(p("第一篇") + between + second)[0]] == [False, True]


STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsia="仿宋"/><w:sz w:val="32"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="b"><w:name w:val="Title"/><w:pPr><w:jc w:val="center"/></w:pPr>
  <w:rPr><w:rFonts w:eastAsia="方正小标宋简体"/><w:sz w:val="44"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="c"><w:name w:val="我的题目"/><w:basedOn w:val="b"/></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="标题 2"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="x"><w:name w:val="环"/><w:basedOn w:val="y"/></w:style>
<w:style w:type="paragraph" w:styleId="y"><w:name w:val="环二"/><w:basedOn w:val="x"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
"""


def form_of(paragraph: str):
    return read(paragraph, styles=STYLES)[0][0].form


def test_form_follows_the_chain_of_styles_and_the_defaults():
    form = form_of(p("题目", "<w:pStyle w:val='c'/>"))
    assert (form.centred, form.size, form.font, form.style) == (True, 22.0, "方正小标宋简体", "我的题目")
    form = form_of(p("正文"))
    assert (form.centred, form.size, form.font, form.style) == (False, 16.0, "仿宋", "normal")


def test_direct_formatting_wins_and_what_makes_no_sense_is_ignored():
    run = "<w:sz w:val='31.5'/><w:b w:val='yes'/><w:color w:val='红色'/>"
    paragraph = "<w:jc w:val='bogus'/><w:ind w:firstLine='640.0'/><w:spacing w:line='28磅'/><w:outlineLvl w:val='9'/>"
    form = form_of(p(r("正文", run), paragraph))
    assert (form.centred, form.size, form.bold, form.indented, form.outline_level) == (False, 15.75, True, True, None)


@pytest.mark.parametrize(("value", "centred"), [("center", True), ("start", False), ("both", False), ("", False)])
def test_where_a_line_stands_may_be_said_in_any_dialect(value, centred):
    assert form_of(p("题目", f"<w:jc w:val='{value}'/>")).centred is centred


@pytest.mark.parametrize(("size", "points"), [("44", 22.0), ("小二", None), ("", None), ("0", None)])
def test_a_size_that_is_no_number_is_none(size, points):
    assert form_of(p(r("题目", f"<w:sz w:val='{size}'/>"))).size == points


def test_a_heading_is_known_by_outline_level_or_by_the_name_of_its_style():
    assert form_of(p("一", "<w:pStyle w:val='2'/>")).outline_level == 1
    assert form_of(p("一", "<w:outlineLvl w:val='0'/>")).outline_level == 0
    assert form_of(p("一", "<w:pStyle w:val='x'/>")).outline_level == 1
    assert form_of(p("一")).outline_level is None


def test_the_emphatic_start_of_a_line_is_measured():
    assert form_of(p(r("一是抓早。", "<w:rFonts w:eastAsia='楷体_GB2312'/>") + r("要早谋划。"))).bold_prefix == 5
    assert form_of(p(r("全部加粗", "<w:b/>"))).bold_prefix == 0
    assert form_of(p(r("全部加粗", "<w:b/>"))).bold


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (p("正文") + "<w:altChunk r:id='x'/>", "嵌入了另一个文件"),
        (p("<w:subDoc r:id='x'/>" + r("正文")), "1 个子文档"),
        (p(r("正文") + "<w:r><w:drawing><pic:pic/></w:drawing></w:r>"), "1 张图片"),
        (p(r("正文") + "<w:r><w:commentReference w:id='0'/></w:r>"), "1 条批注"),
        (p("正\u200b文\ufeff"), "2 个看不见"),
        (p("<w:hyperlink r:id='x'>" + r("正文") + "</w:hyperlink>"), "1 个超链接"),
    ],
)
def test_what_is_left_out_is_told(body, message):
    warnings = read(body)[2]
    assert len(warnings) == 1
    assert message in warnings[0].message


def test_too_many_paragraphs_or_letters_in_one_are_refused():
    for body in (p("段") * 4, p("长" * 11)):
        with pytest.raises(Refusal) as refused:
            read_blocks(open_package(docx_of(body), limits=Limits(paragraphs=3, characters=10)))
        assert refused.value.code == "too_complex"
