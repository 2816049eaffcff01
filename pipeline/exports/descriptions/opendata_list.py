"""オープンデータ一覧: the list of open data that Japan's Digital Agency asks municipalities for, one row a file."""

import csv
import io
from collections.abc import Iterable

from pipeline.catalog.model import DataFile, Dataset
from pipeline.model.text import Text
from pipeline.model.vocabularies import FREQUENCIES, THEMES

PATH = "opendata_list.csv"
FOLDER = "opendata_list"
"""Where the lists of prefectures are, in releases of many municipalities."""
COLUMNS = (
    "データセット_ID",
    "全国地方公共団体コード",
    "地方公共団体名",
    "データセット_タイトル",
    "データセット_サブタイトル",
    "データセット_概要",
    "データセット_キーワード",
    "データセット_分類",
    "データセット_ユニバーサルメニュー",
    "データセット_公開日",
    "データセット_最終更新日",
    "データセット_バージョン",
    "データセット_言語",
    "データセット_URL",
    "データセット_更新頻度",
    "データセット_準拠する標準",
    "データセット_関連ドキュメント",
    "データセット_来歴情報",
    "データセット_対象地域",
    "データセット_対象期間",
    "データセット_作成者",
    "データセット_連絡先名称",
    "データセット_連絡先メールアドレス",
    "データセット_連絡先電話番号",
    "データセット_連絡先内線番号",
    "データセット_連絡先FormURL",
    "データセット_連絡先備考（その他、SNSなど）",
    "データセット_備考",
    "ファイル_ID",
    "ファイル_タイトル",
    "ファイル_アクセスURL",
    "ファイル_ダウンロードURL",
    "ファイル_説明",
    "ファイル_形式",
    "ファイル_ライセンス",
    "ファイル_ステータス",
    "ファイル_サイズ",
    "ファイル_公開日",
    "ファイル_最終更新日",
    "ファイル_利用規約",
    "ファイル_関連ドキュメント",
    "ファイル_言語",
    "ファイル_準拠する標準",
    "ファイル_API対応有無",
    "ファイル_著作権表記",
)


def header() -> bytes:
    """What the list begins with: a BOM and the names of the columns, in UTF-8; its lines end in CRLF."""
    lines = io.StringIO()
    csv.DictWriter(lines, COLUMNS, lineterminator="\r\n").writeheader()
    return lines.getvalue().encode("utf-8-sig")


def rows(datasets: Iterable[Dataset], root: str) -> bytes:
    """The rows of datasets; a withdrawn one without files has one row, with its status."""
    lines = io.StringIO()
    writer = csv.DictWriter(lines, COLUMNS, restval="", lineterminator="\r\n")
    for dataset in datasets:
        about = _dataset(dataset, root)
        for file in dataset.files:
            writer.writerow(about | _file(dataset, file, root))
        if not dataset.files:
            writer.writerow(about | {"ファイル_ステータス": _status(dataset)})
    return lines.getvalue().encode()


def row_of_list(path: str, prefecture: Text, size: int, root: str) -> bytes:
    """The row that leads from a list of many to the list of a prefecture: a path below the root, its bytes."""
    lines = io.StringIO()
    title = f"{prefecture.ja}の市区町村のオープンデータ一覧"
    row = {
        "データセット_ID": path.removesuffix(".csv").replace("/", "_"),
        "地方公共団体名": prefecture.ja,
        "データセット_タイトル": title,
        "データセット_サブタイトル": f"Open data of the municipalities of {prefecture.en}",
        "データセット_言語": "ja",
        "ファイル_ID": path.rpartition("/")[2],
        "ファイル_タイトル": title,
        "ファイル_アクセスURL": root + path,
        "ファイル_ダウンロードURL": root + path,
        "ファイル_形式": "CSV",
        "ファイル_ステータス": "配信中",
        "ファイル_サイズ": str(size),
        "ファイル_言語": "ja",
    }
    csv.DictWriter(lines, COLUMNS, restval="", lineterminator="\r\n").writerow(row)
    return lines.getvalue().encode()


def _status(dataset: Dataset) -> str:
    return "配信終了" if dataset.withdrawn else "配信中"


def _dataset(dataset: Dataset, root: str) -> dict[str, str]:
    owner, (first, last) = dataset.publisher, dataset.covers
    return {
        "データセット_ID": dataset.id,
        "全国地方公共団体コード": owner.code,
        "地方公共団体名": owner.name.ja,
        "データセット_タイトル": dataset.title.ja,
        "データセット_サブタイトル": dataset.title.en,
        "データセット_概要": dataset.description.ja,
        "データセット_キーワード": ";".join(tag for tag, language in dataset.tags() if language == "ja"),
        "データセット_分類": ";".join(THEMES[theme].ja for theme in dataset.themes),
        "データセット_公開日": dataset.entry.issued[:10],
        "データセット_最終更新日": dataset.entry.modified[:10],
        "データセット_バージョン": dataset.edition.key.edition if dataset.edition else "",
        "データセット_言語": "ja",
        "データセット_URL": f"{root}dataset/{dataset.id}.html",
        "データセット_更新頻度": FREQUENCIES[dataset.frequency].ja,
        "データセット_準拠する標準": "DCAT-AP 3.0.1",
        "データセット_対象地域": ";".join(place.name.ja for place in dataset.places),
        "データセット_対象期間": f"{first}-04-01/{last + 1}-03-31",
        "データセット_作成者": owner.name.ja,
        "データセット_連絡先名称": owner.contact.name.ja,
        "データセット_連絡先メールアドレス": owner.contact.email,
        "データセット_連絡先電話番号": owner.contact.telephone,
        "データセット_連絡先FormURL": owner.contact.page,
        "データセット_備考": "" if owner.licence_confirmed else "ライセンスは発行者の確認前です。",
    }


def _file(dataset: Dataset, file: DataFile, root: str) -> dict[str, str]:
    licence = dataset.publisher.licence
    return {
        "ファイル_ID": file.path.rpartition("/")[2],
        "ファイル_タイトル": file.label.ja,
        "ファイル_アクセスURL": root + file.path,
        "ファイル_ダウンロードURL": root + file.path,
        "ファイル_説明": f"{dataset.title.ja} {file.label.ja}",
        "ファイル_形式": file.format.name,
        "ファイル_ライセンス": licence.short,
        "ファイル_ステータス": _status(dataset),
        "ファイル_サイズ": str(file.bytes),
        "ファイル_公開日": dataset.entry.issued[:10],
        "ファイル_最終更新日": dataset.entry.modified[:10],
        "ファイル_利用規約": licence.iri,
        "ファイル_関連ドキュメント": root + file.described_by if file.described_by else "",
        "ファイル_言語": "ja",
        "ファイル_API対応有無": "0",
        "ファイル_著作権表記": f"{dataset.publisher.name.ja}({licence.short})",
    }
