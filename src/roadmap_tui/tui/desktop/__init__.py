"""Desktop integration: the browser, the clipboard and the editor."""
