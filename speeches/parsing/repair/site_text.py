"""What document sharing sites write round a text. A table: a new site adds a row here and a case to the test.

A line that a person could have said must not match; so each row asks for words that only such sites use.
"""
import re

from speeches.parsing.drafts import Block, Dropped, Warning
from speeches.parsing.lines import bare
from speeches.parsing.placing import in_text, taken_out, without

SITE = r"(文库|文秘|公文网|公文汇|范文网|范文大全|材料网|稿子汇|笔杆子|文档网|资料网|豆丁|道客巴巴|百度文库|人人文库|原创力|第[一壹]文秘|[\w.]+[.](com|cn|net|org|cc)\b)"

# The whole line belongs to the site.
LINES = [
    re.compile(r"由会员(分享|上传|发布|整理).{0,12}(可在线阅读|更多相关)|可在线阅读.{0,20}更多相关"),
    re.compile(r"(珍藏版|精品版|最新版)[)）》\]】]+请在.{0,30}(搜索|查找|下载)"),
    re.compile(r"^更多(相关)?(文档|资料|范文|文章|公文|讲话稿|材料).{0,40}(请在|请到|请上|尽在|请搜索|请关注|请访问|请登录)"),
    re.compile(r"如PPT文件的首页显示word图标"),
    re.compile(r"^部分文档作品中含有的国旗、国徽等图片"),
    re.compile(r"^<[\w:]*image\b[^>]*>[^\u4e00-\u9fff]*$|^<img\b[^>]*(base64|//)[^>]*>[^\u4e00-\u9fff]*$|^!\[[^\]]*\]\([^)]*\)$"),
    re.compile(r"^\[标签[:：].{0,20}\]$"),
    re.compile(r"^[（(【\[]?(此处|中间|以下|剩余|本文)?.{0,6}(隐藏|省略)\d+个?(字|页).{0,30}$"),
    re.compile(r"^.{0,12}(VIP|vip)会员.{0,20}(可见|查看|阅读|下载|免费)"),
    re.compile(r"^[（(【—-]*(试读|预览|免费阅读)(已)?(结束|到此结束).{0,20}$"),
    re.compile(r"^[（(]?(阅读全部图文内容|点击(此处)?(查看|阅读)(更多|全文)|展开(阅读)?全文|还剩\d+页未读).{0,20}$"),
    re.compile(r"(下载|复制)(本|该|此)(文档|文件|资源).{0,12}(到电脑|即可|需要|方便|积分|收藏|打印|编辑)"),
    re.compile(r"(本站|本网站|本平台|文库)(所有|仅|只|不).{0,60}(版权|侵权|著作权|上传者)"),
    re.compile(r"(如有|若有|涉嫌|如)侵权.{0,20}(联系|告知).{0,20}(删除|处理|本站|我们)"),
    re.compile(rf"^(本文|本资料|本文档|文章|资料)?(来源(于|自)?|来自|转自|转载自|整理自|由)?[:：]?.{{0,8}}{SITE}[,，、：:\s-]*.{{0,6}}(范文|文库|公文|写作|资源|下载|整理|搜集|收集|官网|首页|专业).{{0,20}}$"),
    re.compile(r"^.{0,10}(公文|写作|范文|材料|文秘|文库).{0,10}(www[.]|https?://)\S+$"),
    re.compile(r"(点击数|点击量|浏览次数|浏览量|阅读次数|访问量)[:：]\d+(次|$|\D)"),
    re.compile(r"小编.{0,12}(整理|收集|推荐|精心|分享|为大家|为您|带来|准备)"),
    re.compile(r"(当前|目前)(仅|只)?显示\d+字|(收费|付费|购买)(方式)?.{0,8}(后|即)可(查看|阅读|下载)|^[（(]共\d+页[，,]当前第\d+页"),
    re.compile(r"^.{0,10}(点击|立即|免费|文档|全文|word版)下载.{0,10}$|^([-—]\d+[-—])?(精品文档|可编辑|欢迎下载){1,3}[。.!！]?$", re.I),
    re.compile(r"转载请注明(出处|来源)|未经(授权|许可|允许)[，,]?(不得|禁止|谢绝|严禁)转载"),
    re.compile(r"^(本文|原文|文章)(链接|地址|网址|来源)[:：]?(https?://|www[.])\S+$|^[（(\[【]?(文章|本文)?来自[:：]?(https?://)?www[.]\S+$|^.{2,60}[.]docx?本文关键词[:：]"),
    re.compile(r"^[【\[]?(打印(本页|此页)|关闭(窗口|本页)|返回(顶部|首页|列表)|字体[:：]?大中小)([】\]\s|]*(打印(本页|此页)|关闭(窗口|本页)|返回(顶部|首页|列表)|字体[:：]?大中小))*[】\]]?$"),
    re.compile(r"(关注|搜索|添加|扫码).{0,12}(公众号|微信号).{0,40}(范文|材料|公文|资料|文档|写作)"),
]
# Each row above asks for one of these words: a line without any is looked at once.
HINTS = re.compile(
    "会员|在线阅读|珍藏版|精品|最新版|更多|PPT|国旗|[<!]|标签|隐藏|省略|VIP|vip|试读|预览|阅读|查看|展开|未读|下载|复制|本站|网站|平台|文库|侵权|文秘|公文|范文|材料|稿子汇"
    "|笔杆子|文档|资料|豆丁|巴巴|原创力|www|http|[.](?:com|cn|net|org|cc)|公众号|微信号|点击|浏览|访问量|小编|显示|购买|收费|付费|当前第|可编辑|转载|关键词|打印|关闭|返回|字体"
)
# These belong to the site where one of the lines above stands, or a dash before them; elsewhere they may be the author's.
LABELS = re.compile(r"^(?P<dash>[-—·•]\s*)?(配套讲稿|特殊限制|关键词|标签|版权提示|版权声明|温馨提示|资源描述|内容描述|资源标签|相关(文章|阅读|推荐|范文)|推荐阅读|热门(文章|推荐|范文)|猜你喜欢|网友评论|分享到)[:：]?$")
DETAILS = re.compile(r"^(?P<dash>[-—·•]\s*)?(上一篇|下一篇|上一页|下一页|更新时间|责编|下载积分|所需积分|上传人|上传时间|文档编号|文档格式|文档页数|文档大小|文件格式|浏览次数|阅读量)[:：].{0,40}$")
ADDRESS = re.compile(r"^(www[.]|https?://)\S+$")
KEYWORDS = re.compile(r"^[-—·•]?(关键词|标签|资源标签)[:：]$")  # what it introduces is one line more
TAGS = re.compile(r"^[-—·•\s]*[^。！？；：:]{2,80}$")

# Pieces inside a line of the speech.
PIECES = [
    re.compile(r"<[\w:]{0,20}(image|img)\b[^<>]*>[^<]{0,20000}</[\w:]{0,20}(image|img)>|<img\b[^<>]*(?:base64|//)[^<>]*>"),
    re.compile(r"\[标签[:：][^\]]{0,20}\]"),
    re.compile(r"[（(【\[]?此处隐藏\d+个?字[。，,]?\s*(VIP|vip)?会员可见[)）】\]]?"),
    re.compile(r"《[^《》]{2,100}》由会员(分享|上传|发布)[^。]{0,200}(上|库|网|站)搜索。"),
]
# × as some sites print it: 县委书记times;times;同志.
BROKEN_TIMES = re.compile(r"(?<![A-Za-z])(?<![A-Za-z]\s)&?times;")  # not: three times;
PIECE_HINTS = ("<", "[标签", "此处隐藏", "由会员", "times;")
FILE_NAME = re.compile(r"^(?P<name>.{2,120})[.](docx?|wps|pdf|txt|rtf|pptx?)$", re.I)


def set_aside(blocks: list[Block]) -> tuple[list[Block], list[Dropped], list[Warning]]:
    """Take a site's own lines, and its pieces inside lines, out of a text."""
    kept: list[Block] = []
    dropped: list[Dropped] = []
    of_site = [is_site_line(bare(block.text)) for block in blocks]
    from_site = any(of_site)
    after_label = False
    for number, block in enumerate(blocks):
        line = bare(block.text)
        tags = after_label and bool(TAGS.match(block.text))
        if tags or of_site[number] or is_site_label(line, from_site) or is_own_file_name(line, blocks[number + 1 : number + 31]):
            after_label = bool(KEYWORDS.match(line))
            if block.pinned:
                kept.append(block)
            else:
                dropped += taken_out(block, "site_text")
            continue
        after_label = False
        rest, pieces = (block, []) if block.pinned else without_pieces(block)
        dropped += pieces
        if bare(rest.text):
            kept.append(rest)
        else:
            dropped += taken_out(rest, "site_text")
    return kept, dropped, report(dropped)


def is_site_line(line: str) -> bool:
    """A long paragraph is no site's line: there, only pieces go."""
    return len(line) <= 400 and bool(HINTS.search(line)) and any(pattern.search(line) for pattern in LINES)


def is_site_label(line: str, from_site: bool) -> bool:
    if from_site and ADDRESS.match(line):
        return True
    found = LABELS.match(line) or DETAILS.match(line)
    return bool(found) and (from_site or bool(found["dash"]))


def is_own_file_name(line: str, after: list[Block]) -> bool:
    """在…会议上的讲话.docx as a page heading, when the title itself comes again below."""
    found = FILE_NAME.match(line)
    return bool(found) and any(found["name"] in bare(block.text) for block in after)


def without_pieces(block: Block) -> tuple[Block, list[Dropped]]:
    dropped = []
    if not any(hint in block.text for hint in PIECE_HINTS):
        return block, dropped
    for pattern, instead in [*((pattern, "") for pattern in PIECES), (BROKEN_TIMES, "×")]:
        block, pieces = without(block, [found.span() for found in pattern.finditer(block.text)], "site_text", instead)
        dropped += pieces
    return block, dropped


def report(dropped: list[Dropped]) -> list[Warning]:
    dropped = in_text(dropped)
    if not dropped:
        return []
    times = sum(bool(BROKEN_TIMES.fullmatch(piece.text)) for piece in dropped)
    warnings = []
    if len(dropped) > times:
        first = next(piece.text for piece in dropped if not BROKEN_TIMES.fullmatch(piece.text)).strip()[:20]
        warnings.append(Warning("site_text", f"有 {len(dropped) - times} 处文库网站的文字没有算作讲话内容，第一处是“{first}”。"))
    if times:
        warnings.append(Warning("broken_times", f"有 {times} 处“times;”是“×”的残码，已改回“×”。"))
    return warnings
