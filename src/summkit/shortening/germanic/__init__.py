"""Headlines in German and Dutch, from the positions of verbs and phrases; without a parser."""
