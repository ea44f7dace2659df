"""Pictures: product drawings, uploaded photographs, their sizes and where the files are kept."""
