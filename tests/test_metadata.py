"""Title block and first lines of a speech → its fields; what is not stated stays empty."""
import pytest

from speeches.parsing.drafts import Block, NoteDraft
from speeches.parsing.metadata import describe
from speeches.parsing.splitting import Cut, split

TALK = "这件事我们议了三次，今天把话说透。各村回去以后先开一个院坝会，把账摆给群众看，再定谁先干、谁后干。"


def speech(*head, body=("同志们：", TALK), appendices=()):
    return describe(Cut([Block(line) for line in head], [Block(line) for line in body], list(appendices)), "来稿.docx")


def fields(draft, *names):
    return tuple(getattr(draft, name) for name in names)


def test_a_plain_title_block():
    draft = speech("在全县冬修水利现场会上的讲话", "（2023年11月2日）", "县长　宋立民")
    assert fields(draft, "title", "subtitle", "date", "speaker", "post", "meeting", "meeting_type", "kind", "level", "salutation") == (
        "在全县冬修水利现场会上的讲话", None, "2023-11-02", "宋立民", "县长", "全县冬修水利现场会", "现场会", "讲话", "县", "同志们：",
    )


def test_a_viewpoint_with_a_dashed_subtitle():
    draft = speech("宁可备而不用，不可用而无备", "——在全市防汛工作动员会上的讲话", "（二〇二三年五月）", "云岭市人民政府市长  周慧")
    assert fields(draft, "title", "subtitle", "meeting", "kind", "date", "organ") == (
        "宁可备而不用，不可用而无备", "在全市防汛工作动员会上的讲话", "全市防汛工作动员会", "动员讲话", "2023-05", "云岭市人民政府",
    )


@pytest.mark.parametrize(
    "head",
    [
        ("宁可备而不用——在全市防汛工作动员会上的讲话（2023年5月8日）",),
        ("宁可备而不用", "在全市防汛工作动员会上的讲话", "2023年5月8日"),
        ("宁可备而不用", "——在全市防汛工作", "动员会上的讲话", "2023.5.8"),
    ],
)
def test_the_subtitle_is_found_on_one_line_without_dash_and_on_two(head):
    assert fields(speech(*head), "title", "subtitle", "meeting", "date") == ("宁可备而不用", "在全市防汛工作动员会上的讲话", "全市防汛工作动员会", "2023-05-08")


def test_a_title_over_several_lines_is_joined_without_a_blank():
    draft = speech("政协南岭省青石市", "第四届委员会第四次会议", "闭幕词", "（2010年1月13日）", "张　三", body=("各位委员：", TALK))
    assert fields(draft, "title", "meeting", "meeting_type", "kind", "level", "speaker") == (
        "政协南岭省青石市第四届委员会第四次会议闭幕词", "政协南岭省青石市第四届委员会第四次会议", "政协全会", "闭幕词", "市", "张三",
    )


def test_a_title_with_blanks_between_its_characters_is_closed_up():
    assert speech("政 府 工 作 报 告", "2024年1月8日").title == "政府工作报告"


def test_a_title_that_stands_twice_is_one():
    assert speech("在全县收心会上的讲话", "在全县收心会上的讲话", "2024年2月19日").title == "在全县收心会上的讲话"


@pytest.mark.parametrize(
    "line",
    [
        "——2024年1月10日在柳河县第十八届人民代表大会第三次会议上",
        "（2024年1月10日在柳河县第十八届人民代表大会第三次会议上）",
        "2024年1月10日在柳河县第十八届人民代表大会第三次会议上县长宋立民同志作政府工作报告。",
        "——2024年1月10日在柳河县第十八届人民代表大会第三次会议上 县长 宋立民",
        "----2024年1月10日宋立民县长在柳河县第十八届人民代表大会第三次会议的政府工作报告",
        "——2024年1月10日县长宋立民在柳河县第十八届人民代表大会第三次会议上的讲话",
    ],
)
def test_date_meeting_and_speaker_on_one_line(line):
    draft = speech("2024年柳河县政府工作报告", line, "来源：柳河日报", "县长　宋立民", body=("各位代表：", TALK))
    assert fields(draft, "title", "date", "meeting", "meeting_type", "kind", "speaker", "post", "level") == (
        "2024年柳河县政府工作报告", "2024-01-10", "柳河县第十八届人民代表大会第三次会议", "人代会", "工作报告", "宋立民", "县长", "县",
    )


def test_a_meeting_cut_by_the_line_end_is_joined():
    assert speech("政府工作报告", "——2024年2月3日在青石市第六届人民代表大会", "第六次会议上", "市长　张三").meeting == "青石市第六届人民代表大会第六次会议"


def test_speaker_and_post_inside_the_title():
    draft = speech("县委书记宋立民在县委农村工作会议上的讲话（2024年3月5日，柳河宾馆）")
    assert fields(draft, "speaker", "post", "meeting", "date", "place") == ("宋立民", "县委书记", "县委农村工作会议", "2024-03-05", "柳河宾馆")


def test_a_name_and_colon_before_the_title():
    draft = speech("张三：在政协柳河县第十届委员会第二次会议闭幕会上的讲话(全文2576字)")
    assert fields(draft, "title", "speaker") == ("在政协柳河县第十届委员会第二次会议闭幕会上的讲话", "张三")


def test_without_a_title_block_nothing_is_made_up():
    draft = speech(body=("各位代表：", "我说三件事。" + TALK))
    assert fields(draft, "title", "speaker", "post", "date", "meeting", "kind", "place") == (None,) * 7
    assert [w.code for w in draft.warnings] == ["no_title"]


def test_the_file_name_is_offered_as_a_guess_and_no_title():
    guess = speech(body=(TALK,)).evidence["title"]
    assert (guess.value, guess.confidence < 0.6) == ("来稿", True)


def test_the_rest_of_a_line_that_was_cut_is_no_title_and_no_meeting():
    assert fields(speech("人民代表大会第二次会议上", "青石市人民政府市长  张三"), "title", "meeting", "speaker") == (None, None, "张三")


def test_a_year_in_the_title_and_dates_in_the_text_are_not_the_date():
    draft = speech("在2024年全县春耕工作推进会上的讲话", body=("同志们：", "2023年7月5日至7日，省里来人看过。" + TALK))
    assert (draft.date, draft.evidence["date"].value) == (None, "2024")


def test_a_date_line_at_the_end_is_the_date():
    assert speech("在全县收心会上的讲话", body=("同志们：", *[TALK] * 6, "2024年2月19日")).date == "2024-02-19"


def test_a_blanked_name_stays_empty_and_is_told():
    draft = speech("在全县收心会上的讲话", "县委书记　李××")
    assert fields(draft, "speaker", "post") == (None, "县委书记")
    assert [(w.code, w.paragraph) for w in draft.warnings] == [("blanked_name", 2)]


@pytest.mark.parametrize(("title", "paragraph"), [("在全县收心会上的讲话", 3), ("在全县收心会上的讲话（节选）", None)])
def test_a_speech_that_breaks_off_is_told_with_the_paragraph_where_it_does(title, paragraph):
    draft = speech(title, body=("同志们：", "年过完了，心要收回来，要把各项工作一件一件地抓在手上，而且要抓"))
    assert [(w.code, w.paragraph) for w in draft.warnings if w.code == "incomplete"] == [("incomplete", paragraph)]


def test_the_organ_that_meets_is_not_the_organ_that_speaks():
    draft = speech("在县人大常委会专题询问会议上的讲话", body=("各位委员：", "下面，我代表县政府作几点说明。" + TALK))
    assert fields(draft, "organ", "meeting") == ("县政府", "县人大常委会专题询问会议")


def test_the_level_comes_from_whom_the_speaker_represents():
    assert speech("在新任干部集体谈话会上的讲话", body=("同志们：", "受市委委托，和大家谈一谈。" + TALK)).level == "市"


def test_the_meeting_decides_the_level_before_the_post_of_the_speaker():
    assert speech("在全县项目推进会上的表态发言", "石桥镇党委书记").level == "县"


def test_全区_of_an_autonomous_region_is_a_province():
    assert speech("在全区民族团结表彰大会上的讲话", "自治区主席　阿依古丽").level == "省"


def test_全市_of_a_city_run_like_a_province_is_a_province():
    words = ("同志们：", "天津这几年变化大，天津的港口忙，天津的工厂也忙。天津人实在，天津的事要自己干。" + TALK)
    assert speech("在全市经济工作会议上的讲话", body=words).level == "省"
    assert speech("在全市经济工作会议上的讲话", body=("同志们：", "上个月去天津学习。" + TALK)).level == "市"


def test_我省_said_once_is_only_a_guess():
    draft = speech("在重点工程推进会上的讲话", body=("同志们：", "上个月，中央领导同志到我省考察。" + TALK))
    assert (draft.level, draft.evidence["level"].value) == (None, "省")


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        ("现在，我代表县人民政府向大会报告工作，请予审议。", "工作报告"),
        ("按照安排，现将本人一年来履行职责情况报告如下，请予评议。", "述职报告"),
        ("现在开会。", "主持词"),
        ("今天，我给大家上一堂党课。", "党课讲稿"),
    ],
)
def test_the_first_sentence_gives_the_kind_away(first, kind):
    assert speech(body=("同志们：", first, TALK)).kind == kind


@pytest.mark.parametrize("words", ["同志们：", "主任、各位副主任、各位委员:", "尊敬的各位领导、各位来宾，父老乡亲们：", "各位代表！"])
def test_a_salutation_on_its_own_line(words):
    assert speech("在会上的讲话", body=(words, TALK)).salutation == words


def test_a_salutation_run_into_the_first_sentence():
    assert speech("政府工作报告", body=("各位代表：现在，我向大会报告工作。" + TALK,)).salutation == "各位代表："


def test_a_speech_that_starts_at_once_has_no_salutation():
    assert speech("在会上的表态发言", body=(TALK, TALK)).salutation is None


@pytest.mark.parametrize(
    ("head", "last", "complete"),
    [
        ("在全县收心会上的讲话", "谢谢大家！", True),
        ("在全县收心会上的讲话", TALK, True),
        ("在全县收心会上的讲话", TALK + "要把治水这件事从今年春天一直抓到明年春天确保制度从", False),
        ("在全县收心会上的讲话（节选）", TALK, False),
        ("在全县收心会上的讲话（摘要）", TALK, False),
    ],
)
def test_an_excerpt_or_a_broken_end_is_not_complete(head, last, complete):
    assert speech(head, body=("同志们：", TALK, last)).complete is complete


def test_paragraphs_keep_every_line_in_order_with_its_part():
    draft = speech("在全县收心会上的讲话", "2024年2月19日")
    assert [(p.part, p.text) for p in draft.paragraphs] == [
        ("head", "在全县收心会上的讲话"), ("head", "2024年2月19日"), ("body", "同志们："), ("body", TALK),
    ]


def test_a_note_knows_the_paragraph_of_its_mark():
    cut = Cut([Block("在会上的讲话")], [Block("同志们："), Block(TALK, notes=[NoteDraft("①", "见县志。")])])
    assert describe(cut, "a.docx").notes == [NoteDraft("①", "见县志。", 3)]


def test_appendices_are_kept_whole():
    draft = speech("在会上的讲话", appendices=[(Block("附件1 任务清单"), [Block("一、修路"), Block("建桥", label="1.")])])
    appendix = draft.appendices[0]
    assert (appendix.title, appendix.paragraphs, appendix.labels) == ("附件1 任务清单", ["一、修路", "建桥"], ["", "1."])


def test_every_value_has_its_evidence():
    draft = speech("在全县冬修水利现场会上的讲话", "（2023年11月2日）", "县长　宋立民")
    for name in ("title", "speaker", "post", "date", "meeting", "meeting_type", "kind", "level", "salutation"):
        assert draft.evidence[name].text
        assert draft.evidence[name].confidence >= 0.6


def test_a_form_instead_of_a_speaker_line():
    draft = speech("2023年度述职述廉报告", "单位：柳河县水利局", "姓名：何绍安", "职务：党组书记、局长", "（2024年1月）")
    assert fields(draft, "title", "speaker", "post", "date", "kind") == ("2023年度述职述廉报告", "何绍安", "党组书记、局长", "2024-01", "述职报告")


def test_a_title_whose_first_line_ends_in_a_genre_word_goes_on():
    draft = speech("在学习贯彻重要讲话", "精神培训班上的总结讲话", "2024年4月2日")
    assert fields(draft, "title", "meeting") == ("在学习贯彻重要讲话精神培训班上的总结讲话", "学习贯彻重要讲话精神培训班")


def test_全县_said_again_and_again_gives_the_level_and_全省_does_not():
    assert speech("在重点工程推进会上的讲话", body=("同志们：", "全县项目要快，全县干部要上，全县一盘棋。" + TALK)).level == "县"
    assert speech("在重点工程推进会上的讲话", body=("同志们：", "增速全省第一，总量全省第三，后劲全省靠前。" + TALK)).level is None


@pytest.mark.parametrize("tail", ["（3月5日）", "（202x年7月3日）", "（甲辰年正月初八）", "（2024年3月5日（星期二））", "（二OO六年八月四日）", "（２０２４年３月５日）"])
def test_any_date_behind_the_title_is_no_part_of_it(tail):
    assert speech("在全县收心会上的讲话" + tail).title == "在全县收心会上的讲话"


@pytest.mark.parametrize("line", ["202x年3月26日", "--××××年×月×日", "甲辰年正月初八", "3月5日"])
def test_a_date_that_says_none_goes_on_with_no_title(line):
    draft = speech("宁可备而不用", "——在全市防汛工作动员会上的讲话", line, "市长　周慧")
    assert fields(draft, "title", "subtitle", "date", "speaker") == ("宁可备而不用", "在全市防汛工作动员会上的讲话", None, "周慧")


@pytest.mark.parametrize("line", ["县长　宋立民　2023年11月2日", "2023年11月2日　县长　宋立民", "县长宋立民（2023.11.2）", "（县长　宋立民　2023年11月2日）"])
def test_speaker_and_date_on_one_line(line):
    assert fields(speech("在全县冬修水利现场会上的讲话", line), "speaker", "post", "date") == ("宋立民", "县长", "2023-11-02")


def test_a_sheet_of_labels_is_read_label_by_label():
    draft = speech("在全县收心会上的讲话", "时间：2024年2月19日上午", "地点：县委礼堂", "主持人：沈国强", "讲话人：县委书记　宋立民", "参加人员：全体县级领导")
    assert fields(draft, "date", "place", "speaker", "post") == ("2024-02-19", "县委礼堂", "宋立民", "县委书记")


def test_who_chairs_speaks_only_where_it_is_the_chairman_s_script():
    assert speech("在全县收心会上的讲话", "主持人：沈国强").speaker is None
    assert speech("全县收心会主持词", "主持人：县委副书记　沈国强").speaker == "沈国强"


@pytest.mark.parametrize("line", ["（2024年2月19日，县委礼堂）", "（县委礼堂，2024年2月19日）", "（2024年2月19日于县委礼堂）", "（2024年2月19日　县委礼堂）"])
def test_the_place_beside_the_date(line):
    assert fields(speech("在全县收心会上的讲话", line), "date", "place", "speaker") == ("2024-02-19", "县委礼堂", None)


@pytest.mark.parametrize("line", ["（2024年2月19日，根据录音整理）", "（2024年2月19日，星期一）", "（2024年2月19日，宋立民）"])
def test_a_note_or_a_name_beside_the_date_is_no_place(line):
    assert speech("在全县收心会上的讲话", line).place is None


def test_a_speaker_above_the_title_is_no_title():
    assert fields(speech("县委书记　宋立民", "在全县收心会上的讲话", "2024年2月19日"), "title", "speaker") == ("在全县收心会上的讲话", "宋立民")


def test_a_title_cut_before_its_last_words_is_joined():
    assert speech("在柳河县第十届人民代表大会第一次会议上", "的经验交流材料").title == "在柳河县第十届人民代表大会第一次会议上的经验交流材料"


@pytest.mark.parametrize("title", ["在改革中保持稳定", "在全体干部中树立法治观念", "在听取防汛汇报时的谈话"])
def test_a_title_that_begins_with_在_names_a_meeting_only_where_people_meet(title):
    assert speech(title).meeting is None


@pytest.mark.parametrize(
    ("title", "meeting"),
    [
        ("在县人大常委会第十二次会议上关于财政决算的报告", "县人大常委会第十二次会议"),
        ("县政协提案办理协商会讲话稿", "县政协提案办理协商会"),
        ("县长在全县警示教育大会发言", "全县警示教育大会"),
        ("在县政协十届三次会议上的大会发言", "县政协十届三次会议"),
        ("全县安全生产会议主持讲话", "全县安全生产会议"),
    ],
)
def test_where_the_name_of_the_meeting_ends(title, meeting):
    assert speech(title).meeting == meeting


def test_a_title_with_its_date_in_front_is_the_title_without_it():
    assert fields(speech("2024年2月19日在全县收心会上的讲话"), "title", "date", "meeting") == ("在全县收心会上的讲话", "2024-02-19", "全县收心会")


def test_a_typed_date_at_the_end_may_be_half_letters():
    assert speech("在全县收心会上的讲话", body=("同志们：", *[TALK] * 6, "二OO六年二月十九日")).date == "2006-02-19"


def test_offices_that_sign_together_are_parted():
    assert speech("慰问信", "中共柳河县委　柳河县人民政府", "2024年2月9日").organ == "中共柳河县委、柳河县人民政府"


def test_post_and_name_in_brackets_on_two_lines():
    assert fields(speech("在全县收心会上的讲话", "（县委书记）", "（宋　平）"), "speaker", "post") == ("宋平", "县委书记")


@pytest.mark.parametrize(
    "head",
    [
        ("以实干开新局", "——在全县收心会上的讲话", "二OO六年二月十九日", "县长　宋立民"),
        ("以实干开新局", "在全县收心会上的讲话（2006年2月19日）", "县长　宋立民"),
        ("以实干开新局", "——在全县收心会上的讲话", "县长　宋立民　2006年2月19日"),
        ("以实干开新局", "——在全县收心会上的讲话", "丙戌年正月廿二", "县长：宋立民", "（2006年2月19日）"),
    ],
)
def test_the_head_of_a_pasted_text_without_salutation_is_read_whole(head):
    cut = split([Block(line) for line in [*head, TALK, TALK, TALK]])[0][0]
    draft = describe(cut, "来稿.docx")
    assert fields(draft, "title", "subtitle", "date", "speaker") == ("以实干开新局", "在全县收心会上的讲话", "2006-02-19", "宋立民")


@pytest.mark.parametrize(
    ("words", "organ"),
    [
        ("我谨代表县委、县政府，向大家拜年。", "县委、县政府"),
        ("代表县委、县政府，我讲三点意见。", "县委、县政府"),
        ("受县委常委会委托，我向全会报告工作。", "县委常委会"),
        ("我代表全体新任干部作表态发言。", None),
        ("我代表全镇三万群众欢迎大家。", None),
        ("受宋立民书记委托，我来主持会议。", None),
    ],
)
def test_whom_the_speaker_stands_for(words, organ):
    assert speech("讲话稿", body=("同志们：", words + TALK)).organ == organ


def test_a_file_name_that_is_a_title_is_the_better_guess():
    cut = Cut([], [Block(TALK)])
    assert describe(cut, "在全县收心会上的讲话.docx").evidence["title"].confidence > describe(cut, "来稿.docx").evidence["title"].confidence


def test_the_type_of_a_meeting_that_nobody_names_is_a_guess():
    draft = speech("政府工作报告", body=("各位代表：", "现在，我代表县人民政府向大会报告工作，请予审议。"))
    assert (draft.meeting_type, draft.evidence["meeting_type"].value) == (None, "人代会")


def test_title_speaker_and_date_on_one_line_are_parted():
    draft = speech("在全县收心会上的讲话　县长　宋立民　2024年2月19日")
    assert fields(draft, "title", "speaker", "post", "date") == ("在全县收心会上的讲话", "宋立民", "县长", "2024-02-19")


def test_an_office_below_a_viewpoint_is_no_part_of_the_title():
    assert fields(speech("深化改革 优化环境", "县行政审批服务局", "（2024年3月）"), "title", "organ") == ("深化改革 优化环境", "县行政审批服务局")


def test_a_title_of_offices_goes_on():
    title = speech("中国人民政治协商会议", "柳河县委员会", "工作报告", "2024年1月8日").title
    assert title == "中国人民政治协商会议柳河县委员会工作报告"


def test_the_meeting_in_brackets_below_a_viewpoint_is_the_subtitle():
    assert fields(speech("筑牢安全防线", "（在全县安全生产会议上的发言）"), "title", "subtitle", "meeting") == ("筑牢安全防线", "在全县安全生产会议上的发言", "全县安全生产会议")


@pytest.mark.parametrize("title", ["祝酒词", "2023年度抓基层党建工作述职报告", "清河县工作情况汇报"])
def test_work_is_no_meeting_and_a_genre_no_name(title):
    draft = speech(title, "宋立民")
    assert fields(draft, "title", "meeting", "speaker") == (title, None, "宋立民")


def test_posts_side_by_side_are_parted():
    assert speech("在开学典礼上的讲话", "柳河学院院长　教授　吴文").post == "柳河学院院长、教授"


def test_what_somebody_stressed_is_no_part_of_the_meeting():
    assert speech("宋立民县长在县政府第二次全体会议上强调").meeting == "县政府第二次全体会议"


@pytest.mark.parametrize("line", ["发布时间：2024-02-21", "来源：柳河日报　2024年2月21日", "（来源：柳河日报 2024年2月21日）"])
def test_the_day_of_publication_is_only_a_guess_at_the_date(line):
    draft = speech("在全县收心会上的讲话", line)
    assert (draft.date, draft.evidence["date"].value) == (None, "2024-02-21")
    assert speech("在全县收心会上的讲话", line, "（2024年2月19日）").date == "2024-02-19"
