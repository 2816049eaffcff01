"""What stands between a connection and an answer, whatever is asked: bounds, headers, negotiation, validators."""
