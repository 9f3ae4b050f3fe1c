"""防线：the last look before publication. Each finding can be waived, one by one, by a person."""

from generator.firewall.scan import check_firewall
from generator.firewall.waivers import WAIVABLE, make_waiver, render_waiver

__all__ = ["WAIVABLE", "check_firewall", "make_waiver", "render_waiver"]
