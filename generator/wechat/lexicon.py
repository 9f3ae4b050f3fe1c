"""词感：whether two characters belong together, so that a title does not break between them.

The phrases of pypinyin, which the project has for its addresses, and the words of this field that
they lack. Not a dictionary: it only has to keep large type from reading badly.
"""

from __future__ import annotations

from collections.abc import Container
from functools import cache

_WORDS = """
班组 小组 小时 分钟 返修 返工 报废 合格 不良 良率 一次 交付 交检 窗口 客户 用户 顾客 患者 病人 病房
护理 采血 门诊 急诊 等候 等待 检修 检验 检测 检查 故障 零件 装配 投诉 满意 平台 设备 维护 维修 典型
经验 公布 年度 特辑 作业 操作 工序 工艺 工位 工时 工装 工匠 管理 改进 改善 改造 攻关 怎样 怎么 如何
为何 变成 做到 做对 压到 降到 升到 提到 减到 信得 得过 质量 专精 特新 精特 上海 中国 全国 全市 市民
百姓 居民 乘客 旅客 司机 列车 地铁 公交 机场 港口 码头 航班 车间 车辆 汽车 电梯 电网 供电 供水 燃气
隧道 桥梁 混凝 凝土 钢筋 模板 焊接 焊缝 涂装 喷涂 晶圆 芯片 封装 镀膜 精度 误差 偏差 波动 稳定 可靠
安全 隐患 风险 预防 防错 追溯 档案 数据 信息 系统 智能 数字 流程 标准 准化 规范 制度 培训 技能 师傅
徒弟 新人 员工 骨干 团队 文化 创新 成果 成本 周期 准时 及时 响应 处理 办理 受理 热线 社区 街道 医院
学校 食品 药品 冷链 物流 快递 配送 仓库 库存 包装 标签 错漏 漏检 误判 清洁 消毒 感染 跌倒 压疮 转运
交接 手术 实验 化验 样本 试剂 报告 案例 名单 优秀 示范 推广 分享 故事 之路 密码 一班 二班 三班 四班
型经 之间 五个 三个 四个 六个 八个 十个 公司 有限 限公 股份 份有 集团 中心 协会 部件
"""
FIELD = frozenset(_WORDS.split())


def is_word(pair: str) -> bool:
    """Whether two neighbouring characters are a word, or the middle of one."""
    return pair in FIELD or pair in _phrases()


@cache
def _phrases() -> Container[str]:
    """Loaded by who draws: it takes longer than all the rest of a run in which nothing is new."""
    from pypinyin.phrases_dict import phrases_dict  # noqa: PLC0415 - as said

    known: Container[str] = phrases_dict
    return known
