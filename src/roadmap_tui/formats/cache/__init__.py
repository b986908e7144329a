"""The cache formats: columns that load without TOML, pydantic or JSON lines."""
