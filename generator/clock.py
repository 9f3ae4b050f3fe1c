"""日期：the one place that knows what day it is."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8))
QUALITY_MONTH = 9
"""质量月：September"""


def today() -> date:
    """今天 in Shanghai; SOURCE_DATE_EPOCH (seconds) fixes it for reproducible builds."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return now.astimezone(SHANGHAI).date()
