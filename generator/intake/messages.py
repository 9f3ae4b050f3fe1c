"""导入的消息：what can be said about incoming paperwork, in the form of the catalogue.

The place of a message names the paper and, of a sheet, the cell (`名单.xlsx!名单!C14`); of a Word
file its line is the number of the paragraph.
"""

from __future__ import annotations

from generator.catalogue import Message
from generator.problems import Level, Place, Problem

E, W, N = Level.ERROR, Level.WARNING, Level.NOTE

_FILES: dict[str, Message] = {
    "intake.unreadable": Message(
        E, "打不开“{name}”：{reason}。", "请用 Excel、Word 或 WPS 打开后另存一份，再导入。"
    ),
    "intake.old-format": Message(E, "不能直接读 {suffix} 文件。", "{way}"),
    "intake.other-kind": Message(
        E, "这是{kind}文件，不是这个命令要的。", "名单和审批记录用 Excel，案例和通知用 Word。"
    ),
    "intake.password": Message(
        E, "文件有打开密码。", "请用密码打开，在“文件－信息－保护”里取消密码，另存后再导入。"
    ),
    "intake.macros": Message(
        E, "文件里有宏（小程序），为安全起见不读。", "请另存为不带宏的 .xlsx 或 .docx。"
    ),
    "intake.external": Message(
        E,
        "文件链接到外面的文件：{target}。",
        "Excel 在“数据－编辑链接”里断开；Word 里把链接的图片改为嵌入；另存后再导入。",
    ),
    "intake.entities": Message(
        E,
        "部件 {part} 里有不该出现的声明，可能是恶意文件，没有读。",
        "请向来稿单位核实，并请对方用 Word 或 Excel 重新另存。",
    ),
    "intake.slip": Message(
        E, "文件里有路径可疑的部件“{name}”，可能是恶意文件，没有读。", "请向来稿单位核实。"
    ),
    "intake.bomb": Message(
        E,
        "文件展开后大得不正常（约 {size} MB），没有读。",
        "正常的来稿不会这样；请用 Word 或 Excel 打开检查，压缩图片、删去多余的表，另存后再导入。",
    ),
    "intake.too-long": Message(
        E,
        "文件里的文字和格式有 {size} MB，超过 {limit} MB。",
        "正常的来稿不到 1 MB；请删去多余的行、列和空白格式，另存后再导入。",
    ),
    "intake.too-large": Message(
        E,
        "文件有 {size} MB，超过 {limit} MB。",
        "在 Word 里选中一幅图，用“图片格式－压缩图片”压缩全部图片，另存后再导入。",
    ),
    "intake.encoding": Message(
        E, "看不出这个文本文件的编码。", "请用 Excel 打开，另存为“CSV UTF-8”或 .xlsx。"
    ),
    "intake.not-editable": Message(
        E, "{file} 现在读不通，不能往里写：{reason}", "先运行 anli check，改好这个文件再导入。"
    ),
    "intake.in-brackets": Message(
        E, "{file} 里“{key}”写在方括号里，不能逐条更新。", "改成每条另起一行、以“- ”开头。"
    ),
}

_SHEETS: dict[str, Message] = {
    "intake.hidden-sheet": Message(
        E,
        "工作表“{name}”是隐藏的，里面有内容。",
        "右键点工作表标签选“取消隐藏”，看过之后删去或留下，再导入。",
    ),
    "intake.hidden-row": Message(
        E, "第 {row} 行是隐藏的，里面有内容。", "清除筛选、取消隐藏，看过之后删去或留下，再导入。"
    ),
    "intake.hidden-column": Message(
        E, "{column} 列是隐藏的，里面有内容。", "取消隐藏，看过之后删去或留下，再导入。"
    ),
    "intake.too-many-rows": Message(
        E, "工作表超过 {rows} 行或 {columns} 列。", "删去多余的行列，另存后再导入。"
    ),
    "intake.formula": Message(
        E,
        "这一格是公式，文件里没有存它的结果；系统不会替您计算。",
        "用 Excel 打开，等它算完后保存；或者复制后“选择性粘贴－数值”。",
    ),
    "intake.cell-error": Message(E, "这一格是出错的公式（如 #REF!）。", "改成应有的内容。"),
    "intake.no-header": Message(
        E,
        "找不到表头（要有{needed}）。",
        "请写上列名，例如：序号、单位、班组名称、等级；也可以用 anli template 生成的模板。",
    ),
    "intake.column-unknown": Message(
        W, "不认识列“{column}”，这一列没有导入。", "{suggestion}可用的列名：{options}"
    ),
    "intake.column-twice": Message(
        E, "列“{column}”和前面一列意思相同，不知道以哪一列为准。", "删去一列，或改列名。"
    ),
    "intake.value-unknown": Message(
        E, "{label}“{value}”不在 {year} 年的词表里。", "{suggestion}可选：{options}"
    ),
    "intake.value-odd": Message(
        W, "{label}写的是“{value}”，按“{meant}”登记。", "不对的话请在表里改好再导入。"
    ),
    "intake.cell-missing": Message(E, "这一条缺少“{label}”。", "对照原件补上。"),
    "intake.cell-long": Message(
        E, "“{label}”有 {length} 字，最多 {limit} 字。", "请改短；系统不会替您截断。"
    ),
    "intake.section-unknown": Message(
        E, "“{text}”像是分段的标题，但不是 {year} 年的领域。", "{suggestion}可选：{options}"
    ),
    "intake.section-count": Message(
        W, "“{text}”写 {said} 个，下面实有 {counted} 个。", "对照公告核对；导入的是实有的条目。"
    ),
    "intake.total": Message(
        W, "{what}写 {said} 个，名单里实有 {counted} 个。", "对照公告核对；导入的是实有的条目。"
    ),
    "intake.number-gap": Message(
        W, "序号由 {before} 跳到 {number}。", "核对是否漏了条目，或在别的表里。"
    ),
    "intake.ditto": Message(E, "写了“{text}”，上面却没有可以照抄的内容。", "请写出全称。"),
    "intake.sheet-ignored": Message(
        N, "工作表“{name}”不是名单，没有导入。", "确实不需要就不用管；需要的话核对它的列名。"
    ),
    "intake.year": Message(
        E, "文件写的是 {said} 年，命令写的是 {year} 年。", "核对 --year，或换一个文件。"
    ),
    "intake.entry-twice": Message(
        E, "“{name}”在名单里出现了两次，第一次在 {first}。", "删去一条，或补全班组名称。"
    ),
    "intake.nominated": Message(
        W, "{team} 推荐全国，却不是典型经验。", "推荐全国从典型经验里产生，请核对。"
    ),
    "intake.entry-gone": Message(
        W, "“{name}”原来在名单里，这份文件里没有，将从名单里去掉。", "不是有意的就不要导入。"
    ),
    "intake.organisation-new": Message(
        W, "单位“{name}”不在单位名录里，提议加入。", "{suggestion}加入的代号是 {slug}，请核对。"
    ),
    "intake.organisation-name": Message(
        N, "单位“{value}”按全称“{meant}”登记。", "名录里的别名和写法不同都会这样对上。"
    ),
    "intake.renamed": Message(
        W, "“{old}”更名为“{name}”，提议写进单位名录的曾用名。", "请核对更名时间：{when}。"
    ),
    "intake.rename-clash": Message(
        W,
        "“{old}”和“{name}”像是同一单位的前后名称，名录里却是两家。",
        "确是同一家的，请在 organisations.yaml 里合并，旧名写进“曾用名”。",
    ),
    "intake.recommender-new": Message(
        W,
        "推荐单位“{name}”不在词表里，提议加入（类型：{kind}）。",
        "{suggestion}请核对名称和类型。",
    ),
    "intake.counts-unknown": Message(
        N, "公告里没有读到{labels}，名单的统计没有写。", "需要时在 results.yaml 里补上。"
    ),
    "intake.no-announcement": Message(
        N, "{year} 年还没有结果公告，公布日期等先空着。", "接着运行 anli import notice 导入公告。"
    ),
}

_APPROVALS: dict[str, Message] = {
    "intake.date": Message(
        W, "{label}“{value}”读不成日期，没有导入。", "写成 2022-08-22 这样的年-月-日。"
    ),
    "intake.reviewer": Message(
        W, "保密审查“{value}”里分不出人和日期，没有导入。", "写成“李某/2022-08-22”。"
    ),
    "intake.doc-number": Message(
        W, "审定文号“{value}”读不成文号，没有导入。", "写成“沪质协〔2022〕9号”的样子。"
    ),
    "intake.consent": Message(
        W, "单位同意公开写的是“{value}”，按“否”登记。", "取得书面同意后再改。"
    ),
    "intake.scope": Message(
        W, "公开范围“{value}”里有不认识的部分，没有导入。", "可写：官网、公众号、海报。"
    ),
    "intake.portrait": Message(
        W, "肖像授权写的是“{value}”，没有导入。", "只写“是”“否”“已授权”或“不涉及”。"
    ),
    "intake.case-unknown": Message(
        W, "“{name}”没有对应的案例，审批记录没有导入。", "{suggestion}案例材料到了再导入一次。"
    ),
    "intake.approval-twice": Message(
        E, "“{name}”在这份文件里出现了两次，第一次在 {first}。", "删去一条。"
    ),
    "intake.approval-void": Message(
        W, "{case} 的审批内容有变化，原来的批准作废。", "核对后重新运行 anli approve。"
    ),
}

_CASES: dict[str, Message] = {
    "intake.tracked": Message(
        E, "文件里有没有处理的修订。", "在 Word“审阅”里接受或拒绝全部修订，保存后再导入。"
    ),
    "intake.comments": Message(E, "文件里有批注。", "处理后在 Word“审阅”里删除全部批注，再导入。"),
    "intake.hidden-text": Message(
        E, "文件里有隐藏的文字：{text}", "在 Word 里全选，取消“字体－隐藏”，看过之后再导入。"
    ),
    "intake.facts-missing": Message(
        E,
        "找不到基本信息表，不知道是哪个单位、哪个班组。",
        "表里要有“申报单位”“班组名称”等项目；可以用 anli template case 生成的模板。",
    ),
    "intake.fact-unknown": Message(
        W, "基本信息表里的“{label}：{value}”没有对应的项目，放在“待整理”里。", "{suggestion}"
    ),
    "intake.fact-value": Message(
        W,
        "{label}“{value}”不在 {year} 年的词表里，照原样写入。",
        "{suggestion}请改成词表里的叫法。",
    ),
    "intake.concept-unknown": Message(
        N,
        "理念“{name}”不在词表里，没有写入。",
        "需要时先加进 site_config/vocabulary/concept.yaml。",
    ),
    "intake.fact-pending": Message(N, "{label}写的是“{value}”，没有导入。", "有了再补上。"),
    "intake.title-missing": Message(
        W, "找不到标题。", "标题应在最前面，居中；请在 case.md 里补上。"
    ),
    "intake.title-long": Message(
        W, "标题有 {length} 字，最多 {limit} 字，已照原样保留。", "请在 case.md 里改短。"
    ),
    "intake.summary-missing": Message(
        W, "找不到摘要。", "“摘要”二字应单独成行；请在 case.md 里补上。"
    ),
    "intake.summary-long": Message(
        W, "摘要有 {length} 字，最多 {limit} 字，已照原样全部保留。", "请在 case.md 里改短。"
    ),
    "intake.leftover": Message(
        W, "没有地方放的内容，放在文末“待整理”里：{text}", "归入某一节，或删去。"
    ),
    "intake.line-breaks": Message(N, "断开的行已接成一段：{before}  →  {after}"),
    "intake.page-number": Message(N, "页码“{text}”没有导入。"),
    "intake.contents": Message(N, "目录行“{text}”没有导入。"),
    "intake.kpi-table": Message(
        W, "主要指标表没有全部读懂（{reason}），原表留在正文里。", "核对后补进“指标”。"
    ),
    "intake.kpi-read": Message(N, "表“{title}”读成了 {number} 项指标，不再留在正文里。"),
    "intake.kpi-missing": Message(N, "没有找到主要指标改进前后对比表。", "有数据时补进“指标”。"),
    "intake.caption-lonely": Message(
        W, "图题“{text}”旁边没有图或表，已作为一段文字保留。", "核对是否缺了图或表。"
    ),
    "intake.picture-unreadable": Message(
        W,
        "第 {number} 幅图不能导入（{reason}），在“待整理”里记了一笔。",
        "请在 Word 里另存这幅图。",
    ),
    "intake.picture-reduced": Message(
        N, "第 {number} 幅图太大（{before}），已缩小为 {after} 像素。", "网站上最宽只用 1600 像素。"
    ),
    "intake.picture-alt": Message(
        N, "图片“{file}”没有替代文字，暂用图题。", "看着图写一句：图上有什么、说明什么。"
    ),
    "intake.same-file": Message(E, "和“{other}”是同一个文件。", "只留一份，再导入。"),
    "intake.same-case": Message(
        E, "和“{other}”是同一个班组的两份不同材料。", "核对后只留一份，再导入。"
    ),
    "intake.case-exists": Message(
        W,
        "{team} 已有案例 {case}（{folder}），没有改动。",
        "要用这份来稿更新，请加 --update；先加 --dry-run 可以看差别。",
    ),
    "intake.case-there": Message(
        E, "{team} 已有案例 {case}（{folder}）。", "直接改那个文件夹里的 case.md。"
    ),
    "intake.case-reapprove": Message(
        W, "{case} 批准之后内容有变化，不再公开。", "核对后重新运行 anli approve。"
    ),
    "intake.case-not-listed": Message(
        W,
        "{year} 年结果名单里没有“{name}”，等级空着。",
        "{suggestion}核对单位和班组的写法；不在名单里的不公开。",
    ),
    "intake.results-first": Message(
        E, "{year} 年还没有结果名单，不知道等级。", "先运行 anli import results 导入名单。"
    ),
    "intake.tier-differs": Message(
        W, "材料写的等级是“{value}”，名单里是“{listed}”，按名单登记。", "对照公告核对。"
    ),
    "intake.case-organisation": Message(
        W, "单位“{name}”不在单位名录里。", "{suggestion}核对写法，或先导入名单。"
    ),
}

_NOTICES: dict[str, Message] = {
    "intake.notice-field": Message(W, "通知里找不到{label}。", "导入后在文件里补上。"),
    "intake.notice-issuer": Message(
        W, "通知里没有写发布单位，按主办单位“{name}”登记。", "对照原件核对。"
    ),
    "intake.notice-exists": Message(
        W, "{file} 已经有了，内容不同，没有改动。", "要用这份文件更新，请加 --update。"
    ),
    "intake.count-differs": Message(
        W, "公告写{label} {said}，results.yaml 里写 {kept}，没有改动。", "对照公告核对。"
    ),
    "intake.notice-picture": Message(W, "通知里有图，没有导入。", "需要的作为附件放在旁边。"),
}

MESSAGES: dict[str, Message] = {**_FILES, **_SHEETS, **_APPROVALS, **_CASES, **_NOTICES}


def problem(id: str, place: Place, **args: object) -> Problem:
    """Make a problem of the intake; KeyError for an id or a name that the table lacks."""
    message = MESSAGES[id]
    text, hint = message.text.format(**args), message.hint.format(**args)
    return Problem(id=id, level=message.level, place=place, message=text, hint=hint)
