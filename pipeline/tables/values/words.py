"""The words of printed values and what they mean."""

import re
from collections.abc import Iterable, Mapping


def _all(meaning: str, words: str) -> Mapping[str, str]:
    """Words that mean the same."""
    return dict.fromkeys(words.split(), meaning)


def _words(text: str) -> tuple[str, ...]:
    """Words in the order in which they stand."""
    return tuple(text.split())


COMPARATORS: Mapping[str, str] = {
    **_all("at-least", "以上 を下回らない 以上を目指す"),
    **_all(
        "at-most", "以下 以内 まで を超えない を上回らない 以下に抑制 以下に抑える 以内に抑制 以内に抑える"
    ),
    **_all("greater-than", "を超える を上回る 超え 超 より多い"),
    **_all("less-than", "を下回る より少ない 未満 に満たない 未満に抑制 未満に抑える"),
}
SIGNS: Mapping[str, str] = {
    **_all("at-least", "≧ ≥ >= 少なくとも 最低でも 最低限"),
    **_all("at-most", "≦ ≤ <= 多くとも 最大で 最大でも 最高でも"),
    **_all("greater-than", ">"),
    **_all("less-than", "<"),
}
"""What says before a number what a comparator says behind it."""
HEDGES_BEFORE = _words("約 概ね おおむね おおよそ およそ ほぼ 概算で 概算")
HEDGES_BEHIND = _words("程度 前後 ほど くらい ぐらい 内外 弱 強 余り あまり 余 見当 規模")
QUALIFIERS: Mapping[str, str] = {
    **_all("cumulative", "累計 累積 通算 延べ累計 累計値 累計数 累計で"),
    **_all("average", "平均 平均値 平均で"),
    **_all(
        "estimate",
        "見込 見込み 見込値 見込み値 見込数 推計 推計値 推定 推定値 予測 予測値 予定 予定値 試算 試算値 "
        "決算見込 決算見込み 決算見込額 実績見込 実績見込み",
    ),
    **_all("provisional", "暫定 暫定値 速報 速報値 未確定 未確定値 仮 仮集計 仮置き 集計途中"),
    **_all("approximate", "概算 概数 概算値"),
    **_all("achieved", "達成 達成済 達成済み 達成する"),
}
WHOLE = _words("合計 総数 総計 小計 全体 計 全")
"""Words before a number that is of everything."""
SORTS = _words(
    "実績 実績値 目標 目標値 計画値 参考 参考値 率 件数 人数 回数 上位 トップ ベスト 実人数 実人員 実数 実 "
    "協定 予算 決算 当初予算 補正予算 予算額 決算額 単年度 参加者 利用者 来場者 登録者 受講者"
)
"""Words before a number that say of which sort it is; the number is that of the cell all the same."""
PARTS = _words(
    "新規 新設 増設 継続 再掲 市内 市外 町内 町外 県内 県外 都内 府内 道内 国内 海外 全国 管内 圏内 圏域 "
    "男性 女性 男子 女子 男性のみ 女性のみ 常勤 非常勤 正規 直営 委託 公立 私立 公設 民間 土日 平日 休日 夏季 冬季 "
    "上半期 下半期 上期 下期 前期 後期 年度末 年末 定員 "
    "小学生 中学生 高校生 大学生 小学校 中学校 高校 小中学校 保育所 保育園 幼稚園 認定こども園 未就学児 "
    "市民 住民 職員 教員 一般会計 特別会計 企業会計 現年 現年度 現年度分 現年分 滞繰 滞納繰越分 過年度 過年度分 "
    "BOD COD SS pH PM2.5"
)
"""Words before a number that say what part of the indicator it counts (男性12%): the label of the number."""
DEEDS = _words(
    "実施 整備 設置 導入 開催 開設 作成 策定 実現 確保 維持 継続 新設 増設 認定 登録 参加 完了 "
    "更新 配布 発行 対応 締結 運用 運行 購入 配置 採択 開館 開所 配信 到着"
)
"""What was done to what is counted (5校で実施): it changes nothing of the number."""
PEOPLE = _words(
    "市民 町民 村民 区民 県民 都民 府民 住民 人口 利用者 来場者 参加者 観光客 職員 教員 児童 "
    "生徒 高齢者 従業員 会員 農家"
)
"""Of whom a number for each person is."""
CHANGES: Mapping[str, str] = {
    **_all(
        "reduction",
        "削減 減少 低減 縮減 軽減 抑制 低下 下降 減らす 減額 減 純減 短縮 圧縮 カット ダウン "
        "DOWN down 引き下げ 引下げ 減員 減車 減床",
    ),
    **_all(
        "increase",
        "増加 上昇 増やす 増額 拡大 増 純増 追加 増員 増床 上乗せ アップ UP up Up 引き上げ 引上げ",
    ),
    **_all("improvement", "改善 向上"),
    **_all("worsening", "悪化"),
    **_all("increase", "増収"),
    **_all("reduction", "節減 節約 減収"),
}
REFERENCES: Mapping[str, str] = {
    **_all("previous-year-actual", "前年度実績 前年度の実績 前年実績 前年の実績"),
    **_all(
        "previous-year",
        "前年度 対前年度 前年 対前年 昨年度 昨年 前年同期 前年度同期 対前年同期 前年同月 "
        "前年度同月 対前年同月 前年同四半期",
    ),
    **_all("each-year", "毎年度 毎年 各年度"),
    **_all("tokyo-average", "東京都平均"),
    **_all("national-average", "全国平均 国平均 国の平均"),
    **_all("prefecture-average", "県平均 府平均 道平均 県内平均 府内平均 道内平均"),
    **_all("peer-average", "類似団体平均 類団平均 類似団体 類似団体の平均"),
    **_all("current", "現状値 現状 現行 現在"),
    **_all("baseline", "基準値 基準年度 基準年 基準 計画策定時 策定時 計画当初 当初 初期値"),
    **_all("target", "目標値 目標 当該年度目標 計画値"),
    **_all(
        "standard",
        "国基準 国の基準 国基準値 国の基準値 環境基準 環境基準値 法定基準 法定雇用率 基準値等 排出基準",
    ),
    **_all("each-year", "年々"),
}
EQUALS = _words(
    "並み 並 同 と同程度 と同水準 と同等 と同数 同程度 同水準 同等 水準維持 を維持 の維持 維持 "
    "を保つ を確保 の確保 と同じ と同様 のまま どおり 通り 横ばい ±0 ±0%"
)
WAYS: Mapping[str, str] = {
    **_all("greater-than", "増加 増 上昇 向上 拡大 アップ 増やす"),
    **_all("less-than", "減少 減 低下 削減 縮減 抑制 ダウン 減らす 縮小"),
}
"""Which way a figure is to go from what it is compared with, without saying how far. 改善 may be either."""
EACH_YEAR: Mapping[str, str] = {
    **_all("each-year", "年間 年"),
}
"""What says 毎年 where a change stands behind it: 年10件増."""
PERIODS: Mapping[str, str] = {
    **_all("年", "年間 年度 毎年度 毎年 1年間 1年 年 年額"),
    **_all("半期", "半期 半年 各半期 毎半期 半年間"),
    **_all("四半期", "四半期 各四半期 毎四半期 4半期"),
    **_all("月", "毎月 月間 1か月 1ヶ月 1カ月 1月 月 月額"),
    **_all("週", "毎週 週間 1週間 1週 週"),
    **_all("日", "毎日 1日 日 日額"),
    **_all("2年", "隔年 隔年度"),
    **_all("2月", "隔月"),
    **_all("2週", "隔週"),
    **_all("年", "各年度 各年"),
    **_all("月", "各月"),
}
"""How often, and each what: 四半期に1回, 隔年1回."""
IN_WORDS: Mapping[str, str] = {
    **_all("2倍", "倍増"),
    **_all("0.5倍", "半減"),
    **_all("50%", "半数 半分 過半数"),
    **_all("100%", "全数 全量"),
    **_all("1回/年", "毎年 毎年度 年度ごと 年度毎 1年ごと 1年毎"),
    **_all("1回/半期", "半期ごと 半期毎 半年ごと 半年毎 毎半期"),
    **_all("1回/四半期", "四半期ごと 四半期毎 毎四半期"),
    **_all("1回/月", "毎月 月ごと 月毎"),
    **_all("1回/週", "毎週 週ごと 週毎"),
    **_all("1回/日", "毎日"),
    **_all("1回/2年", "隔年 隔年度 隔年ごと 隔年実施"),
    **_all("1回/2月", "隔月 隔月ごと"),
    **_all("1回/2週", "隔週 隔週ごと"),
}
"""Numbers that are said in words, as they would be printed."""
STATUSES: Mapping[str, str] = {
    **_all(
        "not_set",
        "未設定 設定なし 設定せず 設定していない 目標なし 目標値なし 目標設定なし / \\ 目標未設定",
    ),
    **_all(
        "tbd",
        "未定 今後設定 今後検討 今後決定 別途設定 後日設定 設定予定 設定中 策定中 調整中 検討中 "
        "協議中 検討中のため未定 追って設定 数値目標検討中 TBD 設定検討中 目標検討中 未決定 "
        "検討中(未定) 協議により設定 策定後に設定",
    ),
    **_all(
        "not_available",
        "… …… ‥ ・・・ ... 集計中 未集計 調査中 未調査 調査なし 調査せず 不明 データなし "
        "データ無し 未把握 把握せず 把握していない 未測定 測定不能 測定不可 未公表 算出不可 "
        "算出不能 算定中 確認中 精査中 調査未実施 未計測 計測不可 計測なし 今後調査 "
        "今後調査予定 調査予定 調査年度外 調査年でない 未公開 算定不能 測定なし 計測せず "
        "測定せず 実績未確定 統計なし データ未整備 取りまとめ中 未確認 集計前 未算出 算出中 "
        "回答なし 無回答 N.A. NA n.a. 公表前 集計待ち 公表待ち 調査前 調査年ではない 調査対象年でない",
    ),
    **_all(
        "not_applicable",
        "N/A n/a 該当なし 該当無し 非該当 該当せず 該当者なし 対象外 対象なし 対象無し "
        "対象者なし 調査対象外 評価対象外 評価なし 皆増 皆減",
    ),
    **_all("suppressed", "x X χ Χ 秘匿 秘匿値 非公表 非公開 非開示 ***"),
    **_all("continues", "→ ⇒ ➡ ⇨ ―→ ──→ 〃 同左 同上 同右 同前 々"),
    **_all(
        "rated",
        "↑ ↓ ↗ ↘ ⬆ ⬇ ➚ ➘ ◎ ○ 〇 ◯ ● △ ▲ × ✕ ☓ ☆ ★ ◇ □ ■ ◆ 達成 未達成 "
        "未達 一部達成 概ね達成 おおむね達成 ほぼ達成 達成済 達成済み 順調 概ね順調 "
        "おおむね順調 やや遅れ やや遅れている 遅れ 遅れている 遅延",
    ),
    **_all("rated", "目標達成 目標未達成 目標を達成 目標値達成 目標値の達成 目標値を達成"),
    **_all("not_set", "設定しない 設定しません 定量目標なし 数値目標なし 斜線"),
    **_all("not_available", "記載なし 数値なし"),
    **_all("rated", "⚪ ⭕ ❌ ✖"),
}
"""What stands for a number that is not there. 達成 and the signs ○ △ × are ratings on the city's own scale."""

WITHOUT = _words("調査未実施 調査なし 実績なし 実績値なし データなし 数値なし 算定なし 未実施")
"""Why a figure is not there, behind its reason (隔年調査のため実績なし) or a dash."""


def one_of(words: Iterable[str]) -> str:
    """A pattern of any of these words, the longest first."""
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))})"
