/* Properties of the tokens of sentences: newsrank/surface.Marks, for scripts with spaces. */
#include "chars.h"
#include "table.h"

#include <string.h>

enum { FAMILIES = 32 };

/* A set of characters; for ASCII, a table. */
typedef struct {
    Text others;
    char ascii[128];
} Set;

static Set
set_of(PyObject *string)
{
    Set set = {text_of(string), {0}};
    for (Py_ssize_t place = 0; place < set.others.length; place++) {
        Py_UCS4 c = at(&set.others, place);
        if (c < 128) {
            set.ascii[c] = 1;
        }
    }
    return set;
}

/* Return the place of a character in a set, or -1; for ASCII, only whether it is in the set. */
static Py_ssize_t
find(const Set *set, Py_UCS4 c)
{
    if (c < 128 && !set->ascii[c]) {
        return -1;
    }
    for (Py_ssize_t place = 0; place < set->others.length; place++) {
        if (at(&set->others, place) == c) {
            return place;
        }
    }
    return -1;
}

/* The lists of Marks. */
enum { WORDS, CHARACTERS, NUMBERS, NAME_PLACES, TERMS, DANGLING, STOP, QUOTES, HALF, LISTS };

static int
append(PyObject *list, PyObject *value)
{
    int done = value == NULL ? -1 : PyList_Append(list, value);
    Py_XDECREF(value);
    return done;
}

static PyObject *
lower_part(PyObject *text, Py_ssize_t start, Py_ssize_t end)
{
    PyObject *part = PyUnicode_Substring(text, start, end);
    PyObject *lower = part ? PyObject_CallMethod(part, "lower", NULL) : NULL;
    Py_XDECREF(part);
    return lower;
}

/* Set whether a sentence opens with a word that refers back, and whether with a stop word. */
static int
look_at_opener(PyObject *text, Py_ssize_t start, Py_ssize_t end, PyObject *dangling,
               PyObject *stop_words, PyObject **lists)
{
    PyObject *lower = lower_part(text, start, end);
    int points = lower ? PySet_Contains(dangling, lower) : -1;
    int stops = points < 0 ? -1 : PySet_Contains(stop_words, lower);
    Py_XDECREF(lower);
    return stops < 0 || append(lists[DANGLING], PyBool_FromLong(points)) < 0 ||
                   append(lists[STOP], PyBool_FromLong(stops)) < 0
               ? -1
               : 0;
}

/* Number the lines of a str as in `ids`. */
static int
number_lines(Table *table, PyObject *lines, const Py_buffer *ids)
{
    Py_ssize_t size;
    const char *line = PyUnicode_AsUTF8AndSize(lines, &size);
    const char *end = line ? line + size : NULL, *stop;
    for (Py_ssize_t i = 0; line != NULL && line < end; line = stop + 1, i++) {
        stop = memchr(line, '\n', (size_t)(end - line));
        if (stop == NULL || (i + 1) * (Py_ssize_t)sizeof(int32_t) > ids->len) {
            PyErr_SetString(PyExc_ValueError, "an id for each line is wanted");
            return -1;
        }
        size_t length = (size_t)(stop - line);
        Entry *entry = table_add(table, line, length, table_hash(line, length));
        if (entry == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        entry->value = ((const int32_t *)ids->buf)[i];
    }
    return PyErr_Occurred() ? -1 : 0;
}

/* Return the term of the word text[start:end] as a Python int; -1 if it has none. */
static PyObject *
term_of(const Table *terms, PyObject *string, Py_ssize_t start, Py_ssize_t end)
{
    char buffer[64];
    const char *word = buffer;
    Py_ssize_t size = end - start;
    Text text = text_of(string);
    PyObject *lower = NULL;
    int plain = size <= (Py_ssize_t)sizeof buffer;
    for (Py_ssize_t i = 0; plain && i < size; i++) {
        Py_UCS4 c = at(&text, start + i);
        plain = c < 128;
        buffer[i] = (char)(plain ? lower_of(c) : 0);
    }
    if (!plain) {
        lower = lower_part(string, start, end);
        if (lower == NULL) {
            return NULL;
        }
        word = PyUnicode_AsUTF8AndSize(lower, &size);
        if (word == NULL) {
            PyErr_Clear(); /* half a surrogate pair, which no word contains */
        }
    }
    const Entry *entry =
        word ? table_find(terms, word, (size_t)size, table_hash(word, (size_t)size)) : NULL;
    Py_XDECREF(lower);
    return PyLong_FromLong(entry ? entry->value : -1);
}

/* Record a sentence: repeats the body of the loop of Marks._look. */
static int
look_at(PyObject *string, Py_ssize_t number, const Set *around, PyObject *dangling,
        PyObject *stop_words, const Table *terms, PyObject **lists)
{
    Text text = text_of(string);
    Py_ssize_t words = 0, folded = 0, place = 0;
    int printable = 1, done = 0;
    while (done == 0 && place < text.length) {
        while (place < text.length && is_space(at(&text, place))) {
            printable &= at(&text, place) == ' ';
            place++;
        }
        Py_ssize_t start = place;
        int digit = 0;
        for (; place < text.length && !is_space(at(&text, place)); place++) {
            Py_UCS4 c = at(&text, place);
            digit |= c < 128 ? c >= '0' && c <= '9' : Py_UNICODE_ISDIGIT(c) != 0;
            printable &= c < 128 ? c > 31 && c < 127 : Py_UNICODE_ISPRINTABLE(c);
        }
        if (place == start) {
            break;
        }
        Py_ssize_t end = place, first = start;
        folded += (words++ > 0) + end - start;
        Py_UCS4 begin = at(&text, start);
        if (words > 1 && begin >= 'a' && begin <= 'z') {
            continue; /* most tokens */
        }
        while (first < end && find(around, at(&text, first)) >= 0) {
            first++;
        }
        while (end > first && find(around, at(&text, end - 1)) >= 0) {
            end--;
        }
        int capital = first < end && Py_UNICODE_ISUPPER(at(&text, first));
        if (words == 1) {
            done = look_at_opener(string, first, end, dangling, stop_words, lists);
            if (capital || (begin >= 'a' && begin <= 'z')) {
                continue;
            }
        }
        if (done == 0 && capital) {
            done = append(lists[NAME_PLACES], PyLong_FromSsize_t(number)) < 0 ||
                           append(lists[TERMS], term_of(terms, string, first, end)) < 0
                       ? -1
                       : 0;
        }
        if (done == 0 && digit) { /* no stripped character is a digit, and no digit is a letter */
            done = append(lists[NUMBERS], PyLong_FromSsize_t(number));
        }
    }
    if (done < 0 || append(lists[WORDS], PyLong_FromSsize_t(words)) < 0) {
        return -1;
    }
    return append(lists[CHARACTERS], PyLong_FromSsize_t(printable ? text.length : folded));
}

/* Count quotation marks, and set whether a mark of any family has no partner. */
static int
count_quotes(PyObject *string, const Set *quotes, const Text *family, PyObject **lists)
{
    Text text = text_of(string);
    Py_ssize_t count = 0;
    char odd[FAMILIES] = {0}, half = 0;
    for (Py_ssize_t place = 0; place < text.length; place++) {
        Py_ssize_t mark = find(quotes, at(&text, place));
        if (mark >= 0) {
            count++;
            odd[find(quotes, at(family, mark))] ^= 1;
        }
    }
    for (int at_family = 0; at_family < FAMILIES; at_family++) {
        half |= odd[at_family];
    }
    if (append(lists[QUOTES], PyLong_FromSsize_t(count)) < 0) {
        return -1;
    }
    return append(lists[HALF], PyBool_FromLong(half));
}

/* look_at_sentences(texts, dangling, stop_words, around, quotes, family, words, word_ids) -> lists,
 * in the order of the enumeration above: repeats Marks._look.
 *
 * `around` are the characters that are stripped off a token. `family` has for each of `quotes` the
 * first mark of its family. `words` are lines; `word_ids` are their terms. */
static PyObject *
look_at_sentences(PyObject *module, PyObject *args)
{
    PyObject *texts, *dangling, *stop_words, *around, *quotes, *family, *words;
    PyObject *lists[LISTS] = {NULL};
    Py_buffer word_ids;
    if (!PyArg_ParseTuple(args, "O!O!O!UUUUy*", &PyList_Type, &texts, &PyFrozenSet_Type, &dangling,
                          &PyFrozenSet_Type, &stop_words, &around, &quotes, &family, &words,
                          &word_ids)) {
        return NULL;
    }
    Table terms = {0};
    Set stripped = set_of(around), marks = set_of(quotes);
    Text families = text_of(family);
    int done = marks.others.length <= FAMILIES && families.length == marks.others.length ? 0 : -1;
    for (Py_ssize_t place = 0; done == 0 && place < families.length; place++) {
        done = find(&marks, at(&families, place)) < 0 ? -1 : 0;
    }
    if (done < 0) {
        PyErr_SetString(PyExc_ValueError, "a family for each quotation mark is wanted");
    }
    if (done == 0) {
        done = number_lines(&terms, words, &word_ids);
    }
    PyObject *result = done == 0 ? PyTuple_New(LISTS) : NULL;
    for (int list = 0; result != NULL && list < LISTS; list++) {
        lists[list] = PyList_New(0);
        if (lists[list] == NULL) {
            Py_CLEAR(result);
            break;
        }
        PyTuple_SET_ITEM(result, list, lists[list]); /* the tuple owns the list from now on */
    }
    for (Py_ssize_t number = 0; result != NULL && number < PyList_GET_SIZE(texts); number++) {
        PyObject *text = PyList_GET_ITEM(texts, number);
        if (!PyUnicode_Check(text)) {
            PyErr_SetString(PyExc_TypeError, "texts are wanted");
            Py_CLEAR(result);
        }
        else if (look_at(text, number, &stripped, dangling, stop_words, &terms, lists) < 0 ||
                 count_quotes(text, &marks, &families, lists) < 0) {
            Py_CLEAR(result);
        }
    }
    table_clear(&terms);
    PyBuffer_Release(&word_ids);
    return result;
}

static PyMethodDef methods[] = {
    {"look_at_sentences", look_at_sentences, METH_VARARGS, "See newsrank/surface.py."},
    {NULL, NULL, 0, NULL},
};

int
add_surface(PyObject *module)
{
    return PyModule_AddFunctions(module, methods);
}
