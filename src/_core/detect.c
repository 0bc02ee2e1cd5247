/* Language detection: the counting of language/detect.py. */
#include "chars.h"
#include "table.h"

#include <string.h>

#define CAPSULE "summkit.speakers"
#define LANGUAGES 128
#define LONGEST 64 /* maximum bytes of a function word */

/* For each function word, the languages that use it. */
typedef struct {
    Table words; /* the value of a word: the place of its languages in `masks` */
    uint64_t (*masks)[LANGUAGES / 64];
    Py_ssize_t count; /* of languages */
    PyObject *codes; /* tuple */
    double weights[LANGUAGES + 1]; /* the weight of a word, by the number of its languages */
} Speakers;

static void
free_speakers(PyObject *capsule)
{
    Speakers *speakers = PyCapsule_GetPointer(capsule, CAPSULE);
    table_clear(&speakers->words);
    PyMem_Free(speakers->masks);
    Py_XDECREF(speakers->codes);
    PyMem_Free(speakers);
}

/* Add the words of a text, separated by spaces, as function words of a language. */
static int
add_words(Speakers *speakers, PyObject *words, Py_ssize_t language)
{
    Py_ssize_t size;
    const char *bytes = PyUnicode_AsUTF8AndSize(words, &size);
    if (bytes == NULL) {
        return -1;
    }
    for (const char *end = bytes + size; bytes < end;) {
        const char *space = memchr(bytes, ' ', (size_t)(end - bytes));
        size_t length = (size_t)((space ? space : end) - bytes);
        uint64_t hash = table_hash(bytes, length);
        Entry *entry = table_find(&speakers->words, bytes, length, hash);
        if (entry == NULL) {
            size_t count = speakers->words.count;
            if ((count & (count - 1)) == 0) { /* double the memory */
                void *masks = PyMem_Realloc(
                    speakers->masks, (count ? 2 * count : 1) * sizeof *speakers->masks);
                if (masks == NULL) {
                    PyErr_NoMemory();
                    return -1;
                }
                speakers->masks = masks;
            }
            entry = table_add(&speakers->words, bytes, length, hash);
            if (entry == NULL) {
                PyErr_NoMemory();
                return -1;
            }
            entry->value = (int32_t)count;
            memset(speakers->masks + count, 0, sizeof *speakers->masks);
        }
        speakers->masks[entry->value][language / 64] |= UINT64_C(1) << (language % 64);
        bytes = space ? space + 1 : end;
    }
    return 0;
}

static PyObject *
speakers(PyObject *module, PyObject *args)
{
    PyObject *codes, *listed, *weights;
    if (!PyArg_ParseTuple(args, "O!O!O!", &PyTuple_Type, &codes, &PyTuple_Type, &listed,
                          &PyTuple_Type, &weights)) {
        return NULL;
    }
    Py_ssize_t count = PyTuple_GET_SIZE(codes);
    if (count == 0 || count > LANGUAGES || PyTuple_GET_SIZE(listed) != count ||
        PyTuple_GET_SIZE(weights) != count + 1) {
        PyErr_SetString(PyExc_ValueError, "no languages, too many, or not one text each");
        return NULL;
    }
    PyObject *capsule = new_capsule(sizeof(Speakers), CAPSULE, free_speakers);
    if (capsule == NULL) {
        return NULL;
    }
    Speakers *made = PyCapsule_GetPointer(capsule, CAPSULE);
    made->count = count;
    made->codes = Py_NewRef(codes);
    for (Py_ssize_t i = 0; i <= count; i++) {
        made->weights[i] = PyFloat_AsDouble(PyTuple_GET_ITEM(weights, i));
    }
    for (Py_ssize_t i = 0; i < count && !PyErr_Occurred(); i++) {
        add_words(made, PyTuple_GET_ITEM(listed, i), i);
    }
    if (PyErr_Occurred()) {
        Py_CLEAR(capsule);
    }
    return capsule;
}

static int is_letter(Py_UCS4 c) { return is_alnum(c) && !is_digit(c); } /* [^\W\d_] */

/* Return whether a character joins letters in `_LETTERS`. */
static int
joins(Py_UCS4 c)
{
    return c == '\'' || c == '-' || c == 0x2019 || (c >= 0x300 && c <= 0x36F) ||
           (c >= 0x591 && c <= 0x5C7) || (c >= 0x64B && c <= 0x65F) ||
           (c >= 0x900 && c <= 0x109F) || (c >= 0x135D && c <= 0x135F);
}

/* Add the weight of a word to the points of each of its languages. */
static void
weigh(const Speakers *speakers, const char *word, size_t size, double *points)
{
    const Entry *entry = table_find(&speakers->words, word, size, table_hash(word, size));
    if (entry == NULL) {
        return;
    }
    const uint64_t *mask = speakers->masks[entry->value];
    int count = 0;
    for (int part = 0; part < LANGUAGES / 64; part++) {
        for (uint64_t bits = mask[part]; bits; bits &= bits - 1) {
            count++;
        }
    }
    for (int part = 0; part < LANGUAGES / 64; part++) {
        Py_ssize_t language = 64 * part;
        for (uint64_t bits = mask[part]; bits; bits >>= 1, language++) {
            if (bits & 1) {
                points[language] += speakers->weights[count]; /* exact in any order */
            }
        }
    }
}

/* Return the number of words of a text, and add up their points. */
static Py_ssize_t
weigh_all(const Speakers *speakers, PyObject *sample, double *points)
{
    Text text = text_of(sample);
    Py_ssize_t words = 0, place = 0;
    while (place < text.length) {
        if (!is_letter(at(&text, place))) {
            place++;
            continue;
        }
        char word[LONGEST + 4], *end = word;
        words++;
        for (; place < text.length; place++) {
            Py_UCS4 c = at(&text, place);
            if (!is_letter(c) && !joins(c)) {
                break;
            }
            if (end < word + LONGEST) {
                end = put_utf8(end, c == 0x2019 ? '\'' : c);
            }
        }
        if (end < word + LONGEST) {
            weigh(speakers, word, (size_t)(end - word), points);
        }
    }
    return words;
}

/* `_evidence`: the number of words of a text, and the points of each language with any. */
static PyObject *
evidence(PyObject *module, PyObject *args)
{
    PyObject *sample, *capsule;
    if (!PyArg_ParseTuple(args, "UO", &sample, &capsule)) {
        return NULL;
    }
    Speakers *speakers = PyCapsule_GetPointer(capsule, CAPSULE);
    if (speakers == NULL) {
        return NULL;
    }
    double points[LANGUAGES] = {0.0};
    Py_ssize_t words = weigh_all(speakers, sample, points);
    PyObject *found = PyDict_New();
    for (Py_ssize_t i = 0; found && i < speakers->count; i++) {
        if (points[i] == 0.0) {
            continue;
        }
        PyObject *value = PyFloat_FromDouble(points[i]);
        if (value == NULL ||
            PyDict_SetItem(found, PyTuple_GET_ITEM(speakers->codes, i), value) < 0) {
            Py_CLEAR(found);
        }
        Py_XDECREF(value);
    }
    return found ? Py_BuildValue("nN", words, found) : NULL;
}

/* The part of the evidence that `_best` uses: the number of words, the first language with the most
 * points, these points, and the most points of any other language. */
static PyObject *
leader(PyObject *module, PyObject *args)
{
    PyObject *sample, *capsule;
    if (!PyArg_ParseTuple(args, "UO", &sample, &capsule)) {
        return NULL;
    }
    Speakers *speakers = PyCapsule_GetPointer(capsule, CAPSULE);
    if (speakers == NULL) {
        return NULL;
    }
    double points[LANGUAGES] = {0.0}, second = 0.0;
    Py_ssize_t words = weigh_all(speakers, sample, points), best = 0;
    for (Py_ssize_t i = 1; i < speakers->count; i++) {
        if (points[i] > points[best]) {
            second = points[best];
            best = i;
        } else if (points[i] > second) {
            second = points[i];
        }
    }
    return Py_BuildValue("nOdd", words, PyTuple_GET_ITEM(speakers->codes, best), points[best],
                         second);
}

/* Count the letters of a text by block: `_script`. */
static PyObject *
blocks(PyObject *module, PyObject *args)
{
    PyObject *sample;
    Py_buffer lasts;
    if (!PyArg_ParseTuple(args, "Uy*", &sample, &lasts)) {
        return NULL;
    }
    const int32_t *last = lasts.buf;
    Py_ssize_t count = lasts.len / (Py_ssize_t)sizeof *last, block = 0;
    Text text = text_of(sample);
    PyObject *result = NULL;
    Py_ssize_t *counts = PyMem_Calloc((size_t)count + 1, sizeof *counts);
    if (counts == NULL) {
        PyErr_NoMemory();
        goto end;
    }
    for (Py_ssize_t i = 0; i < text.length; i++) {
        Py_UCS4 c = at(&text, i);
        if (Py_UNICODE_ISALPHA(c)) {
            for (block = 0; block < count && (Py_UCS4)last[block] < c; block++) {
            }
            counts[block]++;
        }
    }
    result = PyList_New(count);
    for (block = 0; result && block < count; block++) {
        PyObject *number = PyLong_FromSsize_t(counts[block]);
        if (number == NULL) {
            Py_CLEAR(result);
            break;
        }
        PyList_SET_ITEM(result, block, number);
    }
end:
    PyMem_Free(counts);
    PyBuffer_Release(&lasts);
    return result;
}

static PyMethodDef methods[] = {
    {"speakers", speakers, METH_VARARGS, "speakers(codes, listed, weights)"},
    {"evidence", evidence, METH_VARARGS, "evidence(sample, speakers)"},
    {"leader", leader, METH_VARARGS, "leader(sample, speakers)"},
    {"blocks", blocks, METH_VARARGS, "blocks(sample, lasts)"},
    {NULL, NULL, 0, NULL},
};

int
add_detect(PyObject *module)
{
    return PyModule_AddFunctions(module, methods);
}
