"""Pages for people: a typed read model over the store, one module for each kind of page, templates."""
