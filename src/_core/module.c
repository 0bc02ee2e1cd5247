/* The module summkit._core: the functions of every file in one place. */
#include "core.h"

/* The revision of the functions of this module. summkit.core.REVISION is equal, and summkit.core
 * does not use a module with another revision. */
#define REVISION 2

static int
fill(PyObject *module)
{
    if (add_detect(module) < 0 || add_phrases(module) < 0 || add_sentences(module) < 0 ||
        add_terms(module) < 0 || add_ranking(module) < 0 || add_newsrank(module) < 0 ||
        add_sampling(module) < 0 || add_cohesion(module) < 0 || add_parser(module) < 0 || add_surface(module) < 0) {
        return -1;
    }
    return PyModule_AddIntConstant(module, "REVISION", REVISION);
}

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, fill},
    {0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "summkit._core",
    .m_doc = "Compiled versions of summkit's hot functions; summkit.core decides whether they run.",
    .m_size = 0,
    .m_slots = slots,
};

PyMODINIT_FUNC
PyInit__core(void)
{
    return PyModuleDef_Init(&definition);
}
