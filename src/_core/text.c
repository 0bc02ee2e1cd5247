/* Text: words, stems, term ids and sentences. */
#include "core.h"

static PyMethodDef methods[] = {
    {NULL, NULL, 0, NULL},
};

int
add_text(PyObject *module)
{
    return PyModule_AddFunctions(module, methods);
}
