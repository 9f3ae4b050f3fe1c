"""日期：one clock, in Shanghai."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from generator.clock import today


@pytest.mark.parametrize(
    ("epoch", "day"),
    [
        ("1662393599", date(2022, 9, 5)),  # 2022-09-05 23:59:59 in Shanghai
        ("1662393600", date(2022, 9, 6)),  # midnight in Shanghai, 16:00 in Greenwich
        ("0", date(1970, 1, 1)),
    ],
)
def test_the_day_changes_at_midnight_in_shanghai(
    epoch: str, day: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert today() == day


def test_without_a_fixed_epoch_it_is_the_real_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert abs(today() - date.today()) <= timedelta(days=1)
