"""The catalogue of what is published: DCAT 3 by DCAT-AP 3.0.1, from publisher settings and a release's files."""
