"""What everything speaks in: IRIs, editions, fiscal years, publishers, vocabularies, bilingual text, errors."""
