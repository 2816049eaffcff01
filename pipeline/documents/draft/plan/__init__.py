"""Facts in reading order → the plan that they tell of."""
