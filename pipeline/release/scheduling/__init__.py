"""The units of all municipalities: those finished before, and how the others are built, here or on other machines."""
