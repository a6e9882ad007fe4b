"""The printable issue: an edition as PDF, typeset as a Chinese newspaper on WeasyPrint.

document      Edition → PDF, the one way through this package
strips        which articles stand side by side
fonts         the Song, Hei and Kai faces of this machine
marks         adjacent marks squeezed, and where a line may break
known_lines   no line laid out twice while columns are balanced
rules         no rule below an article that ends its column
justify       justified Chinese: WeasyPrint's lines adjusted after layout
template_files  what the style sheet may load: the template set's own files, nothing else
"""
