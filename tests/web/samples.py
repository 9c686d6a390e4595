"""Invented people and matters with which the pieces of a page are tried out."""

from types import SimpleNamespace as Thing

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    FieldList,
    FileField,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from mediation.procedure.states import State


class Row(FlaskForm):
    """A sub-form: its tokens are those of the form around it."""

    class Meta:
        csrf = False


class PartyRow(Row):
    name = StringField("名字", [DataRequired("还没有写。写几个字就行。")], description="怎么叫就怎么写。")
    side = RadioField("哪一边？", choices=[SelectChoice("left", "申请人"), SelectChoice("right", "对方")])


class AnswerRow(Row):
    row_title = "才让多吉"
    willing = RadioField("愿不愿意谈？", choices=[SelectChoice("yes", "愿意"), SelectChoice("no", "不愿意")])


class AddressForm(Row):
    village = StringField("村")


VILLAGES = [SelectChoice(f"v{number}", f"第{number}村") for number in range(1, 11)]


class EveryForm(FlaskForm):
    """One field of every kind that an event may ask for."""

    title = StringField("一句话", [DataRequired("还没有写。写几个字就行。")], description="写他自己的话。")
    told = TextAreaField("从头说", [Optional()])
    on = DateField("哪一天？", [Optional()])
    at = DateTimeLocalField("什么时候？", [Optional()])
    village = SelectField("对方的村", choices=[SelectChoice("", "没有选"), *VILLAGES])
    source = SelectField("怎么来的？", choices=[SelectChoice("", "没有选"), SelectChoice("own", "我们自己发现的")])
    sure = SelectField(
        "愿意吗？",
        [Optional()],
        choices=[SelectChoice("", "还没问"), SelectChoice("yes", "愿意")],
        description="问过才写。",
    )
    languages = SelectMultipleField("说什么话？", choices=[SelectChoice("bo", "藏语"), SelectChoice("zh", "汉语")])
    papers = SelectMultipleField("带来的", choices=VILLAGES, widget=ListWidget(), option_widget=CheckboxInput())
    oral = BooleanField("口头谈成的")
    scan = FileField("照片", [Optional()])
    version = HiddenField(default="3")
    place = FormField(AddressForm, "在哪里")
    parties = FieldList(FormField(PartyRow), "谁和谁", min_entries=2, max_entries=5)
    answers = FieldList(FormField(AnswerRow), "各家的答复", min_entries=1, max_entries=1)
    names = FieldList(StringField("名字"), "在场的人")
    send = SubmitField("记下来")


def link(text="打开", url="/cases/x"):
    return Thing(text=text, url=url)


NEXT = Thing(
    kicker="现在做这一件",
    sentence="星期五下午三点，请扎西顿珠和才让多吉两家到阿玛调解室，再谈一次吃草的事。",
    more="11月8日 15:00，还有2天。才让多吉还没回话。",
    url="/cases/x",
    button="打开这个案件",
    second=link("打电话给才让多吉", "tel:00000000000"),
)
SIDES = Thing(
    left=[
        Thing(
            role="申请人",
            name="扎西顿珠",
            other="བཀྲ་ཤིས་དོན་གྲུབ།",
            other_lang="bo",
            about="第三村，说藏语",
            telephone="00000000000",
        )
    ],
    right=[
        Thing(
            role="对方",
            name="才让多吉",
            about="第四村，说藏语",
            marks=[Thing(text="愿意谈", shape="ring-tick", tone="live")],
        ),
        Thing(role="对方", name="白玛"),
    ],
    right_more=link("另有12人"),
    mediators=[Thing(name="央金", place="阿玛调解室")],
)
DUTIES = [
    Thing(
        number=1,
        who="才让多吉 给 扎西顿珠",
        what="干草",
        amount="40 捆",
        by="11月30日",
        how="送到第三村扎西顿珠家，当面点数",
    ),
    Thing(
        number=2,
        who="两家一起",
        what="沿水沟修围栏",
        amount="2 天工",
        by="11月20日",
        how="每家出2个人",
        state=Thing(text="做完了", shape="ring-tick", tone="live"),
    ),
    Thing(
        number=3,
        who="才让多吉 给 扎西顿珠",
        what="补草钱",
        amount="1,200 元",
        by="12月15日",
        url="/cases/x/events/perform",
        act="记下付了",
    ),
]
SIGNATURES = [
    Thing(who="扎西顿珠", done=True, text="签名和指印", note="11月8日，当面"),
    Thing(
        who="才让多吉", done=False, text="还差指印", note="11月8日已签名", url="/cases/x/events/sign", act="记下指印"
    ),
]
STORY = [
    Thing(day="10月22日", iso="2024-10-22", sentence="扎西顿珠来说这件事。", details="口头说，央金记下并念给他听。"),
    Thing(
        day="10月24日",
        iso="2024-10-24",
        shape="square",
        sentence="主任洛桑受理，编为第18号。",
        by="央金记，10月25日补记",
    ),
    Thing(day="10月28日", sentence="第一次谈，两家都到。", quote="“草可以赔，可是沟到底算谁家的，要说清楚。”"),
    Thing(day="11月2日", shape="triangle", sentence="才让多吉没有来。"),
    Thing(day="11月8日", iso="2024-11-08", open=True, sentence="第二次谈。", details="还没到日子。"),
]
LONG_STORY = [Thing(day=f"10月{day}日", sentence=f"第{day}步。") for day in range(1, 12)]
CASES = [
    Thing(
        number="18 号",
        title="牦牛过沟吃草",
        url="/cases/x",
        parties="扎西顿珠、才让多吉",
        state=State.MEDIATING,
        village="第三村",
        mediator="央金",
        next="11月8日第二次谈",
        date="11月23日",
    ),
    Thing(
        number="12 号",
        title="借走的摩托车",
        url="/cases/y",
        parties="边巴、索朗",
        state=State.BREACHED,
        village="第三村",
        mediator="央金",
        next="催第二笔钱",
        date="11月3日",
        late=True,
    ),
    Thing(
        number="",
        title="工钱没有结清",
        url="/cases/z",
        parties="阿旺等3人、格桑施工队",
        state=State.REGISTERED,
        village="",
        mediator="",
        next="",
        date="",
    ),
]


def desk_list(title, count, *lines):
    return Thing(title=title, count=count, url="/cases?awaiting=accept", lines=lines)


COLUMNS = [
    Thing(
        title="等我们办",
        count=11,
        lists=[
            desk_list(
                "等受理",
                11,
                Thing(
                    text="受理：工钱没有结清，阿旺等3人",
                    url="/cases/z",
                    note="等主任定，差两样",
                    state=State.REGISTERED,
                ),
                Thing(text="未定类型", url="", note="镇调委会印章", state=State.AGREED_UNSIGNED),
            )
        ],
    ),
    Thing(title="等别人", count=0, lists=[desk_list("等回音", 0)]),
    Thing(
        title="要到的日子",
        count=4,
        lists=[
            desk_list(
                "七天内到期",
                4,
                Thing(
                    text="第12号 司法确认，最后一天",
                    url="/a",
                    date=Thing(text="11月8日", level="near"),
                    note="生效后30天",
                ),
                Thing(text="第18号 调解期限", url="/b", date=Thing(text="11月23日", level="open"), note="还有17天"),
                Thing(text="第11号 回函", url="/c", date=Thing(text="11月6日", level="past"), note="过了2天"),
                Thing(text="第9号 回访", url="/d", date=Thing(text="11月30日", level="own")),
            )
        ],
    ),
]


def day(name, date, slots, today=False):
    return Thing(name=name, date=date, today=today, slots=slots)


def free(time):
    return Thing(kind="free", time=time, url=f"/rooms/x/book?at={time}")


CLOSED = [Thing(kind="closed", text="不开门，急事打电话给央金")]
WEEK = [
    day(
        "星期一",
        "11月4日",
        [
            Thing(kind="taken", time="10:00", text="羊混到一群", url="/cases/x", notes=["第7号，回访", "格桑曲珍"]),
            free("11:30"),
            free("15:00"),
            free("16:30"),
        ],
    ),
    day("星期二", "11月5日", [free("10:00"), free("11:30"), free("15:00"), free("16:30")]),
    day(
        "星期三", "11月6日", [Thing(kind="free", time="10:00"), free("11:30"), free("15:00"), free("16:30")], today=True
    ),
    day("星期四", "11月7日", [Thing(kind="closed", time="上午", text="不开门", span=2), free("15:00"), free("16:30")]),
    day(
        "星期五",
        "11月8日",
        [
            free("10:00"),
            free("11:30"),
            Thing(kind="taken", time="15:00—18:00", text="牦牛过沟吃草", notes=["第18号，第二次谈"], span=2),
        ],
    ),
    day("星期六", "11月9日", CLOSED),
    day("星期日", "11月10日", CLOSED),
]
ELSEWHERE = [
    Thing(text="第20号 狗咬伤羊", url="/cases/x", note="11月7日 12:00，第九村，白玛家的帐篷", state=State.ASSIGNED)
]
REASONS = [
    Thing(
        what="还没问过格桑施工队愿不愿意",
        who="登记人仁青去问，您自己打电话问也行。",
        link=link("记下他们的答复", "/cases/z/events/ask-parties"),
        or_link=link("看名单", "/people"),
        id="k1",
    ),
    Thing(what="您是阿旺的舅舅，要换人受理", who="请副主任德吉卓玛来办，这件事您不用再管。", link=link("转给德吉卓玛")),
]
PARAGRAPHS = [
    Thing(
        parts=[
            "全年受理民间纠纷",
            Thing(value="22", id="C01", url="/figures/C01"),
            "件，调解成功",
            Thing(value="20", id="C03", url="/f"),
            "件。",
        ],
        edit_url="/edit/1",
        note="7个数字都连着台账",
    ),
    Thing(
        id="p2",
        parts=["年末在册人民调解员", Thing(value="71", id="M01", url="/figures/M01", kind="clash"), "名。"],
        clash=Thing(text="这一段有一个数字和台账不一样。", url="#k1", link="看第1处"),
    ),
    Thing(
        parts=[
            "组织专项行动",
            Thing(value="12", kind="typed"),
            "次；受理数量",
            Thing(value="明显增加", kind="clash", word="用词"),
            "。",
        ]
    ),
]
FACTS = [
    Thing(label="名字", value="调解成功数（C03）"),
    Thing(label="用在哪里", value="", links=[link("年报第（三）节", "/reports/2024"), link("统计表合计", "/figures")]),
    Thing(label="算完以后", value="没有人改过这20件", mark="ring-tick"),
    Thing(label="章程", value="看一看", url="/rule"),
]
CONFLICT = Thing(
    who="仁青", own=False, when="11月6日 14:30", rows=[Thing(label="对方的村", theirs="第三村", yours="第四村")]
)
AGREEMENT = Thing(
    progress=Thing(text="履行了一部分", shape="half", tone="wait"),
    urged="11月3日、11月9日催过。",
    sums="一共1200元，已付400元。",
    advice=["第1行没有写在哪里。"],
    open_claims="过沟的路以后再谈。",
    bound="才让多吉、扎西顿珠",
    ways_told="可以起诉",
    remainder_url="/cases/new/register-linked",
    pair=CONFLICT.rows,
    pair_heads=("原来的", "现在的"),
    court=None,
)
LINES = [
    Thing(label="1月", cells=[Thing(value="3", url="/f")]),
    Thing(label="合计", cells=[Thing(value="略")], sum=True),
]
FILTERS = [
    Thing(
        name="state",
        label="状态",
        options=[
            Thing(value="", label="全部", selected=False),
            Thing(value="MEDIATING", label="调解中", selected=True),
        ],
    ),
    Thing(name="village", label="村", options=[Thing(value="", label="全部", selected=True)]),
]

FILTERS += [
    Thing(name="on", label="看哪一天的", type="date", value="2024-11-08"),
    Thing(name="year", label="看哪一年的", type="number", value="2024"),
]
TOWNS = [Thing(ref="a", name="聂荣镇"), Thing(ref="b", name="云上镇")]

PARTY = {
    "id": 1,
    "name": "平措",
    "other": "ཕུན་ཚོགས།",
    "role": "申请人，甲方",
    "marks": [{"text": "推选的代表", "shape": "ring-tick", "tone": "live"}],
    "facts": [{"label": "现在的草场", "value": "夏草场"}],
    "acts": [{"text": "登记退出", "url": "/cases/x/events/drop-party"}],
    "alike": [{"id": 2, "text": "平措，也在本案中", "note": "姓名、出生日期和村都一样", "url": "", "decides": True}],
    "others": [{"text": "第3号 羊丢了", "url": "/cases/y", "note": "调解中"}],
}
CLASH = Thing(
    lines=["阿玛调解室 10:00—11:30已被预约（第5号）。", "央金 10:00—11:30已被预约。"],
    times=[Thing(value="2024-11-07T10:00/2024-11-07T11:30", text="11月7日 10:00—11:30")],
)
