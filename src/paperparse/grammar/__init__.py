"""How pages are read: lines by themselves, values, cards, and the lines around them."""
