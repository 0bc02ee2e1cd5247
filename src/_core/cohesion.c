/* The needs of sentences, for summkit.cohesion: signs of damage, runs of names, and sentences that
 * repeat others. */
#include "chars.h"

#include <string.h>

/* Return whether a character is in [\w'’-]. */
static int
in_word(Py_UCS4 c)
{
    return is_alnum(c) || c == '_' || c == '\'' || c == '-' || c == 0x2019;
}

/* -- Damage: soundness.py --------------------------------------------------------------------- */

/* Return whether two characters in a row are in a match of one of the patterns of `_places`. */
static int
is_sign(Py_UCS4 before, Py_UCS4 c)
{
    if (c == 0xFFFD) {
        return 1;
    }
    switch (before) {
    case '.': case '!': case '?': case ',':
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); /* _RUN_ON */
    case ' ':
        return c == ',' || c == '.'; /* _STRAY */
    case ':':
        return c == ' '; /* _LABEL */
    case 0xC3: case 0xC2: /* _ENCODING */
        return 1;
    case 0xE2:
        return c == 0x20AC;
    default:
        return 0;
    }
}

/* Return whether the words of a text may be a list; see `_is_list`. */
static int
may_be_list(const Text *text)
{
    Py_ssize_t words = 0, low = 0, place = 0;
    while (place < text->length) {
        if (is_space(at(text, place))) {
            place++;
            continue;
        }
        words++;
        low += Py_UNICODE_ISLOWER(at(text, place)) != 0;
        while (place < text->length && !is_space(at(text, place))) {
            place++;
        }
    }
    return words >= 8 && 10 * (words - low) >= 8 * words;
}

/* Return whether a text has a word twice in a row, with one space between: `_doubled`. */
static int
has_doubled(const Text *text)
{
    Py_ssize_t start = 0, before = -1, size = 0; /* the word, and the word before it */
    while (start < text->length) {
        if (!in_word(at(text, start))) {
            start++;
            continue;
        }
        Py_ssize_t end = start, same = 0;
        for (; end < text->length && in_word(at(text, end)); end++) {
            same += before >= 0 && end - start < size &&
                    at(text, end) == at(text, before + end - start);
        }
        if (before >= 0 && same == size && end - start == size && before + size + 1 == start &&
            at(text, start - 1) == ' ') {
            return 1;
        }
        before = start;
        size = end - start;
        start = end;
    }
    return 0;
}

/* may_be_broken(text, ends): False if `Soundness._places` yields nothing for the text in any
 * document; `ends` is `ENDS`. */
static PyObject *
may_be_broken(PyObject *module, PyObject *args)
{
    PyObject *string, *ends;
    if (!PyArg_ParseTuple(args, "UU", &string, &ends)) {
        return NULL;
    }
    Text text = text_of(string);
    if (text.length < 2) {
        Py_RETURN_TRUE;
    }
    Py_UCS4 first = at(&text, 0), last = at(&text, text.length - 1), before = 0;
    Py_ssize_t open = 0;
    int broken = Py_UNICODE_ISLOWER(first) || Py_UNICODE_ISDIGIT(first) || first == '(' ||
                 at(&text, 1) == ')' || PyUnicode_FindChar(ends, last, 0, PY_SSIZE_T_MAX, 1) < 0 ||
                 (last == '.' && Py_UNICODE_ISUPPER(at(&text, text.length - 2)));
    for (Py_ssize_t place = 0; place < text.length && !broken; place++) {
        Py_UCS4 c = at(&text, place);
        open += (c == '(' || c == '[') - (c == ')' || c == ']');
        broken = is_sign(before, c);
        before = c;
    }
    return PyBool_FromLong(broken || open > 0 || has_doubled(&text) || may_be_list(&text));
}

/* -- Names: names.py --------------------------------------------------------------------------- */

/* Return whether the text between two words connects them to one run of names; see `_runs`. */
static int
joins(PyObject *string, Py_ssize_t start, Py_ssize_t end, PyObject *joiners)
{
    Text text = text_of(string);
    Py_UCS4 first = at(&text, start), last = at(&text, end - 1);
    if (end - start == 1 || last != ' ') {
        return end - start == 1 && first == ' ';
    }
    if (end - start == 2 && first == '.') {
        return 1;
    }
    if (end - start == 2 || first != ' ') {
        return 0;
    }
    PyObject *between = PyUnicode_Substring(string, start + 1, end - 1);
    int found = between ? PySet_Contains(joiners, between) : -1;
    Py_XDECREF(between);
    return found;
}

/* name_runs(text, joiners): the result of `_runs`; `joiners` is a frozenset. */
static PyObject *
name_runs(PyObject *module, PyObject *args)
{
    PyObject *string, *joiners, *run = NULL;
    if (!PyArg_ParseTuple(args, "UO!", &string, &PyFrozenSet_Type, &joiners)) {
        return NULL;
    }
    Text text = text_of(string);
    PyObject *runs = PyList_New(0);
    Py_ssize_t start = 0, before = 0; /* `before`: the end of the run's last word */
    while (runs && start < text.length) {
        Py_UCS4 c = at(&text, start);
        if (!in_word(c)) {
            start++;
            continue;
        }
        Py_ssize_t end = start + 1, stop = end; /* a word ends with \w */
        for (; end < text.length && in_word(at(&text, end)); end++) {
            Py_UCS4 letter = at(&text, end);
            if (letter != '\'' && letter != '-' && letter != 0x2019) {
                stop = end + 1;
            }
        }
        if (Py_UNICODE_ISUPPER(c) && is_alnum(c) && !is_digit(c)) {
            int joined = run ? joins(string, before, start, joiners) : 0;
            if (joined == 0) {
                run = PyList_New(0);
                joined = run ? PyList_Append(runs, run) : -1;
                Py_XDECREF(run); /* `runs` refers to it */
            }
            PyObject *word = joined < 0 ? NULL : PyUnicode_Substring(string, start, stop);
            PyObject *pair = word ? Py_BuildValue("nN", start, word) : NULL;
            if (pair == NULL || PyList_Append(run, pair) < 0) {
                Py_CLEAR(runs);
            }
            Py_XDECREF(pair);
            before = stop;
        }
        start = end;
    }
    return runs;
}

/* -- Repeats: repeats.py ----------------------------------------------------------------------- */

/* Put the distinct ids of each of the first rows into `unique`, and their number into `sizes`;
 * `seen` has a zero for each id. */
static void
make_unique(const int32_t *ids, const int32_t *offsets, Py_ssize_t count, int32_t *unique,
            Py_ssize_t *sizes, Py_ssize_t *seen)
{
    for (Py_ssize_t row = 0; row < count; row++) {
        for (int32_t at = offsets[row]; at < offsets[row + 1]; at++) {
            if (seen[ids[at]] != row + 1) {
                seen[ids[at]] = row + 1;
                unique[offsets[row] + sizes[row]++] = ids[at];
            }
        }
    }
}

/* repeated(ids, offsets, count, begin, back, least, alike): the result of `_repeated`. */
static PyObject *
repeated(PyObject *module, PyObject *args)
{
    Py_buffer ids_buffer, offsets_buffer;
    Py_ssize_t count, begin, back, least;
    double alike;
    if (!PyArg_ParseTuple(args, "y*y*nnnnd", &ids_buffer, &offsets_buffer, &count, &begin, &back,
                          &least, &alike)) {
        return NULL;
    }
    const int32_t *ids = ids_buffer.buf, *offsets = offsets_buffer.buf;
    Py_ssize_t terms = ids_buffer.len / (Py_ssize_t)sizeof *ids, most = -1;
    Py_ssize_t *sizes = NULL, *seen = NULL;
    int32_t *unique = NULL;
    PyObject *found = NULL;
    int bad = count < 0 || (count + 1) * (Py_ssize_t)sizeof *offsets > offsets_buffer.len;
    for (Py_ssize_t row = 0; row < count && !bad; row++) {
        bad = offsets[row] < 0 || offsets[row] > offsets[row + 1] || offsets[row + 1] > terms;
    }
    for (Py_ssize_t at = 0; !bad && count && at < offsets[count]; at++) {
        bad |= ids[at] < 0;
        most = ids[at] > most ? ids[at] : most;
    }
    if (bad) {
        PyErr_SetString(PyExc_ValueError, "ids or offsets are not those of a document");
        goto end;
    }
    sizes = PyMem_Calloc((size_t)count + 1, sizeof *sizes);
    seen = PyMem_Calloc((size_t)most + 2, sizeof *seen);
    unique = PyMem_Malloc(((size_t)terms + 1) * sizeof *unique);
    found = sizes && seen && unique ? PyList_New(0) : PyErr_NoMemory();
    if (found == NULL) {
        goto end;
    }
    make_unique(ids, offsets, count, unique, sizes, seen);
    memset(seen, 0, ((size_t)most + 2) * sizeof *seen);
    for (Py_ssize_t row = 0; found && row < count; row++) {
        int is_alike = 0;
        for (Py_ssize_t at = 0; at < sizes[row]; at++) {
            seen[unique[offsets[row] + at]] = row + 1;
        }
        Py_ssize_t other = row - back > begin ? row - back : begin;
        for (; other < row && !is_alike; other++) {
            Py_ssize_t size = sizes[row] < sizes[other] ? sizes[row] : sizes[other], shared = 0;
            for (Py_ssize_t at = 0; at < sizes[other]; at++) {
                shared += seen[unique[offsets[other] + at]] == row + 1;
            }
            is_alike = size >= least && (double)shared >= alike * (double)size;
        }
        PyObject *number = is_alike ? PyLong_FromSsize_t(row) : NULL;
        if (is_alike && (number == NULL || PyList_Append(found, number) < 0)) {
            Py_CLEAR(found);
        }
        Py_XDECREF(number);
    }
end:
    PyMem_Free(sizes);
    PyMem_Free(seen);
    PyMem_Free(unique);
    PyBuffer_Release(&ids_buffer);
    PyBuffer_Release(&offsets_buffer);
    return found;
}

static PyMethodDef methods[] = {
    {"may_be_broken", may_be_broken, METH_VARARGS, "may_be_broken(text, ends)"},
    {"name_runs", name_runs, METH_VARARGS, "name_runs(text, joiners)"},
    {"repeated", repeated, METH_VARARGS,
     "repeated(ids, offsets, count, begin, back, least, alike)"},
    {NULL, NULL, 0, NULL},
};

int
add_cohesion(PyObject *module)
{
    return PyModule_AddFunctions(module, methods);
}
