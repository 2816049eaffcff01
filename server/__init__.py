"""The web application, from the bottom up; each room imports only from those above it in this list.

queries       questions ready to ask: files of SPARQL, with words about each
http          what the environment says; between a connection and an answer: bounds, headers, negotiation, validators
repository    what a release says, read from its store: descriptions, search, what pages ask again and again
engine        processes that answer queries, or a store elsewhere that does
rendering     templates and their words, charts, the view of a request, the release being served
sparql        the endpoint: the protocol, and everything between a query and its engine
pages         what is answered about things: by kind, the plan, the site
query_pages   questions ready to ask, their answers, the editor
comparison    one shared indicator across municipalities
catalog       what portals read: the catalogue, CKAN's interface, files
assistants    look-ups as tools, by the Model Context Protocol
app           all of them together, alive: health, the next release
"""
