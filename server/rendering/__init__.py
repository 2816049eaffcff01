"""What every page is made with: templates and their words, charts, the view of a request, the release being served."""
