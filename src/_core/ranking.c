/* Ranking: similarity and scores of sentences. */
#include "core.h"

static PyMethodDef methods[] = {
    {NULL, NULL, 0, NULL},
};

int
add_ranking(PyObject *module)
{
    return PyModule_AddFunctions(module, methods);
}
