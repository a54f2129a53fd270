"""Annotating files by the thousand: files → items → units → annotated units → parts on the disk → output."""
