"""错误码：what every answer of the interface means, what to do about it, and how the command ends.

Sources: developers.weixin.qq.com (errCode, Global_Return_Code and the page of each call), WxJava
`WxMpErrorMsgEnum`; read in November 2026.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, IntEnum


class Exit(IntEnum):
    """退出码 of `anli wechat push`."""

    DONE = 0
    CONTENT = 2
    """内容不合格"""
    CONFIG = 3
    """配置"""
    ACCOUNT = 4
    """账号、权限、IP"""
    QUOTA = 5
    """额度"""
    TRANSIENT = 6
    """暂时的：过一会儿再试"""
    UNKNOWN = 7
    """结果不明：先看草稿箱"""
    CHANGED = 8
    """草稿箱里的已经不同"""


class Kind(Enum):
    """错误类别; the value is how the command ends."""

    TRANSIENT = "transient", Exit.TRANSIENT
    TOKEN = "token", Exit.CONFIG
    CONFIG = "config", Exit.CONFIG
    ACCOUNT = "account", Exit.ACCOUNT
    QUOTA = "quota", Exit.QUOTA
    CONTENT = "content", Exit.CONTENT
    STATE = "state", Exit.CHANGED
    BUG = "bug", Exit.CONTENT
    PUBLISH = "publish", Exit.ACCOUNT

    @property
    def exit(self) -> Exit:
        """How the command ends."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Rule:
    """一个错误码: its class, what it means and the way out."""

    kind: Kind
    meaning: str
    way_out: str


_PASTE = "眼下可以改用复制粘贴：打开 preview.html 点“复制到公众号”。"
_IP = (
    "请管理员登录 developers.weixin.qq.com，在这个账号的“API IP 白名单”里加上 {ip}"
    "（以这里的地址为准，不要用别的网站查），几分钟后再运行。" + _PASTE
)
_TOKEN = Rule(
    Kind.TOKEN, "访问凭证无效或过期，重新取过一次仍不行", "请过几分钟再运行；仍不行，核对 AppID。"
)
_WRONG_KEY = Rule(
    Kind.CONFIG,
    "AppID 或 AppSecret 不对",
    "请核对环境变量 {id_variable} 和 {secret_variable}；AppSecret 重置过的要换成新的。",
)
_MISSING_KEY = Rule(
    Kind.CONFIG,
    "请求里缺少凭证",
    "请核对环境变量 {id_variable} 和 {secret_variable} 都已设置。",
)
_FILE = Rule(
    Kind.CONTENT,
    "微信不收这个文件：{file}",
    "按我们的检查它应当合格，这是程序的疏漏：请换一张图，并把这句话告诉维护者。",
)
_BUG = "这是程序的错误，不是您的：请把这句话告诉维护者。" + _PASTE
_WAITING = "请管理员在手机上的微信里确认这次调用；拒绝一次锁 1 小时，拒绝两次锁 24 小时。" + _PASTE
_GOODS = Rule(Kind.CONTENT, "微信说文中的商品有问题", "我们从不插入商品：" + _BUG)
_BY_HAND = "请到公众号后台打开这篇草稿，手工保存一次，再在后台发表。"

RULES: dict[int, Rule] = {
    -1: Rule(Kind.TRANSIENT, "微信系统繁忙", "请过几分钟再运行。"),
    40001: _TOKEN,
    40014: _TOKEN,
    42001: _TOKEN,
    41001: _MISSING_KEY,
    41002: _MISSING_KEY,
    41004: _MISSING_KEY,
    40013: _WRONG_KEY,
    40125: _WRONG_KEY,
    40243: Rule(
        Kind.ACCOUNT,
        "AppSecret 被冻结",
        "请管理员登录 developers.weixin.qq.com 解除冻结，再运行。",
    ),
    40164: Rule(Kind.ACCOUNT, "这台电脑的 IP（{ip}）不在白名单里", _IP),
    61004: Rule(Kind.ACCOUNT, "这台电脑的 IP（{ip}）没有登记", _IP),
    89501: Rule(Kind.ACCOUNT, "这个 IP 正等管理员确认", _WAITING),
    89503: Rule(Kind.ACCOUNT, "这个 IP 的调用需要管理员确认", _WAITING),
    89506: Rule(Kind.ACCOUNT, "管理员 24 小时内拒绝过这个 IP 两次", _WAITING),
    89507: Rule(Kind.ACCOUNT, "管理员 1 小时内拒绝过这个 IP", _WAITING),
    48001: Rule(
        Kind.ACCOUNT,
        "这个账号没有这项接口权限（没有认证，或认证过期）",
        "请到后台看“认证”和“接口权限”。" + _PASTE,
    ),
    48004: Rule(Kind.ACCOUNT, "这项接口被封禁", "请到后台的“通知中心”看原因。" + _PASTE),
    50002: Rule(Kind.ACCOUNT, "这个账号的接口被限制", "请到后台的“通知中心”看原因。" + _PASTE),
    45009: Rule(
        Kind.QUOTA,
        "今天的接口次数用完了",
        "请明天再运行：传好的图片已经记下，不会重传。" + _PASTE,
    ),
    45011: Rule(Kind.TRANSIENT, "这一分钟调用太频繁", "请等一分钟再运行。"),
    40004: _FILE,
    40005: _FILE,
    40009: _FILE,
    40137: _FILE,
    45001: _FILE,
    40007: Rule(
        Kind.STATE,
        "草稿箱里已经没有这篇草稿（多半发表了或删了）",
        "请到后台核对；确要再建一篇，加 --replace 运行。",
    ),
    40033: Rule(Kind.BUG, "请求里有 \\uXXXX 这样的字符", _BUG),
    44003: Rule(Kind.BUG, "微信说图文内容是空的", _BUG),
    47001: Rule(Kind.BUG, "微信看不懂请求的内容", _BUG),
    45002: Rule(Kind.CONTENT, "正文太长：{counts}", "请按检查报告的提议分成上、下两篇。"),
    45003: Rule(Kind.CONTENT, "标题太长：{counts}", "请在编辑稿里写短标题，不超过 32 字。"),
    45004: Rule(Kind.CONTENT, "摘要太长：{counts}", "请在编辑稿里改短摘要，不超过 128 字。"),
    45005: Rule(Kind.CONTENT, "阅读原文的地址太长：{counts}", "请换一个 1,024 字节以内的地址。"),
    45008: Rule(Kind.CONTENT, "一个草稿的篇数太多：{counts}", "请分成两个草稿，每个最多 8 篇。"),
    45110: Rule(Kind.CONTENT, "作者太长：{counts}", "请写简称，不超过 16 字。"),
    45166: Rule(
        Kind.CONTENT,
        "微信说正文里有不允许的内容，没有说是哪里",
        "请删去一半的块试一次，再删剩下的一半，几次就能找到。",
    ),
    45028: Rule(Kind.PUBLISH, "群发次数用完了", "推送不群发，不该见到它：" + _BUG),
    53404: _GOODS,
    53405: _GOODS,
    53406: _GOODS,
    53503: Rule(Kind.PUBLISH, "这篇草稿没有通过发布检查", _BY_HAND),
    53504: Rule(Kind.PUBLISH, "这篇草稿要到公众号后台操作", _BY_HAND),
    53505: Rule(Kind.PUBLISH, "这篇草稿要先在后台手工保存", _BY_HAND),
    88000: Rule(
        Kind.CONFIG,
        "这个账号没有留言功能",
        "草稿里的 need_open_comment 应为 0，请重新生成草稿再推送。",
    ),
}
_UNLISTED = Rule(
    Kind.ACCOUNT,
    "微信给了一个我们没见过的错误码",
    "请到 developers.weixin.qq.com 查这个错误码。" + _PASTE,
)
TOKEN_CODES = frozenset({40001, 40014, 42001})
INVALID_MEDIA = 40007
BUSY, TOO_FAST = -1, 45011
_IP_TEXT = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b|(?<![\w:])[0-9a-f:]*:[0-9a-f:]+(?![\w:])", re.I)
_RID = re.compile(r"rid:?\s*([0-9a-zA-Z-]{8,64})")


class PushError(Exception):
    """推送停下; the text is for people, `exit` for the command."""

    def __init__(self, message: str, exit: Exit) -> None:
        super().__init__(message)
        self.exit = exit


class ApiError(PushError):
    """微信明确回了错误码: nothing was created or changed by this call."""

    def __init__(self, code: int, errmsg: str, message: str) -> None:
        super().__init__(message, rule_of(code).kind.exit)
        self.code = code
        self.errmsg = errmsg


class ConfigError(PushError):
    """配置不对."""

    def __init__(self, message: str) -> None:
        super().__init__(message, Exit.CONFIG)


class UnreachableError(PushError):
    """没有连上: no byte of the request was sent."""

    def __init__(self, message: str) -> None:
        super().__init__(message, Exit.TRANSIENT)


class NoAnswerError(PushError):
    """没有可信的回答: the request was sent, what became of it is not known."""

    def __init__(self, message: str) -> None:
        super().__init__(message, Exit.TRANSIENT)


class UnknownOutcomeError(PushError):
    """结果不明: a draft may have been made."""

    def __init__(self, message: str) -> None:
        super().__init__(message, Exit.UNKNOWN)


def rule_of(code: int) -> Rule:
    """What is known of a code."""
    return RULES.get(code, _UNLISTED)


def find_ip(errmsg: str) -> str:
    """The address that WeChat saw, from its own words; they are the only true source."""
    found = _IP_TEXT.search(errmsg)
    return found.group() if found else "微信没有说的地址"


def find_rid(errmsg: str) -> str:
    """查询号, which WeChat's own diagnosis asks for; empty where there is none."""
    found = _RID.search(errmsg)
    return found.group(1) if found else ""


@dataclass(frozen=True, slots=True)
class Facts:
    """一次调用的情况, to be named in a message: what was sent and where the keys came from."""

    id_variable: str
    secret_variable: str
    file: str = ""
    """name, measured type and size"""
    counts: str = ""
    """measured lengths of what was sent"""


def explain(code: int, errmsg: str, facts: Facts) -> str:
    """错误码 → what happened and the way out, with WeChat's own query number."""
    rule, rid = rule_of(code), find_rid(errmsg)
    said = {
        "ip": find_ip(errmsg),
        "id_variable": facts.id_variable,
        "secret_variable": facts.secret_variable,
        "file": facts.file or "没有说是哪个",
        "counts": facts.counts or "长度不明",
    }
    asked = f"（查询号 {rid}）" if rid else ""
    return f"{rule.meaning.format(**said)}（错误码 {code}）。{rule.way_out.format(**said)}{asked}"
