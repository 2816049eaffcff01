"""The boundaries of docs/security.md, each with the tests that attack it."""

BOUNDARIES: dict[str, tuple[str, ...]] = {
    "connections and requests": (
        "tests/attack/test_forms.py",
        "tests/server/http/test_connections.py",
        "tests/server/test_linear.py",
        "tests/server/web/test_edge.py",
        "tests/server/catalog/test_ckan_search.py",
    ),
    "queries": (
        "tests/server/sparql",
        "tests/server/engine/workers/test_channel.py",
        "tests/server/engine/test_remote.py",
    ),
    "texts of the data": (
        "tests/server/web/test_hostile_data.py",
        "tests/server/web/test_hostile_release.py",
    ),
    "files that are downloaded": ("tests/server/web/test_downloads.py",),
    "workbooks and tables": (
        "tests/pipeline/workbook/test_workbook_bombs.py",
        "tests/pipeline/workbook/test_workbook_archive.py",
        "tests/pipeline/workbook/test_workbook_broken.py",
        "tests/pipeline/workbook/test_workbook_store.py",
        "tests/pipeline/workbook/checking",
        "tests/server/web/pages/test_workbook_page.py",
    ),
    "catalogues of others": ("tests/pipeline/doctor/test_doctor_reading.py",),
    "releases": (
        "tests/server/app/test_follower.py",
        "tests/server/app/test_hot_reload.py",
        "tests/pipeline/release/test_crashes.py",
        "tests/pipeline/release/test_store.py",
        "tests/pipeline/release/test_killed_builds.py",
        "tests/pipeline/cli/test_full_disk.py",
    ),
    "what is logged": ("tests/server/http/test_logs.py",),
}
