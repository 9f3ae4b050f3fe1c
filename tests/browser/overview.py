"""README 的图：one desk and two phones side by side, from the screenshots of `shots.py`."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

SHOTS = Path("build/shots")
HEIGHT = 844


def compose(out: Path) -> None:
    """截图 → one picture, small enough for a README."""
    names = ("home-1280-light.png", "archive-with-results-390-light.png", "case-390-dark.png")
    views = [Image.open(SHOTS / name).convert("RGB") for name in names]
    desk = views[0].crop((0, 0, 1280, HEIGHT))
    phones = [view.crop((0, 0, 390, HEIGHT)) for view in views[1:]]
    width = desk.width + sum(phone.width + 32 for phone in phones)
    sheet = Image.new("RGB", (width, HEIGHT), "#d9d4ca")
    sheet.paste(desk, (0, 0))
    left = desk.width + 32
    for phone in phones:
        sheet.paste(phone, (left, 0))
        left += phone.width + 32
    sheet = sheet.resize((width * 2 // 3, HEIGHT * 2 // 3), Image.Resampling.LANCZOS)
    sheet.save(out, optimize=True)


if __name__ == "__main__":
    compose(Path("docs/images/overview.png"))
