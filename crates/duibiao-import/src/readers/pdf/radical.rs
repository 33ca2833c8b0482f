//! Radicals -> characters.
//!
//! A font draws the radical ⽬ and the character 目 with one glyph, and the map of a printed page often names
//! the radical. Plans are not written in radicals; with them no word would ever be found. Radical 63 becomes the
//! simplified 户, the only one where the two writings of Chinese share its code.

/// From U+2F00 on, the characters of the 214 radicals.
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// From U+2E80 on, the characters that further forms of radicals are drawn as; NUL where there is none.
const FURTHER: &str = "\u{0}厂\u{0}\u{0}乙亻冂\u{0}刀\u{0}\u{0}㔾小\u{0}兀尣尢\u{0}巳幺\u{0}彐忄心扌攵\u{0}旡日月歹母民氵水灬爪爫丬牛犭王疋目示礻竹纟纟网\u{0}罒\u{0}\u{0}羊\u{0}羊老\u{0}聿肉\u{0}艹艹艹虎衤西西见角\u{0}讠贝足车辶辶\u{0}邑钅長镸长门阜阝雨青韦页风飞食\u{0}飠饣\u{0}马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟";

/// The character that a radical is drawn as, and the brackets of Chinese for those of mathematics, which Unicode
/// calls the same. Any other character is left.
pub(super) fn character(c: char) -> char {
    let of = |table: &str, first: char| {
        let index = usize::try_from(u32::from(c) - u32::from(first)).ok()?;
        table.chars().nth(index).filter(|&found| found != '\0')
    };
    match c {
        '\u{2F00}'..='\u{2FD5}' => of(KANGXI, '\u{2F00}').unwrap_or(c),
        '\u{2E80}'..='\u{2EF3}' => of(FURTHER, '\u{2E80}').unwrap_or(c),
        '\u{2329}' => '〈',
        '\u{232A}' => '〉',
        _ => c,
    }
}
