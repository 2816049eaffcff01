"""The processes of the embedded engine: a zygote holds the release in memory, workers forked from it run the queries.

    web process: pool → spawner → channel  ══ socket (wire) ══  zygote → worker (confined)

A worker may die of any query; the web process and the zygote run none.
"""
