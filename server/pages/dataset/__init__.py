"""The pages of datasets and of their series: tables to look at and take away, files, how to cite."""
