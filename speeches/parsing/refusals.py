"""Why a file is not read: a code and one sentence that says what is wrong and what to do."""
from speeches.parsing.drafts import Refusal

SENTENCES = {
    "empty_file": "这个文件是空的，请检查后重新上传。",
    "too_large": "文件超过 20 MB，请删去图片或拆分后再上传。",
    "lock_file": "这是 Word 打开文档时留下的临时文件（文件名以 ~$ 开头），请上传文档本身。",
    "legacy_doc": "这是旧版的 .doc 或 .wps 文件，请用 Word 或 WPS 打开，另存为 .docx 后再上传。",
    "encrypted": "这个文件有密码，请先在 Word 或 WPS 中去掉密码再上传。",
    "rtf": "这是 RTF 文件，请用 Word 或 WPS 打开，另存为 .docx 后再上传。",
    "html": "这是网页文件，请用 Word 或 WPS 打开，另存为 .docx 后再上传。",
    "mht": "这是单个文件网页（.mht），请用 Word 或 WPS 打开，另存为 .docx 后再上传。",
    "pdf": "这是 PDF 文件，请上传原来的 Word 文档，或转换为 .docx 后再上传。",
    "flat_xml": "这是 Word 的 XML 文件，请用 Word 打开，另存为 .docx 后再上传。",
    "prefixed_zip": "这个文件的开头多出了别的内容，请用 Word 打开，另存为 .docx 后再上传。",
    "not_docx": "无法读取这个文件：请确认它是 .docx 格式的 Word 文档。",
    "zip_damaged": "这个文件不完整或已损坏，请重新下载或复制后再上传。",
    "zip_encrypted": "这个文件的压缩包有密码，请去掉密码后再上传。",
    "zip_method": "这个文件的压缩方式不常见，请用 Word 或 WPS 打开，另存为 .docx 后再上传。",
    "zip_overlap": "这个文件的压缩包结构不正常，请用 Word 或 WPS 打开，另存为 .docx 后再上传。",
    "duplicate_entry": "这个文件里有重复的部分，不知该以哪个为准，请用 Word 或 WPS 打开，另存为 .docx 后再上传。",
    "bad_entry_name": "这个文件里有不合规的部分名称，请用 Word 或 WPS 打开，另存为 .docx 后再上传。",
    "too_many_entries": "这个文件里的部分太多，请用 Word 打开，把正文复制到新文档后再上传。",
    "part_too_large": "这个文件解开后太大，请拆分后再上传。",
    "macro": "这个文件带有宏，请在 Word 中另存为不含宏的 .docx 后再上传。",
    "dtd_forbidden": "这个文件里有不允许的外部定义，请用 Word 打开，另存为 .docx 后再上传。",
    "xml_damaged": "这个文件的内容已损坏，请用 Word 打开并修复，另存为 .docx 后再上传。",
    "too_deep": "这个文件的结构嵌套太深，请用 Word 打开，把正文复制到新文档后再上传。",
    "too_complex": "这个文件的结构太复杂，请把正文复制到新文档，或拆分后再上传。",
    "no_text": "没有在这个文件里找到文字：如果是扫描件或图片，请先转换成文字再上传。",
    "timeout": "这个文件读得太久，已经停下，请拆分后再上传。",
    "fault": "读这个文件时程序出了错，没有读成，已经记在日志里。请把文件发给管理员看看。",
}


def refusal(code: str) -> Refusal:
    return Refusal(code, SENTENCES[code])
