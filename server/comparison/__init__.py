"""One shared indicator across municipalities, as a page, a chart and a table."""
