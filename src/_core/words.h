/* Words of a text in a script that separates them by spaces: `spaced_words` of language/words.py. */
#ifndef SUMMKIT_WORDS_H
#define SUMMKIT_WORDS_H

#include "chars.h"

/* Return whether a character is one of `AROUND`. */
int is_around(Py_UCS4 c);

/* Return the start of the first word of text[start:end], and put its end into `word_end`; return
 * `end` if there is no word. Repeats the first match of `_MARKED_WORD`. */
Py_ssize_t next_word(const Text *text, Py_ssize_t start, Py_ssize_t end, Py_ssize_t *word_end);

#endif
