"""`issue.epub`: an edition as an EPUB 3.3 book on EbookLib, one chapter an article.

book        Edition → EPUB, the one way through this package
chapters    the articles as chapters: titles, summaries, where each stands in the paper
metadata    what the package document says of the book
vertical    what vertical writing asks of the markup
faces       the faces that travel with a book, cut to its characters
container   the book as bytes, the same on any day
"""

from exporter.epub.book import export_epub

__all__ = ["export_epub"]
