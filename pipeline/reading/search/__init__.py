"""What can be found by its words."""
