"""The level that the name of a meeting, an organ or a post tells: 国家, 省, 市, 县, 乡, 村."""
import re

from speeches.parsing.metadata.places import COUNTY_CITIES, MUNICIPALITIES

# What makes the last character of a place's name part of a common word or of a longer name: 市场, 区域, 旗帜, 贵州省, 景德镇市.
COMMON = {
    "省": "[级会部力钱际]", "市": "[场民值价面容区井级属州县内外域郊]", "州": "[际省市县区镇乡]", "盟": "[友约国]", "县": "[域级乡城区处市]",
    "区": "[域别间块划位分县]", "旗": "[帜舰袍下开镇乡区村]", "镇": "[村域区市江]", "乡": "[村镇土亲情愁贤风野市县]",
    "村": r"[区乡级庄容寨落居镇规网务（(]|民(?![族营主])|集体经", "社区": "治理|矫正|教育|卫生|服务|戒毒|建设|工作者|养老|党建|居民|医院|商|团",
}  # fmt: skip
ENDS = {end: f"{end}(?!{common})" for end, common in COMMON.items()}
ENDS["区"], ENDS["镇"] = "(?<!社)" + ENDS["区"], "(?<![乡村集城])" + ENDS["镇"]


def alone(*ends: str) -> str:
    """县 at the start of 县安全生产会议 stands for the county that meets."""
    return "|".join(f"(?<![一-鿿]){ENDS[end]}(?=[一-鿿“])" for end in ends)


NATION = (
    r"(?<!次)全国(?!文明|卫生|双拥|先进|示范|优秀|劳模|劳动模范|百强|试点|统一大市场|农业文化|重点文物|.{0,8}(城市|县城)创建|知名)|中央(?!.{0,4}(环保|生态|督察|巡视|财政|一号|企业))"
    r"|国务院|^国家[一-鿿]{2,14}(局|委员会)|中共中央|全军|次全国代表大会|中华人民共和国|第.{1,3}届中国—|中国—"
)
PROVINCE = r"全省|省委|省政府|省人民政府|省人大|省政协|省纪委|省直|省级|省军区|全自治区|自治区|区党委|兵团|" + alone("省")
CITY = r"全市|市委|市政府|市人民政府|市人大|市政协|市纪委|市直|市级|市安委会|军分区|全州|州委|州人民政府|州政府|全盟|盟委|行署|地委|" + alone("市", "州", "盟")
COUNTY = (
    r"全县|全区|全旗|县委|区委|旗委|县政府|县人民政府|区政府|区人民政府|旗人民政府|县人大|区人大|县政协|区政协|县纪委|区纪委"
    r"|县直|区直|县级|人武部|" + alone("县", "区", "旗")
)
TOWN = r"全镇|全乡|全街道|镇党委|乡党委|镇政府|乡政府|镇人民政府|乡人民政府|镇人大|乡人大|街道党工委|街道办事处|" + alone("镇", "乡")
VILLAGE = r"全村|村党支部|村党总支|村支部|村两委|村“两委”|村委会|村民委员会|社区党委|社区居委会"
CALLED = [("国家", NATION), ("省", PROVINCE), ("市", CITY), ("县", COUNTY), ("乡", TOWN), ("村", VILLAGE)]
CALLED = [(level, re.compile(pattern)) for level, pattern in CALLED]

# Where the name of a place ends.
MARKERS = re.compile("自治区|自治州|自治县|自治旗|特别行政区|地区|街道|苏木|" + "|".join(ENDS.values()))
# Links of a chain that name no place: 全县, 开发区, 农村, 向县(职业中学捐赠).
NO_PLACE = re.compile(
    r"^[万千百]|[全各本我向在和与的对及等为把被将让进推优至到撤]|公司|集团|银行|大学|学校|中学|小学|医院|建设|提升|支持|打造"
    r"|^(整?村|撤[县区乡镇市].*)$|(园|校|院|景|分|林|牧|灾|库|片|小|市|辖|街|战|军|开发|示范|试验|功能|保护|先行|合作|度假)区$|^((主|中心|老|新|建成|县|市)?城|(革命)?老|(贫困|石|深|大|偏远|边远|高寒)?山|(工|采)?矿|.{0,2}新)区$"
    r"|(农|驻|城|集|下|返|家|老|故|异|小|万|千|百)[镇乡]$|(城|都|集|股|超|上|门|夜|楼|强|县|区)市$|强[县区镇省]$|[红国党队]旗$|[联同加]盟$|[九神]州$"
    r"|(农|乡|新|城中|空心|示范|文明|贫困|重点|先进|明星|帮扶|美丽|和美|驻|包|强|富|名|城市|智慧|和谐|平安|进|下)(村|社区)$"
)

POSTS = [
    ("国家", r"总书记|中华人民共和国|国家(副)?主席|总理|国务委员|国务院|中央|中共中央|全国"),
    ("省", r"省长|省委|省政府|省人民政府|省人大|省政协|自治区|区党委|兵团|省军区|厅长|^" + ENDS["省"]),
    ("市", r"市委|(?<!省)市长|市政府|市人民政府|市人大|市政协|市纪委|州长|州委|盟长|盟委|行署|地委|军分区|" + "|".join("^" + ENDS[end] for end in "市州盟")),
    ("县", r"县长|县委|区长|区委|旗长|旗委|县政府|县人民政府|区人民政府|县人大|县政协|区政协|区人大|县纪委|区纪委|人武部|" + "|".join("^" + ENDS[end] for end in "县区旗")),
    ("乡", r"镇长|乡长|镇党委|乡党委|镇人大|乡人大|街道|" + "|".join("^" + ENDS[end] for end in "镇乡")),
    ("村", r"村党|村支|村主任|村长|村委会|驻村|村民小组|^村(?!镇)|社区(党|居委会)"),
]
POSTS = [(level, re.compile(pattern)) for level, pattern in POSTS]


def municipal(body: list[str]) -> str | None:
    """北京, 上海, 天津 or 重庆, where a speech names it again and again: its 全市 is run like a province."""
    text = "".join(body)
    said, name = max((text.count(name[:-1]), name[:-1]) for name in MUNICIPALITIES)
    return name if said >= 5 and said * 500 >= len(text) else None


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
PREFIX = re.compile(r"^([\dxX×*〇零一二三四五六七八九]{2,4}年(度|初|底)?|中共|中国共产党|政协|中国人民政治协商会议|共青团|第[一二三四五六七八九十\d]{1,3}届|[“\"《])*")


def place_in(name: str) -> tuple[int, str, str] | None:
    """Start, level and words of the place that a name begins with: of 甲省乙市丙县第十届… the last, 丙县."""
    at, level, words = 0, None, ""
    while found := MARKERS.search(name, at):
        link = name[at : found.end()]
        if len(link) == 1 and level is None and (further := MARKERS.search(name, found.end())):
            found, link = further, name[: further.end()]  # 镇江市, 市北区
        if not re.fullmatch("[一-鿿]{2,7}|[一-鿿]{2,15}自治[州县旗]", link) or NO_PLACE.search(link):
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
    if marker in ("村", "社区"):
        return "村"
    return "县" if marker in ("自治县", "自治旗", "县", "区", "旗") else "乡"


def level_of_post(post: str) -> tuple[str, str] | None:
    """The level of a post: the place it names, else its words; 局长 alone tells none."""
    if village := POSTS[-1][1].search(post):
        return "村", village[0]
    if place := place_in(post):
        return place[1:]
    found = [(hit.start(), level, hit[0]) for level, cue in POSTS if (hit := cue.search(post))]
    return min(found)[1:] if found else None
