"""The SPARQL endpoint: the protocol, and everything between a query and its engine."""
