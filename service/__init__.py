"""The REST service: text in, the document with its clusters out."""
