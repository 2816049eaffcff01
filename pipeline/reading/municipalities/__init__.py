"""Municipalities beside each other, as tables of a release: which there are, their figures, their standings.

places      a municipality: its prefecture, class and population
figures     a municipality's figures of shared indicators, as compare.rq finds them in its own graphs
standings   how each stands among those that match exactly
peers       which others each is compared with first
tables      all of it in SQLite: made where units are joined, read by the server
"""
