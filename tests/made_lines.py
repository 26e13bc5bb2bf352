"""Lines of many kinds, invented, for tests that mix them as no author would: every rule meets every other."""
from dataclasses import replace
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from speeches.parsing.drafts import Block, Form, NoteDraft, Reading
from speeches.parsing.pipeline import read

BODY = "去年冬天雪下得大，柳河村的路断了三天，是老党员赵福海带着十几个人一锹一锹铲开的，这样的事我们要记住。"
LONG = BODY * 4
LINES = [
    "在全县春灌工作推进会上的讲话", "在柳河镇防汛动员会上的讲话", "某某县人民政府工作报告", "在青苗村党员大会上的发言", "坚定信心　开好新局", "——在全县农业农村工作会议上的讲话",
    "县委书记　陈立秋", "（2024年3月5日）", "二〇二三年五月十八日", "同志们：", "各位代表：", "尊敬的各位来宾、朋友们：", "谢谢大家！", "我的讲话完了。",
    "一、把水渠修好", "二、把水管好", "三、把人选好", "（一）先修主渠", "（二）再修支渠。支渠有四十里，要分到村。", "1.清淤", "2.护坡", "一是看水。要有人守。二是看人。要有人管。", "一、要早。水不等人，今天就要动手，谁的段谁负责到底。",
    BODY, LONG, "今天的会很短，只讲三件事。", "路是大家修的，也要大家来护，", "护好了路，日子才好过，这个道理人人都懂只是有时候图省事",
    "目录", "在全县春灌工作推进会上的讲话……1", "在柳河镇防汛动员会上的讲话\t12", "一、把水渠修好…………3", "篇一", "篇二：在青苗村党员大会上的发言", "第三篇", "第一部分　动员部署类", "讲话材料汇编（三篇）",
    "— 1 —", "— 2 —", "- 3 -", "第 4 页 共 9 页", "5", "1、水渠一共有四十里", "2、其中十里漏水", "3、还有三里塌了", "水渠修到 — 7 — 村口，又修到 — 8 — 村尾，再修到 — 9 — 山上",
    "《讲话》由会员分享，可在线阅读，更多相关《讲话》请在文库上搜索。", "下载积分：10", "关键词：", "水渠，修路，护坡", "县委书记times;times;同志", "[标签:标题]", "此处隐藏1234字，VIP会员可见", "www.wenku.example.com",
    "某某县委办公室文件", "某委发〔2024〕5号", "抄送：县人大办公室。", "现将讲话印发给你们，请认真学习。", "某某县委办公室2024年3月6日印发",
    "附件1", "名词解释", "四好：路好、渠好、田好、家好。", "附件2：任务清单", "关于召开春灌会议的通知", "各乡镇人民政府：", "特此通知。",
    "※※※", "……", "———", "①", "　", "times;", "1", "2", "一", "x",
]  # fmt: skip
WRAPPED = [BODY[start : start + 17] for start in range(0, len(BODY) - 16, 8)]  # like lines of a printed page
GLUED = "在全县春灌工作推进会上的讲话（2024年3月5日）陈立秋同志们：" + LONG + "一、把水渠修好。" + LONG + "谢谢大家！在柳河镇防汛动员会上的讲话同志们：" + LONG

# The letters that repeat most, so that a place has many that look like it; and whatever Unicode holds.
FEW = st.text(alphabet="一1x、。：— 　讲话", max_size=12)
ANY = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
TEXTS = st.one_of(st.sampled_from(LINES), st.sampled_from(LINES), st.sampled_from([*WRAPPED, GLUED]), FEW, ANY)
FORMS = st.one_of(
    st.just(Form()),
    st.builds(
        Form,
        centred=st.booleans(), size=st.sampled_from([None, 16.0, 22.0]), font=st.sampled_from(["", "黑体", "方正小标宋简体"]), bold=st.booleans(),
        outline_level=st.sampled_from([None, None, 0, 1]), style=st.sampled_from(["", "title", "heading 1"]),
    ),
)  # fmt: skip
NOTES = st.lists(st.builds(NoteDraft, mark=st.sampled_from(["①", "1", ""]), text=st.sampled_from(["见县志。", "1"])), max_size=1)
BLOCKS = st.builds(
    Block,
    text=TEXTS, label=st.sampled_from(["", "", "", "一、", "1."]), form=FORMS, place=st.sampled_from(["body"] * 6 + ["table", "frame", "contents", "textbox"]),
    source=st.integers(0, 9), breaks_before=st.booleans(), notes=NOTES,
)  # fmt: skip


def in_one_file(blocks: list[Block]) -> Reading:
    """Blocks as they come out of a file: none blank, lines of one paragraph side by side."""
    blocks = [block for block in blocks if block.text.strip()]
    return Reading(blocks if any(map(str.isalnum, "".join(block.text for block in blocks))) else [*blocks, Block(BODY)])


READINGS = st.builds(in_one_file, st.lists(BLOCKS, min_size=1, max_size=40))
PLAIN = st.builds(lambda texts: in_one_file([Block(text, source=n) for n, text in enumerate(texts)]), st.lists(TEXTS, min_size=1, max_size=40))


# What goes wrong in a real text: lines lost, doubled, exchanged, run together, cut, and foreign lines between them.
HARM = ["lose", "double", "exchange", "join", "cut", "mark", "lose a letter"]
FIXTURES = sorted((Path(__file__).parent.parent / "fixtures").glob("*.docx"))


@cache
def sample(file: Path) -> Reading:
    return read(file.read_bytes(), file.name)


@st.composite
def harmed(draw) -> Reading:
    """One of the samples after a few accidents."""
    blocks = list(sample(draw(st.sampled_from(FIXTURES))).blocks)
    for harm in draw(st.lists(st.sampled_from(HARM), max_size=8)):
        at = draw(st.integers(0, len(blocks) - 1))
        here, after = blocks[at], blocks[at + 1 : at + 2]
        middle = len(here.text) // draw(st.integers(2, 5))
        match harm:
            case "lose" if len(blocks) > 1:
                del blocks[at]
            case "double":
                blocks.insert(at, here)
            case "exchange":
                blocks[at : at + 2] = [*after, here]
            case "join":
                blocks[at : at + 2] = [replace(here, text=here.text + "".join(block.text for block in after))]
            case "cut":
                blocks[at : at + 1] = [replace(here, text=here.text[:middle]), replace(here, text=here.text[middle:], label="", notes=[])]
            case "mark":
                blocks.insert(at, Block(draw(st.sampled_from(LINES)), source=here.source))
            case "lose a letter":
                blocks[at] = replace(here, text=here.text[:middle] + here.text[middle + 1 :])
    return in_one_file(blocks)
