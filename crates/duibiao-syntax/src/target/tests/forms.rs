//! Forms that plans print beside the plain ones: other signs, rounded numbers, people as a denominator,
//! two bounds, dates that look like numbers. The key was written from the words, not from the program.

use super::check;

#[test]
fn signs_and_words_of_bounds() {
    check(&[
        ("=>90%", "", "bound ≥90 %"),
        ("＞=90%", "", "bound ≥90 %"),
        ("=<5%", "", "bound ≤5 %"),
        ("≧90%", "", "bound ≥90 %"),
        ("≦5%", "", "bound ≤5 %"),
        ("大于等于90%", "", "bound ≥90 %"),
        ("大于或等于90%", "", "bound ≥90 %"),
        ("小于等于5%", "", "bound ≤5 %"),
        ("突破3200万人", "", "bound >3200 万人"),
        ("不突破3200万人", "", "bound ≤3200 万人"),
        ("50+", "家", "bound ≥50 家"),
        ("50个+", "", "bound ≥50 个"),
        ("达标率达到90%以上", "", "bound ≥90 %"),
        ("覆盖率达到90%以上", "", "bound ≥90 %"),
        ("整体达到95%", "", "exact 95 %"),
        ("总体达到95%以上", "", "bound ≥95 %"),
        ("维持90%", "", "exact 90 %"),
        ("≥95%，≤98%", "", "range 95..98 %"),
        ("≥95且≤98", "%", "range 95..98 %"),
        ("≥98%，≤95%", "", "text"),
        ("≥95%，≤98家", "", "text"),
    ]);
}

#[test]
fn work_that_is_counted() {
    check(&[
        ("培训1000人次", "", "exact 1000 人次"),
        ("培养30名", "", "exact 30 名"),
        ("改造200个", "", "exact 200 个"),
        ("新建5座", "", "exact 5 座"),
        ("完成10家", "", "exact 10 家"),
        ("净增10家", "", "rise 10 家"),
        ("完成3项任务", "", "text"),
        ("完成省下达任务", "", "delegated 省"),
        ("100%全覆盖", "", "exact 100 %"),
        ("95%全覆盖", "", "text"),
        ("全覆盖", "", "text"),
        ("增加到2倍", "", "text"),
    ]);
}

#[test]
fn rounded_numbers() {
    check(&[
        ("50余家", "", "about 50 家"),
        ("50多个", "", "bound >50 个"),
        ("九成多", "", "bound >90 %"),
        ("十余家", "", "about 10 家"),
        ("数十家", "", "text"),
        ("几十家", "", "text"),
        ("5多", "", "text"),
        ("3余", "", "text"),
    ]);
}

#[test]
fn people_as_a_denominator() {
    check(&[
        ("18/10万", "", "exact 18 /10万"),
        ("≤36.5/10万", "", "bound ≤36.5 /10万"),
        ("18例/10万人", "", "exact 18 例/10万人"),
        ("3.2人/千人", "", "exact 3.2 人/千人"),
        ("8.5张/千人口", "", "exact 8.5 张/千人口"),
    ]);
}

#[test]
fn numerals_and_groups() {
    check(&[
        ("万分之三", "", "exact 3 ‱"),
        ("3‱", "", "exact 3 ‱"),
        ("1 000", "人", "exact 1000 人"),
        ("10 000人", "", "exact 10000 人"),
        ("5 000-6 000", "人", "range 5000..6000 人"),
        ("12 3456", "人", "text"),
        ("90，500", "人", "text"),
        ("3，100%", "", "text"),
        ("零起", "", "exact 0 起"),
        ("零", "起", "exact 0 起"),
        ("90%。", "", "exact 90 %"),
        ("90%；", "", "exact 90 %"),
        ("【500】", "个", "cumulative 500 个 @cumulative"),
        ("【重点】90%", "", "text"),
        ("≤2h", "", "bound ≤2 h"),
        ("15分钟内", "", "text"),
    ]);
}

#[test]
fn dates_are_no_numbers() {
    check(&[
        ("2025", "", "text"),
        ("2025.12", "", "text"),
        ("2024.6", "", "text"),
        ("2025.13", "", "exact 2025.13"),
        ("2025", "人", "exact 2025 人"),
        ("≥2025", "家", "bound ≥2025 家"),
        ("≥2000", "", "bound ≥2000"),
        ("提高到2025", "", "text"),
    ]);
}

#[test]
fn a_named_part_of_a_place_is_a_proviso() {
    check(&[
        ("100%（全市）", "", "proviso exact 100 % (全市)"),
        ("100％（城区）", "", "proviso exact 100 ％ (城区)"),
        ("≥90%（预期性）", "", "text"),
        ("≥90%（见附件）", "", "text"),
        ("95%（其中农村90%）", "", "text"),
    ]);
}
