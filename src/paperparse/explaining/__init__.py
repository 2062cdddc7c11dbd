"""What the parser saw: a text with what became of every character, as an HTML file or for a terminal.

layout      the text as blocks of pieces, with what there is to say of each; the same for pages and refused texts
html        one self-contained file, `page.css` and `page.js` in it
terminal    lines with colours
notebook    short tables of papers, findings and merged papers
"""
