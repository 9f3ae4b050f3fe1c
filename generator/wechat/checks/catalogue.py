"""核对的消息：every code with its level, text and way out, in one place. Codes are permanent.

A text says what, the number and the limit; where it is and the words there stand beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.problems import Level

E, W, N = Level.ERROR, Level.WARNING, Level.NOTE


@dataclass(frozen=True, slots=True)
class Finding:
    """核对结果: one thing found in a draft."""

    code: str
    level: Level
    place: str
    """where, as editors say it: 标题, 第 3 块 …"""
    quote: str
    """the words there"""
    message: str
    fix: str

    def render(self) -> str:
        """One line as editors read it."""
        quoted = f"“{self.quote}”" if self.quote else ""
        return f"[{self.code}] {self.place}{quoted}：{self.message}建议：{self.fix}"

    def as_json(self) -> dict[str, str]:
        """The contract of report.json."""
        return {
            "code": self.code,
            "level": self.level.value,
            "place": self.place,
            "quote": self.quote,
            "message": self.message,
            "fix": self.fix,
        }


@dataclass(frozen=True, slots=True)
class Message:
    """一条消息 with named places to fill."""

    level: Level
    text: str
    fix: str


MESSAGES: dict[str, Message] = {
    # ---- 标题、作者、摘要、篇数、长短 ----
    "WX101": Message(E, "没有标题。", "请写上标题，14—28 字最好。"),
    "WX102": Message(
        E,
        "标题 {count} 字，超过{where}上限 {limit} 字（超 {over} 字）。",
        "给案例写“短标题”，或在本篇的编辑文件里另写标题；系统不会替您截断。",
    ),
    "WX103": Message(
        E, "作者 {count} 字，超过{where}上限 {limit} 字（超 {over} 字）。", "请写简称。"
    ),
    "WX104": Message(
        E,
        "摘要 {count} 字，超过{where}上限 {limit} 字（超 {over} 字）。",
        "请在本篇的编辑文件里改短，40—80 字最好。",
    ),
    "WX105": Message(
        W,
        "没有摘要，微信会截取正文开头 54 字。",
        "请写一句 40—80 字的摘要：谁、什么问题、什么结果。",
    ),
    "WX106": Message(
        W, "一个草稿里有多篇时，摘要不显示，也不该填。", "删去摘要；要紧的话写进导语。"
    ),
    "WX107": Message(
        E, "阅读原文的地址{fault}。", "请填以 https:// 开头的案例页地址，不超过 1,024 字节。"
    ),
    "WX108": Message(
        E, "一个草稿有 {count} 篇，上限 {limit} 篇（多 {over} 篇）。", "请分成两个草稿。"
    ),
    "WX109": Message(
        E,
        "正文连同样式 {count} {unit}，上限 {limit} {unit}（{margin}）；其中文字 {words}，样式 {styles}，{form}。",
        "{proposal}",
    ),
    # ---- 结构 ----
    "WX201": Message(E, "有公众号会删掉的标签 {detail}。", "这是排版程序的问题，请告诉程序员。"),
    "WX202": Message(E, "有不该有的属性 {detail}。", "这是排版程序的问题，请告诉程序员。"),
    "WX203": Message(E, "有公众号不留的样式 {detail}。", "这是排版程序的问题，请告诉程序员。"),
    "WX204": Message(E, "样式的写法不在允许之列：{detail}。", "这是排版程序的问题，请告诉程序员。"),
    "WX205": Message(
        E, "样式带 !important：{detail}，会弄坏夜间显示。", "这是排版程序的问题，请告诉程序员。"
    ),
    "WX206": Message(
        E, "指定了字体：{detail}，微信要求用手机自己的字体。", "去掉字体，用系统默认。"
    ),
    "WX207": Message(E, "对齐写成 start 或 end：{detail}。", "改成 left 或 right。"),
    "WX208": Message(
        E, "标签的套法不对：{detail}（最多 {limit} 层）。", "这是排版程序的问题，请告诉程序员。"
    ),
    "WX209": Message(E, "文字的最里层包了段落：{detail}。", "这是排版程序的问题，请告诉程序员。"),
    "WX210": Message(
        E,
        "在 {width} 像素宽时超出屏幕 {over} 像素，上限 0 像素。",
        "长的网址、公式请断开；表格请少列几列。",
    ),
    "WX211": Message(
        E, "行距太小，多行会叠在一起：{detail}（不小于字号的 1.4 倍）。", "把行距放大。"
    ),
    "WX212": Message(
        E,
        "有看不见的文字：{detail}。微信会按违规处理，字号不小于 12 像素，字色不可与底色相同。",
        "删去，或让它看得见。",
    ),
    "WX213": Message(
        E, "粘贴进公众号后，这处{kind}不见了或换了次序。", "这是排版程序的问题，请告诉程序员。"
    ),
    # ---- 链接与图片 ----
    "WX301": Message(
        E,
        "链接指向 {detail}，公众号正文里只能点开 mp.weixin.qq.com 的文章。",
        "改成文字，网址列在文末。",
    ),
    "WX302": Message(
        E, "图片地址 {detail} 不是微信的图片服务器，微信会删掉它。", "请先上传图片，再推送。"
    ),
    "WX303": Message(
        E, "这里缺一张图：{detail}。", "请把图片放进案例文件夹，并在案例的“图片”里登记。"
    ),
    "WX304": Message(
        E, "图片是 {kind}，正文只收 JPEG 和 PNG。", "请转换成 JPEG 或 PNG；动图要另行上传。"
    ),
    "WX305": Message(
        E, "图片 {count} 字节，上限 {limit} 字节（超 {over}）。", "请压缩或裁切后再用。"
    ),
    "WX306": Message(
        W,
        "图片 {detail} 没有替代文字，用读屏的人不知道画了什么。",
        "请在案例的“替代文字”里写一句。",
    ),
    "WX307": Message(
        E, "图片没有写明宽度（{detail}），微信会误判排版。", "这是排版程序的问题，请告诉程序员。"
    ),
    "WX308": Message(E, "二维码读不出 {detail}。", "请重新生成；不要改动二维码的图片。"),
    "WX309": Message(
        W, "图片宽 {count} 像素，不到 {limit} 像素，在手机上发虚。", "请向班组要原图。"
    ),
    "WX310": Message(W, "正文有 {count} 张图，超过 {limit} 张，打开慢。", "留下能说明问题的几张。"),
    "WX311": Message(
        N,
        "链接 {detail} 在公众号里打不开，已改成文字。",
        "要让人看到的，请写成完整网址或放二维码。",
    ),
    "WX312": Message(E, "封面没有画成：{reason}", "照提示改；也可以在后台另传封面。"),
    "WX313": Message(
        W, "指标图没有画成：{reason}", "同样的数字在成效表里，不画也不缺；要画，照提示改。"
    ),
    # ---- 夜间 ----
    "WX401": Message(
        E,
        "白天的对比度 {ratio}，下限 {limit}（{colour} 在 {ground} 上，{size}px）。",
        "换一个更深的字色。",
    ),
    "WX402": Message(
        E,
        "夜间的对比度 {ratio}，下限 {limit}（{colour} 在 {ground} 上，{size}px）。",
        "避开 #5c5c5c 到 #707070 的灰色；红字放在白底上，或用 18 像素以上的粗体。",
    ),
    "WX403": Message(E, "文字下面有渐变或底图：{detail}，夜间会变成一块单色。", "改用单色的底。"),
    "WX404": Message(E, "图片有透明的地方，夜间深色的线条会看不见。", "把图片铺上白底再用。"),
    # ---- 文风 ----
    "WX501": Message(
        W,
        "可能是绝对化用语“{word}”。",
        "有依据的写明范围和出处，没有依据的换个说法；奖项和名称不在此列。",
    ),
    "WX502": Message(W, "可能是诱导分享或关注“{word}”，平台规范不允许。", "删去这句话。"),
    "WX503": Message(W, "有{kind}，公开前须本人同意。", "换成办公电话，或删去。"),
    "WX504": Message(
        W, "一段 {count} 字，超过 {limit} 字，手机上读着累。", "在意思转折的地方分段。"
    ),
    "WX505": Message(W, "汉字后面用了半角标点“{mark}”。", "改成全角标点。"),
    "WX506": Message(W, "落款里没有{missing}。", "在推文计划里写上{missing}的姓名。"),
    "WX507": Message(W, "图片没有图注。", "写明是谁、在哪里、什么时候。"),
    "WX508": Message(
        W, "正文里留着标记符号“{mark}”。", "检查案例里的加粗、标题或链接是不是写完整了。"
    ),
    "WX509": Message(
        W, "{count} 张图片的授权还没有勾选。", "请核对肖像、标志、地图的授权，在核对单上勾选。"
    ),
    "WX510": Message(
        N, "文字或图片有人工智能参与：{detail}。", "发表时在后台把“创作来源”设为相应的一项。"
    ),
    # ---- 出处 ----
    "WX601": Message(
        E,
        "这个数在案例、名单和设置里都没有。",
        "照案例改；确有别的出处，在编辑稿的“另有依据”里写上原文和来源。",
    ),
    "WX602": Message(
        E,
        "这个名称在案例、名单和设置里都没有。",
        "照案例改，一字不差；确有别的出处，在编辑稿的“另有依据”里写上原文和来源。",
    ),
    "WX603": Message(
        W,
        "您编辑以后，案例的“{part}”{how}。",
        "对照案例看编辑稿还对不对；看过以后运行 anli wechat edit {name}，这条就不再出现。",
    ),
    "WX604": Message(
        W, "金句在案例里找不到原话。", "照案例的原话写；由本人另说的，在“另有依据”里写上来源。"
    ),
    "WX605": Message(
        N,
        "编辑稿没有“依据”，案例以后改动就看不出来。",
        "运行 anli wechat edit {name}，记下案例现在的样子。",
    ),
}


def finding(
    code: str, place: str, quote: str = "", level: Level | None = None, /, **facts: object
) -> Finding:
    """A finding with its text filled in; the level as in the catalogue unless another is given."""
    message = MESSAGES[code]
    text, fix = message.text.format(**facts), message.fix.format(**facts)
    return Finding(code, level or message.level, place, quote, text, fix)
