"""What kind of line a text is: salutation, date, speaker, closing, title. Pure recognisers over tables.

Each looks at one line alone; what its neighbours make of it is weighed in splitting.
"""
import re
import unicodedata

from speeches.parsing.marks import mark_of
from speeches.parsing.remembering import remembered

# What shows nothing at all; with what Python calls white space (U+3000, U+2003, U+00A0, tab) the blanks of a reader.
UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff]+")
SENTENCE_END = re.compile(r"[。！？!?；;]")

# What a speech calls itself at the end of its title. Longer words first, so that 表态发言 wins over 发言.
GENRES = [
    "政府工作报告", "述职述廉报告", "述责述廉报告", "述职报告", "述廉报告", "工作报告", "辅导报告", "报告提纲", "报告",
    "动员讲话", "总结讲话", "即席讲话", "点评讲话", "讲话稿", "讲话文稿", "讲话提纲", "讲话要点", "讲话范文", "讲话材料", "讲话",
    "表态发言", "交流发言", "典型发言", "研讨发言", "任职发言", "就职发言", "离任发言", "大会发言",
    "发言稿", "发言提纲", "发言材料", "发言要点", "发言摘要", "发言", "谈话要点", "谈话", "开场白", "结束语",
    "经验交流材料", "交流材料", "经验材料", "典型材料", "汇报材料", "任职讲话", "就职讲话", "离任讲话", "任职感言", "离任感言", "就职演说", "就职演讲",
    "主旨演讲", "演讲稿", "演讲词", "演讲", "开幕致辞", "闭幕致辞", "欢迎辞", "答谢辞", "致辞稿", "致辞", "致词",
    "欢迎词", "答谢词", "祝酒词", "祝酒辞", "祝词", "祝辞", "贺词", "贺辞", "颁奖词", "悼词", "献词", "献辞", "开幕词", "开幕辞", "闭幕词", "闭幕辞",
    "主持词", "主持稿", "主持辞", "主持讲话", "主持提纲", "串词", "开幕讲话", "闭幕讲话", "党课讲稿", "党课教案", "党课", "讲稿", "授课提纲", "授课稿", "讲授提纲", "宣讲稿",
    "寄语", "汇报稿", "工作汇报", "汇报", "情况通报", "通报", "工作总结", "慰问信", "公开信", "贺信",
]
GENRE = re.compile("(" + "|".join(sorted(GENRES, key=len, reverse=True)) + ")$")
# 讲话 alone is anybody's word; 会上的讲话 is a title.
OCCASION = re.compile(
    r"(会|会议|大会|全会|例会|年会|晚会|仪式|典礼|论坛|峰会|班|活动|调研|考察|视察|检查|慰问|委员|干部|座谈|开幕式|闭幕式|式|节|赛|周年|党日|党课|之际|期间|后)"
    r"(结束)?(上|时|中|期间|之际)?的?$"
)
# What follows the genre without belonging to it: （摘要）, (全文2576字), （2024年3月5日）, 范文, 1.
TAIL = re.compile(
    r"([（(\[【](?:[^（）()\[\]【】]|[（(][^（）()]{0,20}[）)]){0,40}[）)\]】]|[（(【]?篇[一二三四五六七八九十\d]{1,3}[）)】]?|[（(]?\d{1,2}[）)]?|范文|范本|模板|样本|全文|节选|摘要|送审稿|修改稿|征求意见稿|定稿|[.]docx?|[*※])$"
)
LONGEST_TAIL = 900  # characters that the pattern can take: it is looked for at the end alone, or a long line takes for ever
# 篇一：, 【第二篇】, 范文3:, ★例2、 between the speeches of a collection, alone or before a title.
ORDER = r"[一二三四五六七八九十百\d]{1,3}"
DIVIDER = re.compile(
    rf"^\s*[★☆◆●■※◎]*\s*(?:[（(【\[〖《](?P<enclosed>篇{ORDER}|第{ORDER}篇|(?:范文|例文|样本|讲话稿|发言稿|例)\s?{ORDER}|之{ORDER})[）)】\]〗》]\s*[:：、.．]?\s*"
    rf"|(?P<open>篇{ORDER}|第{ORDER}篇|(?:范文|例文|样本|讲话稿|发言稿|例)\s?{ORDER}|之{ORDER})(?:[:：、.．\s]\s*|$))"
)

YEAR = r"(\d{4}|[一二][〇零○◯OoＯ0一二三四五六七八九]{3}|[12][\d]{2}[xX×*]|20[xX×*]{2}|[xX×*]{2,4})"
NUMBER = r"(\d{1,2}|[一二三四五六七八九十廿卅]{1,3}|[xX×*]{1,2})"
DATE = re.compile(rf"{YEAR}(年{NUMBER}月({NUMBER}[日号])?|年(?=$|[）)])|[.．/\-]\d{{1,2}}[.．/\-]\d{{1,2}}日?)")
# A date before or behind a name: 县长　张三（2024年3月5日）.
DATED = re.compile(rf"^{DATE.pattern}([上下]午|晚)?|[（(]?{DATE.pattern}([上下]午|[上中下]旬|晚)?[）)]?$")
DATE_LINE = re.compile(rf"^[（(〔\[]?(——|—|--+|时间[：:]|日期[：:])?{DATE.pattern}(至|—|-|－|–|、|,|，|~|～)?[^。！？]{{0,40}}$")
BRACKETED = re.compile(r"^[（(〔\[].*[）)〕\]]$")

ADDRESSED = (
    "同志们|同志|朋友们|朋友|女士们|先生们|女士|先生|同学们|同学|老师们|老师|教师|委员们|委员|代表们|代表|来宾|嘉宾|领导|专家|评委"
    "|企业家|主席团|主席|主任|副主任|主持人|乡亲们|父老乡亲|战友们|干警|家长|员工|党员|干部|师傅们|孩子们|青年|工友们|职工|村民|居民|记者|裁判员|运动员|团友|校友|伙伴|家人们|组长|院士|学员|书记|市长|县长|省长|部长|局长|校长|镇长|阁下|媒体"
    "|同仁|同事|战友|指战员|官兵|首长|评委|选手|教练员|股东|董事|乡贤|老乡|网友|师生|师生员工|同胞|人士|法官|检察官|护士|工作者|姐妹|将军"
)
ADDRESS = re.compile(
    rf"^(尊敬的|敬爱的|亲爱的|在座的|与会的|广大的?|诸位|各位|全[市县区省镇乡村校院局体]|女士们|先生们|同志们|朋友们|同学们|老师们|委员们|代表们|乡亲们|父老乡亲|主席先生|主任|主席团|位代表|位委员|同志[：:]"
    rf"|各民主党派|主席先生|([\u4e00-\u9fff]{{2}})?({ADDRESSED})[、，,：:！!和]"  # 青年朋友们：
    r"|[\u4e00-\u9fff]{1,8}(?<![我你您他她它咱人])们[、，,：:！!]"  # 白衣战士们：
    r"|[\u4e00-\u9fff]{1,8}(书记|主席|主任|[省市县区州旗盟镇乡部局厅处校院组]长)[、，,].{0,40}(各位|同志们))"  # 王组长、各位领导，同志们：
)
CLOSINGS = [
    re.compile(r"^(再次|最后)?(谢谢|感谢)(大家|各位|同志们|你们|诸位)?([，,].{0,12})?[！!。.]?$"),
    re.compile(r"(我的|今天的|以上就是我的)?(讲话|发言|汇报|报告|致辞|演讲|党课|述职)(就到这里|到此结束|完了|完毕|到此为止)"),
    re.compile(r"^.{0,6}就?(讲|说|谈|汇报)(到这里|这些|这么多|这几点)(了|吧)?([，,。！!](谢谢|感谢).{0,6})?[。！!]$"),
    re.compile(r"^(现在)?[，,]?(散会|休会|会议到此结束|大会到此结束|今天的会议到此结束)[！!。.]?$"),
    re.compile(r"(谢谢|谢谢大家|谢谢各位|散会)[！!。.]$"),
    re.compile(r"^(预祝|祝愿?|最后[，,]祝).{2,60}[！!]$"),
    re.compile(r"(而|努力|不懈)?(努力)?(团结)?奋斗[！!]$"),
    re.compile(r"^(以上|不妥之处|不当之处|如有不妥).{0,30}(批评指正|指正|审议|评议)[。！!]?$"),
    re.compile(r"请予(以)?(审议|评议|批评指正)[。！!]?$"),
]

POSTS = (
    "书记|主席|主任|市长|县长|区长|省长|州长|旗长|盟长|镇长|乡长|村长|部长|局长|厅长|处长|科长|院长|校长|园长|所长|站长|队长|馆长|台长|行长"
    "|社长|会长|理事长|董事长|总经理|经理|秘书长|检察长|政委|司令员|组长|委员长|总理|常委|委员|专员|秘书|总裁|厂长|团长|班长"
    "|巡视员|调研员|督学|主编|总编辑|工程师|支队长|大队长|负责人|护士长|教导员|指导员|参谋长|会计师|经济师"
)
SURNAMES = set(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金贾韦夏付方邹熊白孟秦邱侯江尹薛阎段雷黎史龙陶贺毛郝顾龚邵万覃武钱戴"
    "严莫孔向常汤康易乔赖文施洪殷庞樊兰倪牛鲁温芦葛柴祝鲍翟岳齐庄辛管左涂谷骆柳欧祁纪舒耿牟卜詹关苗凌费靳盛甘童梅单季包裴阮冉柯盖车穆蓝申解桂聂焦晏娄习项瞿卫席丛尚喻吉褚滕阳宁佟翁戚鞠隆符占权蒙原景荣屈成"
    "初米储仇党鲜盘麻哈那巴某闫章窦霍虞卞迟宗游卓冷麦宫敖粟廉仲闵饶桑苟戈冀佘隋屠邝芮邰昝谌揭仝鄢胥檀漆衣逄綦阚栗亢卿扈巫杭厉湛邬郗练皮宛冼尧鹿邸郜寇晁訾逯宓郄慕柏支昌苑阙蔺蒲裘雍靖荀荆茹"
    "傅萧颜俞伍尤毕邢甄植薄华房辜刁丘池臧郎姬连栾郁糜艾巩井竺楚匡岑戎茅查曲安路"
)
DOUBLE_SURNAMES = ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "端木", "夏侯", "轩辕")
# Who is not a chief: a line that only ends so is a speaker line with a name, or when it is as short as 学生代表.
PLAIN_POSTS = "代表|委员|常委|干部|教授|院士|教师|学生|职工|同学|家长"
NAME = r"([\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff](某某?|[×xX*]{1,2})|[×*]{2,3}|[xX]{2,3}|[\u4e00-\u9fff]{1,4}·[\u4e00-\u9fff]{1,6})"
WHOLE_NAME = re.compile(rf"^{NAME}$")
POST_AND_NAME = re.compile(
    rf"^(?P<post>[\u4e00-\u9fff、，,×xX*0-9—()（）“”]{{0,40}}({POSTS}|{PLAIN_POSTS}))[：:]?[（(]?(?P<name>{NAME})?[）)]?(同志)?(作政府工作报告|作报告)?$"
)
SPEAKER_LABEL = re.compile(r"^(讲话人|发言人|报告人|述职人|主讲人|主持人|致辞人|演讲人|讲授人|授课人|汇报人|作者)[：:](?P<rest>.{2,40})$")

SENTENCE_MARKS = set("。！？!?；;：:…")
CLOSING_MARKS = "”’」』）)\""

BULLET = re.compile(r"^([●■★◆▲]|[·•]\s)")
TALKS = re.compile(r"^(今天|刚才|下面|现在|这次|同志们|各位|我|首先|其次|根据|按照)")


@remembered
def bare(text: str) -> str:
    """The text without any blank: 政　府　工 作 报 告 and 政府工作报告 are the same line."""
    return UNSEEN.sub("", "".join(text.split()))


@remembered
def letters(text: str) -> str:
    """Letters and figures alone: two lines with the same are the same words, whatever their marks and width."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


@remembered
def without_tail(text: str) -> str:
    """A title without what people hang behind it: （摘要）, （2024年3月5日）, 范文, 1."""
    text = bare(text)
    end = len(text)
    while (found := TAIL.search(text, max(0, end - LONGEST_TAIL), end)) and found.start():
        end = found.start()
    return text[:end]


@remembered
def genre_of(text: str) -> str:
    """The word by which a title says what it is (讲话, 表态发言, 开幕词 …), or ""."""
    found = GENRE.search(without_tail(text).rstrip("》”\"’"))
    return found[1] if found else ""


@remembered
def names_an_occasion(text: str) -> bool:
    """Whether meeting and genre stand together: 在…推进会上的讲话, …工作会议主持词; 学习讲话 does not."""
    title = without_tail(text).rstrip("》”\"’")
    genre = genre_of(title)
    return bool(genre and OCCASION.search(title[: -len(genre)]))


@remembered
def ends_like_title(text: str) -> bool:
    """Whether the line could be a title at its end: a genre word, and no sentence in it."""
    line = bare(text)
    return 4 <= len(line) <= 80 and bool(genre_of(line)) and not SENTENCE_END.search(without_tail(line)) and not is_date_line(line)


@remembered
def without_divider(text: str) -> str:
    """A title without 篇一： before it; a divider alone gives ""."""
    return DIVIDER.sub("", text, count=1)


def divider_in(text: str) -> str:
    """The words before a title that count the speeches of a collection (篇一, 第二篇), or ""."""
    found = DIVIDER.match(text)
    return (found["enclosed"] or found["open"]) if found else ""


def is_divider(text: str) -> bool:
    """篇一 on a line of its own."""
    return bool(divider_in(text)) and not bare(without_divider(text))


@remembered
def is_salutation(text: str) -> bool:
    """同志们：, 各位代表！, 尊敬的各位来宾、朋友们： on a line of their own."""
    line = bare(text)
    return 2 <= len(line) <= 80 and line[-1] in "：:！!，," and bool(salutation_in(line)) and len(salutation_in(line)) == len(line)


@remembered
def salutation_in(text: str) -> str:
    """The salutation that a line begins with (各位代表：现在，我代表…), or ""."""
    line = text.lstrip()
    if not ADDRESS.match(bare(line[:80])) or SPEAKER_LABEL.match(bare(line)):
        return ""
    found = re.match(r"[^。；？：:！!]{1,70}[：:！!]", line)
    if not found or not re.search(rf"({ADDRESSED})[）)]?[\s]*[：:！!]$|们[\s]*[：:！!]$", found[0]):
        return ""
    return "" if is_name(line[len(found[0]) :]) else found[0]  # 县委书记：张三 names the speaker


@remembered
def is_date_line(text: str) -> bool:
    """（2024年3月5日）, 二〇二三年五月十八日, ——2024年1月16日在…会议上; not a title with a year in it."""
    line = bare(text)
    return 5 <= len(line) <= 70 and bool(DATE_LINE.match(line)) and not GENRE.search(line) and line[-1] not in "，、；：,;:"


@remembered
def is_speaker_line(text: str) -> bool:
    """县委书记　陈立民, 张　三, 讲话人：王某某, 县长　张三（2024年3月5日）."""
    line = bare(text)
    if SPEAKER_LABEL.match(line):
        return True
    line = DATED.sub("", line.strip("（()）")) if len(line) <= 60 else line
    if not 2 <= len(line) <= 50 or GENRE.search(line) or line.startswith("在"):
        return False
    if is_name(line):
        return True
    found = POST_AND_NAME.match(line)
    if not found:
        return False
    if found["name"]:
        return is_name(found["name"]) or bool(re.search(r"\S\s+\S", text.strip()))
    return len(line) <= (8 if re.search(f"({PLAIN_POSTS})$", line) else 30)


def is_name(text: str) -> bool:
    """Whether a whole line can be the name of a person, surname first, or one that was blanked: 李××, ***."""
    line = bare(text)
    if not WHOLE_NAME.match(line):
        return False
    if line[0] in "×*xX" or "·" in line:
        return True
    return line.startswith(DOUBLE_SURNAMES) or (line[0] in SURNAMES and len(line) <= 3)


@remembered
def is_closing(text: str) -> bool:
    """谢谢大家！, 我的讲话完了。, 散会！, …而努力奋斗！"""
    line = bare(text)
    return len(line) <= 200 and any(closing.search(line) for closing in CLOSINGS)


@remembered
def has_label(text: str) -> bool:
    """一、 （一） 1. 第一， 一是: a line of an outline."""
    return mark_of(text) is not None or bool(BULLET.match(bare(text)))


def starts_talking(text: str) -> bool:
    """今天, 刚才, 下面 …: how running text begins and a title does not."""
    return bool(TALKS.match(bare(text)))


@remembered
def ends_a_sentence(text: str) -> bool:
    """Whether the line ends with a mark that closes a sentence, quotation marks after it included."""
    last = bare(text[-80:]).rstrip(CLOSING_MARKS) or bare(text).rstrip(CLOSING_MARKS)
    return last[-1:] in SENTENCE_MARKS
