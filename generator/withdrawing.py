"""撤下：write down that a public case is gone, and say what has to be recalled."""

from __future__ import annotations

from datetime import date

from generator.content import Content
from generator.fields import WITHDRAWAL
from generator.model import PublishedAddress
from generator.output import append_text

FILE = "site_config/withdrawn.yaml"
HEAD = "# 撤下记录：只增不减，由 anli withdraw 写入。地址永远留着一段说明。\n撤下:\n"
REASONS = {code: label for label, code in WITHDRAWAL.field("reason").choices}
"""code and label of each reason"""


def find_published(content: Content, id: str) -> PublishedAddress | None:
    """台账里的案例; None when the id was never public."""
    return next((entry for entry in content.ledger if entry.id == id), None)


def is_withdrawn(content: Content, id: str) -> bool:
    """Whether the id stands among the withdrawn already."""
    return any(entry.id == id for entry in content.withdrawals)


def withdraw(content: Content, entry: PublishedAddress, reason: str, day: date, by: str) -> str:
    """撤下 one published case; returns the file that was written. The case itself stays as it is."""
    record = (
        f"  - 编号: {entry.id}\n    地址: {entry.address}\n    生效日期: {day.isoformat()}\n"
        f"    原因: {REASONS[reason]}\n    经办人: {by}\n"
    )
    append_text(content.root / FILE, HEAD, record)
    return FILE


def list_recalls(content: Content, entry: PublishedAddress) -> list[str]:
    """要收回的：where the case went besides its page, for the person who withdraws it."""
    scope = next(
        (
            approval.consent.scope
            for year in content.years
            for approval in year.approvals
            if approval.case == entry.id and approval.consent
        ),
        (),
    )
    base = content.site.base_url.rstrip("/") if content.site else ""
    recalls = [f"网页 {base}/{entry.address}：重新生成并发布后换成撤下说明"]
    posts = [post for post in content.posts if post.id == entry.id]
    for post in posts:
        day = f"（{post.day.isoformat()}）" if post.day else ""
        recalls.append(f"公众号文章《{post.title}》{day} {post.url}：删除或更正")
    if "wechat" in scope:
        recalls.append("公众号：查草稿箱和没有登记过的推文，需要的删除或更正")
    if "poster" in scope:
        recalls.append("海报：收回已张贴、已分发的")
    return [*recalls, "搜索引擎快照和转载：必要时联系对方删除"]
