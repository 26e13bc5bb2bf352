"""Speaker lines: post and name in either order, with and without a blank between them."""
import pytest

from speeches.parsing.metadata.posts import is_person_name, read_person


@pytest.mark.parametrize(
    ("line", "name", "post"),
    [
        ("县委书记　宋立民", "宋立民", "县委书记"),
        ("宋立民  县委书记", "宋立民", "县委书记"),
        ("市长　张　三", "张三", "市长"),
        ("市长张一民同志", "张一民", "市长"),
        ("县委副书记、县长 郭远", "郭远", "县委副书记、县长"),
        ("柳河县水利局党组书记、局长  何绍安", "何绍安", "柳河县水利局党组书记、局长"),
        ("讲话人：副县长 马山", "马山", "副县长"),
        ("梁正市长", "梁正", "市长"),
        ("（周文清）", "周文清", None),
        ("阿依古丽·买买提", "阿依古丽·买买提", None),
        ("欧阳文山", "欧阳文山", None),
        ("石桥镇党委书记", None, "石桥镇党委书记"),
        ("常务副县长", None, "常务副县长"),
        ("县自然资源局局长", None, "县自然资源局局长"),
        ("张建国（县委书记）", "张建国", "县委书记"),
        ("（县委书记　张建国）", "张建国", "县委书记"),
        ("主讲人：张建国（县委党校常务副校长）", "张建国", "县委党校常务副校长"),
        ("县委书记：张建国", "张建国", "县委书记"),
        ("县委书记　张建国　同志", "张建国", "县委书记"),
        ("董事长上官文英", "上官文英", "董事长"),
        ("教师代表诸葛立慧", "诸葛立慧", "教师代表"),
        ("县委陈立民书记", "陈立民", "县委书记"),
        ("傅明　县长", "傅明", "县长"),
        ("闫文山", "闫文山", None),
        ("县人武部政治委员", None, "县人武部政治委员"),
        ("内科护士长　张敏", "张敏", "内科护士长"),
        ("县级河长 张建国", "张建国", "县级河长"),
        ("董事长", None, "董事长"),
        ("车间主任", None, "车间主任"),
    ],
)
def test_name_and_post_are_told_apart(line, name, post):
    person = read_person(line)
    assert (person.name, person.post) == (name, post)


@pytest.mark.parametrize("line", ["县长 李××", "县委书记　张某某", "×××", "市长 ***"])
def test_a_blanked_name_is_no_name(line):
    person = read_person(line)
    assert (person.name, person.blanked) == (None, True)


@pytest.mark.parametrize(
    ("line", "organ"),
    [("柳河县水利局党组书记、局长 何绍安", "柳河县水利局"), ("云岭市人民政府市长 周慧", "云岭市人民政府"), ("县长 郭远", None), ("县委副书记、县长 郭远", "县委"), ("新任镇长 王海", None)],
)
def test_the_organ_is_what_stands_before_the_post(line, organ):
    assert read_person(line).organ == organ


@pytest.mark.parametrize("text", ["常务", "安全生产", "县政府", "高举旗帜", "柳湾村", "江口镇", "党代会", "党代表", "安置办公室"])
def test_words_are_no_names(text):
    assert not is_person_name(text)


@pytest.mark.parametrize("line", ["在全县教育工作会议上的讲话", "凝心聚力 奋发有为", "同志们："])
def test_a_title_is_no_speaker_line(line):
    assert read_person(line) is None


def test_an_office_with_a_name_behind_it_is_the_organ():
    person = read_person("县教育局　王芳")
    assert (person.name, person.post, person.organ) == ("王芳", None, "县教育局")


def test_an_unusual_name_is_taken_where_a_blank_follows_the_post():
    assert read_person("自治区主席　阿依古丽").name == "阿依古丽"


@pytest.mark.parametrize("line", ["大胆培养年轻干部", "办好夜校，培训教师"])
def test_a_title_that_ends_in_a_word_for_people_is_no_post(line):
    assert read_person(line) is None


def test_a_teacher_beside_a_name_or_alone_is_a_post():
    assert (read_person("教师代表　周敏").post, read_person("学生代表").post) == ("教师代表", "学生代表")


def test_a_surname_before_the_post_is_half_a_name():
    person = read_person("郭县长")
    assert (person.name, person.post, person.blanked) == (None, "县长", True)


def test_two_people_on_one_line_are_nobody():
    assert read_person("县委书记　陈立民　县长　郭志远") is None
