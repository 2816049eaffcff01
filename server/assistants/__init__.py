"""For assistants: what programs that speak for people may look up, by the Model Context Protocol."""
