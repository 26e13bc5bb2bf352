"""Speeches of one invented county over fourteen years, for pictures: the same few things, said anew each spring and autumn."""
from collections.abc import Iterator

YEARS = range(2012, 2026)
PLACE = "云溪县"
# thing → what it is talked about at, in which month, by whom, under which headings, in which sentences
THINGS = [
    ("春灌", "推进会", 3, "温守渠", "云溪县副县长", ["看水要勤", "算账要清", "用人要准"],
     ["渠是一锹一锹挖出来的，水是一段一段看住的。", "哪一段漏，哪一段淤，写在墙上，谁都能看见。", "夜里也要有人走渠，一个渠口一个渠口地看。",
      "水从上游来，到下游去，少一方都要有说法。", "基层治理先从一条渠治起，渠治好了，人心就顺了。"]),
    ("森林防火", "动员会", 11, "林远帆", "云溪县林业局局长", ["把火源看住", "把队伍拉起来", "把话说到家家户户"],
     ["入冬以后，山上的草都干了，一点火星就是一面坡。", "进山的路口都要有人，有人就要有登记。", "护林员走的路，要比往年多一半。",
      "谁家上坟、谁家烧荒，村里心里要有数。", "打早、打小、打了，一句话，不许烧起来。"]),
    ("防汛抗旱", "部署会", 5, "顾小满", "云溪县县长", ["堤要巡到", "库要放准", "人要撤得出"],
     ["堤上的草要割，堤下的沟要清。", "先算后放，宁可空库等水，不可满库等雨。", "每一段堤都有名字，名字后面都有电话。",
      "汛期到来以前，撤人的路每家都要走一遍。", "高质量发展的底子，是一个不淹的县城。"]),
    ("农村环境整治", "现场会", 9, "沈知行", "云溪县委书记", ["从门前一条河看起", "从一本账管起", "从干部自己做起"],
     ["路要一米一米修，水要一条一条治。", "垃圾站有没有味，站在那里闻一闻就知道。", "评比不如评理，检查不如自查。",
      "乡村振兴不在墙上，在老百姓的院子里。", "基层治理的学问，不在会议室里。"]),
    ("学校食堂", "座谈会", 6, "韩松年", "云溪县教育局局长", ["听得进意见", "看得见后厨", "管得住账本"],
     ["家长说的话，一条一条记下来，一条一条答回去。", "后厨的窗子要擦亮，谁路过都能看一眼。", "一顿饭的账，算到一棵白菜。",
      "孩子吃得好不好，盘子里剩多少就知道。", "民主监督，就从一张饭桌开始。"]),
]  # fmt: skip
MARKS = "一二三"


def made_speeches() -> Iterator[dict]:
    """Yield rows for `import_texts`; every year has a little more of each thing to say."""
    for year in YEARS:
        for at, (thing, kind, month, speaker, post, headings, sentences) in enumerate(THINGS):
            if (year + at) % 4 or year > 2018:
                yield row(year, f"全县{thing}工作{kind}", month, speaker, post, headings, sentences)


def row(year, meeting, month, speaker, post, headings, sentences) -> dict:
    title, day = f"在{meeting}上的讲话", 3 + year % 20
    body = [line for at, heading in enumerate(headings) for line in section(MARKS[at], heading, sentences, year + 2 * at)]
    head = [title, f"（{year}年{month}月{day}日）", f"{post} {speaker}", "同志们：", f"今天这个会，是{year}年的一件要紧事。我讲三点意见。"]
    return {
        "id": f"made-{year}-{meeting}", "title": title, "speaker": speaker, "post": post, "meeting": meeting, "place": PLACE,
        "date": f"{year}-{month:02}-{day:02}", "kind": "讲话", "source": None, "text": "\n".join([*head, *body, "我就讲这些，谢谢大家！"]),
    }  # fmt: skip


def section(mark, heading, sentences, start) -> list[str]:
    said = [sentences[(start + step) % len(sentences)] for step in range(len(sentences))]
    return [f"{mark}、{heading}", "".join(said[:3]), "".join(said[3:])]
