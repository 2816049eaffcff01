"""JSON-LD for people who do not know RDF: short keys, and what belongs to a thing within it; the only writer of it.

Every document brings its context along, of which a reader needs nothing from elsewhere; a page gives the context's address
in its place to whoever asks. The triples are those of the other formats, none more and none less.
"""
