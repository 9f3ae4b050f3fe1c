"""字段表：one row per field drives reading, validation, facts box, facets and JSON Schema.

A new field is a new row here, and an attribute of the same name in `model`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """类型：how the text of a field is read."""

    TEXT = "text"
    """one line"""
    PARAGRAPH = "paragraph"
    """may hold line breaks"""
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    """YYYY-MM-DD, also 2022年9月6日 and 2022.9.6"""
    YEAR = "year"
    YES_NO = "yes-no"
    """是 or 否"""
    TERM = "term"
    """a label of a vocabulary, read to its slug"""
    ORGANISATION = "organisation"
    """a name in organisations.yaml, read to its slug"""
    CHOICE = "choice"
    """one of `choices`, read to its English value"""
    URL = "url"
    FILE = "file"
    """a file name in the same folder"""
    SLUG = "slug"
    ID = "id"
    HASH = "hash"
    DOC_NUMBER = "doc-number"
    RECORD = "record"
    """a mapping with its own table, `table`"""


@dataclass(frozen=True, slots=True)
class Field:
    """字段：one row of the table."""

    name: str
    """English identifier, attribute of the model; accepted as a key too"""
    label: str
    """中文标签：the key that staff write"""
    kind: Kind = Kind.TEXT
    required: bool = False
    many: bool = False
    """a list of such values"""
    vocabulary: str = ""
    """slug of the vocabulary of a term"""
    table: Table | None = None
    """fields of a record"""
    choices: tuple[tuple[str, str], ...] = ()
    """label and English value of each choice"""
    limit: int = 200
    """most characters of a text"""
    facet: bool = False
    """offered as a filter in the archive"""
    box: str = ""
    """label in the facts box of a case; empty: not shown there"""
    note: str = ""
    """说明 for staff, shown in the schema, templates and docs"""
    example: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """一组字段：the fields of one kind of record; each table is itself and no other."""

    name: str
    label: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field:
        """The row of an English identifier; KeyError when there is none."""
        for row in self.fields:
            if row.name == name:
                return row
        raise KeyError(f"{self.name}.{name}")


F, K = Field, Kind

STYLES = (("质量红", "red"), ("墨线蓝", "ink"))
"""版式 of posts: label and name of the table of tokens"""

KPI = Table(
    "kpi",
    "指标",
    (
        F("name", "名称", required=True, limit=40, example="一次交验合格率"),
        F("unit", "单位", required=True, limit=20, note="没有单位的写“—”", example="%"),
        F("before", "改进前", K.DECIMAL, note="没有统计过的留空", example="96.2"),
        F("after", "改进后", K.DECIMAL, required=True, example="99.1"),
        F("period_before", "改进前统计期", limit=40, example="2021年全年"),
        F("period_after", "改进后统计期", required=True, limit=40, example="2022年1—5月"),
        F(
            "direction",
            "方向",
            K.CHOICE,
            required=True,
            choices=(("提升", "up"), ("降低", "down"), ("保持", "hold")),
            note="数字实际的变化方向；变化量由系统计算，不必填写",
            example="提升",
        ),
        F(
            "basis",
            "口径",
            limit=120,
            note="怎样统计；100%、0 这类数字必须写",
            example="合格台数÷总台数",
        ),
    ),
)

PICTURE = Table(
    "picture",
    "图片",
    (
        F("file", "文件", K.FILE, required=True, example="fig-1.png"),
        F("alt", "替代文字", required=True, limit=160, note="给看不见图的人：图上有什么"),
        F("caption", "图注", limit=120),
        F("credit", "来源", limit=60, note="摄影或制图的单位"),
        F(
            "kind",
            "图类型",
            K.CHOICE,
            choices=(
                ("现场照", "photo"),
                ("合影", "team-photo"),
                ("柱状图", "bar"),
                ("折线图", "line"),
                ("饼图", "pie"),
                ("雷达图", "radar"),
                ("排列图", "pareto"),
                ("因果图", "fishbone"),
                ("控制图", "control-chart"),
                ("直方图", "histogram"),
                ("甘特图", "gantt"),
                ("流程图", "flow"),
                ("证书", "certificate"),
                ("系统截图", "screenshot"),
                ("示意图", "sketch"),
            ),
        ),
        F(
            "people",
            "人像",
            K.CHOICE,
            choices=(("无", "none"), ("群体", "group"), ("可识别", "identifiable")),
        ),
        F("consent_until", "肖像授权到期", K.DATE),
    ),
)

CORRECTION = Table(
    "correction",
    "更正",
    (
        F("day", "日期", K.DATE, required=True),
        F("text", "内容", required=True, limit=300),
    ),
)

CASE = Table(
    "case",
    "案例",
    (
        F("id", "编号", K.ID, required=True, note="永久编号，由系统给定，不改、不重用"),
        F("year", "年度", K.YEAR, required=True, facet=True, box="年度"),
        F("title", "标题", required=True, limit=60),
        F("short_title", "短标题", limit=32, note="列表和公众号用，32 字以内"),
        F("organisation", "单位", K.ORGANISATION, required=True, box="单位"),
        F("team", "班组", required=True, limit=40, box="班组"),
        F("district", "区", K.TERM, required=True, vocabulary="district", facet=True, box="所在区"),
        F(
            "recommender",
            "推荐单位",
            K.TERM,
            required=True,
            vocabulary="recommender",
            box="推荐单位",
        ),
        F("domain", "领域", K.TERM, required=True, vocabulary="domain", facet=True, box="领域"),
        F("industry", "行业", K.TERM, required=True, vocabulary="industry", facet=True, box="行业"),
        F("industry_class", "行业大类", limit=40, example="C34 通用设备制造业"),
        F("tier", "等级", K.TERM, required=True, vocabulary="tier", facet=True, box="等级"),
        F("category", "类别", K.TERM, vocabulary="category", facet=True, box="类别"),
        F(
            "key_industries",
            "重点产业",
            K.TERM,
            many=True,
            vocabulary="key-industry",
            box="重点产业",
        ),
        F("concepts", "理念", K.TERM, many=True, vocabulary="concept"),
        F("methods", "方法", K.TERM, many=True, vocabulary="method", facet=True, box="方法"),
        F("team_size", "班组人数", K.INTEGER, box="班组人数"),
        F("founded", "成立时间", limit=20, box="成立时间", example="2009年3月"),
        F("summary", "摘要", K.PARAGRAPH, required=True, limit=120),
        F("kpis", "指标", K.RECORD, many=True, table=KPI),
        F("pictures", "图片", K.RECORD, many=True, table=PICTURE),
        F("video", "视频", K.URL),
        F("rights_holder", "权利人", required=True, limit=60),
        F("licence", "许可", required=True, limit=120),
        F("corrections", "更正", K.RECORD, many=True, table=CORRECTION),
    ),
)

ENTRY = Table(
    "entry",
    "名单条目",
    (
        F("organisation", "单位", K.ORGANISATION, required=True),
        F("team", "班组", required=True, limit=40),
        F("domain", "领域", K.TERM, required=True, vocabulary="domain"),
        F("tier", "等级", K.TERM, required=True, vocabulary="tier"),
        F("category", "类别", K.TERM, vocabulary="category"),
        F("recommender", "推荐单位", K.TERM, required=True, vocabulary="recommender"),
        F("district", "区", K.TERM, vocabulary="district"),
        F("industry", "行业", K.TERM, vocabulary="industry"),
        F("industry_class", "行业大类", limit=40),
        F("nominated_national", "推荐全国", K.YES_NO),
        F("national_result", "入选全国", limit=60, note="须写来源"),
        F("national_source", "入选来源", K.URL),
        F("remark", "备注", limit=300, note="只供内部，不公开"),
    ),
)

COUNT_TIER = Table(
    "tier-count",
    "等级统计",
    (
        F("term", "名称", K.TERM, required=True, vocabulary="tier"),
        F("number", "数量", K.INTEGER, required=True),
    ),
)
COUNT_DOMAIN = Table(
    "domain-count",
    "领域统计",
    (
        F("term", "名称", K.TERM, required=True, vocabulary="domain"),
        F("number", "数量", K.INTEGER, required=True),
    ),
)
COUNT_CATEGORY = Table(
    "category-count",
    "类别统计",
    (
        F("term", "名称", K.TERM, required=True, vocabulary="category"),
        F("number", "数量", K.INTEGER, required=True),
    ),
)

STEP = Table(
    "step",
    "日程",
    (
        F("name", "步骤", required=True, limit=80),
        F("when", "时间", required=True, limit=40, note="照通知的写法"),
        F("start", "开始", K.DATE),
        F("end", "结束", K.DATE),
        F("by", "责任单位", limit=60),
    ),
)

RESULTS = Table(
    "results",
    "年度结果",
    (
        F("year", "年度", K.YEAR, required=True),
        F("activity", "活动", required=True, limit=40),
        F("announced_on", "公布日期", K.DATE, required=True, note="这一天之前不公开"),
        F(
            "announcement",
            "公告",
            K.SLUG,
            required=True,
            note="notices/ 里结果公告的文件名（不带 .md）",
        ),
        F("total", "总数", K.INTEGER, required=True, note="公告写的总数，用来核对名单"),
        F("nominated", "推荐全国数", K.INTEGER),
        F("tier_counts", "等级统计", K.RECORD, many=True, table=COUNT_TIER),
        F("domain_counts", "领域统计", K.RECORD, many=True, table=COUNT_DOMAIN),
        F("category_counts", "类别统计", K.RECORD, many=True, table=COUNT_CATEGORY),
        F(
            "discrepancies",
            "名单出入",
            many=True,
            limit=200,
            note="名单原件自己对不上的地方，由导入写入，查明后删去",
        ),
        F("calendar", "日程", K.RECORD, many=True, table=STEP),
        F("entries", "名单", K.RECORD, required=True, many=True, table=ENTRY),
    ),
)

ATTACHMENT = Table(
    "attachment",
    "附件",
    (
        F("file", "文件", K.FILE, required=True),
        F("title", "标题", required=True, limit=80),
    ),
)

NOTICE = Table(
    "notice",
    "通知",
    (
        F("title", "标题", required=True, limit=80),
        F("year", "年度", K.YEAR, required=True),
        F(
            "kind",
            "类型",
            K.CHOICE,
            required=True,
            choices=(("结果公告", "results"), ("活动通知", "activity"), ("其他通知", "other")),
        ),
        F("doc_number", "文号", K.DOC_NUMBER, example="沪质协〔2022〕9号"),
        F("issuer", "发布单位", required=True, limit=60),
        F("issued_on", "发布日期", K.DATE, required=True),
        F("source", "原文链接", K.URL),
        F("attachments", "附件", K.RECORD, many=True, table=ATTACHMENT),
        F(
            "calendar",
            "日程",
            K.RECORD,
            many=True,
            table=STEP,
            note="活动通知写当年的日程；结果公布以后年度页也用它",
        ),
    ),
)

TOPIC_CASE = Table(
    "topic-case",
    "专题案例",
    (
        F("id", "编号", K.ID, required=True),
        F("reason", "推荐语", limit=80, note="为什么值得读，一句话"),
    ),
)
TOPIC = Table(
    "topic",
    "专题",
    (
        F("title", "标题", required=True, limit=30),
        F("intro", "导语", K.PARAGRAPH, required=True, limit=200),
        F("day", "日期", K.DATE, required=True, note="这一天起公开；新的在前"),
        F("until", "截止", K.DATE, note="这一天以后不再放在首页，专题页保留"),
        F("cases", "案例", K.RECORD, required=True, many=True, table=TOPIC_CASE),
    ),
)

REVIEW = Table(
    "review",
    "审查",
    (
        F("day", "日期", K.DATE, required=True),
        F("by", "人", limit=20, note="只供内部"),
        F("doc_number", "文号", K.DOC_NUMBER),
    ),
)

CONSENT = Table(
    "consent",
    "公开同意",
    (
        F("given", "同意", K.YES_NO, required=True),
        F("day", "日期", K.DATE),
        F(
            "scope",
            "范围",
            K.CHOICE,
            many=True,
            choices=(("官网", "website"), ("公众号", "wechat"), ("海报", "poster")),
        ),
    ),
)

PERSON_CONSENT = Table(
    "person-consent",
    "个人同意",
    (
        F("name", "姓名", required=True, limit=20),
        F("day", "日期", K.DATE, required=True, note="书面同意的日期"),
        F(
            "scope",
            "范围",
            K.CHOICE,
            required=True,
            many=True,
            choices=(("官网", "website"), ("公众号", "wechat"), ("海报", "poster")),
        ),
        F("until", "到期", K.DATE),
    ),
)

APPROVAL = Table(
    "approval",
    "审批",
    (
        F("case", "编号", K.ID, required=True),
        F("formal", "形式审查", K.RECORD, table=REVIEW),
        F("expert", "专家评审", K.RECORD, table=REVIEW),
        F("guidance", "指导单位审定", K.RECORD, table=REVIEW, note="要有日期和文号"),
        F("secrecy", "保密审查", K.RECORD, table=REVIEW, note="要有日期和人"),
        F("consent", "公开同意", K.RECORD, table=CONSENT),
        F(
            "portrait",
            "肖像授权",
            K.CHOICE,
            choices=(("已授权", "granted"), ("不涉及", "not-applicable")),
        ),
        F(
            "persons",
            "个人同意",
            K.RECORD,
            many=True,
            table=PERSON_CONSENT,
            note="文中写出姓名的每一个人",
        ),
        F("content_hash", "内容指纹", K.HASH, note="由 anli approve 写入"),
        F("approved_by", "批准人", limit=20),
        F("approved_on", "批准日期", K.DATE),
    ),
)
APPROVALS = Table(
    "approvals", "审批记录", (F("approvals", "审批", K.RECORD, many=True, table=APPROVAL),)
)

WAIVER = Table(
    "waiver",
    "放行",
    (
        F("check", "检查", required=True, limit=40, example="personal.landline"),
        F("file", "文件", required=True, limit=200, example="cases/2022/jiangxin/case.md"),
        F("text", "文字", required=True, limit=400, note="放行的原文，一字不差"),
        F("fingerprint", "指纹", K.HASH, required=True, note="所在整行的 SHA-256"),
        F("by", "人", required=True, limit=20),
        F("day", "日期", K.DATE, required=True),
        F("reason", "理由", required=True, limit=200),
    ),
)
WAIVERS = Table("waivers", "放行记录", (F("waivers", "放行", K.RECORD, many=True, table=WAIVER),))

LABEL = Table(
    "label",
    "叫法",
    (
        F("text", "名称", required=True, limit=60),
        F("since", "起", K.YEAR),
        F("until", "止", K.YEAR),
    ),
)
TERM = Table(
    "term",
    "词条",
    (
        F("slug", "代号", K.SLUG, required=True, note="网址里用，永不改"),
        F("labels", "叫法", K.RECORD, required=True, many=True, table=LABEL),
        F("aliases", "别名", many=True, limit=60),
        F("code", "代码", limit=12),
        F("kind", "类型", limit=20),
    ),
)
VOCABULARY = Table(
    "vocabulary",
    "词表",
    (
        F("name", "名称", required=True, limit=20),
        F("terms", "词条", K.RECORD, required=True, many=True, table=TERM),
    ),
)

FORMER_NAME = Table(
    "former-name",
    "曾用名",
    (
        F("text", "名称", required=True, limit=60),
        F("since", "起", limit=7, note="年或年月，如 2019-05"),
        F("until", "止", limit=7),
    ),
)
ORGANISATION = Table(
    "organisation",
    "单位",
    (
        F("slug", "代号", K.SLUG, required=True),
        F("name", "名称", required=True, limit=60),
        F("former_names", "曾用名", K.RECORD, many=True, table=FORMER_NAME),
        F("short_name", "简称", limit=20),
        F("aliases", "别名", many=True, limit=60),
        F("district", "区", K.TERM, vocabulary="district"),
    ),
)
ORGANISATIONS = Table(
    "organisations",
    "单位名录",
    (F("organisations", "单位", K.RECORD, many=True, required=True, table=ORGANISATION),),
)

ADDRESS = Table(
    "address",
    "公开地址",
    (
        F("id", "编号", K.ID, required=True),
        F("address", "地址", required=True, limit=120),
        F("first_published", "首次公开", K.DATE, required=True),
    ),
)
LEDGER = Table(
    "published", "公开台账", (F("addresses", "公开", K.RECORD, many=True, table=ADDRESS),)
)

ANNOUNCEMENT = Table(
    "announcement",
    "公布的名单",
    (
        F("year", "年度", K.YEAR, required=True),
        F("announced_on", "公布日期", K.DATE, required=True),
        F("entries", "条目", K.INTEGER, required=True),
        F("reason", "原因", limit=100, note="条目比上一条记录少时写明"),
    ),
)
ANNOUNCED = Table(
    "announced", "公布台账", (F("lists", "名单", K.RECORD, many=True, table=ANNOUNCEMENT),)
)

WITHDRAWAL = Table(
    "withdrawal",
    "撤下",
    (
        F("id", "编号", K.ID, required=True),
        F("address", "地址", required=True, limit=120),
        F("day", "生效日期", K.DATE, required=True),
        F(
            "reason",
            "原因",
            K.CHOICE,
            required=True,
            choices=(
                ("申报单位要求", "organisation"),
                ("个人信息", "personal-data"),
                ("事实有误", "factual-error"),
                ("授权到期", "consent-expired"),
                ("保密要求", "secrecy"),
                ("其他原因", "other"),
            ),
        ),
        F("by", "经办人", limit=20, note="只供内部"),
    ),
)
WITHDRAWN = Table(
    "withdrawn", "撤下记录", (F("withdrawals", "撤下", K.RECORD, many=True, table=WITHDRAWAL),)
)

POST = Table(
    "post",
    "公众号文章",
    (
        F("id", "编号", K.ID, required=True, note="文章所写案例的编号"),
        F("url", "网址", K.URL, required=True, note="https://mp.weixin.qq.com/ 开头的永久链接"),
        F("day", "日期", K.DATE, required=True, note="发布日期"),
        F("title", "标题", required=True, limit=64),
        F("draft", "草稿", limit=170, note="由哪一篇草稿发出，写作“活动/代号”"),
    ),
)
POSTS = Table("posts", "公众号文章记录", (F("posts", "文章", K.RECORD, many=True, table=POST),))

CASE_QUERY = Table(
    "case-query",
    "挑选条件",
    (
        F("year", "年度", K.YEAR),
        F("domain", "领域", K.TERM, vocabulary="domain"),
        F("district", "区", K.TERM, vocabulary="district"),
        F("industry", "行业", K.TERM, vocabulary="industry"),
        F("category", "类别", K.TERM, vocabulary="category"),
        F("method", "方法", K.TERM, vocabulary="method"),
        F("most", "最多", K.INTEGER, note="最多几个"),
    ),
)
CAMPAIGN_DRAFT = Table(
    "campaign-draft",
    "推文",
    (
        F("slug", "代号", K.SLUG, required=True, note="草稿文件夹的名称，定了不要改"),
        F(
            "kind",
            "种类",
            K.CHOICE,
            required=True,
            choices=(
                ("单篇", "single"),
                ("集锦", "digest"),
                ("年度结果", "yearly"),
                ("系列", "series"),
            ),
        ),
        F("day", "日期", K.DATE, note="计划哪天发"),
        F("style", "版式", K.CHOICE, choices=STYLES, note="不写，用活动的版式"),
        F("number", "期号", K.INTEGER, note="系列用，由编辑定，不自动数"),
        F("cases", "案例", K.ID, many=True, note="按写的次序"),
        F("query", "挑选", K.RECORD, table=CASE_QUERY, note="按条件选，次序照公布的名单"),
        F("year", "年度", K.YEAR, note="年度结果用"),
        F("separate", "分篇", K.YES_NO, note="集锦写“是”：一个案例一篇，一份草稿最多 8 篇"),
        F("sections", "章节", many=True, limit=60, note="只用这几节；太长的案例分上下篇时用"),
    ),
)
CAMPAIGN = Table(
    "campaign",
    "推文活动",
    (
        F("title", "标题", required=True, limit=30, note="系列的名称"),
        F("column", "栏目", required=True, limit=30, example="质量信得过班组 · 典型经验"),
        F("theme", "主题", limit=60, note="当年质量月的主题，照原文"),
        F("theme_source", "主题来源", limit=120, note="写了主题就要写：哪个文件"),
        F("style", "版式", K.CHOICE, required=True, choices=STYLES),
        F("total", "总期数", K.INTEGER, note="系列一共几期"),
        F("author", "作者", required=True, limit=16, note="公众号文章的作者，8 字以内最稳妥"),
        F("editor", "责编", limit=20),
        F("first_review", "初审", limit=20),
        F("second_review", "复审", limit=20),
        F("final_review", "终审", limit=20),
        F("drafts", "推文", K.RECORD, required=True, many=True, table=CAMPAIGN_DRAFT),
    ),
)

EDIT_BASIS = Table(
    "edit-basis",
    "依据",
    (
        F("part", "部分", required=True, limit=120),
        F("fingerprint", "指纹", required=True, limit=16),
    ),
)
OTHER_SOURCE = Table(
    "other-source",
    "另有依据",
    (
        F("text", "文字", required=True, limit=80, note="案例里没有的数或名称，一字不差"),
        F("source", "来源", required=True, limit=120, note="哪个文件、哪一页"),
    ),
)
EDITS = Table(
    "edits",
    "编辑稿",
    (
        F("title", "标题", limit=64, note="接口最多 32 字；超过的报告里会说"),
        F("digest", "摘要", K.PARAGRAPH, limit=128),
        F("editor_note", "编者按", K.PARAGRAPH, limit=240, note="120 字以内最好读"),
        F("lead", "导语", K.PARAGRAPH, limit=300, note="150 字以内：谁，什么问题，什么结果"),
        F("quote", "金句", K.PARAGRAPH, limit=120, note="照案例的原话"),
        F("quote_by", "金句作者", limit=40, note="姓名和岗位"),
        F("pictures", "图片次序", K.FILE, many=True, note="正文里有图的地方依次放哪几张"),
        F("cover_title", "封面标题", K.PARAGRAPH, limit=40, note="写成几行，就照这几行断"),
        F("cover_line", "封面小字", limit=40),
        F("ai", "含AI内容", K.YES_NO, note="文字或图片由人工智能生成或改写"),
        F("other_sources", "另有依据", K.RECORD, many=True, table=OTHER_SOURCE),
        F("basis", "依据", K.RECORD, many=True, table=EDIT_BASIS, note="由 anli wechat edit 写入"),
    ),
)

TICK = Table(
    "tick",
    "勾选",
    (
        F("item", "事项", required=True, limit=200, note="核对单上的原文"),
        F("name", "姓名", required=True, limit=20),
        F("day", "日期", K.DATE, required=True),
        F("seen", "指纹", required=True, limit=16, note="看的是哪一稿"),
    ),
)
TICKS = Table(
    "ticks",
    "核对记录",
    (F("ticks", "勾选", K.RECORD, many=True, table=TICK, note="由 anli wechat desk 写入"),),
)

CONTACT = Table(
    "contact",
    "联系方式",
    (
        F("department", "部门", limit=40),
        F("address", "地址", limit=80),
        F("phone", "电话", limit=30, note="只写公务座机"),
        F("email", "邮箱", limit=60, note="只写公务邮箱"),
    ),
)
SITE = Table(
    "site",
    "站点设置",
    (
        F("name", "站名", required=True, limit=30),
        F("tagline", "一句话介绍", required=True, limit=80),
        F("publisher", "主办单位", required=True, limit=40),
        F("guiding_bodies", "指导单位", many=True, limit=60, note="按顺序"),
        F("base_url", "网址", K.URL, required=True),
        F("sample_data", "示例数据", K.YES_NO, note="是：每一页都注明"),
        F("icp", "ICP备案号", limit=40, note="没有就留空，绝不编造"),
        F("mps", "公安备案号", limit=40),
        F("platform_url", "申报平台网址", K.URL),
        F("association_url", "协会网站", K.URL),
        F("licence", "授权声明", K.PARAGRAPH, limit=300),
        F("contact", "联系方式", K.RECORD, table=CONTACT),
        F("picks", "首页推荐", K.ID, many=True),
    ),
)

TABLES = (
    CASE,
    RESULTS,
    NOTICE,
    TOPIC,
    APPROVALS,
    WAIVERS,
    VOCABULARY,
    ORGANISATIONS,
    LEDGER,
    ANNOUNCED,
    WITHDRAWN,
    POSTS,
    CAMPAIGN,
    EDITS,
    TICKS,
    SITE,
)
"""the tables that describe a whole file, in the order in which staff meet them"""
