"""A local page on which a person compares a draft with its document: `keikaku review`.

documents    the files that a draft was read from, their pages and pictures
queue        which proposal comes next: the least sure first
guard        who may ask: this computer, by the address that was printed
screen       what the page shows of a workbook and one of its proposals
application  the answers, over HTTP
"""
