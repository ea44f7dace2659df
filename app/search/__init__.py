"""Finding products by what people type."""
