"""What an extract leaves hanging, such as a pronoun without its noun."""
