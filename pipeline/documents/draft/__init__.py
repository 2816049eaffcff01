"""The draft of a plan: pages as readers give them → records, with what each was read from and what was not placed.

Kinds of tables are told by words and layout (`layout.toml`), never by the city.
"""

from pipeline.documents.draft.drafting import Draft, draft

__all__ = ["Draft", "draft"]
