"""Every engine there is, and four speeches to ask them for. A new engine joins the list and has to pass all tests of it."""
from datetime import date

from search import engine
from search.engine import Entry, Query
from tests.plain_engine import PlainEngine

ENGINES = {"whoosh": engine.current, "plain": PlainEngine}
EVERYBODY = frozenset({"public"})
SPEECHES = [
    Entry(
        id=11,
        visibility="public",
        title="在全县基层治理现场会上的讲话",
        text="同志们：\n基层治理要抓在日常。\n一、把网格做实\n网格员要熟悉每一条巷子。",
        headings=("把网格做实",),
        speaker="安若溪",
        post="临河县委书记",
        meeting="全县基层治理现场会",
        type="现场会",
        kind="讲话",
        level="县",
        topics=("基层治理", "网格"),
        date_from=date(2024, 3, 1),
        date_to=date(2024, 3, 31),
    ),
    Entry(
        id=12,
        visibility="public",
        title="政府工作报告",
        text="各位代表：\n过去一年，全市治理能力稳步提高，基层負擔明显减轻。",
        speaker="柏景行",
        meeting="南屏市第五届人民代表大会第三次会议",
        type="人代会",
        kind="工作报告",
        level="市",
        topics=("减负",),
        date_from=date(2023, 1, 9),
        date_to=date(2023, 1, 9),
    ),
    Entry(id=13, visibility="public", title="", text="没有日期的一篇。\n说的是植树。"),
    Entry(id=14, visibility="hidden", title="内部讲话", text="基层治理的另一篇。", date_from=date(2024, 5, 1), date_to=date(2024, 5, 1)),
]


def found(index, node, visible=EVERYBODY, **more):
    return index.search(Query(node, visible, **more)).ids
