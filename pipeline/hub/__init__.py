"""What keeps the tables of `data/hub/`: lists and statistics as ministries publish them → tables.

`downloads` reads a file as it was downloaded; `municipalities` and `population` know it by its headings.
`grouping` finds what several municipalities have and the hub lacks, `adding` takes what a person confirmed of it.
`matching` proposes which shared indicators an indicator of a city may be; `confirming` takes what a person confirmed.
"""
