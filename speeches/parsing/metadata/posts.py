"""Who speaks: 县委书记　陈立民, 陈立民 县委书记, 市长张某同志 → name, post and the organ written with it."""
import re
from dataclasses import dataclass

from speeches.parsing.lines import GENRE, POSTS, SURNAMES, bare

# Beside the posts that a speaker line may end with.
MORE_POSTS = (
    "总指挥|指挥长|副总指挥|首席专家|研究员|法官|检察官|行长|庭长|乡镇长|街道办主任|第一书记|总督学|理事|监事长|馆员|讲师|班主任|辅导员|候选人|人选|助理|主委|发言人|常委|党组成员|党委成员"
    "|护士长|矿长|段长|教导员|指导员|参谋长|军长|师长|旅长|营长|连长|会计师|经济师|科员|干事|执行官|总监|网格长|河长|林长|路长|链长|合伙人|创始人|律师|民警|政治委员|主任委员|专职委员"
)
# Posts only beside a name, or as short as 学生代表: 培养年轻干部 is a title.
WEAK = "代表|委员|教授|院士|教师|学生|干部|职工|家长|劳动模范|劳模"
WEAK_POSTS = re.compile(rf"(?<!政治)(?<!主任)(?<!专职)({WEAK})$")
WEAK_BEFORE_NAME = re.compile(rf"[一-鿿]{{0,12}}({WEAK})")
POST_WORD = re.compile(f"({'|'.join(sorted((POSTS + '|' + MORE_POSTS).split('|'), key=len, reverse=True))})")
PLAIN_POST = re.compile(rf"^(副|代|常务副|第一副)?{POST_WORD.pattern}$")
COMPOUND = ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "端木", "夏侯", "司徒", "南宫", "拓跋")
BLANKED = re.compile(r"^([一-鿿]{1,2}(某某?|[×✕xX*＊○]{1,2})|某某?某?|[×✕xX*＊○]{1,3})$")
ORGAN = re.compile("[一-鿿]{1,24}(局|委员会|党委|市委|县委|区委|政府|办公室|[镇乡村]|街道|社区|学校|中学|小学|大学|医院|银行|公司|集团|中心|大队|支部|党校|工会|妇联|团委|法院|检察院|管委会)")
UNUSUAL = re.compile("[一-鿿]{2,5}(?<![们会上话词告稿级])")
ETHNIC = re.compile(r"^[一-鿿]{1,6}[·•・][一-鿿·•・]{1,10}$")
# 安平镇 | 党委书记 is a place, 常务 | 副县长 half of a post: neither is a name before a post.
NO_NAME_ENDS = "省市县区旗州盟镇乡村局厅部委办院校司会组处科室所站社队团党政府业务长员记席任任总副兼常政法纪"
NO_NAMES = {"车间", "项目", "高校", "高中", "初中", "党校", "党办", "党建", "林业", "牧业", "石油", "金融", "文化", "文旅", "文教", "管理", "纪检", "纪律", "景区", "施工", "康复", "高新", "安保", "安监", "支队", "支行", "支局", "常务", "高级", "党组", "党委", "支部", "支书", "纪委", "区委", "单位", "全体", "成员", "安全", "管委", "主管", "时任", "原任", "牛年", "马年", "龙年", "新任", "代理", "党总支"}
# 柳湾村, 江口镇, 党代会: what ends so is a place, an office or a meeting, whatever it begins with.
PLACE_END = re.compile("(..[省市县区旗镇乡村局厅部校院馆室楼厂]|[省市县区旗镇乡局厅]|会议|党代会|[党年全大例]会)$")
REPORTS = re.compile(r"(同志)?(代表.{2,30})?(向大会)?(所)?(作|做)(的)?.{0,6}(报告|讲话|发言|致辞|说明)[。.]?$")
LABEL = re.compile(r"^(讲话人|发言人|报告人|述职人|主讲人|主持人|致辞人|演讲人|讲授人|授课人|汇报人|作者|姓名)[：:]")
# 县委陈立民书记: the name inside. 郭县长 hides half of it, but 原县长 and 常委 do not.
CALLED = re.compile(rf"^(?P<organ>[一-鿿]{{0,8}}(?:[省市县区旗州盟镇乡]委|政府|人大|政协|党委|局|厅))(?P<name>[一-鿿]{{2,3}})(?P<post>(?:副|代)?{POST_WORD.pattern})$")
NO_TITLED = "党原常支路安查成荣项车阳"
HEAD_OF_POST = re.compile(rf"(党组|党委|党总支|党支部|总支|支部)?(第一|代理|代|常务|专职|副|总|原|新任|时任|原任|前任|现任|拟任|候任|名誉|执行|轮值)*{POST_WORD.pattern}$")


@dataclass(slots=True)
class Person:
    name: str | None = None
    post: str | None = None
    blanked: bool = False  # a name stands there, but somebody made it unreadable: 李××
    office: str | None = None  # an organ that stands there without a post: 县教育局　王某

    @property
    def organ(self) -> str | None:
        """清河县水利局党组书记、局长 → 清河县水利局; a bare 县长 names none."""
        if self.office:
            return self.office
        first = re.split("[、，,]", self.post or "")[0]
        organ = HEAD_OF_POST.sub("", first)
        return organ if 2 <= len(organ) < len(first) else None


def is_person_name(text: str) -> bool:
    """Whether these characters can be a name: surname first, two or three long, longer only for a known reason."""
    if ETHNIC.match(text):
        return True
    if not re.fullmatch("[一-鿿]{2,4}", text) or text in NO_NAMES or GENRE.search(text) or POST_WORD.search(text) or WEAK_POSTS.search(text) or PLACE_END.search(text):
        return False
    return text.startswith(COMPOUND) and len(text) > 2 or text[0] in SURNAMES and len(text) < 4


def read_person(text: str) -> Person | None:
    """Read a line that may hold nothing but a post and a name, in either order, or one of them."""
    line = re.sub("^[（(](.*)[）)]$", r"\1", text.strip())
    line = LABEL.sub("", REPORTS.sub("", line).strip())
    parts = [bare(part) for part in re.split(r"[\s：:（()）]+", line) if bare(part)]
    if not parts or len("".join(parts)) > 50:
        return None
    if any(of_parts(parts[:at]) and of_parts(parts[at:]) for at in range(2, len(parts) - 1)):
        return None  # 县委书记　张三　县长　李四: two people
    return of_parts(parts) or of_whole("".join(parts), labelled=bool(LABEL.match(bare(text))))


def of_parts(parts: list[str]) -> Person | None:
    """Blanks part name and post; single characters around a blank are one name (张　三)."""
    for at in range(len(parts) - 1, 0, -1):
        left, right = together(parts[:at]), "".join(parts[at:])
        if is_post(left) and (person := named(right, left)):
            return person
        if is_post(left) and at == len(parts) - 1 and UNUSUAL.fullmatch(right) and not POST_WORD.search(right):
            return Person(right, left)  # 自治区主席　阿依古丽: the blank says that a name follows
        if at == len(parts) - 1 and is_organ(left) and is_person_name(right):
            return Person(right, office=left)
    for at in range(1, len(parts)):
        left, right = "".join(parts[:at]), together(parts[at:])
        if is_post(right) and (person := named(left, right)):
            return person
    return None


def together(parts: list[str]) -> str:
    """Posts that stand side by side: 云岭学院院长　教授."""
    return ("、" if all(map(is_post, parts)) else "").join(parts)


def of_whole(line: str, labelled: bool = False) -> Person | None:
    """Nothing parts them: the longest post whose rest is a name, else a name before a plain post."""
    if person := named(line, None):
        return person
    for end in sorted((found.end() for found in POST_WORD.finditer(line)), reverse=True):
        if end < len(line) and is_post(line[:end]) and (person := named(line[end:], line[:end])):
            return person
    if (found := WEAK_BEFORE_NAME.match(line)) and (person := named(line[found.end() :], found[0])):
        return person
    for length in (3, 2, 4):
        name, post = line[:length], line[length:]
        if PLAIN_POST.match(post) and is_person_name(name) and name[-1] not in NO_NAME_ENDS:
            return Person(name, post)
    if (called := CALLED.match(line)) and is_person_name(called["name"]) and called["name"][-1] not in NO_NAME_ENDS:
        return Person(called["name"], called["organ"] + called["post"])
    if line[0] in SURNAMES and line[0] not in NO_TITLED and PLAIN_POST.match(line[1:]) and not PLAIN_POST.match(line):
        return Person(None, line[1:], blanked=True)
    if is_post(line) and (not WEAK_POSTS.search(line) or len(line) <= 6):
        return Person(None, line)
    return None


def is_post(text: str) -> bool:
    """Whether a text is a post: it ends with one, and no sentence or title stands before."""
    ends = [found.end() for found in POST_WORD.finditer(text)]
    ends_so = bool(ends and ends[-1] == len(text)) or bool(WEAK_POSTS.search(text))
    return ends_so and len(text) <= 40 and not re.search(r"[。！？!?：:；;《]|^在|同志们|各位", text)


def is_organ(text: str) -> bool:
    """Whether a text is the name of an office and no more: 县教育局, 石桥镇人民政府."""
    return bool(ORGAN.fullmatch(text))


def named(text: str, post: str | None) -> Person | None:
    name = re.sub("(同志|先生|女士)$", "", text.strip("（()）"))
    if BLANKED.match(name):
        return Person(None, post, blanked=True)
    return Person(name, post) if is_person_name(name) else None
