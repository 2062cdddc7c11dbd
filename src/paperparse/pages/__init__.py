"""From text to `Page` and back: loading, values, the account of every character, printing."""
