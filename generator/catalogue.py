"""消息目录：every message of the product in one place. Ids are permanent.

Say what happened, why it matters where that is not plain, and what to do. The page of messages
in the docs is made from this table.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.problems import Level, Place, Problem

E, W, N = Level.ERROR, Level.WARNING, Level.NOTE


@dataclass(frozen=True, slots=True)
class Message:
    """一条消息：level, text and hint with named places to fill."""

    level: Level
    text: str
    hint: str = ""


MESSAGES: dict[str, Message] = {
    # ---- files ----
    "file.not-regular": Message(
        E, "“{name}”不是普通文件（可能是快捷方式、链接或已被删除）。", "请把真正的文件放进来。"
    ),
    "file.too-large": Message(E, "文件有 {size} kB，超过 {limit} kB。", "请拆分或删减后再放进来。"),
    "file.encoding": Message(
        E,
        "文件编码不是 UTF-8，看起来是 {guess}。",
        "用记事本打开，另存为时把“编码”选成 UTF-8；系统不会替您猜着转换。",
    ),
    "file.invisible-character": Message(
        E,
        "这里有一个看不见的字符 U+{code}（{name}）。",
        "多半是从网页或聊天软件里粘来的，请删去后重新输入这几个字。",
    ),
    "file.unexpected": Message(
        W, "“{name}”不是本系统认识的文件，不会公开。", "不需要就删除；图片请在案例的“图片”里登记。"
    ),
    "file.missing": Message(E, "缺少文件 {name}。", "{hint}"),
    "file.outside": Message(
        E, "“{value}”指向本文件夹之外。", "只写文件名，并把文件放在同一文件夹里，如 fig-1.png。"
    ),
    "file.name": Message(
        E,
        "文件名“{value}”不能用在网址里。",
        "请改用小写英文字母、数字和连字符，如 fig-1.png。",
    ),
    "file.reserved": Message(
        E,
        "“{value}”是 Windows 留给设备的名称，在那里打不开，也解不开压缩包。",
        "请换一个名称，例如在前面加几个字母。",
    ),
    # ---- YAML ----
    "yaml.syntax": Message(E, "看不懂这里的写法：{reason}。", "对照上下几行的缩进、冒号和引号。"),
    "yaml.tab": Message(E, "行首用了 Tab。", "请改成空格，每层两个。"),
    "yaml.full-width-colon": Message(
        E, "键后面用了全角冒号“：”，整行会被当作普通文字。", "改成半角冒号加一个空格：“: ”。"
    ),
    "yaml.duplicate-key": Message(
        E, "“{key}”写了两次，第一次在第 {first} 行。", "只留一个；系统不猜以哪个为准。"
    ),
    "yaml.anchor": Message(
        E, "不支持锚点和引用（& 和 *）。", "请把内容直接写出来；文字本身以 & 或 * 开头的请加引号。"
    ),
    "yaml.tag": Message(
        E, "不支持类型标记“{tag}”。", "请去掉“!”开头的标记；文字本身以 ! 开头的请加引号。"
    ),
    "yaml.merge-key": Message(E, "不支持合并键“<<”。", "请把各项直接写出来。"),
    "yaml.many-documents": Message(
        E, "一个文件里出现了第二份内容。", "删去中间的“---”，或分成两个文件。"
    ),
    "yaml.odd-key": Message(
        E,
        "冒号前面不是一个简单的名称。",
        "花括号、方括号不能作名称；文字里有花括号、方括号的，请给整个值加引号。",
    ),
    "yaml.too-deep": Message(E, "嵌套超过 {limit} 层。", "请对照样例检查缩进。"),
    "yaml.folded": Message(
        E,
        "这个值断成了几行，接起来会多出空格，也可能把下面的项目吞进来。",
        "写在一行里；要分行的，冒号后写“|”，下面各行缩进。",
    ),
    "yaml.comment-after-value": Message(
        W,
        "“#”和它后面的字会被当作注释丢掉，只读到“{value}”。",
        "如果“#”是内容，请给整个值加引号；如果是注释，请另起一行。",
    ),
    "yaml.not-mapping": Message(E, "这里应当是“名称: 值”的形式。", "例如：{example}"),
    "front-matter.missing": Message(
        E, "文件开头没有“---”，读不到案例的基本信息。", "第一行写 ---，写完基本信息后再写一行 ---。"
    ),
    "front-matter.unclosed": Message(
        E, "基本信息没有结束的“---”。", "在基本信息之后单独写一行 ---。"
    ),
    # ---- fields ----
    "field.unknown": Message(E, "不认识“{key}”。", "{suggestion}可写的有：{options}"),
    "field.look-alike": Message(
        E, "“{key}”里混有看起来一样、其实不同的字符（{detail}）。", "请删去重新输入“{meant}”。"
    ),
    "field.twice": Message(
        E, "“{label}”写了两次（中英文名称各一次），第一次在第 {first} 行。", "只留一个。"
    ),
    "field.missing": Message(E, "{table}缺少“{label}”。", "请补上一行“{label}: {example}”。"),
    "field.null": Message(
        E, "“{label}”的值写成了“{value}”。", "没有内容就不写这一行；确是文字请加引号。"
    ),
    "field.not-list": Message(
        E, "“{label}”应当是列表。", "每项一行，以“- ”开头；或写成 [甲, 乙]。"
    ),
    "field.not-single": Message(E, "“{label}”应当只有一个值。", "请去掉“- ”、方括号或下一层内容。"),
    "field.not-record": Message(E, "“{label}”应当由若干“名称: 值”组成。", "可写的有：{options}"),
    "field.line-break": Message(E, "“{label}”里有换行。", "请写成一行。"),
    "field.too-long": Message(
        E, "“{label}”有 {length} 字，最多 {limit} 字。", "请改短；系统不会替您截断。"
    ),
    "field.number": Message(E, "“{label}”应当是数字，写的是“{value}”。", "{hint}"),
    "field.date": Message(
        E, "“{label}”不是有效日期：“{value}”{reason}。", "写成 2022-09-06 这样的年-月-日。"
    ),
    "field.year": Message(E, "“{label}”应当是四位年份，写的是“{value}”。", "例如 2022。"),
    "field.yes-no": Message(E, "“{label}”只能写“是”或“否”，写的是“{value}”。", "是不是“{meant}”？"),
    "field.choice": Message(E, "“{label}”没有“{value}”这一项。", "{suggestion}可选：{options}"),
    "field.url": Message(
        E, "“{label}”不是可用的网址：“{value}”。", "只接受 https:// 或 http:// 开头的完整网址。"
    ),
    "field.doc-number": Message(
        E,
        "文号“{value}”无法还原成标准写法。",
        "照原件写成“沪质协〔2022〕9号”的样子；系统不猜缺少的部分。",
    ),
    "field.slug": Message(
        E, "“{label}”只能用小写字母、数字和连字符：“{value}”。", "例如 jiangxin-zhuangpei。"
    ),
    "field.id": Message(E, "编号“{value}”不合格式。", "编号形如 SHQ-2022-0001，由系统给定。"),
    "field.hash": Message(
        E, "“{label}”不是完整的内容指纹。", "不要手工填写，请运行 anli approve。"
    ),
    # ---- vocabulary and organisations ----
    "term.unknown": Message(
        E, "{label}“{value}”不在 {year} 年的{name}表里。", "{suggestion}可选：{options}"
    ),
    "term.not-in-year": Message(
        E, "{label}“{value}”在 {year} 年不叫这个名称。", "{year} 年写作“{meant}”。"
    ),
    "term.alias": Message(
        W, "{label}“{value}”是习惯叫法，已按“{meant}”读取。", "请改写为“{meant}”。"
    ),
    "organisation.unknown": Message(
        E,
        "单位“{value}”不在单位名录里。",
        "{suggestion}新单位请先写进 site_config/organisations.yaml。",
    ),
    "organisation.alias": Message(
        W, "单位写的是简称或别名“{value}”，已按“{meant}”读取。", "请写全称。"
    ),
    "vocabulary.missing": Message(
        E, "缺少词表 {name}。", "应当有文件 site_config/vocabulary/{name}.yaml。"
    ),
    "vocabulary.duplicate": Message(E, "{name}里“{value}”出现了两次。", "代号和叫法都不能重复。"),
    "organisation.duplicate": Message(
        E, "单位名录里“{value}”出现了两次。", "代号和名称都不能重复；更名的写进“曾用名”。"
    ),
    # ---- case ----
    "case.folder": Message(E, "文件夹名“{name}”不能用在网址里。", "请用小写字母、数字和连字符。"),
    "case.year": Message(
        E, "年度写的是 {value}，文件却放在 {folder} 年的文件夹里。", "改年度，或移动文件夹。"
    ),
    "case.id-year": Message(E, "编号“{value}”里的年份不是 {year}。", "编号的年份应与年度一致。"),
    "case.id-twice": Message(
        E, "编号 {value} 已用于 {other}。", "编号给定后不重用，请换一个没有用过的编号。"
    ),
    "case.same-team": Message(
        W, "{year} 年这个单位的这个班组已有案例：{other}。", "是不是同一份材料放了两次？"
    ),
    "case.not-in-results": Message(
        W,
        "{year} 年结果名单里没有“{organisation} {team}”。",
        "{suggestion}不在公布名单里的案例不公开；名单以公告为准，请核对单位和班组的写法。",
    ),
    "case.disagrees": Message(
        E,
        "{label}写的是“{value}”，{year} 年结果名单里是“{other}”（{where}）。",
        "以公告名单为准，改其中一处。",
    ),
    "case.section-missing": Message(
        E, "正文缺少“{title}”一节。", "加上二级标题“## {title}”和内容。"
    ),
    "case.to-sort": Message(
        W,
        "还有没归好的内容，整理完之前不能批准。",
        "一段一段归入上面各节，不要的删去，最后删掉这个标题。",
    ),
    "case.section-unknown": Message(
        W, "“{title}”不是规定的章节名。", "{suggestion}确需保留的自拟章节可以不改。"
    ),
    "case.section-twice": Message(
        E, "“{title}”一节出现了两次，第一次在第 {first} 行。", "请合并。"
    ),
    "case.section-empty": Message(E, "“{title}”一节没有内容。", "补上内容，或删去这个标题。"),
    "case.before-first-section": Message(
        E, "第一个二级标题之前有文字，页面上没有它的位置。", "请归入某一节，或写进“摘要”。"
    ),
    "case.video-missing": Message(N, "典型经验没有填写发表视频。", "有视频时补上“视频”。"),
    "kpi.direction": Message(
        E,
        "“{name}”由 {before} 变为 {after}，与方向“{direction}”矛盾。",
        "核对数字是否写反，或把方向改为“{meant}”。",
    ),
    "kpi.percent": Message(E, "“{name}”是百分比，{value} 不在 0～100 之间。", "核对数字和单位。"),
    "kpi.basis": Message(
        W,
        "“{name}”是 {value}{unit} 这样的绝对值，却没有口径。",
        "在“口径”里写清怎样统计、样本多少。",
    ),
    "kpi.twice": Message(E, "指标“{name}”写了两次。", "请合并或改名。"),
    "picture.missing": Message(
        E, "找不到图片“{file}”。", "{suggestion}图片应放在案例的文件夹里，文件名的大小写也要一致。"
    ),
    "picture.format": Message(
        E,
        "“{file}”不是可用的图片（{reason}）。",
        "只接受 PNG、JPEG、WebP，不超过 20 MB、2500 万像素。",
    ),
    "picture.unused": Message(
        W, "图片“{file}”登记了，正文里没有用到。", "在正文里写 ![]({file})；不用就删去登记。"
    ),
    "picture.unlisted": Message(
        E, "正文用了图片“{file}”，“图片”里没有登记。", "在“图片”里补上文件、替代文字和来源。"
    ),
    "picture.remote": Message(
        E,
        "正文引用了站外图片“{file}”。",
        "把图片下载到案例的文件夹里，并写明来源；站外图片一律不显示。",
    ),
    "picture.consent": Message(
        E, "图片“{file}”里的人像授权已于 {until} 到期。", "换图、去掉图片，或取得新的授权。"
    ),
    "picture.people": Message(
        E,
        "图片“{file}”有可识别的人像，审批记录里没有肖像授权。",
        "补肖像授权，或换成不露面的图片。",
    ),
    "prose.html": Message(
        W, "正文里的 HTML“{value}”会原样显示成文字。", "请改用 Markdown 写法，或删去。"
    ),
    "prose.comment": Message(
        E, "正文里有注释，读者会原样看到它。", "内部的话不要写在案例里，请删去整段注释。"
    ),
    "prose.heading": Message(
        E, "正文里用了一级标题。", "标题已在基本信息里；章节用二级标题“## ”。"
    ),
    "prose.underlined": Message(
        E,
        "“{value}”下面的一排“-”或“=”把它变成了大标题。",
        "要分隔线，先空一行；要小标题，用“### ”开头。",
    ),
    "prose.lost": Message(
        E,
        "这一行有读者看不到的字。",
        "表格每行的格数要与表头一样；“[…]: …”这样的脚注和引用定义不支持，请写进正文。",
    ),
    "prose.link": Message(
        E,
        "链接“{value}”不能用。",
        "只接受 https://、http:// 开头的完整网址，mailto: 邮箱和本页的 #锚点。",
    ),
    "prose.too-long": Message(
        E, "第 {line} 行起的一段有 {length} 字，超过 {limit} 字。", "请分段。"
    ),
    # ---- results ----
    "results.year": Message(
        E, "年度写的是 {value}，文件却放在 {folder} 年的文件夹里。", "改年度，或移动文件。"
    ),
    "results.missing": Message(
        W, "{year} 年没有结果名单 results.yaml，这一年的内容都不会公开。", "先导入公布的名单。"
    ),
    "results.total": Message(
        E,
        "公告总数写 {value}，名单实有 {counted} 条。",
        "对照公告原件，看是漏录、重录还是总数有误。",
    ),
    "results.count": Message(
        E, "{label}“{term}”写 {value} 个，名单里实有 {counted} 个。", "对照公告原件核对。"
    ),
    "results.sum": Message(
        E, "{label}各项之和是 {counted}，总数写 {value}。", "对照公告原件核对。"
    ),
    "results.twice": Message(
        E, "“{organisation} {team}”在名单里出现了两次，第一次在第 {first} 行。", "删去重复的一条。"
    ),
    "results.alike": Message(
        W, "“{team}”与第 {first} 行的“{other}”只差一点，又是同一个单位。", "核对是否同一个班组。"
    ),
    "results.nominated": Message(
        E, "推荐全国的“{team}”不是典型经验。", "推荐全国从典型经验里产生，核对等级或推荐。"
    ),
    "results.national-source": Message(
        E, "写了入选全国，没有写来源。", "补上“入选来源”的网址；没有来源不能公开。"
    ),
    "results.notice": Message(
        E, "找不到结果公告 notices/{slug}.md。", "{suggestion}先把公告放进 notices 文件夹。"
    ),
    "results.notice-kind": Message(
        E, "“{slug}”的类型不是“结果公告”。", "把通知的类型改为“结果公告”，或改“公告”的值。"
    ),
    "results.announced-before-notice": Message(
        W, "公布日期 {value} 早于公告日期 {other}。", "核对两个日期。"
    ),
    "results.quota": Message(
        W,
        "“{organisation}”有 {count} 个班组在名单里，超过 2 个加 1 个专项。",
        "共建单位不受此限；否则请核对。",
    ),
    "step.order": Message(E, "“{name}”的结束日期早于开始日期。", "核对两个日期。"),
    # ---- notices ----
    "notice.year": Message(
        E, "年度写的是 {value}，文件却放在 {folder} 年的文件夹里。", "改年度，或移动文件。"
    ),
    "notice.doc-number-year": Message(
        W, "文号是 {value} 年的，年度是 {year}。", "次年发文属正常；否则请核对。"
    ),
    "notice.attachment": Message(
        E, "找不到附件“{file}”。", "{suggestion}附件应与通知放在同一文件夹。"
    ),
    "notice.attachment-kind": Message(
        E,
        "附件“{file}”的格式不能公开。",
        "请另存为 PDF 或 CSV；Word、Excel 原件可能带有修订和作者信息。",
    ),
    "notice.empty": Message(W, "通知没有正文。", "补上正文，读者不必下载附件就能看懂。"),
    # ---- gate ----
    "approval.missing": Message(N, "没有审批记录，不公开。", "齐备后运行 anli approve {case}。"),
    "approval.incomplete": Message(
        W, "审批记录缺少{missing}，不公开。", "补齐后再运行 anli approve {case}。"
    ),
    "approval.consent": Message(
        N, "单位没有同意在官网公开（{state}），不公开。", "取得书面同意后再登记。"
    ),
    "approval.not-approved": Message(
        W, "审批材料已齐，还没有批准，不公开。", "核对内容后运行 anli approve {case}。"
    ),
    "approval.changed": Message(
        W,
        "批准后内容有改动，已从公开内容中撤出。",
        "核对改动后重新运行 anli approve {case}；改动涉及事实的要重走审批。",
    ),
    "approval.remark": Message(
        E,
        "审批记录的值后面有“#”开头的备注，看不出这一项是不是作数。",
        "作数就删去备注；不作数就改值。备注可以另写一行。",
    ),
    "approval.twice": Message(
        E, "编号 {case} 有两条审批记录，第一条在第 {first} 行。", "只留一条。"
    ),
    "approval.orphan": Message(
        W, "审批记录的编号 {case} 没有对应的案例。", "{suggestion}核对编号。"
    ),
    "approval.order": Message(
        E, "{later}的日期早于{earlier}。", "核对日期；审查按形式审查、专家评审、审定的次序进行。"
    ),
    "gate.not-announced": Message(
        N, "{year} 年结果的公布日期是 {day}，未到日期不公开。", "到期后自动公开。"
    ),
    "gate.tier": Message(N, "不是典型经验，只列名单，不公开全文。", "名单里的等级以公告为准。"),
    "gate.withdrawn": Message(
        N, "案例 {case} 已撤下，不公开。", "撤下记录在 site_config/withdrawn.yaml。"
    ),
    "withdrawn.unknown": Message(
        E, "撤下记录的编号 {id} 不在公开台账里。", "{suggestion}没有公开过的案例不用撤下。"
    ),
    "withdrawn.address": Message(
        E,
        "撤下记录的地址 {address} 与台账的 {listed} 不一致。",
        "台账记着它公开时的地址：把这里改成 {listed} 。",
    ),
    "ledger.changed": Message(
        E,
        "编号 {id} 公开时的地址是 {address}，现在变成 {now}。",
        "公开过的地址不能改，请恢复文件夹名。",
    ),
    "ledger.reused": Message(E, "编号 {id} 在台账里出现了两次。", "台账只增不改，请从备份恢复。"),
    "ledger.vanished": Message(
        W,
        "已公开的案例 {id}（{address}）不在这次生成的网站里，正式发布会停下来。",
        "恢复并重新批准；确需撤下的，运行 anli withdraw {id}。",
    ),
    "announced.shrunk": Message(
        W,
        "{year} 年名单公布过 {before} 条，现在只有 {now} 条，正式发布会停下来。",
        "核对 cases/{year}/results.yaml；确实减少的，在台账末尾加一行：{example}",
    ),
    "announced.missing": Message(
        W, "{year} 年的名单还没有记入公布台账。", "核对名单后运行 anli approve {year}。"
    ),
    # ---- firewall ----
    "personal.mobile": Message(
        E, "这里有手机号 {text}。", "请删去；公开页面只列公务座机。确需保留的，由专人逐处放行。"
    ),
    "personal.id-number": Message(
        E, "这里有身份证号 {text}。", "请删去；任何页面都不需要身份证号。"
    ),
    "personal.bank-card": Message(E, "这里像是银行卡号 {text}。", "请删去；不是卡号的，逐处放行。"),
    "personal.landline": Message(
        E,
        "这里有座机号 {text}，不是站点设置里的公务电话。",
        "请删去，或改为“见本站联系方式”；确为公务电话的，逐处放行。",
    ),
    "personal.email": Message(
        E,
        "这里有邮箱 {text}，不是站点设置里的公务邮箱。",
        "请删去，或改为“见本站联系方式”；确为公务邮箱的，逐处放行。",
    ),
    "personal.plate": Message(
        E, "这里像是车牌号 {text}。", "请删去，或写成“一辆工程车”；不是车牌的，逐处放行。"
    ),
    "personal.address": Message(
        E, "这里像是个人住址 {text}。", "请删去，或只写到区、街道；单位地址逐处放行。"
    ),
    "person.named": Message(
        W,
        "这里出现姓名“{text}”，审批记录里没有这个人的同意。",
        "改写为“张某”“老张”，或取得本人单独同意后登记在审批记录的“个人同意”里。",
    ),
    "person.consent": Message(
        W, "“{text}”的个人同意已于 {until} 到期。", "取得新的同意，或改写为“张某”“老张”。"
    ),
    "picture.gps": Message(
        E,
        "图片“{text}”里藏着拍摄地点（GPS）。",
        "请去掉位置信息后重新放入：另存为 PNG，或在“属性—详细信息”里选“删除属性和个人信息”。",
    ),
    "picture.exif": Message(
        W,
        "图片里藏着{text}。",
        "公开的图片会重新生成、不带这些信息；原件若要交给别人，请先去掉。",
    ),
    "secrecy.marking": Message(
        E,
        "这里有密级标志或涉密字样“{text}”。",
        "先停下，请保密部门确认；确认不涉密的，由专人逐处放行。",
    ),
    "secrecy.military": Message(
        E,
        "“{text}”可能涉及军工内容。",
        "请保密部门确认；能不写就不写，确认可以公开的，由专人逐处放行。",
    ),
    "secrecy.industry": Message(
        W,
        "航空、航天、船舶类案例里出现“{text}”。",
        "请在保密审查时逐处核对；核对过的逐处放行。",
    ),
    "tobacco.brand": Message(
        E, "这里出现烟草品牌“{text}”。", "互联网上不得出现烟草的名称、商标和包装，请改为“某产品”。"
    ),
    "wording.absolute": Message(
        W,
        "“{text}”属于绝对化用语。",
        "改写为事实和数字；有依据的写明依据、范围和时间，官方名称和真实奖项可逐处放行。",
    ),
    "wording.award": Message(
        W,
        "“{text}”是表彰用语。",
        "本活动是遴选和发布，不评奖、不排名；别处授予的真实奖项，核对后逐处放行。",
    ),
    "wording.full-claim": Message(
        W,
        "“{text}”没有说明是怎样统计的。",
        "在同一句里写清统计期和样本，如“2022年上半年抽检 320 台”。",
    ),
    "punctuation.half-width": Message(W, "中文里用了半角标点“{text}”。", "建议写作“{meant}”。"),
    "punctuation.straight-quote": Message(W, "中文里用了直引号 {text}。", "建议写作{meant}。"),
    "punctuation.unpaired": Message(W, "“{text}”不成对。", "{meant}。"),
    "punctuation.ellipsis": Message(W, "省略号写成了“{text}”。", "建议写作“{meant}”（六点）。"),
    "punctuation.doubled": Message(W, "标点“{text}”多余或重复。", "建议改为{meant}。"),
    "text.garbled": Message(
        E, "这里有乱码“{text}”。", "多半是编码转换出错，请对照原件重新输入这几个字。"
    ),
    "text.private-use": Message(
        E,
        "这里有一个自造字 {text}，别人的电脑上显示不出来。",
        "多半来自旧字库或符号字体，请换成通用的字或图片。",
    ),
    "text.traditional": Message(
        W, "这里混有繁体字“{text}”。", "建议写作“{meant}”；专名和引文可逐处放行。"
    ),
    "waiver.unused": Message(
        W,
        "这条放行不再对应任何问题（{file}，{id}）。",
        "文字改过就要重新核对、重新放行；不再需要的请删去。",
    ),
    "waiver.check": Message(
        E,
        "检查“{id}”不能放行。",
        "只有发布前检查可以逐处放行，编号见 docs/checks-before-publication.md。",
    ),
    # ---- share pictures and posters ----
    "poster.font": Message(
        W,
        "没有找到思源黑体（Noto Sans CJK SC），这次没有生成分享图和海报，其他内容不受影响。",
        "装上 Noto Sans CJK SC（Debian 的包名是 fonts-noto-cjk）再生成一次。",
    ),
    "poster.glyph": Message(
        W,
        "思源黑体里没有“{lacking}”，这个案例没有生成分享图和海报。",
        "换成通用的字；确要使用，请告诉维护者。",
    ),
    # ---- topics ----
    "topic.case": Message(
        W,
        "专题“{title}”里的 {id} 不是公开的案例，已略去。",
        "编号写错的改正；还没有公开的，公开以后会自动出现。",
    ),
    "topic.empty": Message(
        W, "专题“{title}”没有一个公开的案例，没有生成。", "至少选一个已公开的案例。"
    ),
    "topic.twice": Message(W, "专题“{title}”里 {id} 写了两次，只放第一次。", "删去重复的一条。"),
    "topic.until": Message(W, "专题“{title}”的截止早于日期，不会放在首页。", "核对两个日期。"),
    # ---- WeChat: posts and campaigns ----
    "post.url": Message(
        E,
        "“{value}”不是公众号文章的网址。",
        "只接受 https://mp.weixin.qq.com/ 开头的；从公众号后台的“发表记录”里复制永久链接。",
    ),
    "post.unknown": Message(
        W, "公众号文章记录的编号 {id} 没有对应的案例。", "{suggestion}核对编号。"
    ),
    "post.twice": Message(
        W, "{id} 的这篇文章记了两次，第一次在第 {first} 行。", "删去重复的一条。"
    ),
    "campaign.draft-twice": Message(
        E, "代号“{value}”用了两次，第一次在第 {first} 行。", "每篇草稿一个代号，定了不要改。"
    ),
    "campaign.lacks": Message(
        E, "{kind}“{slug}”没有写“{label}”。", "请补上一行“{label}: {example}”。"
    ),
    "campaign.one-case": Message(
        E, "{kind}“{slug}”写了 {count} 个案例，只能写一个。", "几个案例放在一起，用“集锦”。"
    ),
    "campaign.number-twice": Message(
        E, "第 {number} 期有两篇，另一篇在第 {first} 行。", "期号由编辑定，一期一篇。"
    ),
    "campaign.number-beyond": Message(
        E, "期号是 {number}，总期数只有 {limit}。", "改期号，或改“总期数”。"
    ),
    "campaign.theme-source": Message(
        E, "写了主题，没有写“主题来源”。", "补上出自哪个文件；没有出处的主题不写。"
    ),
    "campaign.case-unknown": Message(E, "没有编号 {id} 的案例。", "{suggestion}核对编号。"),
    "campaign.case-held": Message(W, "{id} 不能上公众号：{reason}", "换一个案例，或先补齐手续。"),
    "campaign.no-case": Message(
        W, "“{slug}”没有一个可以用的案例，没有生成草稿。", "换案例，或放宽“挑选”的条件。"
    ),
    "campaign.digest-size": Message(
        E, "集锦“{slug}”有 {count} 个案例，应当是 {least} 到 {limit} 个。", "增减案例，或分成两篇。"
    ),
    "campaign.year": Message(
        W, "{year} 年的结果还没有公布，“{slug}”没有生成草稿。", "公布以后再生成。"
    ),
    "campaign.section": Message(
        E, "{id} 没有“{value}”这一节。", "{suggestion}照案例里的小标题写。"
    ),
    "campaign.picture": Message(
        E, "案例里没有图片“{file}”。", "{suggestion}写案例“图片”里登记的文件名。"
    ),
    "campaign.edits-orphan": Message(
        W, "编辑稿“{name}”没有对应的推文。", "推文改了代号的，把文件名也改过来；不用的删去。"
    ),
    # ---- settings ----
    "site.icp": Message(
        W, "没有填写 ICP 备案号。", "正式发布前在 site_config/site.yaml 填写；绝不编造。"
    ),
    "site.icp-format": Message(E, "ICP 备案号“{value}”不合格式。", "形如“沪ICP备12345678号-1”。"),
    "site.mps": Message(
        W, "没有填写公安备案号。", "网站开通后三十日内办理，再填进 site_config/site.yaml。"
    ),
    "site.pick": Message(W, "首页推荐的 {id} 不是公开的案例，已略去。", "换一个已公开的案例编号。"),
}


def problem(id: str, place: Place, /, **args: object) -> Problem:
    """Make a problem from the catalogue; KeyError for an id or a name that it lacks."""
    message = MESSAGES[id]
    return Problem(
        id=id,
        level=message.level,
        place=place,
        message=message.text.format(**args),
        hint=message.hint.format(**args),
    )
