"""What a meeting's name, a title and a post tell: type of meeting, kind of speech, level. Tables, read from the top."""
import re

from speeches.parsing.lines import without_tail
from speeches.parsing.places import COUNTY_CITIES, MUNICIPALITIES

# Specific before general; among equals the word that stands last in the name decides (总结表彰大会 is a 表彰会).
TYPES = [
    ("政协协商会", r"(政协|政治协商).*(协商(?!会议.{0,12}委员会)|议政|评议|民主监督|提案)|协商议政|(对口|专题)协商|双月.*座谈"),
    ("生活会", r"生活会"),
    ("述职会", r"述职|述责|述廉"),
    ("警示教育会", r"警示教育|以案促改|以案为鉴"),
    ("党课", r"党课|党日"),
    ("学习会", r"中心组|集体学习|学习(会|交流会|研讨会|扩大会)|读书会|研讨会|主题教育(?!.*(动员|部署|推进|总结|座谈|工作))|宣讲(会|报告会)"),
    ("常委会会议", r"常委会|常务委员会(?!.*代表大会)|主席会议|主任会议|(党组|党委|党工委|支委)[（(]?(扩大)?[）)]?会|政治局"),
    ("人代会", r"人民代表大会(?!常)|人代会|人大.{0,3}届.{0,6}次.{0,4}会议|届人大.{0,4}次会议|人大会议"),
    ("政协全会", r"(政协|政治协商会议).*(次(全体)?会议|全会|全体.{0,4}会议|大会|开幕|闭幕)"),
    ("党代会", r"(中国共产党|中共|党).*代表(大会|会议)|党代会|党员(代表)?大会"),
    ("纪委全会", r"(纪委|纪律检查委员会).*(全会|全体.{0,6}会议|次.{0,2}会议)"),
    ("政府常务会议", r"常务会议|政府.{0,6}全体.{0,6}会议|政府全会|(市长|县长|区长|省长|书记)?办公会"),
    ("党委全会", r"((党委|省委|市委|县委|区委|旗委|州委|工委|党工委|中央|中国共产党|中共).*(全会|全委|全体.{0,6}会议))|全委.{0,4}会|届.{1,4}次全会"),
    ("培训班", r"培训|研讨班|研修班|进修班|读书班|轮训|开班|结业|训练营|讲习"),
    ("任职会", r"宣布|任职|就职|履新|任前|到任|上任|离任|换届|新任.*谈话|(新提拔|新任|集体).*谈话|谈话会"),
    ("仪式活动", r"仪式|典礼|开幕式$|团拜|(签约|揭牌|奠基|启用|竣工|剪彩|通车|颁奖|升旗|公祭|授旗)"),
]
TYPES = [(name, re.compile(pattern)) for name, pattern in TYPES]
CUES = [
    ("表彰会", r"表彰|庆功|表扬"),
    ("经验交流会", r"经验交流|交流(会|大会|会议)"),
    ("动员会", r"动员|誓师|启动(会|大会)|百日攻坚"),
    ("调度会", r"调度|约谈|分析会|督办会|点评会"),
    ("推进会", r"推进|攻坚|促进会|提升行动大会"),
    ("现场会", r"现场(会|办公|观摩)|观摩"),
    ("部署会", r"部署"),
    ("座谈会", r"座谈|恳谈|茶话|见面会|征求意见会|民主党派|通气会|联谊会|交心"),
    ("总结会", r"总结"),
    ("专题会议", r"专题(会|研究|询问|会议)|专题"),
    ("工作会议", r"工作(电视电话|视频|扩大|专题|紧急|联席|专项)?[（(]?(扩大)?[）)]?(会|大会|例会)|三级干部|三干会|收心|例会|经济会议|电视电话|视频会|[部局厅处]长会议|检察长会议|院长会议|干部大?会|(委员会|安委会|领导小组|指挥部).*会议"),
    ("仪式活动", r"纪念|周年|庆祝|慰问|看望|开幕|闭幕|文化节|艺术节|旅游节|运动会|晚会|启动|揭幕"),
]
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

NATION = (
    r"(?<!次)全国(?!文明|卫生|双拥|先进|示范|优秀|劳模|劳动模范|百强|试点|统一大市场|农业文化|重点文物|.{0,8}(城市|县城)创建|知名)|中央(?!.{0,4}(环保|生态|督察|巡视|财政|一号|企业))"
    r"|国务院|中共中央|全军|中国共产党第.{1,4}次全国|中华人民共和国|第.{1,3}届中国—|中国—"
)
PROVINCE = (
    r"全省|省委|省政府|省人民政府|省人大|省政协|省纪委|省直|省级|全自治区|自治区|区党委|兵团|(?<![一-鿿])省(?=[一-鿿])"
)
CITY = r"全市|市委|市政府|市人民政府|市人大|市政协|市纪委|市直|市级|市安委会|全州|州委|州人民政府|州政府|全盟|盟委|行署|地委|(?<![一-鿿])[市州盟](?=[一-鿿])"
COUNTY = (
    r"全县|全区|全旗|县委|区委|旗委|县政府|县人民政府|区政府|区人民政府|旗人民政府|县人大|区人大|县政协|区政协|县纪委|区纪委"
    r"|县直|区直|县级|(?<![一-鿿])[县区旗](?=[一-鿿])"
)
TOWN = r"全镇|全乡|全街道|镇党委|乡党委|镇政府|乡政府|镇人民政府|乡人民政府|镇人大|乡人大|街道党工委|街道办事处|(?<![一-鿿])[镇乡](?![村])(?=[一-鿿])"
VILLAGE = r"全村|村党支部|村党总支|村支部|村两委|村“两委”|村委会|村民委员会|社区党委|社区居委会"
CALLED = [("国家", NATION), ("省", PROVINCE), ("市", CITY), ("县", COUNTY), ("乡", TOWN), ("村", VILLAGE)]
CALLED = [(level, re.compile(pattern)) for level, pattern in CALLED]

# Where the name of a place ends, and what makes the same character part of a common word (市场, 区域, 乡村, 旗帜).
MARKERS = re.compile(
    r"自治区|自治州|自治县|自治旗|特别行政区|地区|街道|苏木"
    r"|省(?![级会部力钱])|市(?![场民值价面容区井级属州县内外域郊])|州|盟(?![友约国])"
    r"|县(?![域级乡城区处市])|区(?![域别间块划位分县])|旗(?![帜舰袍下开])|镇(?![村域区])|乡(?![村镇土亲情愁贤风野])"
)
# Links of a chain that name no place: 全县, 开发区, 农村, 向县(职业中学捐赠).
NO_PLACE = re.compile(
    r"[全各本我向在和与的对及等为把被将让进推优]|公司|集团|银行|大学|学校|建设|提升|支持|打造"
    r"|(园|校|社|景|矿|林|牧|山|灾|库|片|小|市|城|辖|街|老|新|战|军|开发|示范|试验|功能|保护|先行|合作|度假)区$|(农|驻|城|集|下|返|家|老|故|异)[镇乡]$|(城|都|集|股|超|上|门|夜|楼|强|县|区)市$|强[县区镇省]$|[红国党队]旗$|[联同加]盟$|[九神]州$"
)

POSTS = [
    ("国家", r"总书记|中华人民共和国|国家(副)?主席|总理|国务委员|国务院|中央|中共中央|全国"),
    ("省", r"省长|省委|省政府|省人民政府|省人大|省政协|自治区|区党委|省[一-鿿]{1,12}(厅|局|委|办)|厅长"),
    ("市", r"市委|(?<!省)市长|市政府|市人民政府|市人大|市政协|市纪委|州长|州委|盟长|盟委|行署|地委|市[一-鿿]{1,12}(局|委|办)"),
    ("县", r"县长|县委|区长|区委|旗长|旗委|县政府|县人民政府|区人民政府|县人大|县政协|区政协|区人大|县纪委|区纪委|[县区旗][一-鿿]{1,12}(局|委|办)"),
    ("乡", r"镇长|乡长|镇党委|乡党委|镇人大|乡人大|街道"),
    ("村", r"村党|村支|村主任|村长|村委会|社区(党|居委会)"),
]
POSTS = [(level, re.compile(pattern)) for level, pattern in POSTS]


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
        if "动员" in meeting:
            return "动员讲话"
    if kind in ("其他", "讲话") and "党课" in meeting + title:
        return "党课讲稿"
    if takes_office and (kind == "表态发言" or (kind is None and genre.startswith("发言"))):
        return "任职发言"
    return kind


def level_of(name: str) -> tuple[str, str] | None:
    """The level that a meeting or organ names, and by which words: the leftmost cue, of a chain of places the last."""
    name = PREFIX.sub("", name)
    place = place_in(name)
    called = [(found.start(), level, found[0]) for level, cue in CALLED if (found := cue.search(name))]
    first = min(called, default=None)
    if place and (first is None or place[0] <= first[0]):
        return place[1:]
    return first[1:] if first else None


# What may stand before the place: 2024年, 中共云岭市委 …
PREFIX = re.compile(r"^([\dxX×*〇零一二三四五六七八九]{2,4}年(度|初|底)?|中共|中国共产党|政协|中国人民政治协商会议|共青团|[“\"《])*")


def place_in(name: str) -> tuple[int, str, str] | None:
    """Start, level and words of the place that a name begins with: of 甲省乙市丙县第十届… the last, 丙县."""
    at, level, words = 0, None, ""
    while found := MARKERS.search(name, at):
        link = name[at : found.end()]
        if not re.fullmatch("[一-鿿]{2,7}", link) or NO_PLACE.search(link):
            break
        level, words, at = level_of_place(link, found[0]), link, found.end()
    return (0, level, words) if level else None


def level_of_place(link: str, marker: str) -> str:
    if link in MUNICIPALITIES or marker in ("省", "自治区", "特别行政区"):
        return "省"
    if marker == "市":
        return "县" if link[:-1] in COUNTY_CITIES else "市"
    if marker in ("自治州", "州", "盟", "地区"):
        return "市"
    return "县" if marker in ("自治县", "自治旗", "县", "区", "旗") else "乡"


def level_of_post(post: str) -> tuple[str, str] | None:
    """The level of a post: the place it names, else its words; 局长 alone tells none."""
    if village := POSTS[-1][1].search(post):
        return "村", village[0]
    if place := place_in(post):
        return place[1:]
    found = [(hit.start(), level, hit[0]) for level, cue in POSTS if (hit := cue.search(post))]
    return min(found)[1:] if found else None
