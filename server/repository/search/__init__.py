"""Full-text search in what a release says."""
