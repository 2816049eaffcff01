"""What is seen of a query before it runs, in the web process: its tokens, what it asks, whether it may run at all."""
