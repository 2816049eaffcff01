"""Tables as they are printed → facts: each cell with the meaning that headings, labels and rows of years give it."""
