//! The closed vocabulary of promises in official Chinese: what measures, what promises, what looks back.
//!
//! Words only, no rules: how they work together is said in the modules that use them. Every list holds
//! words of official documents in general and nothing of one field of work.

use super::words::IndexedWords;

/// What things and people are counted in. The longest word that fits counts.
pub(super) static MEASURES: IndexedWords = IndexedWords::new(
    "\
    家 名 个 块 所 人 人次 人份 项 处 座 件 件/套 件（套） 套 套（间） 台 \
    台/套 台（套） 场 场次 次 批 批次 期 支 条 间 张 户 对 部 本 辆 艘 架 \
    门 篇 种 轮 片 栋 幢 株 只 位 宗 份 册 席 盏 个班 班次 床 床位 亩 \
    公顷 平方米 立方米 平方公里 公里 千米 米 吨 吨标准煤 千瓦 千瓦时 兆瓦 元 \
    学时 课时 例 起 微克/立方米 毫克/升 分贝",
);

/// Words that only begin like a measure word: 个月 is none, nor is 所有.
pub(super) static NO_MEASURES: IndexedWords = IndexedWords::new(
    "\
    家庭 家属 家长 家园 家访 家校 家政 家禽 家具 家电 家乡 名单 名额 名录 名称 \
    个月 个小 个半 所有 所需 所属 所在 所得 人才 人民 人口 人均 人大 人社 人工 \
    人居 人事 人物 人文 人类 人力 人体 人生 人员 人群 人家 项目 处理 处级 处罚 \
    处分 处于 处方 处置 处长 座谈 座右 套餐 套现 台账 台州 台湾 台港 台阶 场所 \
    场地 场馆 场景 场域 场外 场内 次要 次年 次月 次日 次生 批准 批发 批复 批改 \
    批量 期间 期末 期内 期限 期望 期初 支撑 支持 支付 支部 支出 支行 支教 支农 \
    支医 支线 条例 条件 条款 间接 间隔 间断 张贴 户外 户籍 户口 户主 对口 对象 \
    对接 对外 对内 对照 对标 对策 对于 部门 部分 部队 部属 部署 部委 部级 部位 \
    部长 本地 本市 本省 本级 本区 本县 本科 本土 本次 本年 本着 本身 本单 架构 \
    门类 门户 门槛 门诊 门口 门店 篇章 种植 种类 种业 种子 轮训 轮岗 轮换 片区 \
    片面 株洲 只有 只是 只要 只能 只增 只减 位于 位置 位居 宗旨 宗教 份额 \
    床位 床边 元旦 元素 例如 例外 例会 例行 起点 起草 起来 起步",
);

/// Shares and multiples. They need no thing that is counted.
pub(super) static SHARES: IndexedWords = IndexedWords::new("% ‰ 个百分点 个千分点 倍");

/// Lengths of time. They are promises only where the words before them say so.
pub(super) static DURATIONS: IndexedWords =
    IndexedWords::new("分钟 小时 个小时 个工作日 个月 岁 年");

/// What a length of time must be about to be a level and not a term: 人均预期寿命达到79岁.
pub(super) static LENGTHS: IndexedWords = IndexedWords::new("寿命 年限 时间 时限 时长 周期");

/// Nouns that are counted when a text speaks of itself or of principles, never promised.
pub(super) static ABSTRACT: IndexedWords = IndexedWords::new(
    "\
    方面 环节 部门 阶段 层面 层次 层级 级别 维度 步骤 原则 意识 自信 维护 统一 \
    结合 转变 坚持 确保 五年 年度 季度 世纪 要素 关键 重点领域 统筹 关系 全面 \
    更加 必须 到位 百年 因素 目标任务 任务 举措 措施",
);

/// On which side of the number: these belong to the quantity.
pub(super) static BOUNDS: IndexedWords = IndexedWords::new(
    "\
    不少于 不得少于 不低于 不得低于 不小于 至少 最少 ≥ 超过 超 高于 大于 多于 \
    不超过 不得超过 不高于 不得高于 不大于 不多于 不突破 至多 最多 ≤ 低于 小于 \
    少于 > < 约 大约 近",
);

/// Bounds that describe as often as they promise: 人口超过100万, 约5家.
pub(super) static WEAK_BOUNDS: IndexedWords =
    IndexedWords::new("超过 超 高于 大于 多于 低于 小于 少于 约 大约 近 > <");

/// Bounds that say the same at a distance.
pub(super) static FIRM_BOUNDS: IndexedWords =
    IndexedWords::new("不少于 不低于 不得低于 不超过 不高于 达到 超过 至少");

/// Bounds that only say near; even with a share they promise nothing.
pub(super) static NEARLY: IndexedWords = IndexedWords::new("约 大约 近");

/// A change or a total: these belong to the quantity as well.
pub(super) static CHANGES: IndexedWords = IndexedWords::new(
    "\
    增加 新增 增长 下降 降低 减少 削减 压减 压缩 累计 年均 年平均 每年 平均每年 \
    每年度 逐年",
);

/// Changes of a share or a time. Before a number of things they are verbs: 改造提升30万亩.
pub(super) static DEGREES: IndexedWords = IndexedWords::new("提高 提升 上升 缩短");

/// The number is reached or held. They promise, but the number says the same without them.
pub(super) static LEVELS: IndexedWords = IndexedWords::new(
    "\
    达到 达 提高到 提高至 提升到 提升至 上升到 上升至 升至 扩大到 扩大至 增加到 \
    增加至 增长到 增长至 增到 增至 缩短到 缩短至 缩短为 压缩到 压缩至 压减到 \
    压减至 降到 降至 降低到 降低至 下降到 下降至 减少到 减少至 减至 保持 保持在 \
    稳定在 维持在 控制在 控制到 突破 实现 完成",
);

/// Words between a subject and its number that say nothing of it.
pub(super) static FILLERS: IndexedWords = IndexedWords::new(
    "\
    为 要 应 须 必须 均 都 各 分别 原则上 力争 争取 努力 总数 共 全部 需 将 \
    再 人数 幅度 左右 在 到 至 数量 平均",
);

/// What may follow a number and its unit and belongs to the quantity.
pub(super) static AFTER: IndexedWords = IndexedWords::new(
    "\
    以上 及以上 或以上 （含）以上 以上（含） 以下 及以下 以内 之内 （含）以内 内 \
    左右 上下",
);

/// Verbs that promise wherever they stand.
pub(super) static VERBS: IndexedWords = IndexedWords::new(
    "\
    建成 新建 改建 扩建 改扩建 续建 建好 建设好 创成 培养 培育 孵化 设立 设置 \
    争创 推荐 选树 评选 评定 遴选 选拔 打造 引进 引育 组建 举办 开办 承办 完成 \
    建立 新增 增加 增设 新设 认定 命名 配备 配置 配齐 推出 形成 制定 制修订 \
    修订 编制 编写 出台 公布 发布 选派 选聘 聘任 聘请 招聘 招募 招收 储备 集聚 \
    聚集 汇聚 吸引 落地 申报 获批 获得 取得 获评 攻克 突破 征集 投放 做强 做优 \
    育强 安置 惠及 确定 创办 开设 表彰 支持 扶持 实现 确保 保持 力争 争取 推动 \
    促进 开展 实施 建设 创建 改造 培训 研发 开发 修复 整治 治理 保护 发展 布局 \
    覆盖 提供 发放 救助 资助 帮扶 服务 推广 启动 推进 扩大 新开 开工 竣工 建造 \
    栽植 种植 筹集 筹建 投入 安排 落实 吸纳 带动 转移 选育 输送 签订 签约 转化 \
    达成 使 提请 新开工 新改建 新改扩建 新认定 新培育 购置 更新 添置 拆除 搬迁 \
    关停 淘汰 化解 消除 创作 出版 拍摄 评审 结对 组织 引导 鼓励 重点支持 开放 \
    展出 推选 选出 培树 设 建 创 育 评 选 办 引 配",
);

/// Verbs that are as often a noun: after another noun (书香城市建设) they promise nothing.
pub(super) static VERBAL_NOUNS: IndexedWords = IndexedWords::new(
    "\
    建设 创建 改造 培训 研发 开发 修复 整治 治理 保护 发展 布局 覆盖 服务 救助 \
    资助 帮扶 推广 实施 组织 申报 评选 认定 配置 投入 转化 突破 落实 支持 培育 \
    培养 更新 创作 评审 开放 选拔 孵化 评定 制定 编制 修订 遴选 设置 安置 转移 \
    推进 种植 淘汰",
);

/// What makes a noun of the verb before it: 培育基地, 建设工程.
pub(super) static NOUN_MAKERS: IndexedWords = IndexedWords::new(
    "\
    基地 工程 项目 计划 行动 活动 体系 任务 工作 机构 规模 质量 方案 标准 经费 \
    力度 率 数量 水平 能力 评估 单位 对象 规划 资金 成果 试点 行列 专项 机制 \
    政策 面积 比例 占比 优质 站点 专家 覆盖率 指导",
);

/// Single signs that promise only directly before a number: 设1个.
pub(super) static SHORT_VERBS: IndexedWords = IndexedWords::new("设 建 创 育 评 选 办 引 配 使");

/// Before a noun that is to do something itself: 推动50家企业参与….
pub(super) static CAUSING: IndexedWords = IndexedWords::new(
    "\
    推动 力争 争取 使 支持 促进 引导 组织 确保 鼓励 带动 重点支持 实现 扶持 \
    帮助 吸引",
);

/// What such a noun is to do.
pub(super) static DOINGS: IndexedWords = IndexedWords::new(
    "\
    参与 参加 通过 达到 进入 建成 完成 纳入 获评 获得 取得 创成 开展 加入 实现 \
    列入 建立 入选 接入 接受 享有 享受 掌握 成为 配备 设立 上市 创建",
);

/// Before a number: what there is already.
pub(super) static PAST: IndexedWords = IndexedWords::new(
    "\
    截至 截止 目前 现有 现已 已有 已建 已经 已完成 已形成 已创 已累计 已达 已设 \
    已培 已公布 已 共有 以来 去年 上年 近年 五年来 现存 原有 调查估算 存在 仅有 \
    仍有 仅为 只有 不足之处",
);

/// Before a number: what there is to be.
pub(super) static FUTURE: IndexedWords = IndexedWords::new(
    "\
    力争 争取 确保 计划 目标 拟 将 要 必须 应 到期末 规划期末 规划期内 今后 \
    未来",
);

/// Directly before a number: it counts or orders something that is named already.
pub(super) static COUNTED_BEFORE: IndexedWords =
    IndexedWords::new("第 等 这 该 上述 前述 其余 前 后 首 近年 双 数 几 对");

/// The number is a rate of a rule, not of the plan: 按不低于50%的比例, 给予30%补贴.
pub(super) static RULES: IndexedWords =
    IndexedWords::new("按照 按 给予 每人 处以 罚款 补贴标准 补助标准 资助标准 上浮 减按");

/// Nouns after a number that make it one.
pub(super) static RULE_NOUNS: IndexedWords =
    IndexedWords::new("补贴 补助 奖励 优惠 减免 罚款 的比例 的标准 的罚款 的补 的奖");

/// How often something must be done, by the body it falls to: a rule, not a promise of the plan.
pub(super) static FREQUENCIES: IndexedWords =
    IndexedWords::new("每天 每日 每周 每月 每季度 每学期 每学年 每半年 每人 每次");

/// Levels of government and ranks. On their own they are no subject.
pub(super) static RANKS: IndexedWords = IndexedWords::new(
    "\
    国际级 国家级 省部级 部级 省级 州市级 市州级 州级 设区市级 地市级 市级 市县级 \
    县市级 市（区）级 县（区）级 县（市、区）级 区（市）级 区县级 县区级 区级 县级 \
    乡镇级 乡级 镇级 街道级 社区级 村级 校级 院级 厅级 国家 省 市 县 州市 区",
);

/// What may join ranks.
pub(super) static RANK_JOINS: IndexedWords =
    IndexedWords::new("、 和 及 与 以上 及以上 或 的 以及 各");

/// Places for one person or thing. Before 的 they tell how large another thing is: 50张床位的机构.
pub(super) static SIZES: IndexedWords =
    IndexedWords::new("床位的 车位的 座位的 泊位的 席位的 学位的 标箱的 吨位的");

/// The whole of the place the plan is for.
pub(super) static WHOLE_PLACE: IndexedWords =
    IndexedWords::new("全国 全省 全区 全市 全县 全州 全旗 我省 我市 我区 我县 本市 本省 本区 本县");

/// Units of territory: their number is known, not promised.
pub(super) static TERRITORIES: IndexedWords =
    IndexedWords::new("市州 州市 地市 县 市 区 旗 乡 镇 街道 村 社区 省 州 设区");

/// Words at the beginning of a subject that are none of it. Single signs that begin nouns as well (再生水,
/// 新能源) are left out.
pub(super) static LEAD_INS: IndexedWords = IndexedWords::new(
    "\
    其中 同时 并 且 而且 使 确保 力争 争取 实现 积极 逐步 加快 稳步 大力 至少 \
    每年 年均 累计 分别 将 把 推动 促进 以及 、 ， ： （ 推进 期末 年底 底前 \
    年底前 期间 时期 进一步 努力 保证 按规定 提高 提升 使得 不少于 到期末 力争使 \
    新增加 达到 还要 有序 现有 已有 目前 共有",
);

/// Words at the end of a subject that are none of it.
pub(super) static TRAIL_OUTS: IndexedWords = IndexedWords::new(
    "\
    的 、 ， ： （ 和 与 均 为 要 应 将 力争 总数 每年 年均 全部 分别 至少 \
    须 必须 应当 以及 并 达 幅度",
);

/// Where the field ends that a list of people or things shares: 信息领域首席专家1名、领军人才2名.
pub(super) static FIELDS: IndexedWords = IndexedWords::new("领域 行业 系统 战线");

/// Nouns after a number that only say that it is one: 达到85%的目标.
pub(super) static EMPTY_NOUNS: IndexedWords =
    IndexedWords::new("目标 水平 标准 规模 要求 任务 比例 能力 增速 速度 增幅");

/// What a text says before a verb and still promises: a verbal noun after one of these is a verb.
pub(super) static BEFORE_VERBS: IndexedWords = IndexedWords::new(
    "\
    至少 每年 再 新 共 累计 重点 积极 加快 逐步 大力 力争 要 将 并 前 内 底 \
    年 推动 统筹 持续 分类 分批 继续 支持 全面 深入 集中 联合 规划 优先 着力 \
    有序 稳步 鼓励 引导 中 上 处 ， 、 ； ： 分期 期间 启动 争取 参与 组织 \
    开展 实施 进行 级 市 省 县 区 镇 村",
);

/// How often, or on which side of its number, when it is said at a distance: 每年争创企业1家.
pub(super) static CARRIED: IndexedWords = IndexedWords::new("每年 平均每年 年均 至少 不少于 累计");

/// After 每, what it does not give by place or body: 每年 is a time, 每千人口 a part of a name.
pub(super) static NOT_EACH: IndexedWords =
    IndexedWords::new("年 天 日 周 月 季 学 半年 千 万 百 十 名 人 一");

/// Where the words after 每 end.
pub(super) static EACH_ENDS: IndexedWords = IndexedWords::new("至少 不少于 都 均 要 应 须 需 有");

/// What a share is followed by when it is to be reached: 100%达标.
pub(super) static REACHED: IndexedWords =
    IndexedWords::new("达标 覆盖 全覆盖 完成 合格 到位 落实 整改 达到 实现 通过 纳入 建成");

/// Headings of chapters that look back.
pub(super) static LOOKING_BACK: IndexedWords = IndexedWords::new(
    "\
    现状 成效 成就 回顾 形势 背景 问题 挑战 机遇 发展基础 工作基础 现实基础 \
    建设基础 主要进展 取得 短板",
);

/// Headings of chapters that do not, although they have one of those words.
pub(super) static LOOKING_AHEAD: IndexedWords = IndexedWords::new(
    "\
    目标 任务 措施 夯实 筑牢 打牢 强化 加强 提升 解决 破解 化解 应对 健全 完善 \
    聚焦 补齐",
);
