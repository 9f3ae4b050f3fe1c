"""共用字体."""

from tests.drawing.conftest import fonts

__all__ = ["fonts"]
