"""Which format a text has: refusal, evidence, one decision."""
