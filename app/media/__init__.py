"""Pictures: drawn or uploaded, in the sizes and formats that pages ask for."""
