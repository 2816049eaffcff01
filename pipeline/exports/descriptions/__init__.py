"""What describes the data files of a dataset to other software: one standard or portal a module."""
