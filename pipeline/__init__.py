"""The pipeline: tables to a validated release."""
