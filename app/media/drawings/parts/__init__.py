"""Pieces that several kinds share: a pen, a pencil, a book, a jar. Long things lie along the x axis, tip left."""
