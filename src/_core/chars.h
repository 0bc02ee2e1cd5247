/* Classes of characters as Python's str methods and the `re` module define them. */
#ifndef SUMMKIT_CHARS_H
#define SUMMKIT_CHARS_H

#include "core.h"

/* The characters of a str of any internal width. */
typedef struct {
    int kind;
    const void *data;
    Py_ssize_t length;
} Text;

static inline Text
text_of(PyObject *string)
{
    Text text = {PyUnicode_KIND(string), PyUnicode_DATA(string), PyUnicode_GET_LENGTH(string)};
    return text;
}

static inline Py_UCS4
at(const Text *text, Py_ssize_t place)
{
    return PyUnicode_READ(text->kind, text->data, place);
}

static inline int is_space(Py_UCS4 c) { return Py_UNICODE_ISSPACE(c); } /* \s, str.split */
static inline int is_digit(Py_UCS4 c) { return Py_UNICODE_ISDECIMAL(c); } /* \d */

static inline int
is_alnum(Py_UCS4 c) /* [^\W_], str.isalnum */
{
    if (c < 128) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
    return Py_UNICODE_ISALNUM(c);
}

static inline Py_UCS4
lower_of(Py_UCS4 c) /* str.lower except for İ and Σ */
{
    return c < 128 ? (c >= 'A' && c <= 'Z' ? c + 32 : c) : Py_UNICODE_TOLOWER(c);
}

/* Append a character as UTF-8 and return the end. The character is never half of a surrogate
 * pair, since no word contains one. */
static inline char *
put_utf8(char *out, Py_UCS4 c)
{
    if (c < 0x80) {
        *out++ = (char)c;
    } else if (c < 0x800) {
        *out++ = (char)(0xC0 | (c >> 6));
        *out++ = (char)(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        *out++ = (char)(0xE0 | (c >> 12));
        *out++ = (char)(0x80 | ((c >> 6) & 0x3F));
        *out++ = (char)(0x80 | (c & 0x3F));
    } else {
        *out++ = (char)(0xF0 | (c >> 18));
        *out++ = (char)(0x80 | ((c >> 12) & 0x3F));
        *out++ = (char)(0x80 | ((c >> 6) & 0x3F));
        *out++ = (char)(0x80 | (c & 0x3F));
    }
    return out;
}

#endif
