/* Sampling: the number of times that each article is drawn in bootstrap resamples. */
#include "core.h"
#include <stdint.h>

/* Count the draws of resamples: `_count` in evaluation/resampling.py.
 *
 * `raw` contains the random words of one resample after the other, (articles + 1) / 2 each. Of a
 * word, the lower half is used first, then the upper half. `counts` has a double for each article
 * and resample.
 */
static PyObject *
count_draws(PyObject *module, PyObject *args)
{
    Py_buffer raw, counts;
    Py_ssize_t articles;
    if (!PyArg_ParseTuple(args, "y*nw*", &raw, &articles, &counts)) {
        return NULL;
    }
    PyObject *result = NULL;
    if (articles < 1 || articles > UINT32_MAX) {
        PyErr_SetString(PyExc_ValueError, "so many articles cannot be counted");
        goto end;
    }
    Py_ssize_t words = (articles + 1) / 2;
    Py_ssize_t rows = raw.len / 8 / words;
    if (rows * words * 8 != raw.len || rows * articles * (Py_ssize_t)sizeof(double) != counts.len) {
        PyErr_SetString(PyExc_ValueError, "words and counts do not fit");
        goto end;
    }
    const uint64_t *word = raw.buf;
    double *row = counts.buf;
    const uint64_t n = (uint64_t)articles;
    Py_BEGIN_ALLOW_THREADS;
    for (; rows > 0; rows--, row += articles) {
        for (Py_ssize_t i = 0; i < articles; i++) {
            row[i] = 0.0;
        }
        for (Py_ssize_t i = 0; i < articles / 2; i++, word++) {
            row[(*word & UINT32_MAX) * n >> 32] += 1.0;
            row[(*word >> 32) * n >> 32] += 1.0;
        }
        if (articles % 2) {
            row[(*word++ & UINT32_MAX) * n >> 32] += 1.0;
        }
    }
    Py_END_ALLOW_THREADS;
    result = Py_NewRef(Py_None);
end:
    PyBuffer_Release(&raw);
    PyBuffer_Release(&counts);
    return result;
}

static PyMethodDef methods[] = {
    {"count_draws", count_draws, METH_VARARGS, "count_draws(raw, articles, counts)"},
    {NULL, NULL, 0, NULL},
};

int
add_sampling(PyObject *module)
{
    return PyModule_AddFunctions(module, methods);
}
