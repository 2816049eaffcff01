"""The policies, measures, items and priorities of the booklet and their departments, as read by eye from its overviews."""

from collections import Counter
from collections.abc import Mapping

Row = dict[str, str]
Rows = Mapping[str, list[Row]]


GROUPS = """
1 みらいにつなぐ持続可能な行財政運営
1-1 公共施設等マネジメントの推進
1-2 経常的な経費の抑制
1-3 安定的な自主財源の確保
1-4 特別会計の持続性の確保
2 職員のエンゲージメントの向上で組織を強化
2-1 挑戦と改革の視点を持った職員の育成
2-2 職員一人ひとりが能力を発揮できる職場環境づくり
2-3 業務改革による生産性の向上
3 効果的・効率的で安定したサービス提供の仕組みづくり
3-1 行政サービスのデジタル化の推進
3-2 多様な主体との連携と協働
3-3 市民ニーズに応じた行政サービスの提供
"""


ITEMS = """
1-1 公共施設等マネジメントの推進
1-2 効果的な予算編成業務
1-2 市作成刊行物等の電子化
1-2 紙資源の削減
1-2 省エネルギー等の推進
1-2 庁用車の適正化
1-2 はなバスの効率的な運行
1-2 投開票事務の効率化
1-2 補助金等の見直し
1-3 受益者負担の適正化(施設使用料・手数料)
1-3 受益者負担の適正化(サービス利用料等)
1-3 徴収率の維持・向上
1-3 市有財産の有効活用・処分
1-3 寄附金制度の有効活用
1-3 有料広告の有効活用
1-3 効果的な資金運用
1-3 シティプロモーションの強化
1-4 国民健康保険特別会計の健全化
1-4 介護給付の適正化
2-1 職員の育成による市民サービスの向上
2-1 多様な人材の確保による組織の対応力向上
2-1 成果に応じた人事評価・給与制度の構築による生産性の向上
2-2 人的資源の適正配分と労働時間の適正化
2-2 多様な働き方の実現
2-3 BPRの推進
2-3 電子決裁の推進による業務の効率化
2-3 新たなデジタル技術を活用した効果的・効率的な内部事務の推進
3-1 行政手続のオンライン化の拡充
3-1 オンライン相談の推進
3-1 ICTの活用等による窓口機能の利便性の向上
3-1 アナログ規制の点検・見直し
3-2 公民連携事業の推進
3-2 保育園の民設民営化の計画的な推進
3-2 学童クラブの計画的な委託化
3-2 指定管理者制度の効果的活用
3-3 行政評価の効果的な運用
"""


PRIORITIES = """
マイナンバーカードの普及促進・利用の推進
情報発信力の強化
公衆無線LAN環境の充実
窓口機能の利便性の向上【おくやみ窓口】
窓口機能の利便性の向上【書かない窓口】
オンライン相談の推進
キャッシュレス決済の促進
行政手続のオンライン化
AI-OCR・RPA等を活用した業務効率化
生成AIの活用
アナログ規制の点検・見直し
オープンデータの活用促進
テレワークの推進
デジタル人材の育成と活用
デジタルデバイド対策の推進
セキュリティ対策の強化
自治体の情報システムの標準化・共通化
情報システムの標準化・共通化に伴うBPRの実施
学び改革【デジタル教科書】
電子決裁の推進による業務の効率化
デジタル技術を活用したスポーツ活動の推進
防災DXの推進
統計データの活用に向けた調査・研究
実証実験等への積極的な参加
新たな技術やサービスの導入
"""


DEPARTMENTS = """
みどり公園課 スポーツ振興課 交通課 企画政策課 会計課 保険年金課 健康課 児童青少年課 公共施設マネジメント課
協働コミュニティ課 危機管理課 子ども家庭課 子ども若者応援課 学務課 市民税課 市民課 幼児教育・保育課
広報プロモーション課 建築指導課 情報システム課 教育企画課 教育指導課 文化振興課 納税課 総務課 職員課 財政課
資源循環推進課 資産税課 選挙管理委員会事務局 障害福祉課 高齢者支援課
"""


def level(tables: Rows, *names: str) -> list[Row]:
    return [row for row in tables["elements"] if row["level"] in names]


def test_three_policies_hold_ten_measures(tables: Rows) -> None:
    found = level(tables, "policy", "measure")
    assert [f"{row['element']} {row['title']}" for row in found] == GROUPS.split("\n")[1:-1]
    assert Counter(row["parent"] for row in found) == {"": 3, "1": 4, "2": 3, "3": 3}


def test_thirty_six_items_stand_under_their_measures(tables: Rows) -> None:
    found = level(tables, "item")
    assert [row["element"] for row in found] == [str(number) for number in range(1, 37)]
    assert [f"{row['parent']} {row['title']}" for row in found] == ITEMS.split("\n")[1:-1]


def test_twenty_five_priorities_stand_in_chapter_2(tables: Rows) -> None:
    found = level(tables, "priority")
    assert [row["element"] for row in found] == [str(number) for number in range(1, 26)]
    assert [row["title"] for row in found] == PRIORITIES.split("\n")[1:-1]
    assert {row["plan"] for row in found} == {"joho"}


def test_thirty_two_departments_are_responsible(tables: Rows) -> None:
    assert [row["unit"] for row in tables["units"]] == DEPARTMENTS.split()
    assert len(tables["units"]) == 32
    assert Counter(row["plan"] for row in tables["responsibilities"]) == {"gyokaku-5": 69, "joho": 45}


def test_the_departments_concerned_are_a_flag_and_no_department(tables: Rows) -> None:
    assert "関係各課" not in {row["unit"] for row in tables["units"]}
    flagged = {row["element"] for row in level(tables, "item") if row["involves_other_units"] == "true"}
    assert flagged == {"1", "3", "4", "5", "9", "10", "13", "15", "17", "25", "27", "28", "30", "31"}


def test_items_without_a_fiscal_effect_say_so_and_priorities_say_nothing(tables: Rows) -> None:
    without = {row["element"] for row in level(tables, "item") if row["fiscal_effect"] == "false"}
    assert without == {"17", "20", "21", "22", "24", "26", "29", "31"}
    assert {row["fiscal_effect"] for row in level(tables, "priority")} == {""}


def test_pages_come_from_the_overview_tables(tables: Rows) -> None:
    pages = {(row["level"], row["element"]): row["page"] for row in level(tables, "item", "priority")}
    assert pages["item", "1"] == "11"
    assert pages["item", "7"] == "17"
    assert pages["item", "36"] == "53"
    assert pages["priority", "1"] == "62"
    assert pages["priority", "25"] == "76"
    assert "" not in pages.values()
