//! Sentences that read like a plan and say nothing.

use super::rng::Rng;

const WHO: [&str; 10] = [
    "各地",
    "示例联席会议",
    "示例主管部门",
    "乡镇和街道",
    "各示例单位",
    "行业协会",
    "社区和村",
    "示例中心",
    "县级以上示例机构",
    "运行单位",
];
const VERBS: [&str; 16] = [
    "完善", "健全", "规范", "优化", "梳理", "公开", "统筹", "试行", "推广", "改进", "核对", "更新",
    "细化", "衔接", "评估", "整合",
];
const THINGS: [&str; 30] = [
    "点位布局",
    "开放时间",
    "预约办法",
    "巡查记录",
    "修缮计划",
    "人员培训",
    "服务指南",
    "信息台账",
    "标识标牌",
    "安全须知",
    "无障碍设施",
    "志愿者队伍",
    "资料目录",
    "设备检修",
    "照明和通风",
    "雨季预案",
    "来件答复",
    "经费公开",
    "质量评价",
    "数据报送",
    "共享机制",
    "联络员制度",
    "群众意见",
    "示范做法",
    "跨区协作",
    "应急演练",
    "岗位职责",
    "档案整理",
    "网上办理",
    "年度查验",
];
const AIMS: [&str; 14] = [
    "让居民就近可用",
    "做到件件有回音",
    "使每一处都有人管",
    "减少重复填报",
    "方便老人和孩子",
    "把责任落到岗位",
    "让数据能够核对",
    "使做法可以照着学",
    "避免临时突击",
    "形成长期办法",
    "让说明人人看得懂",
    "使进度按季可查",
    "让问题当月清零",
    "不增加基层负担",
];
const TITLES: [&str; 24] = [
    "责任分工",
    "点位管理",
    "开放服务",
    "日常巡查",
    "修缮养护",
    "人员培训",
    "信息登记",
    "网上办理",
    "来件答复",
    "安全管理",
    "志愿服务",
    "质量评价",
    "资料整理",
    "设备更新",
    "联合检查",
    "数据共享",
    "示范带动",
    "应急处置",
    "无障碍改造",
    "标识规范",
    "经费使用",
    "宣传引导",
    "跨区协作",
    "意见征集",
];

/// A sentence without citations.
pub(crate) fn sentence(rng: &mut Rng) -> String {
    let things: [&str; 3] = std::array::from_fn(|_| rng.pick(&THINGS));
    let [one, two, three] = things;
    let (first, second) = (rng.pick(&VERBS), rng.pick(&VERBS));
    let (who, aim) = (rng.pick(&WHO), rng.pick(&AIMS));
    match rng.below(6) {
        0 => format!("{who}{first}{one}，{second}{two}和{three}，{aim}。"),
        1 => format!("围绕{one}、{two}，{first}{three}，{aim}。"),
        2 => format!("对{one}实行清单管理，由{who}{first}{two}，{aim}。"),
        3 => format!("{first}{one}，{second}{two}，每年把{three}的情况报送示例联席会议。"),
        4 => format!("到2025年，{one}和{two}基本健全，{three}有专人负责，{aim}。"),
        _ => format!("{who}按季{first}{one}，把{two}与{three}一并安排，{aim}。"),
    }
}

/// So many sentences.
pub(crate) fn sentences(count: usize, rng: &mut Rng) -> String {
    (0..count).map(|_| sentence(rng)).collect()
}

/// The title of a section.
pub(crate) fn title(rng: &mut Rng) -> &'static str {
    rng.pick(&TITLES)
}

/// The title of a longer section.
pub(crate) fn long_title(rng: &mut Rng) -> String {
    format!(
        "{}{}，{}{}",
        rng.pick(&VERBS),
        rng.pick(&THINGS),
        rng.pick(&VERBS),
        rng.pick(&THINGS)
    )
}

/// A number below one hundred in Chinese: 十二.
pub(crate) fn chinese(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (number / 10 % 10, number % 10);
    match tens {
        0 => DIGITS[ones].to_owned(),
        1 => format!("十{}", DIGITS[ones]),
        _ => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
    }
}
