"""The printable issue: an edition as PDF, typeset as a Chinese newspaper on WeasyPrint.

document      Edition → PDF, the one way through this package
geometry      the page before anything is set: paper, columns, grid
heads         how large a head is, and how high
galley        how many lines a text will take
blocks        an article as a rectangle, those of one width in a cell, and what they cost
rows          cells side by side
makeup        the issue in rows and pages: the search for the best
front         masthead and contents
sheet         the style sheet that says all this to the template set's own
fonts         the Song, Hei and Kai faces of this machine
units         a paragraph cut into what is never parted
spacing       what may happen between two neighbours: squeezed, spaced, stretched, parted
line_breaker  where the lines of a justified paragraph end, and where each unit stands
even_lines    the same for heads and other text that is not justified
shaping       how wide a unit is in its face, and a line drawn as the breaker set it: Pango
text_lines    the lines of a paragraph as WeasyPrint's boxes
set_lines     our lines in place of WeasyPrint's while it renders
even_columns  columns none more than a line longer than another, in place of WeasyPrint's
levels        cells that end level
spread        strips on the grid, down to the page's foot
archival      PDF/A-3a and PDF/UA-1 in one, with the edition and its source inside
template_files  what the style sheet may load: the template set's own files, nothing else
"""
