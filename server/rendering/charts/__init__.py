"""Charts of target against actual, and the pictures that are made of them: drawn here, without a network."""
