"""The workbook's words: for each table and column of `pipeline.tables.schema` what a person reads, as data.

A test holds that nothing of the schema is without a word and that no two columns of a sheet share one.
"""

from collections.abc import Mapping

from pipeline.tables.schema import Column

GUIDE = "はじめに"
ABOUT = "自治体"
CHOICES = "選択肢"
MEMO = "メモ"
WIDE = "指標一覧"
"""One row an indicator, a column a year: beside the sheets of the indicators and the cells."""

SHEETS: Mapping[str, str] = {
    "plans": "計画",
    "elements": "取組",
    "levels": "階層の呼び方",
    "texts": "文章",
    "units": "担当課",
    "declared_units": "独自の単位",
    "responsibilities": "担当",
    "activities": "実施内容",
    "schedule": "実施時期",
    "indicators": "指標",
    "cells": "数値",
    "effects": "効果額",
    "scales": "評価の尺度",
    "ratings": "評価",
    "sources": "分類の出典",
    "concepts": "分類",
    "classifications": "取組の分類",
    "correspondences": "計画間の対応",
    "glossary": "用語",
    "overviews": "一覧表",
    "conflicts": "食い違い",
    "remarks": "読み取りの注記",
    "passages": "本文",
}

PURPOSES: Mapping[str, str] = {
    "plans": "計画1件につき1行。必ず記入します。",
    "elements": "方針・施策・取組1件につき1行。必ず記入します。",
    "levels": "計画の中での階層の呼び方。大綱・施策・取組など、1階層につき1行。",
    "texts": "取組の概要、これまでの取組、参考。箇条書き1項目につき1行。",
    "units": "担当課1つにつき1行。ほかのシートで使う名前をここで決めます。",
    "declared_units": "この自治体だけで使う単位1つにつき1行。よく使われる単位は登録不要です。",
    "responsibilities": "取組と担当課の組1つにつき1行。",
    "activities": "取組の中の実施内容1件につき1行。",
    "schedule": "実施時期の欄に書かれた文言1つにつき1行。",
    "indicators": "評価指標1件につき1行。",
    "cells": "目標または実績の欄1つにつき1行。印刷されたとおりに書きます。",
    "effects": "効果額の欄1つにつき1行。計画額と実績額は別の行に、印刷されたとおりに書きます。",
    "scales": "評価の記号1つにつき1行。良いほうから順に書き、意味を添えます。ほかの市の尺度とは比べません。",
    "ratings": "取組または指標の、ある年度の評価1つにつき1行。",
    "sources": "分類の項目が引用する国などの計画1件につき1行。",
    "concepts": "分類の項目1つにつき1行。",
    "classifications": "取組と分類の項目の組1つにつき1行。",
    "correspondences": "ほかの計画の取組との対応1つにつき1行。",
    "glossary": "用語1つにつき1行。",
    "overviews": "冊子の一覧表の1行につき1行。個票と照らし合わせるために使います。",
    "conflicts": "資料の中の食い違い1件につき1行。",
    "remarks": "読み取れなかった欄や、読み替えた欄1つにつき1行。",
    "passages": "表に入らない本文1行につき1行。",
}

HEADINGS: Mapping[str, str] = {
    "plan": "計画コード",
    "title": "名称",
    "edition_title": "版の名称",
    "issued": "発行年月",
    "covers_from": "開始年度",
    "covers_to": "終了年度",
    "line": "資料の行",
    "level": "階層",
    "element": "番号",
    "parent_level": "上位の階層",
    "parent": "上位の番号",
    "purpose": "目的",
    "involves_other_units": "関係各課",
    "fiscal_effect": "財政効果",
    "page": "ページ",
    "kind": "種類",
    "sequence": "順序",
    "fiscal_year": "年度",
    "text": "文言",
    "unit": "担当課",
    "activity": "実施内容の番号",
    "row": "欄の行",
    "from_year": "はじめの年度",
    "start_year": "開始年度",
    "end_year": "終了年度",
    "indicator": "指標の番号",
    "label": "名称",
    "definition": "定義",
    "aggregation": "集計方法",
    "unit_printed": "単位",
    "rating": "評価",
    "order": "順番",
    "points": "評点",
    "class": "区分",
    "direction": "望ましい方向",
    "column": "欄",
    "symbol": "単位の名前",
    "spellings": "ほかの書き方",
    "english": "英語",
    "unit_named": "指標の担当課",
    "breakdown_named": "内訳の表示",
    "same_plan": "同じ指標の計画コード",
    "same_level": "同じ指標の階層",
    "same_element": "同じ指標の取組の番号",
    "same_indicator": "同じ指標の番号",
    "raw_text": "印刷された値",
    "status": "状態",
    "account": "会計",
    "basis": "効果額の捉え方",
    "scheme": "分類の種類",
    "source": "出典コード",
    "concept": "項目の番号",
    "notation": "記号",
    "to_plan": "対応先の計画コード",
    "to_level": "対応先の階層",
    "to_element": "対応先の番号",
    "to_activity": "対応先の実施内容",
    "term": "用語",
    "units": "担当課の欄",
    "measure": "推進項目の欄",
    "national_policy": "国・都の情報政策の欄",
    "technology": "技術動向の欄",
    "town_development": "まちづくりの欄",
    "reference": "参照の欄",
    "part": "部分",
    "attribute": "何について",
    "reading": "一方の資料",
    "value": "一方の値",
    "other_reading": "他方の資料",
    "other_value": "他方の値",
    "other_line": "他方の行",
    "preferred": "採る資料",
    "reason": "理由",
    "reason_en": "理由(英語)",
    "section": "章節",
}

CODES: Mapping[str, str] = {
    "policy": "第1階層(方針・大綱)",
    "measure": "第2階層(推進項目・施策)",
    "programme": "基本事業(第2と第3の間)",
    "item": "第3階層(実施項目・取組)",
    "priority": "重点取組",
    "target": "目標",
    "actual": "実績",
    "baseline": "基準値",
    "forecast": "見込",
    "interim-target": "中間目標",
    "activity": "活動",
    "scope": "対象",
    "outcome": "成果",
    "higher": "多いほどよい",
    "lower": "少ないほどよい",
    "observed": "数値",
    "relative": "ほかの値との比較",
    "tbd": "今後設定",
    "not_available": "値なし(集計中・未調査)",
    "not_applicable": "該当なし",
    "suppressed": "秘匿",
    "rated": "評価",
    "continues": "前に同じ(→)",
    "not_set": "横線",
    "blank": "空欄",
    "planned": "計画",
    "missing_in_source": "資料の欠落",
    "text": "文",
    "description": "取組概要",
    "progress": "これまでの取組",
    "comment": "参考",
    "general": "一般会計",
    "national-health-insurance": "国民健康保険特別会計",
    "late-stage-elderly-medical": "後期高齢者医療特別会計",
    "long-term-care-insurance": "介護保険特別会計",
    "cumulative": "累計",
    "single-year": "単年度",
    "year-end": "年度末",
    "per-election": "選挙ごと",
    "national-policy": "国・都の情報政策",
    "technology": "技術動向",
    "town-development": "まちづくり",
    "sheet": "個票",
    "overview": "一覧表",
    "chapter-1": "第1章",
    "chapter-2": "第2章",
    "heading": "見出し",
    "prose": "本文",
    "sample": "見本",
    "true": "はい",
    "false": "いいえ",
}

CONFIRMATIONS = "editorial/confirmations.csv"
"""Where a person says that what a check doubts is printed so."""

_NOTES: Mapping[str, str] = {
    "plan": "半角の英小文字・数字・ハイフン",
    "line": "空欄なら自動",
    "status": "空欄なら値から判断",
    "raw_text": "単位も含めて印刷どおり",
    "same_plan": "別の計画にも印刷された指標だけ",
    "fiscal_year": "2024、令和6年度、R6",
    "from_year": "何年かの合計や平均のときだけ",
    "issued": "2026-03。不明なら空欄",
    "breakdown_named": "現年/滞繰 など",
    "unit_printed": "欄に単位がないとき。件、人、%など",
    "spellings": "空白で区切る",
}
_TYPES: Mapping[str, str] = {
    "integer": "数字",
    "year": "西暦4桁か元号",
    "month": "YYYY-MM",
    "flag": "選択",
    "code": "選択",
    "slug": "半角の英小文字・数字・ハイフン",
    "text": "",
}

EXAMPLES: Mapping[str, str] = {
    "plan": "gyokaku-5",
    "title": "はなバスの効率的な運行",
    "edition_title": "第5次行財政改革大綱アクションプラン(令和8年度版)",
    "issued": "2026-03",
    "covers_from": "令和6年度",
    "covers_to": "令和10年度",
    "level": CODES["item"],
    "element": "7",
    "purpose": "運行の効率性及び利便性向上を図る。",
    "involves_other_units": "いいえ",
    "fiscal_effect": "はい",
    "page": "17",
    "sequence": "1",
    "fiscal_year": "令和6年度",
    "text": "実施",
    "unit": "交通課",
    "activity": "1",
    "row": "1",
    "start_year": "令和6年度",
    "indicator": "1",
    "label": "収支率",
    "aggregation": "単年度",
    "raw_text": "45.0%",
    "kind": "目標",
    "basis": "前年度比で運行補助金に占める一般財源の減額分",
    "source": "dx-plan",
    "concept": "5",
    "notation": "⑤",
    "to_plan": "gyokaku-5",
    "to_level": CODES["item"],
    "to_element": "7",
    "direction": "多いほどよい",
    "rating": "A",
    "order": "1",
    "points": "22",
    "symbol": "ゼミ",
    "spellings": "ぜみ",
    "english": "seminar",
    "term": "収支率",
    "definition": "運行経費に占める運賃収入の割合",
    "attribute": "名称",
    "value": "はなバスの効率的な運行",
    "other_value": "はなバスの効率的運行",
    "other_line": "12",
    "reason": "個票の名称を採る。",
    "section": "1",
    "column": "令和6年度 実績",
}
"""What the second row of every sheet shows of a column; `EXAMPLES_OF` where a sheet has another."""

EXAMPLES_OF: Mapping[tuple[str, str], str] = {
    ("scales", "label"): "目標を達成した",
    ("plans", "title"): "第5次行財政改革大綱アクションプラン",
    ("levels", "label"): "実施項目",
    ("texts", "text"): "はなバスの運行を効率化する。",
    ("activities", "title"): "ルートの見直し",
    ("effects", "raw_text"): "1億1939万円",
    ("effects", "kind"): "実績",
    ("sources", "label"): "自治体DX推進計画",
    ("concepts", "label"): "マイナンバーカードの普及促進",
    ("passages", "text"): "第1章 計画の概要",
}


def is_ignored(sheet: str) -> bool:
    """Whether a sheet holds nothing to be read: the guide, the choices, and notes of the person's own."""
    return sheet in (GUIDE, CHOICES) or sheet.startswith(MEMO)


def example(table: str, column: Column) -> str:
    """What the second row of a sheet shows of a column: a row that could be entered as it stands."""
    return EXAMPLES_OF.get((table, column.name), EXAMPLES.get(column.name, ""))


def heading(column: Column) -> str:
    """What a column is called in the workbook."""
    return HEADINGS[column.name]


def note(column: Column) -> str:
    """What stands above a column: whether it must be filled in, and how."""
    optional = not column.required or column.name in ("line", "status")
    told = _NOTES.get(column.name, _TYPES[column.type])
    told += f"。空欄なら{CODES[column.blank]}" if column.blank else ""
    return ("任意" if optional else "必須") + (f"。{told}" if told else "")
