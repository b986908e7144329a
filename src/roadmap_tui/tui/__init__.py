"""The terminal app. Importing this package loads no Textual; `tui.app` does."""
