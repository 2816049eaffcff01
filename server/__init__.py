"""The server of a release."""
