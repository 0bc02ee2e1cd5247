#include "words.h"

/* `_MARKS`: combining marks, which \w does not match. */
static const struct { Py_UCS4 first, last; } MARKS[] = {
    {0x00AD, 0x00AD}, {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x05BF, 0x05BF},
    {0x05C1, 0x05C2}, {0x05C4, 0x05C5}, {0x05C7, 0x05C7}, {0x0610, 0x061A}, {0x064B, 0x065F},
    {0x0670, 0x0670}, {0x06D6, 0x06DC}, {0x06DF, 0x06E4}, {0x06E7, 0x06E8}, {0x06EA, 0x06ED},
    {0x0730, 0x074A}, {0x07A6, 0x07B0}, {0x07EB, 0x07F3}, {0x08D3, 0x08E1}, {0x08E3, 0x0903},
    {0x093C, 0x093C}, {0x093E, 0x094D}, {0x0955, 0x0957}, {0x0962, 0x0963}, {0x0981, 0x0983},
    {0x09BC, 0x09BC}, {0x09BE, 0x09CD}, {0x09D5, 0x09D7}, {0x09E2, 0x09E3}, {0x0A01, 0x0A03},
    {0x0A3C, 0x0A3C}, {0x0A3E, 0x0A4D}, {0x0A55, 0x0A57}, {0x0A62, 0x0A63}, {0x0A70, 0x0A71},
    {0x0A75, 0x0A75}, {0x0A81, 0x0A83}, {0x0ABC, 0x0ABC}, {0x0ABE, 0x0ACD}, {0x0AD5, 0x0AD7},
    {0x0AE2, 0x0AE3}, {0x0B01, 0x0B03}, {0x0B3C, 0x0B3C}, {0x0B3E, 0x0B4D}, {0x0B55, 0x0B57},
    {0x0B62, 0x0B63}, {0x0B81, 0x0B83}, {0x0BBC, 0x0BBC}, {0x0BBE, 0x0BCD}, {0x0BD5, 0x0BD7},
    {0x0BE2, 0x0BE3}, {0x0C01, 0x0C03}, {0x0C3C, 0x0C3C}, {0x0C3E, 0x0C4D}, {0x0C55, 0x0C57},
    {0x0C62, 0x0C63}, {0x0C81, 0x0C83}, {0x0CBC, 0x0CBC}, {0x0CBE, 0x0CCD}, {0x0CD5, 0x0CD7},
    {0x0CE2, 0x0CE3}, {0x0D01, 0x0D03}, {0x0D3C, 0x0D3C}, {0x0D3E, 0x0D4D}, {0x0D55, 0x0D57},
    {0x0D62, 0x0D63}, {0x0D81, 0x0D83}, {0x0DCA, 0x0DDF}, {0x0DF2, 0x0DF3}, {0x0E31, 0x0E31},
    {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E}, {0x0EB1, 0x0EB1}, {0x0EB4, 0x0EBC}, {0x0EC8, 0x0ECE},
    {0x0F71, 0x0F84}, {0x0F8D, 0x0FBC}, {0x102B, 0x103E}, {0x1056, 0x1059}, {0x135D, 0x135F},
    {0x17B4, 0x17D3}, {0x17DD, 0x17DD}, {0x1AB0, 0x1ACE}, {0x1DC0, 0x1DFF}, {0x200C, 0x200D},
    {0x20D0, 0x20F0}, {0x3099, 0x309A}, {0xFE20, 0xFE2F},
};

static int
is_mark(Py_UCS4 c)
{
    if (c < 0xAD) {
        return 0;
    }
    size_t low = 0, high = sizeof MARKS / sizeof *MARKS;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c > MARKS[middle].last) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < sizeof MARKS / sizeof *MARKS && c >= MARKS[low].first;
}

int
is_around(Py_UCS4 c)
{
    switch (c) {
    case '.': case ',': case ':': case ';': case '!': case '?': case '"': case '\'':
    case '(': case ')': case '[': case ']': case '-':
    case 0x201C: case 0x201D: case 0x2018: case 0x2019: case 0xAB: case 0xBB: /* “”‘’«» */
    case 0x2026: case 0x2013: case 0x2014: /* …–— */
        return 1;
    default:
        return 0;
    }
}

static int
is_letter(Py_UCS4 c) /* [^\W\d_] */
{
    return is_alnum(c) && !is_digit(c);
}

static int
is_hebrew(Py_UCS4 c)
{
    return c >= 0x5D0 && c <= 0x5EA;
}

/* `_JOINTS`: return whether `c` joins the characters before and after it to one word. */
static int
is_joint(Py_UCS4 before, Py_UCS4 c, Py_UCS4 behind)
{
    switch (c) {
    case '\'': case 0x2019: case 0x2B9: case 0x2011: case 0x2010: case '&': case 0xB7:
    case 0x2060: case '-':
        return is_alnum(behind);
    case '.': case ',': case 0x66B: case 0x66C:
        return is_digit(before) && is_digit(behind);
    case '"': case 0x5F4: case 0x5F3:
        return is_hebrew(before) && is_hebrew(behind);
    default:
        return 0;
    }
}

/* (?:[^\W\d_]\.){2,}: return the end of an acronym that begins at `place`, else `place`. */
static Py_ssize_t
acronym_end(const Text *text, Py_ssize_t place, Py_ssize_t end)
{
    Py_ssize_t last = place;
    while (last + 1 < end && at(text, last + 1) == '.' && is_letter(at(text, last))) {
        last += 2;
    }
    return last - place >= 4 ? last : place;
}

/* [^\W_]+(?:(?:[_MARKS]+|_JOINTS)[^\W_]*)*: return the end of a word that begins at `place`. */
static Py_ssize_t
joined_end(const Text *text, Py_ssize_t place, Py_ssize_t end)
{
    while (place < end) {
        Py_UCS4 c = at(text, place);
        if (!is_alnum(c) && !is_mark(c) &&
            !(place + 1 < end && is_joint(at(text, place - 1), c, at(text, place + 1)))) {
            break;
        }
        place++;
    }
    return place;
}

Py_ssize_t
next_word(const Text *text, Py_ssize_t start, Py_ssize_t end, Py_ssize_t *word_end)
{
    for (; start < end; start++) {
        if (is_alnum(at(text, start))) {
            *word_end = acronym_end(text, start, end);
            if (*word_end == start) {
                *word_end = joined_end(text, start + 1, end);
            }
            return start;
        }
    }
    return end;
}
