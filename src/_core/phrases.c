/* Phrases for selection.py and reading/cleaning/notices.py: which texts contain a phrase, which
 * begin with one, and which repeat another text. */
#include "chars.h"
#include "table.h"
#include "words.h"

#include <stdint.h>
#include <string.h>

#define CAPSULE "summkit.phrases"
#define KEYS 4096 /* number of hashes of the first character or first three characters */

typedef struct {
    PyObject *phrases; /* tuple of str */
    int letters; /* number of characters of a key: 1 or 3 */
    uint16_t first[KEYS]; /* 1 + the first phrase of a key; 0 without one; fits into a cache */
    uint16_t *next; /* for each phrase: 1 + the next phrase with the same key */
} Phrases;

static size_t
key(Py_UCS4 one, Py_UCS4 two, Py_UCS4 three)
{
    return ((one * 67 + two) * 67 + three) % KEYS;
}

static void
free_phrases(PyObject *capsule)
{
    Phrases *phrases = PyCapsule_GetPointer(capsule, CAPSULE);
    Py_XDECREF(phrases->phrases);
    PyMem_Free(phrases->next);
    PyMem_Free(phrases);
}

static PyObject *
phrases(PyObject *module, PyObject *args)
{
    PyObject *listed;
    int letters;
    if (!PyArg_ParseTuple(args, "O!i", &PyTuple_Type, &listed, &letters)) {
        return NULL;
    }
    Py_ssize_t count = PyTuple_GET_SIZE(listed);
    if (count >= UINT16_MAX) {
        PyErr_SetString(PyExc_ValueError, "too many phrases");
        return NULL;
    }
    PyObject *capsule = new_capsule(sizeof(Phrases), CAPSULE, free_phrases);
    if (capsule == NULL) {
        return NULL;
    }
    Phrases *made = PyCapsule_GetPointer(capsule, CAPSULE);
    made->phrases = Py_NewRef(listed);
    made->letters = letters;
    made->next = PyMem_Calloc((size_t)count + 1, sizeof *made->next);
    if (made->next == NULL) {
        Py_DECREF(capsule);
        return PyErr_NoMemory();
    }
    for (Py_ssize_t i = count - 1; i >= 0; i--) {
        PyObject *phrase = PyTuple_GET_ITEM(listed, i);
        if (!PyUnicode_Check(phrase) || PyUnicode_GET_LENGTH(phrase) < letters ||
            (letters != 1 && letters != 3)) {
            Py_DECREF(capsule);
            PyErr_SetString(PyExc_ValueError, "a phrase is a str, and no shorter than its key");
            return NULL;
        }
        Text text = text_of(phrase);
        size_t hash = letters == 1 ? key(at(&text, 0), 0, 0)
                                   : key(at(&text, 0), at(&text, 1), at(&text, 2));
        made->next[i] = made->first[hash];
        made->first[hash] = (uint16_t)(i + 1);
    }
    return capsule;
}

/* Return whether the lower case of a text contains a phrase at a place. */
static int
stands_at(const Text *text, Py_ssize_t place, PyObject *phrase)
{
    Text wanted = text_of(phrase);
    if (wanted.length > text->length - place) {
        return 0;
    }
    for (Py_ssize_t i = 0; i < wanted.length; i++) {
        if (lower_of(at(text, place + i)) != at(&wanted, i)) {
            return 0;
        }
    }
    return 1;
}

/* Append (number, phrase) to `result` for each phrase in a text in lower case. Return 0, 1 if the
 * text contains İ or Σ, which str.lower treats apart, or -1 if memory is short. */
static int
add_held(const Phrases *known, const Text *text, Py_ssize_t number, PyObject *result)
{
    Py_UCS4 one = 0, two = 0;
    for (Py_ssize_t place = 0; place < text->length; place++) {
        Py_UCS4 c = at(text, place), three = lower_of(c);
        if (c == 0x130 || c == 0x3A3) {
            return 1;
        }
        unsigned i = place > 1 ? known->first[key(one, two, three)] : 0;
        for (; i; i = known->next[i - 1]) {
            if (stands_at(text, place - 2, PyTuple_GET_ITEM(known->phrases, i - 1))) {
                PyObject *pair = Py_BuildValue("nI", number, i - 1);
                int failed = pair == NULL || PyList_Append(result, pair) < 0;
                Py_XDECREF(pair);
                if (failed) {
                    return -1;
                }
            }
        }
        one = two;
        two = three;
    }
    return 0;
}

/* Return which texts contain which phrases, as pairs of numbers: the last step of `notices`. None
 * if a text contains İ or Σ. */
static PyObject *
held(PyObject *module, PyObject *args)
{
    PyObject *texts, *capsule;
    if (!PyArg_ParseTuple(args, "O!O", &PyList_Type, &texts, &capsule)) {
        return NULL;
    }
    Phrases *known = PyCapsule_GetPointer(capsule, CAPSULE);
    if (known == NULL || known->letters != 3) {
        PyErr_SetString(PyExc_ValueError, "phrases with keys of three letters are wanted");
        return NULL;
    }
    PyObject *result = PyList_New(0);
    for (Py_ssize_t i = 0; result && i < PyList_GET_SIZE(texts); i++) {
        PyObject *string = PyList_GET_ITEM(texts, i);
        if (!PyUnicode_Check(string)) {
            Py_DECREF(result);
            PyErr_SetString(PyExc_TypeError, "texts must be str");
            return NULL;
        }
        Text text = text_of(string);
        int hard = add_held(known, &text, i, result);
        if (hard) {
            Py_SETREF(result, hard < 0 ? NULL : Py_NewRef(Py_None));
            break;
        }
    }
    return result;
}

/* Return whether the lower case of a text may begin with a phrase at `place`. Return 1 if İ or Σ
 * make the answer uncertain. */
static int
may_begin(const Phrases *known, const Text *text, Py_ssize_t place)
{
    Py_UCS4 first = Py_UNICODE_TOLOWER(at(text, place));
    unsigned i = known->first[key(first, 0, 0)];
    for (; i; i = known->next[i - 1]) {
        Text wanted = text_of(PyTuple_GET_ITEM(known->phrases, i - 1));
        Py_ssize_t same = 0;
        for (; same < wanted.length && place + same < text->length; same++) {
            Py_UCS4 c = at(text, place + same);
            if (c == 0x130 || c == 0x3A3) {
                return 1;
            }
            if (Py_UNICODE_TOLOWER(c) != at(&wanted, same)) {
                break;
            }
        }
        if (same == wanted.length) {
            return 1;
        }
    }
    return first == 0x130 || first == 0x3A3 || at(text, place) == 0x130 || at(text, place) == 0x3A3;
}

/* Return the numbers of the texts that may begin with a digit or a phrase, after any of `before`.
 * Only these texts need a check by `notices`. */
static PyObject *
openings(PyObject *module, PyObject *args)
{
    PyObject *texts, *before, *capsule;
    if (!PyArg_ParseTuple(args, "O!UO", &PyList_Type, &texts, &before, &capsule)) {
        return NULL;
    }
    Phrases *known = PyCapsule_GetPointer(capsule, CAPSULE);
    PyObject *result = known ? PyList_New(0) : NULL;
    for (Py_ssize_t i = 0; result && i < PyList_GET_SIZE(texts); i++) {
        PyObject *string = PyList_GET_ITEM(texts, i);
        if (!PyUnicode_Check(string)) {
            PyErr_SetString(PyExc_TypeError, "texts must be str");
            Py_CLEAR(result);
            break;
        }
        Text text = text_of(string);
        Py_ssize_t place = 0;
        while (place < text.length &&
               PyUnicode_FindChar(before, at(&text, place), 0, PyUnicode_GET_LENGTH(before), 1) >= 0) {
            place++;
        }
        if (place == text.length ||
            !(Py_UNICODE_ISDIGIT(at(&text, place)) || may_begin(known, &text, place))) {
            continue;
        }
        PyObject *number = PyLong_FromSsize_t(i);
        if (number == NULL || PyList_Append(result, number) < 0) {
            Py_CLEAR(result);
        }
        Py_XDECREF(number);
    }
    return result;
}

/* Return str.casefold of a printable character of English or its neighbours. Return 0 for other
 * characters, and for those that casefold turns into two. */
static Py_UCS4
folded_of(Py_UCS4 c)
{
    if (c < 128) {
        return c < ' ' || c == 127 ? 0 : lower_of(c);
    }
    if (c < 0x100) {
        return c < 0xA1 || c == 0xAD || c == 0xB5 || c == 0xDF ? 0 : lower_of(c);
    }
    return (c >= 0x2010 && c <= 0x2027) || c == 0x20AC ? c : 0; /* –, ’, “, …, € */
}

/* Return whether text[start:end] has at least `least` of `spaced_words`. */
static int
has_words(const Text *text, Py_ssize_t start, Py_ssize_t end, Py_ssize_t least)
{
    Py_ssize_t word_end;
    while (least > 0 && (start = next_word(text, start, end, &word_end)) < end) {
        start = word_end;
        least--;
    }
    return least <= 0;
}

/* `_candidates` of selection.py for most articles: return the numbers of the sentences with at least
 * `least` words. None if a sentence repeats another, or is not on one line with single spaces, or
 * has a character that `folded_of` does not know. */
static PyObject *
whole_sentences(PyObject *module, PyObject *args)
{
    PyObject *string;
    Py_buffer buffer;
    Py_ssize_t least, short_length;
    if (!PyArg_ParseTuple(args, "Uy*nn", &string, &buffer, &least, &short_length)) {
        return NULL;
    }
    Text body = text_of(string);
    const int32_t *spans = buffer.buf;
    Py_ssize_t count = buffer.len / (2 * (Py_ssize_t)sizeof *spans);
    PyObject *result = NULL;
    Table seen = {0};
    char *folded = NULL;
    for (Py_ssize_t i = 0, before = 0; i < 2 * count; before = spans[i++]) {
        if (spans[i] < before || spans[i] > body.length) {
            PyErr_SetString(PyExc_ValueError, "spans are not in the text");
            goto end;
        }
    }
    folded = PyMem_Malloc(3 * (size_t)body.length + 1);
    result = folded ? PyList_New(0) : PyErr_NoMemory();
    for (Py_ssize_t i = 0; result && i < count; i++) {
        Py_ssize_t found = 0, start = spans[2 * i], stop = spans[2 * i + 1];
        Py_UCS4 c = 1, before = 0;
        char *out = folded;
        for (Py_ssize_t place = start; place < stop; place++) {
            c = folded_of(at(&body, place));
            if (c == 0 || (c == ' ' && before == ' ')) {
                c = 0;
                break;
            }
            found += c == ' ';
            out = put_utf8(out, c);
            before = c;
        }
        if (c == 0) {
            Py_SETREF(result, Py_NewRef(Py_None));
            break;
        }
        size_t size = (size_t)(out - folded);
        uint64_t hash = table_hash(folded, size);
        int whole = found >= least - 1 &&
                    (stop - start > short_length || has_words(&body, start, stop, least));
        if (table_find(&seen, folded, size, hash)) {
            Py_SETREF(result, Py_NewRef(Py_None));
            break;
        }
        PyObject *number = whole ? PyLong_FromSsize_t(i) : NULL;
        if (table_add(&seen, folded, size, hash) == NULL) {
            PyErr_NoMemory();
        } else if (number != NULL) {
            PyList_Append(result, number);
        }
        Py_XDECREF(number);
        if (PyErr_Occurred()) {
            Py_CLEAR(result);
        }
    }
end:
    table_clear(&seen);
    PyMem_Free(folded);
    PyBuffer_Release(&buffer);
    return result;
}

/* -- Words ---------------------------------------------------------------------------------------- */

#define WORDS "summkit.words"
#define LONGEST_WORD 64

/* ASCII words that are looked for together: `Anywhere` of cohesion/phrases.py. */
typedef struct {
    Table words;
    int lower; /* whether letter case is ignored; the words are then in lower case */
} Words;

static void
free_words(PyObject *capsule)
{
    Words *words = PyCapsule_GetPointer(capsule, WORDS);
    table_clear(&words->words);
    PyMem_Free(words);
}

/* words(listed, lower) -> words; `listed` is a tuple of bytes. */
static PyObject *
words(PyObject *module, PyObject *args)
{
    PyObject *listed;
    int lower;
    if (!PyArg_ParseTuple(args, "O!p", &PyTuple_Type, &listed, &lower)) {
        return NULL;
    }
    PyObject *capsule = new_capsule(sizeof(Words), WORDS, free_words);
    if (capsule == NULL) {
        return NULL;
    }
    Words *made = PyCapsule_GetPointer(capsule, WORDS);
    made->lower = lower;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(listed); i++) {
        char *word;
        Py_ssize_t size;
        if (PyBytes_AsStringAndSize(PyTuple_GET_ITEM(listed, i), &word, &size) < 0) {
            Py_DECREF(capsule);
            return NULL;
        }
        uint64_t hash = table_hash(word, (size_t)size);
        if (size > LONGEST_WORD || (!table_find(&made->words, word, (size_t)size, hash) &&
                                    !table_add(&made->words, word, (size_t)size, hash))) {
            Py_DECREF(capsule);
            PyErr_SetString(PyExc_ValueError, "a word is too long");
            return NULL;
        }
    }
    return capsule;
}

/* Whether a text may contain one of the words. Characters outside ASCII separate words; a text with
 * one of `_FOLDED` may contain any word, since that letter matches an ASCII letter. */
static int
may_have_word(const Words *known, const Text *text, int hyphens)
{
    char word[LONGEST_WORD];
    size_t size = 0;
    for (Py_ssize_t place = 0; place <= text->length; place++) {
        Py_UCS4 c = place < text->length ? at(text, place) : ' ';
        if (c < 128 && (is_alnum(c) || c == '_' || (hyphens && c == '-'))) {
            if (size < LONGEST_WORD) {
                word[size] = (char)(known->lower ? lower_of(c) : c);
            }
            size++;
            continue;
        }
        if (c == 0x130 || c == 0x131 || c == 0x17F || c == 0x212A) {
            return 1;
        }
        if (size && size <= LONGEST_WORD &&
            table_find(&known->words, word, size, table_hash(word, size))) {
            return 1;
        }
        size = 0;
    }
    return 0;
}

/* with_words(texts, words, hyphens) -> for each text whether it may contain one of the words;
 * `hyphens`: a word includes them. */
static PyObject *
with_words(PyObject *module, PyObject *args)
{
    PyObject *texts, *capsule;
    int hyphens;
    if (!PyArg_ParseTuple(args, "O!Op", &PyList_Type, &texts, &capsule, &hyphens)) {
        return NULL;
    }
    Words *known = PyCapsule_GetPointer(capsule, WORDS);
    PyObject *result = known ? PyList_New(PyList_GET_SIZE(texts)) : NULL;
    for (Py_ssize_t i = 0; result && i < PyList_GET_SIZE(texts); i++) {
        PyObject *string = PyList_GET_ITEM(texts, i);
        if (!PyUnicode_Check(string)) {
            Py_DECREF(result);
            PyErr_SetString(PyExc_TypeError, "texts must be str");
            return NULL;
        }
        Text text = text_of(string);
        PyList_SET_ITEM(result, i, PyBool_FromLong(may_have_word(known, &text, hyphens)));
    }
    return result;
}

/* has_word(text, words): the same for one text, whose words have no hyphens. */
static PyObject *
has_word(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    if (count != 2 || !PyUnicode_Check(args[0])) {
        PyErr_SetString(PyExc_TypeError, "a text and words are wanted");
        return NULL;
    }
    Words *known = PyCapsule_GetPointer(args[1], WORDS);
    if (known == NULL) {
        return NULL;
    }
    Text text = text_of(args[0]);
    return PyBool_FromLong(may_have_word(known, &text, 0));
}

static PyMethodDef methods[] = {
    {"words", words, METH_VARARGS, "words(listed, lower)"},
    {"with_words", with_words, METH_VARARGS, "with_words(texts, words, hyphens)"},
    {"has_word", (PyCFunction)(void (*)(void))has_word, METH_FASTCALL, "has_word(text, words)"},
    {"phrases", phrases, METH_VARARGS, "phrases(listed, letters)"},
    {"held", held, METH_VARARGS, "held(texts, phrases)"},
    {"openings", openings, METH_VARARGS, "openings(texts, before, phrases)"},
    {"whole_sentences", whole_sentences, METH_VARARGS,
     "whole_sentences(body, spans, least, short_length)"},
    {NULL, NULL, 0, NULL},
};

int
add_phrases(PyObject *module)
{
    return PyModule_AddFunctions(module, methods);
}
