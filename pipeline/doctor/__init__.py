"""`keikaku doctor`: what the portals that exist would do with a DCAT catalogue, ours or anybody's."""
