"""The layout of 西東京市's booklet: two action plans, one sheet an item, two overviews, three lists."""
