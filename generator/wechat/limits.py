"""上限：every number that WeChat or taste sets for a draft, with its source and date, in one place.

WeChat changes them; look here first. “官方” are pages of developers.weixin.qq.com and the
repositories of wechatjs, “实测” our own measurements, “自定” decisions of this project; all read
in November 2026.
"""

from __future__ import annotations

# ---- 文字（官方：draft/add 的参数表；编辑器的上限为使用者所报） ----
TITLE = 32
"""标题, 字; more is refused by the interface (errcode 45003)"""
TITLE_IN_EDITOR = 64
"""标题 when pasted by hand"""
AUTHOR = 16
"""作者, 字 (errcode 45110)"""
AUTHOR_IN_EDITOR = 8
DIGEST = 128
"""摘要, 字 (errcode 45004)"""
DIGEST_IN_EDITOR = 120
SOURCE_URL_BYTES = 1_024
"""阅读原文 (errcode 45005)"""
ARTICLES = 8
"""篇 in one draft (errcode 45008)"""
CARDS = (3, 8)
"""自定: fewest and most cases in one article of a digest"""
CONTENT = 20_000
"""正文: fewer code points than this, markup included (errcode 45002)"""
CONTENT_BYTES = 1_000_000
"""正文: fewer UTF-8 bytes than this"""
CONTENT_NEAR = 16_000
"""自定: from here on the renderer changes to the short form; what is longer even so, the editor is told.
The rest is room for the addresses of pictures, which are longer at WeChat"""

# ---- 图片（官方：media/uploadimg） ----
IMAGE_BYTES = 1_000_000
"""a picture in the text: fewer bytes than this, JPEG or PNG"""
MATERIAL_BYTES = 10_000_000
"""官方 (material/add_material): a picture of the library, animated GIF and covers included"""
IMAGE_WIDTH_LOW = 640
"""自定, pixels: narrower ones look soft at full width"""
IMAGES = 30
"""自定: more in one article load slowly"""
IMAGE_HOSTS = ("mmbiz.qpic.cn", "mmecoa.qpic.cn")
"""实测: hosts of pictures in published articles"""
LINK_HOST = "mp.weixin.qq.com"
"""官方: the only host that a link in the text may lead to"""

# ---- 结构（官方：verify_article_structure；值由规格 5.3 定） ----
DEPTH = 8
"""自定: elements within each other; WeChat flags from 10"""
FONT_SIZES = (12, 32)
"""自定, px"""
LINE_HEIGHT = 1.4
"""自定, without unit"""
LINE_HEIGHT_PX = 1.3
"""自定: px over the size of the font; WeChat flags overlap below 0.95"""
IMAGE_WIDTH_PX = 300
"""自定: the widest that a picture may be set in px"""
WIDTHS = (375, 585, 677)
"""官方, px: phone, editor, the widest on a computer"""

# ---- 颜色（官方：mp-darkmode 的原理说明；对比度按 WCAG） ----
CONTRAST_LIGHT = 4.5
CONTRAST_DARK = 4.4
"""自定: reds end at 4.48 after the conversion"""
CONTRAST_LARGE = 3.0
LARGE_BOLD = 18
"""px: from here on bold text may have the lower contrast"""

# ---- 文风（自定：规格第 4 节） ----
PARAGRAPH = 180
"""字: longer ones tire on a phone"""
TABLE_COLUMNS = 4
"""more columns scroll sideways"""
