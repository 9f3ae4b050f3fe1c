"""案例：look at one, approve it, withdraw it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, render_template, request
from werkzeug.wrappers import Response

from generator import approving, pipeline, withdrawing
from generator.clock import today
from generator.content import Content
from generator.desk.context import desk, go
from generator.desk.excerpts import Excerpts
from generator.desk.findings import FileFindings, group_findings
from generator.desk.previews import is_draft
from generator.gate import reasons_to_hold
from generator.model import Case, PublishedAddress, Withdrawal
from generator.people import NAME_RULE, parse_name
from generator.pipeline import Loaded
from generator.problems import Problem
from generator.urls import case_url

views = Blueprint("cases", __name__)


@dataclass(frozen=True, slots=True)
class CaseView:
    """一个案例 and what can be done with it now."""

    case: Case
    held: Problem | None
    """why it is not public; None when it may go out"""
    refusal: str
    """why it cannot be approved now; empty when it can"""
    address: str
    """of its page in the preview; empty when it has none there"""
    published: PublishedAddress | None
    withdrawal: Withdrawal | None
    recalls: tuple[str, ...]
    """what has to be called back, once it is withdrawn"""
    files: tuple[FileFindings, ...]

    @property
    def may_approve(self) -> bool:
        """Whether an approval would change something."""
        return self.held is not None and self.held.id in _WAITING and not self.refusal


_WAITING = ("approval.not-approved", "approval.changed")


@views.get("/cases/<id>")
def show(id: str) -> str:
    """一个案例."""
    return _page(id, "")


def _page(id: str, fault: str) -> str:
    loaded = pipeline.load(desk().root)
    return render_template("case.html", view=_build_view(loaded, _case(loaded, id)), fault=fault)


def _case(loaded: Loaded, id: str) -> Case:
    return next((case for case in loaded.content.cases if case.id == id), None) or abort(404)


def _build_view(loaded: Loaded, case: Case) -> CaseView:
    content, day = loaded.content, today()
    folder = next(year for year in content.years if case in year.cases)
    gone = frozenset(w.id for w in content.withdrawals if w.day <= day)
    held = next(reasons_to_hold(case, folder, gone), None)
    mine = [p for p in loaded.problems if p.place.file.startswith(f"{case.folder}/") and p != held]
    published = withdrawing.find_published(content, case.id)
    withdrawal = next((w for w in content.withdrawals if w.id == case.id), None)
    return CaseView(
        case=case,
        held=held,
        refusal=_refusal(loaded, case),
        address=case_url(case) if held is None or is_draft(case, folder) else "",
        published=published,
        withdrawal=withdrawal,
        recalls=_recalls(content, published) if withdrawal else (),
        files=tuple(group_findings(mine, Excerpts(desk().root, lines=content.lines))),
    )


def _recalls(content: Content, published: PublishedAddress | None) -> tuple[str, ...]:
    return tuple(withdrawing.list_recalls(content, published)) if published else ()


def _refusal(loaded: Loaded, case: Case) -> str:
    """What `anli approve` would say no for."""
    if loaded.has_errors_about(case):
        return "内容有错误，改好之前不能批准"
    return next((r.reason for r in approving.find_refusals(loaded.content, [case])), "")


@views.post("/cases/<id>/approve")
def approve(id: str) -> str | Response:
    """批准 the content as it is on the screen, by name."""
    by = parse_name(request.form.get("by", ""))
    if not by:
        return _page(id, f"批准人：{NAME_RULE}")
    with desk().alone():
        loaded = pipeline.load(desk().root)
        case = _case(loaded, id)
        if case.content_hash != request.form.get("hash"):
            return _page(id, "您打开这一页之后内容又有改动，请重新看过再批准。")
        if refusal := _refusal(loaded, case):
            return _page(id, f"不能批准：{refusal}。")
        approving.approve(loaded.content, [case], by, today())
    return go("cases.show", "approved", id=id)


@views.get("/cases/<id>/withdraw")
def ask_withdraw(id: str) -> str:
    """Reason, day and person of a withdrawal."""
    return _withdraw_page(id, "")


def _withdraw_page(id: str, fault: str) -> str:
    loaded = pipeline.load(desk().root)
    case = _case(loaded, id)
    published = withdrawing.find_published(loaded.content, id)
    if published is None or withdrawing.is_withdrawn(loaded.content, id):
        abort(404)
    return render_template(
        "withdraw.html",
        case=case,
        reasons=withdrawing.REASONS,
        recalls=withdrawing.list_recalls(loaded.content, published),
        today=today().isoformat(),
        fault=fault,
        given=request.form,
    )


@views.post("/cases/<id>/withdraw")
def withdraw(id: str) -> str | Response:
    """撤下 a case that was public."""
    by, day = parse_name(request.form.get("by", "")), _read_day(request.form.get("day", ""))
    reason = request.form.get("reason", "")
    if fault := _fault(by, day, reason):
        return _withdraw_page(id, fault)
    with desk().alone():
        content = pipeline.load(desk().root).content
        entry = withdrawing.find_published(content, id)
        if entry is None or withdrawing.is_withdrawn(content, id) or day is None:
            abort(404)
        withdrawing.withdraw(content, entry, reason, day, by)
    return go("cases.show", "withdrawn", id=id)


def _read_day(text: str) -> date | None:
    """A day as the browser sends it, YYYY-MM-DD."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _fault(by: str, day: date | None, reason: str) -> str:
    if reason not in withdrawing.REASONS:
        return "请选一个原因。"
    if day is None:
        return "请选生效日期。"
    return "" if by else f"经办人：{NAME_RULE}"
