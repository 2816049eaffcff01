"""The texts of the catalogue, and the title of every dataset: of an edition, and those that stand for all."""

from dataclasses import dataclass

from pipeline.model import fiscal_year
from pipeline.model.edition_key import EditionKey
from pipeline.model.files.publisher import Publisher
from pipeline.model.text import Text


@dataclass(frozen=True)
class Presentation:
    """Title, description and keywords of a dataset."""

    title: Text
    description: Text
    keywords: tuple[Text, ...] = ()


CATALOGUE = Presentation(
    Text("自治体計画オープンデータカタログ", "Open data catalogue of municipal plans"),
    Text(
        "自治体の行政計画を、評価指標の目標と実績、担当課、原文の行まで辿れるリンクトオープンデータとして公開するカタログです。",
        "Municipal plans as linked open data: indicators with targets and actual figures, responsible divisions, "
        "and the printed line behind every value.",
    ),
)

_PLANS = Text("行政計画", "municipal plan")
_INDICATORS = Text("評価指標", "performance indicators")
_LINKED = Text("リンクトデータ", "linked data")

# A Japanese CKAN keeps only the ASCII of a title for a dataset's address: the word in brackets is what is left.
STANDING: dict[str, Presentation] = {
    "figures": Presentation(
        Text("自治体計画の目標と実績(figures)", "Targets and actual figures of municipal plans"),
        Text(
            "公開しているすべての計画の評価指標について、目標値と実績値を一つの表にまとめたデータです。",
            "The targets and actual figures of every indicator of all plans published here, in one table.",
        ),
        (_PLANS, _INDICATORS, Text("目標と実績", "targets and actuals")),
    ),
    "hub": Presentation(
        Text("自治体計画の共通分類と共通指標(hub)", "Shared policies and indicators of municipal plans"),
        Text(
            "自治体間で計画を比べるための共通の政策分類と共通指標、および各自治体の分類・指標との対応をまとめたデータです。",
            "Policies and indicators that municipalities share, with mappings from their own, to compare plans.",
        ),
        (_PLANS, _INDICATORS, Text("共通指標", "shared indicators")),
    ),
    "municipalities": Presentation(
        Text("全国地方公共団体コード(municipalities)", "Codes of local governments in Japan"),
        Text(
            "全国の都道府県、市区町村、行政区の団体コード、名称、よみ、種別と、標準地域コードの対応をまとめたデータです。",
            "Every prefecture, municipality and ward of Japan: code, name, reading, class, and its standard area.",
        ),
        (_LINKED, Text("全国地方公共団体コード", "local government codes")),
    ),
    "denominators": Presentation(
        Text("自治体の人口などの分母(denominators)", "Denominators of municipalities"),
        Text(
            "自治体の数値を一人当たりなどにして比べるための人口・世帯数・職員数を、日付と出典とともにまとめたデータです。",
            "Population, households and staff of municipalities, each with its date and source, to say figures per head.",
        ),
        (_PLANS, _LINKED, Text("人口", "population")),
    ),
    "ontology": Presentation(
        Text("自治体計画の語彙とコード(ontology)", "Vocabulary and codes of municipal plans"),
        Text(
            "計画データの記述に使う語彙、コード、単位、データ構造を、日本語と英語の説明とともに定義したデータです。",
            "The vocabulary, code lists, units and data structures with which plans are described.",
        ),
        (_PLANS, _LINKED, Text("オントロジー", "ontology")),
    ),
}

BILINGUAL = ("hub", "ontology")
"""The standing datasets whose texts are in Japanese and English; plans are printed in Japanese."""

WITHDRAWN_TEXT = Text(
    "このデータセットは公開を終了しました。識別子は今後も有効です。",
    "This dataset has been withdrawn from publication. Its identifier stays valid.",
)


def edition_title(publisher: Publisher, key: EditionKey, title: str) -> Text:
    """The title of an edition's dataset, such as 西東京市 地域情報化アクションプラン(令和8年度版).

    `title` is the plan's own, for a plan that its publisher's settings do not name.
    """
    plan = publisher.plan(key.plan).title or Text(title, f"plan {key.plan}")
    year = fiscal_year.label(int(key.edition))
    return Text(
        f"{publisher.name.ja} {plan.ja}({year.ja}版)",
        f"{publisher.name.en}: {plan.en} ({key.edition} edition)",
    )
