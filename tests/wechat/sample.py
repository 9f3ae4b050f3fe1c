"""样稿：an article with every kind of block, and pictures for it. Shared by the tests."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from generator.drawing.qr import make_qr
from generator.wechat.blocks import (
    Article,
    Block,
    CaseCard,
    Cell,
    Code,
    DataCard,
    EditorNote,
    Figure,
    Heading,
    Item,
    Kind,
    Label,
    Lead,
    MissingPicture,
    Notes,
    Paragraph,
    Picture,
    QrCode,
    Quote,
    Run,
    Signature,
    Table,
    Text,
    Video,
)
from generator.wechat.render import Resolved

ADDRESS = "https://anli.example.org/cases/2022/daidian-zuoye-ban/"
SIZES = {"small": (320, 200), "qr": (444, 444)}


def resolve(source: str) -> Resolved:
    """Addresses as in article.html; one picture is small, all others fill the column."""
    kind = "qr" if source.startswith("qr:") else "small" if "small" in source else ""
    width, height = SIZES.get(kind, (1080, 720))
    name = kind or source.rsplit("/", 1)[-1].split(".", maxsplit=1)[0]
    return Resolved(f"images/{name}.png", width, height)


def text(words: str, **style: str | bool) -> Text:
    """One run."""
    return (Run(words, **style),)  # type: ignore[arg-type]


def table(rows: list[list[str]], caption: str = "") -> Table:
    """A table whose first row is its head."""
    return Table(
        tuple(
            tuple(Cell(text(cell), head=number == 0) for cell in row)
            for number, row in enumerate(rows)
        ),
        caption,
    )


FIGURES = (
    Figure("99.6", "%", "一次作业成功率", "97.1% → 99.6%，2021年全年比2022年1—6月"),
    Figure("71", "分钟", "单次作业平均用时", "96 → 71 分钟，10kV引线搭接类"),
    Figure("15.3", "万时户", "减少停电时户数", "12.4 → 15.3 万时户，同一公式"),
)
BLOCKS: tuple[Block, ...] = (
    Label("质量信得过班组 · 典型经验 ①", "第 3 期／共 12 期"),
    EditorNote(
        text(
            "2022年上海市质量信得过班组典型经验公布后，本刊陆续介绍其中的做法，供各班组对照自己的现场来读。"
        )
    ),
    Lead(
        text(
            "10千伏线路要检修，用户不想停电。上海示例供电服务有限公司带电作业班用“七步闭环”管住风险，把单次作业从96分钟压到71分钟，一次成功率升到99.6%，违章保持0起。"
        )
    ),
    DataCard(FIGURES),
    Heading(text("把风险走成七步，一步不少")),
    Paragraph(
        (
            Run(
                "班组对外承诺：预约时间误差不超过30分钟；现场占路不超过审批范围；作业结束把路面恢复原样。对内的核心是"
            ),
            Run("“三个敢停”：看不清敢停、想不透敢停、心不齐敢停", strong=True),
            Run("。规程见"),
            Run("《配电线路带电作业技术导则》", link="https://std.example.org/gb/t/18857-2019"),
            Run("，往期见"),
            Run("去年的一篇", link="http://mp.weixin.qq.com/s/abc"),
            Run("。"),
            Run("注1", sup=True),
        )
    ),
    Picture(
        "cases/2022/daidian-zuoye-ban/fig-1.png",
        "插图：橙色绝缘斗臂车停在路边，黄色长臂把一名作业人员送到导线处。",
        "绝缘斗臂车作业示意",
        "带电作业班",
    ),
    Paragraph(
        text(
            "“敢停”不是口号。2022年4月，一次旁路作业中绝缘电阻读数比上次低了一成，虽仍在合格范围，负责人叫停换备品，事后送检发现绝缘绳内芯受潮。班组在复盘会上给叫停的人鼓掌，并把这件事写入案例库。"
        )
    ),
    Heading(text("让手势代替喊话"), 3),
    Item(text("现场勘察、风险分级、工器具检测，三样不齐不出车"), "•"),
    Item(
        text(
            "遮蔽从近到远，一次到位，不靠补；遮蔽罩的卡扣改成单手可开，省下的时间留给复核，不用来赶进度"
        ),
        "•",
    ),
    Item(text("遮蔽罩按杆型编号"), "◦", 1),
    Item(text("三层的一条"), "▪", 2),
    Item(text("站班会问三句话"), "1."),
    Item(text("复盘当天归档"), "2."),
    Item(text("另起一段的说明，接着上一条。"), ""),
    Item(text("换人领操"), "☑"),
    Item(text("新杆型训练"), "☐"),
    Heading(text("用数字说话，前后同一口径")),
    table(
        [
            ["指标", "2021年", "2022年上半年", "变化"],
            ["一次作业成功率", "97.1%", "99.6%", "+2.5 个百分点"],
            ["单次作业平均用时", "96 分钟", "71 分钟", "−26.0%"],
            ["违章次数", "0 起", "0 起", "保持"],
        ],
        "表1　成效对比",
    ),
    table(
        [
            [
                "月份",
                "计划",
                "完成",
                "成功",
                "一次成功率",
                "平均用时",
                "最长用时",
                "叫停",
                "叫停原因",
            ],
            [
                "1月",
                "48",
                "48",
                "48",
                "100.0%",
                "76分钟",
                "118分钟",
                "1",
                "绝缘电阻读数偏低，换备品后继续",
            ],
            ["2月", "36", "36", "36", "100.0%", "74分钟", "109分钟", "0", "—"],
        ],
        "表2　2022年逐月记录",
    ),
    Quote(text("人在电场里多待一分钟，就多一分钟的风险。"), "示例一，带电作业班班长"),
    Code(("IF 电阻 < 上次 * 0.9:", "    叫停()")),
    Video("无声指挥的十四个手势"),
    MissingPicture("file:///C:/Users/a.jpg", "训练现场"),
    Picture("cases/2022/daidian-zuoye-ban/small.png", "小图：遮蔽罩卡扣。", "改进后的卡扣"),
    CaseCard(
        "灯不灭，线已修",
        "上海示例供电服务有限公司",
        "带电作业班",
        "制造类",
        "用户不停电，线路照样修好：单次作业从96分钟降到71分钟。",
        FIGURES[1],
        Picture("cases/2022/daidian-zuoye-ban/fig-2.png", "排列图：2021年100次超时作业的原因。"),
        ADDRESS,
    ),
    Notes(((1, text("成功率＝一次登高即完成的作业数÷作业总数。")),)),
    Signature((("来源", "上海示例供电服务有限公司"), ("责编", "示例二"), ("审核", "示例三"))),
    QrCode(ADDRESS, "长按识别，看完整案例"),
)


def article(*blocks: Block, **fields: str) -> Article:
    """An article of some blocks."""
    given = {
        "slug": "daidian-zuoye-ban",
        "title": "灯不灭，线已修：带电作业班的七步闭环",
        "digest": "用户不停电，线路照样修好：96分钟降到71分钟，成功率99.6%，违章0起。",
        "author": "质量协会",
        "source_url": ADDRESS,
        **fields,
    }
    return Article(kind=Kind.SINGLE, blocks=blocks, **given)  # type: ignore[arg-type]


FULL = article(*BLOCKS)


def png(width: int = 1080, height: int = 720, colour: str = "#dfe6e9") -> bytes:
    """A picture that is nothing but a ground and a cross."""
    image = Image.new("RGB", (width, height), colour)
    draw = ImageDraw.Draw(image)
    draw.line((0, 0, width, height), fill="#636e72", width=6)
    draw.line((0, height, width, 0), fill="#636e72", width=6)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def qr(address: str = ADDRESS) -> bytes:
    """A code as the drafts carry it."""
    return make_qr(address).png(430)


def files(*names: str) -> dict[str, bytes]:
    """Files for the addresses that `resolve` gives."""
    made = {"images/small.png": png(320, 200), "images/qr.png": qr()}
    return {**made, **{f"images/{name}.png": png() for name in names}}


FULL_FILES = files("fig-1", "fig-2")
