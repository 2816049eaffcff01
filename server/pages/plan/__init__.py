"""The pages of a plan: its editions, its elements, what changed."""
