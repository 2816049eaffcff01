"""The words of printed values and what they mean, each list with its longest words first where one begins another."""

import re
from collections.abc import Mapping

COMPARATORS: Mapping[str, str] = {
    "以上": "at-least",
    "を下回らない": "at-least",
    "以下": "at-most",
    "以内": "at-most",
    "まで": "at-most",
    "を超えない": "at-most",
    "を上回らない": "at-most",
    "を超える": "greater-than",
    "を上回る": "greater-than",
    "超え": "greater-than",
    "超": "greater-than",
    "より多い": "greater-than",
    "を下回る": "less-than",
    "より少ない": "less-than",
    "未満": "less-than",
}
SIGNS: Mapping[str, str] = {
    "≧": "at-least",
    "≥": "at-least",
    ">=": "at-least",
    "≦": "at-most",
    "≤": "at-most",
    "<=": "at-most",
    ">": "greater-than",
    "<": "less-than",
}
HEDGES_BEFORE = ("約", "概ね", "おおむね", "おおよそ", "およそ", "ほぼ", "概算で", "概算")
HEDGES_BEHIND = ("程度", "前後", "ほど", "くらい", "ぐらい", "内外")
QUALIFIERS: Mapping[str, str] = {
    **dict.fromkeys(("累計", "累積", "通算", "延べ累計"), "cumulative"),
    **dict.fromkeys(
        (
            *(
                "見込",
                "見込み",
                "見込値",
                "見込み値",
                "見込数",
                "推計",
                "推計値",
                "推定",
                "推定値",
                "予測",
                "予測値",
            ),
            *("予定", "予定値", "試算", "試算値"),
        ),
        "estimate",
    ),
    **dict.fromkeys(
        ("暫定", "暫定値", "速報", "速報値", "未確定", "未確定値", "仮", "仮集計"), "provisional"
    ),
    **dict.fromkeys(("概算", "概数", "概算値"), "approximate"),
    **dict.fromkeys(("達成", "達成済", "達成済み"), "achieved"),
}
CHANGES: Mapping[str, str] = {
    **dict.fromkeys(
        ("削減", "減少", "低減", "縮減", "軽減", "抑制", "低下", "下降", "減らす", "減額", "減"), "reduction"
    ),
    **dict.fromkeys(("増加", "上昇", "増やす", "増額", "拡大", "増"), "increase"),
    **dict.fromkeys(("改善", "向上"), "improvement"),
    **dict.fromkeys(("悪化",), "worsening"),
}
REFERENCES: Mapping[str, str] = {
    "前年度実績": "previous-year-actual",
    **dict.fromkeys(
        ("前年度", "対前年度", "前年", "対前年", "昨年度", "前年同期", "前年度同期"), "previous-year"
    ),
    **dict.fromkeys(("毎年度", "毎年", "各年度"), "each-year"),
    "東京都平均": "tokyo-average",
    **dict.fromkeys(("全国平均", "国平均", "国の平均"), "national-average"),
    **dict.fromkeys(("県平均", "府平均", "道平均", "県内平均", "府内平均", "道内平均"), "prefecture-average"),
    **dict.fromkeys(("類似団体平均", "類団平均", "類似団体", "類似団体の平均"), "peer-average"),
    **dict.fromkeys(("現状値", "現状", "現行", "現在"), "current"),
    **dict.fromkeys(
        ("基準値", "基準年度", "基準年", "計画策定時", "策定時", "計画当初", "当初", "初期値"), "baseline"
    ),
    **dict.fromkeys(("目標値", "目標", "当該年度目標", "計画値"), "target"),
}
EQUALS = (
    "並み",
    "並",
    "と同程度",
    "と同水準",
    "と同等",
    "と同数",
    "同程度",
    "同水準",
    "同等",
    "水準維持",
    "を維持",
    "の維持",
    "維持",
)
PERIODS: Mapping[str, str] = {
    **dict.fromkeys(("年間", "年度", "毎年度", "毎年", "1年間", "1年", "年"), "年"),
    **dict.fromkeys(("毎月", "月間", "1か月", "1ヶ月", "1カ月", "1月", "月"), "月"),
    **dict.fromkeys(("毎週", "週間", "1週間", "1週", "週"), "週"),
    **dict.fromkeys(("毎日", "1日", "日"), "日"),
}
STATUSES: Mapping[str, str] = {
    **dict.fromkeys(("未設定", "設定なし", "設定せず", "目標なし", "目標値なし"), "not_set"),
    **dict.fromkeys(
        (
            *(
                "未定",
                "今後設定",
                "今後検討",
                "今後決定",
                "別途設定",
                "後日設定",
                "設定予定",
                "設定中",
                "策定中",
            ),
            *("調整中", "検討中", "協議中", "検討中のため未定", "追って設定", "数値目標検討中", "TBD"),
        ),
        "tbd",
    ),
    **dict.fromkeys(
        (
            *(
                "…",
                "……",
                "‥",
                "・・・",
                "...",
                "集計中",
                "未集計",
                "調査中",
                "未調査",
                "調査なし",
                "調査せず",
                "不明",
            ),
            *(
                "データなし",
                "データ無し",
                "未把握",
                "把握せず",
                "把握していない",
                "未測定",
                "測定不能",
                "測定不可",
                "未公表",
            ),
            *(
                "算出不可",
                "算出不能",
                "算定中",
                "確認中",
                "精査中",
                "調査未実施",
                "未計測",
                "計測不可",
                "計測なし",
            ),
        ),
        "not_available",
    ),
    **dict.fromkeys(
        ("N/A", "n/a", "該当なし", "該当無し", "非該当", "対象外", "対象なし", "対象無し", "皆増", "皆減"),
        "not_applicable",
    ),
    **dict.fromkeys(("x", "X", "χ", "Χ", "秘匿", "非公表", "非公開", "非開示"), "suppressed"),
    **dict.fromkeys(("→", "⇒", "➡", "⇨", "―→", "──→", "〃", "同左"), "continues"),
    **dict.fromkeys(("◎", "○", "〇", "◯", "●", "△", "▲", "×", "✕", "☓", "☆", "★", "◇", "□"), "rated"),
    **dict.fromkeys(
        (
            *(
                "達成",
                "未達成",
                "未達",
                "一部達成",
                "概ね達成",
                "おおむね達成",
                "ほぼ達成",
                "達成済",
                "達成済み",
            ),
            *("順調", "概ね順調", "おおむね順調", "やや遅れ", "やや遅れている", "遅れ", "遅れている", "遅延"),
        ),
        "rated",
    ),
}
"""What stands for a number that is not there. 達成 and the signs ○ △ × are ratings on the city's own scale."""


def one_of(words: Mapping[str, str] | tuple[str, ...]) -> str:
    """A pattern of any of these words, the longest first."""
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))})"
