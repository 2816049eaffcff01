"""What words mean: headings, captions and the parts of texts, by the layout of a city (`layout.toml`)."""
