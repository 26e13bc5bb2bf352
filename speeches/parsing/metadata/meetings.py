"""What a meeting's name and a title tell: type of meeting, kind of speech. Tables, read from the top."""
import re

from speeches.parsing.lines import without_tail

# Specific before general; among equals the word that stands last in the name decides (总结表彰大会 is a 表彰会).
TYPES = [
    ("政协协商会", r"(政协|政治协商).*(协商(?!会议.{0,12}委员会)|议政|评议|民主监督|提案)|协商议政|(对口|专题)协商|双月.*座谈"),
    ("生活会", r"生活会"),
    ("述职会", r"述职|述责|述廉"),
    ("警示教育会", r"警示教育|以案促改|以案为鉴"),
    ("党课", r"党课|党日"),
    ("学习会", r"中心组|集体学习|学习(会|交流会|研讨会|扩大会)|读书会|研讨会|主题教育(?!.*(动员|部署|推进|总结|座谈|工作))|宣讲(会|报告会)"),
    ("常委会会议", r"常委会|常务委员会(?!.*代表大会)|主席会议|主任会议|(常委|党组|党委|党工委|支委)班?子?[（(]?(扩大)?[）)]?会|支部委员会|政治局"),
    ("人代会", r"人民代表大会(?!常)|人代会|人大.{0,3}届.{0,6}次.{0,4}会议|届.{0,3}人大.{0,4}次会议|人大会议"),
    ("政协全会", r"(政协|政治协商会议)(?!工作|提案|系统|学习).*(次(全体)?会议|全会|全体.{0,4}会议|开幕|闭幕)|(政协|政治协商会议)大会"),
    ("党代会", r"(中国共产党|中共|党).*代表(大会|会议)|党代会|党员(代表)?大会"),
    ("纪委全会", r"(纪委|纪律检查委员会).*(全会|全体.{0,6}会议|次.{0,2}会议)"),
    ("政府常务会议", r"常务会议|政府.{0,6}全体.{0,6}会议|政府全会|([省市县区州盟旗镇乡]长|主席|专员|政府)办公会"),
    ("党委全会", r"((党委|省委|市委|县委|区委|旗委|州委|工委|党工委|中央|中国共产党|中共).*(全会|(?<!安)全委|全体.{0,6}会议))|(?<!安)全委.{0,4}会|届.{1,4}[次中]全会"),
    ("培训班", r"培训|学习班|党校.*典礼|研讨班|研修班|进修班|读书班|轮训|开班|结业|训练营|讲习"),
    ("任职会", r"宣布|任职|就职|履新|任前|到任|上任|离任|换届|新任.*谈话|(新提拔|新任|集体).*谈话|谈话会"),
    ("仪式活动", r"仪式|典礼|开幕式$|团拜|(签约|揭牌|奠基|启用|竣工|剪彩|通车|颁奖(?!大会)|升旗|公祭|授旗)"),
]
TYPES = [(name, re.compile(pattern)) for name, pattern in TYPES]
CUES = [
    ("表彰会", r"表彰|庆功|表扬|奖励大会|颁奖大会"),
    ("经验交流会", r"经验交流|交流(会|大会|会议)"),
    ("动员会", r"动员|誓师|启动(会|大会)|百日攻坚"),
    ("调度会", r"调度|约谈|分析会|督办会|点评会"),
    ("推进会", r"推进|攻坚|促进会|提升行动大会"),
    ("现场会", r"现场(会|办公|观摩)|观摩"),
    ("部署会", r"部署"),
    ("座谈会", r"座谈|恳谈|茶话|见面会|征求意见会|民主党派|通气会|联谊会|交心"),
    ("总结会", r"总结"),
    ("专题会议", r"专题(会|研究|询问|会议)|专题"),
    ("工作会议", r"工作(电视电话|视频|扩大|专题|紧急|联席|专项)?[（(]?(扩大)?[）)]?(会|大会|例会)|三级干部|三干会|收心|春训|务虚|例会|经济会议|[部局厅处]长会议|检察长会议|院长会议|干部大?会|(委员会|安委会|编委|领导小组|指挥部).*会议"),
    ("仪式活动", r"纪念|周年|庆祝|慰问|看望|开幕|闭幕|文化节|艺术节|旅游节|运动会|晚会|音乐会|启动|揭幕|欢送|成人礼"),
]
# How a meeting is held says what it is only where nothing else does: 部署视频会议 is a 部署会.
HELD = re.compile(r"电视电话|视频会")
CUES = [(name, re.compile(pattern)) for name, pattern in CUES]
GATHERING = re.compile(r"会|班|式|典礼|论坛|活动|节|课|调研|慰问|看望|考察|日")

# Kinds of speech by the word that ends the title; longer words first.
KINDS = [
    ("任职发言", r"(任职|就职|离任|履新|任前|供职|到任|上任)(表态)?(讲话|发言|演讲|演说|感言|表态)"),
    ("表态发言", r"表态(发言|讲话)?"),
    ("述职报告", r"(述职|述责|述廉|履职).{0,8}(报告|汇报|发言)|述职"),
    ("主持词", r"主持(词|稿|辞|讲话)|串词"),
    ("开幕词", r"开幕(词|辞|讲话)"),
    ("闭幕词", r"闭幕(词|辞|讲话)"),
    ("交流发言", r"(交流|典型|研讨|经验|心得|大会)发言|经验(介绍|材料)|交流材料"),
    ("动员讲话", r"动员(讲话|报告|发言)"),
    ("总结讲话", r"总结(讲话|发言|点评)|小结"),
    ("党课讲稿", r"党课.{0,6}|(?<=党课)(上)?的?(讲稿|讲话|报告)"),
    ("工作报告", r"工作报告|报告|汇报(稿)?|情况通报|通报|工作总结"),
    ("致辞", r"致(辞|词)稿?|贺(词|辞)|欢迎(词|辞)|答谢(词|辞)|祝(酒)?(词|辞)|颁奖(词|辞)|献(词|辞)|悼(词|辞)|寄语|慰问信|贺信|公开信"),
    ("讲话", r"讲话.{0,3}|谈话(要点)?|点评|结束语|开场白"),
    ("其他", r"演讲(稿|词)?|辅导报告|讲稿|授课.{0,3}|讲授提纲|宣讲稿"),
]
KINDS = [(name, re.compile(rf"(?:{pattern})$")) for name, pattern in KINDS]

BEFORE_GENRE = re.compile(r"^.*(会议|大会|会|班|式|典礼|论坛|党课|活动|上|时|期间)的?")


WIDE = str.maketrans("()[]０１２３４５６７８９", "（）〔〕0123456789")


def tidy(name: str) -> str:
    """A meeting's name as everybody writes it: no blanks between Chinese characters, wide brackets, “” for \"\"."""
    name = re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", " ".join(name.split())).translate(WIDE)
    return re.sub('["＂]([^"＂]+)["＂]', r"“\1”", name)


def without_year(name: str) -> str:
    return re.sub(r"^\d{4}年度?", "", name)


def alike(one: str, other: str) -> bool:
    """2024年全县经济工作会议 and 全县经济工作会议 on one day are one meeting, those of two years are not."""
    bare = without_year(one)
    return one == other or (bare == without_year(other) and bare in (one, other))


def type_of(meeting: str) -> str:
    """推进会, 人代会 …; of two meetings joined by 暨 the first; 其他 where nothing in the name tells."""
    first = meeting.split("暨")[0]
    for part in (first, meeting):
        for name, cue in TYPES:
            if cue.search(part):
                return name
        ends = [(found.end(), -at, name) for at, (name, cue) in enumerate(CUES) for found in cue.finditer(part)]
        if ends:
            return choose(part, ends)
        if HELD.search(part):
            return "工作会议"
    return "其他"


def choose(meeting: str, ends: list[tuple[int, int, str]]) -> str:
    """动员部署会 is a 动员会, 部署推进会 a 推进会, 总结表彰大会 a 表彰会: what stands last, mobilising before all."""
    names = {name for _, _, name in ends}
    if "动员会" in names:
        return "动员会"
    return max(ends)[2]


def kind_of(genre: str, meeting: str = "", title: str = "") -> str | None:
    """Kind of a speech that calls itself so: 讲话 in a 动员会 is a 动员讲话, at its end a 总结讲话."""
    words = without_tail(title)
    words = BEFORE_GENRE.sub("", words[: -len(genre)]) + genre if words.endswith(genre) else genre  # 任职 before 表态发言 counts
    kind = next((name for name, word in KINDS if word.search(words)), None)
    takes_office = bool(re.search("任职|就职|履新|任前|离任", meeting))
    if kind == "讲话":
        if re.search(r"结束(时|后)?的?(总结)?讲话", title) or "总结" in meeting:
            return "总结讲话"
        if re.search("动员|誓师", meeting):
            return "动员讲话"
    if kind in ("其他", "讲话") and "党课" in meeting + title:
        return "党课讲稿"
    if takes_office and (kind == "表态发言" or (kind is None and genre.startswith("发言"))):
        return "任职发言"
    return kind
