/* The declarations that the files of the compiled core share.
 *
 * Each file defines one table of functions, which module.c puts into `summkit._core`:
 *
 *     static PyMethodDef methods[] = {{"name", name, METH_VARARGS, "name(a, b) -> c"}, {0}};
 *     int add_ranking(PyObject *module) { return PyModule_AddFunctions(module, methods); }
 *
 * The pure Python code is the specification. The comment of a function here gives the Python
 * function that it repeats; the stub src/summkit/_core.pyi has its types. No function keeps state
 * between calls without the GIL, so that threads need no lock: terms.c remembers stems.
 */
#ifndef SUMMKIT_CORE_H
#define SUMMKIT_CORE_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

/* Return a capsule that owns `size` bytes of zeros, its pointer. `release` frees them with
 * PyMem_Free, after all that the bytes refer to. */
static inline PyObject *
new_capsule(size_t size, const char *name, PyCapsule_Destructor release)
{
    void *made = PyMem_Calloc(1, size);
    PyObject *capsule = made ? PyCapsule_New(made, name, release) : PyErr_NoMemory();
    if (capsule == NULL) {
        PyMem_Free(made);
    }
    return capsule;
}

int add_detect(PyObject *module);    /* detect.c: the language of a text */
int add_phrases(PyObject *module);   /* phrases.c: the phrases in a text */
int add_sentences(PyObject *module); /* sentences.c: the ends of sentences */
int add_terms(PyObject *module);     /* terms.c: words, stems and term ids */
int add_sampling(PyObject *module);  /* sampling.c: bootstrap resamples */
int add_ranking(PyObject *module); /* ranking.c: similarity and scores of sentences */
int add_cohesion(PyObject *module); /* cohesion.c: signs of damage, names, repeats */
int add_newsrank(PyObject *module); /* newsrank.c: features, and scores of sets */
int add_surface(PyObject *module);  /* surface.c: properties of the tokens of sentences */
int add_parser(PyObject *module);   /* parser.c: tags, heads and relations of words */

#endif
