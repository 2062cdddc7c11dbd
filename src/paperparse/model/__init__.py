"""What a page says, as immutable values: papers, and the page that lists them."""
