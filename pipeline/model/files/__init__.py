"""The files of a folder of data: where they are, `publisher.toml` and `keikaku.toml` read, files written whole."""
