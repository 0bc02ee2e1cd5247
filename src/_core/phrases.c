/* Which of some phrases stand in a text: [each for each in phrases if each in text]. */
#include "chars.h"

#include <string.h>

#define CAPSULE "summkit.phrases"
#define PAIRS 4096 /* hashes of a phrase's first two characters */

typedef struct {
    PyObject *phrases; /* tuple of str */
    Py_ssize_t first[PAIRS]; /* 1 + the first phrase that begins with a pair, 0 for none */
    Py_ssize_t *next; /* the same of the phrase behind it */
} Phrases;

static size_t
pair(Py_UCS4 one, Py_UCS4 two)
{
    return (one * 67 + two) % PAIRS;
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
    if (!PyArg_ParseTuple(args, "O!", &PyTuple_Type, &listed)) {
        return NULL;
    }
    Py_ssize_t count = PyTuple_GET_SIZE(listed);
    Phrases *made = PyMem_Calloc(1, sizeof *made);
    PyObject *capsule = made ? PyCapsule_New(made, CAPSULE, free_phrases) : PyErr_NoMemory();
    if (capsule == NULL) {
        PyMem_Free(made);
        return NULL;
    }
    made->phrases = Py_NewRef(listed);
    made->next = PyMem_Calloc((size_t)count + 1, sizeof *made->next);
    if (made->next == NULL) {
        Py_DECREF(capsule);
        return PyErr_NoMemory();
    }
    for (Py_ssize_t i = count - 1; i >= 0; i--) {
        PyObject *phrase = PyTuple_GET_ITEM(listed, i);
        if (!PyUnicode_Check(phrase) || PyUnicode_GET_LENGTH(phrase) < 2) {
            Py_DECREF(capsule);
            PyErr_SetString(PyExc_ValueError, "a phrase is a str of two characters or more");
            return NULL;
        }
        Text text = text_of(phrase);
        size_t hash = pair(at(&text, 0), at(&text, 1));
        made->next[i] = made->first[hash];
        made->first[hash] = i + 1;
    }
    return capsule;
}

/* Whether a phrase stands in a text at a place; its first two characters are looked at as well. */
static int
stands_at(const Text *text, Py_ssize_t place, PyObject *phrase)
{
    Text wanted = text_of(phrase);
    if (wanted.length > text->length - place) {
        return 0;
    }
    for (Py_ssize_t i = 0; i < wanted.length; i++) {
        if (at(text, place + i) != at(&wanted, i)) {
            return 0;
        }
    }
    return 1;
}

static PyObject *
present(PyObject *module, PyObject *args)
{
    PyObject *string, *capsule;
    if (!PyArg_ParseTuple(args, "UO", &string, &capsule)) {
        return NULL;
    }
    Phrases *known = PyCapsule_GetPointer(capsule, CAPSULE);
    if (known == NULL) {
        return NULL;
    }
    Py_ssize_t count = PyTuple_GET_SIZE(known->phrases);
    char *found = PyMem_Calloc((size_t)count + 1, 1);
    PyObject *result = found ? PyList_New(0) : PyErr_NoMemory();
    Text text = text_of(string);
    for (Py_ssize_t place = 0; result && place + 1 < text.length; place++) {
        Py_ssize_t i = known->first[pair(at(&text, place), at(&text, place + 1))];
        for (; i; i = known->next[i - 1]) {
            if (!found[i - 1]) {
                found[i - 1] = (char)stands_at(&text, place, PyTuple_GET_ITEM(known->phrases, i - 1));
            }
        }
    }
    for (Py_ssize_t i = 0; result && i < count; i++) {
        if (found[i] && PyList_Append(result, PyTuple_GET_ITEM(known->phrases, i)) < 0) {
            Py_CLEAR(result);
        }
    }
    PyMem_Free(found);
    return result;
}

static PyMethodDef methods[] = {
    {"phrases", phrases, METH_VARARGS, "phrases(listed)"},
    {"present", present, METH_VARARGS, "present(text, phrases)"},
    {NULL, NULL, 0, NULL},
};

int
add_phrases(PyObject *module)
{
    return PyModule_AddFunctions(module, methods);
}
