"""The printable issue: an edition as PDF, typeset as a Chinese newspaper on WeasyPrint.

document      Edition → PDF, the one way through this package
strips        which articles stand side by side
fonts         the Song, Hei and Kai faces of this machine
units         a paragraph cut into what is never parted
spacing       what may happen between two neighbours: squeezed, spaced, stretched, parted
line_breaker  where the lines of a justified paragraph end, and where each unit stands
even_lines    the same for heads and other text that is not justified
shaping       how wide a unit is in its face, and a line drawn as the breaker set it: Pango
text_lines    the lines of a paragraph as WeasyPrint's boxes
set_lines     our lines in place of WeasyPrint's while it renders
rules         no rule below an article that ends its column
template_files  what the style sheet may load: the template set's own files, nothing else
"""
