"""What document sharing sites write round a text. A table: a new site adds a row here and a case to the test.

A line that a person could have said must not match; so each row asks for words that only such sites use.
"""
import re
from dataclasses import replace

from speeches.parsing.drafts import Block, Dropped, Warning
from speeches.parsing.lines import bare, salutation_in

SITE = r"(文库|文秘|公文网|公文汇|范文网|范文大全|材料网|稿子汇|笔杆子|文档网|资料网|豆丁|道客巴巴|百度文库|人人文库|原创力|第[一壹]文秘|[\w.]+[.](com|cn|net|org|cc)\b)"

# The whole line belongs to the site.
LINES = [
    re.compile(r"^《?.{2,120}》?由会员(分享|上传|发布|整理)?.{0,12}(可在线阅读|更多相关)"),
    re.compile(r"可在线阅读.{0,20}更多相关"),
    re.compile(r"(珍藏版|精品版|最新版)[)）》\]】]+请在.{0,30}(搜索|查找|下载)"),
    re.compile(r"更多相关(文档|资料|内容|范文|文章).{0,40}(请在|请到|尽在|搜索|关注|访问)"),
    re.compile(r"^[-—·•\s]*(配套讲稿|特殊限制|关键词|版权提示|版权声明|温馨提示|文档格式|文档页数|文档大小|上传时间|上传人|下载积分|所需积分|文档编号|资源描述|内容描述|资源标签|文档分享人)[:：]?$"),
    re.compile(r"^[-—·•\s]*(下载积分|所需积分|上传人|上传时间|文档编号|文档格式|文档页数|文档大小|文件格式|浏览次数|阅读量|页数|大小)[:：].{0,30}$"),
    re.compile(r"如PPT文件的首页显示word图标"),
    re.compile(r"^部分文档作品中含有的国旗、国徽等图片"),
    re.compile(r"^<image>.*$|^<img [^>]*>$|^!\[[^\]]*\]\([^)]*\)$"),
    re.compile(r"^\[标签[:：].{0,20}\]$"),
    re.compile(r"^[（(【\[]?(此处|中间|以下|剩余|本文)?.{0,6}(隐藏|省略)\d+个?(字|页).{0,30}$"),
    re.compile(r"^.{0,12}(开通|成为|加入|仅限)?(VIP|vip)会员.{0,20}(可见|查看|阅读|下载|免费)"),
    re.compile(r"^[（(【—-]*(试读|预览|阅读)(已)?(结束|到此结束).{0,20}$"),
    re.compile(r"^[（(]?(阅读全部图文内容|点击(此处)?(查看|阅读)(更多|全文)|展开(阅读)?全文|剩余内容|还剩\d*页未读).{0,20}$"),
    re.compile(r"(下载|复制)(本|该|此)?(文档|文件|资源|word).{0,12}(到电脑|即可|需要|方便|积分|收藏|打印|编辑)"),
    re.compile(r"^(免责声明|声明)?[:：]?.{0,20}(本站|网站|平台|用户)(所有|提供|上传|仅|只).{0,60}(版权|侵权|下载|著作权)"),
    re.compile(r"^.{0,30}(如有|若有|涉嫌|如)侵(权|犯).{0,40}(联系|删除|告知)"),
    re.compile(rf"^(本文|本资料|本文档|文章|资料)?(来源(于|自)?|来自|转自|转载自|整理自|摘自|由)?[:：]?.{{0,12}}{SITE}[,，、：:\s-]*.{{0,10}}(范文|文库|公文|学习|资源|下载|整理|搜集|收集|提供|官网|首页|专业)"),
    re.compile(r"^.{0,10}(公文|写作|范文|材料|文秘|文库).{0,10}(www[.]|https?://)\S+$"),
    re.compile(r"^(www[.]|https?://)\S+$"),
    re.compile(r"^.{0,20}(关注|扫码|扫描|搜索).{0,10}(公众号|二维码|微信号).{0,40}$"),
    re.compile(r"^(上一篇|下一篇|相关阅读|相关推荐|猜你喜欢|推荐阅读|热门文章|返回首页|返回顶部|加入收藏|打印本页|关闭窗口|【?打印】?【?关闭】?)[:：]?.{0,60}$"),
]
# A line of these introduces one more line of the site's.
LABELS = re.compile(r"^[-—·•\s]*(关键词|关\s*键\s*词|资源标签|内容描述|资源描述|标签)[:：]?\s*$")
TAGS = re.compile(r"^[-—·•\s]*[^。！？；：:]{2,80}$")

# Pieces inside a line of the speech.
PIECES = [
    re.compile(r"<image>[^<]{0,20000}</image>|<image>data:image\S*"),
    re.compile(r"\[标签[:：][^\]]{0,20}\]"),
    re.compile(r"[（(【\[]?此处隐藏\d+个?字[。，,]?\s*(VIP|vip)?会员可见[)）】\]]?"),
    re.compile(r"《[^《》]{2,100}》由会员(分享|上传|发布)[^。]{0,200}(上|库|网|站)搜索。"),
]
# × as some sites print it: 县委书记times;times;同志.
BROKEN_TIMES = re.compile(r"&?(?<![A-Za-z])times;")
FILE_NAME = re.compile(r"^(?P<name>.{2,120})[.](docx?|wps|pdf|txt|rtf|pptx?)$", re.I)


def set_aside(blocks: list[Block]) -> tuple[list[Block], list[Dropped], list[Warning]]:
    """Take a site's own lines, and its pieces inside lines, out of a text."""
    kept: list[Block] = []
    dropped: list[Dropped] = []
    after_label = False
    for number, block in enumerate(blocks):
        line = bare(block.text)
        if is_site_line(line) or (after_label and TAGS.match(block.text)) or is_own_file_name(line, blocks[number + 1 :]):
            dropped.append(Dropped(block.text, "site_text"))
            after_label = bool(LABELS.match(block.text.strip()))
            continue
        after_label = False
        text, pieces = without_pieces(block.text)
        dropped += pieces
        if bare(text):
            kept.append(block if text == block.text else replace(block, text=text))
    return kept, dropped, report(dropped)


def is_site_line(line: str) -> bool:
    return len(line) <= 20_000 and any(pattern.search(line[:600]) for pattern in LINES) and not salutation_in(line)


def is_own_file_name(line: str, after: list[Block]) -> bool:
    """在…会议上的讲话.docx as a page heading, when the title itself comes again below."""
    found = FILE_NAME.match(line)
    return bool(found) and any(found["name"] in bare(block.text) for block in after[:30])


def without_pieces(text: str) -> tuple[str, list[Dropped]]:
    dropped = []
    for pattern in PIECES:
        dropped += [Dropped(found[0], "site_text") for found in pattern.finditer(text)]
        text = pattern.sub("", text)
    dropped += [Dropped(found[0], "site_text") for found in BROKEN_TIMES.finditer(text)]
    return BROKEN_TIMES.sub("×", text), dropped


def report(dropped: list[Dropped]) -> list[Warning]:
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
