"""What the faces share: sessions, forms, pages, guards, errors, and what wraps every request."""
