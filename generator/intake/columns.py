"""名单的列名：every wording of a column head that lists have used."""

from __future__ import annotations

RESULT_COLUMNS = {
    alias: name
    for name, aliases in {
        "number": "序号 编号 No. NO 顺序",
        "year": "年度 年份",
        "organisation": "单位 申报单位 单位名称 申报单位名称 企业名称 企业 所在单位 申报企业 组织名称",
        "team": "班组 班组名称 申报班组 班组名 班组(科室)名称 小组名称 团队名称",
        "domain": "领域 所属领域 申报领域 专业领域",
        "tier": "等级 结果 评价结果 评价等级 评审结果 级别 遴选结果 结果等级",
        "category": "类别 专项类别 专项 申报类别 类型 申报类型",
        "recommender": "推荐单位 活动组织推荐单位 推荐单位名称 组织推荐单位 推荐组织 推荐渠道",
        "district": "区 所在区 所属区 区县 区域 所属区县",
        "industry": "行业 所属行业 行业门类 行业分类 国民经济行业",
        "industry_class": "行业大类",
        "nominated_national": "推荐全国 是否推荐全国 推荐全国典型 推荐全国典型经验 是否推荐",
        "remark": "备注 说明 附注",
    }.items()
    for alias in aliases.split()
}
"""column head as `headers.label_key` makes it → field"""

RENAME_COLUMNS = {
    "年度": "year",
    "现单位名称": "new",
    "现名称": "new",
    "现名": "new",
    "更名后": "new",
    "更名后单位名称": "new",
    "新单位名称": "new",
    "原单位名称": "old",
    "原名称": "old",
    "原名": "old",
    "更名前": "old",
    "更名前单位名称": "old",
    "曾用名": "old",
    "更名时间": "when",
    "更名日期": "when",
    "时间": "when",
    "涉及班组": "teams",
    "班组": "teams",
    "备注": "remark",
}

SUMMARY_COLUMNS = {
    "领域": "domain",
    "经验总数": "total",
    "经验": "total",
    "总数": "total",
    "数量": "total",
    "合计": "total",
    "其中典型经验": "typical",
    "典型经验": "typical",
    "典型经验数": "typical",
    "其中推荐全国": "nominated",
    "推荐全国": "nominated",
    "推荐全国数": "nominated",
}
