"""From documents to a release, from the bottom up; each room imports only from those above it in this list.

model        what everything speaks in: IRIs, editions, fiscal years, publishers, vocabularies, errors
json_ld      triples → JSON-LD for people: the published context, what stands within what
tables       the tables that documents and publishing meet in: schema, values of cells, checks
formats      files as cities have them → pages of tables, and pictures of pages
documents    documents → tables; the only room that knows a layout
workbook     the workbook of a city without an extractor → tables
review       a page of this computer on which a person compares a draft with its document
hub          lists of ministries → the tables that municipalities share
graphs       tables → named graphs: mapping, annotations, derived values, alignment with the hub
validation   graphs → findings
catalog      what is published when, and how it is described
exports      tables for people and researchers, and what describes them
reading      graphs → values that pages show, rows that things are found by
release      all of it as an immutable release: built, made current, uploaded
doctor       what the portals that exist would make of a catalogue
cli          the command `keikaku`
"""
