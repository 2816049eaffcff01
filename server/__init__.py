"""The web application, from the bottom up; each part imports only from those above it.

limits, settings  what the environment says
http              between a connection and an answer: bounds, headers, negotiation, validators
reading           what a release says, read from its store
engine            processes that answer queries, or a store elsewhere that does
rendering         templates and their words
service           one release being served; succession: the next one
sparql            the endpoint: the protocol, and everything between a query and its engine
resources, downloads, pages, catalog, questions
                  what is answered: things, files, people, portals, researchers
app               all of them together
"""
