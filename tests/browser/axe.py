"""axe：what it has against a page. The rules that a look cannot change are tried in one look only."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

OF_LOOKS = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]
"""rules that ask for colours and places; the others ask for the markup, which every look shares"""
_SCRIPT: str = Axe().axe_script


def violations(page: Page, *, rules: list[str] | None = None) -> str:
    """Each violation with its first element, a line each; empty when there is none."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(_SCRIPT)
    found = page.evaluate(
        """rules => axe.run({
          resultTypes: ["violations"],
          ...(rules ? { runOnly: { type: "rule", values: rules } } : {}),
        }).then((all) => all.violations.map((each) =>
          `${each.id}: ${each.help}\\n    ${each.nodes[0].html}\\n    ${each.nodes[0].failureSummary}`))""",
        rules,
    )
    return "\n".join(found)
