"""防线：the last look before publication. Each finding can be waived, one by one, by a person."""

from generator.firewall.scan import Named, apply_waivers_of, check_firewall, consented, scan
from generator.firewall.waivers import WAIVABLE, make_waiver, render_waiver

__all__ = [
    "WAIVABLE",
    "Named",
    "apply_waivers_of",
    "check_firewall",
    "consented",
    "make_waiver",
    "render_waiver",
    "scan",
]
