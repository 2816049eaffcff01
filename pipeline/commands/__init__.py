"""The commands of `keikaku`, one module each with a function `run`."""
