"""The sheets of 実施項目 and 重点取組, each a table of many kinds of rows: read, in order, into rows of tables."""
