/* Terms: language/terms.py without a Python object for each word. */
#include "chars.h"
#include "stemmers.h"
#include "table.h"
#include "words.h"

#include <string.h>

#define LONGEST 1000 /* `_LONGEST` of language/stems.py: a longer word is its own stem */
#define LONG_TEXT 20000 /* characters above which other threads may run meanwhile */
#define CAPSULE "summkit.terms"
#define REMEMBERED 16384 /* number of stems that a lexicon remembers: a power of two */
#define SHORT 23 /* maximum bytes of a word or stem that is remembered */

/* A word and its stem, found by the word's hash; as large as a line of the processor's cache. */
typedef struct {
    uint64_t hash; /* of the word; 0 for an empty place */
    uint64_t stem_hash;
    uint8_t size, stem_size;
    char word[SHORT], stem[SHORT];
} Remembered;

/* The data for the terms of a language. */
typedef struct {
    Table stop_words; /* the value of a word: whether it is a stop token, too */
    size_t longest; /* bytes of the longest stop word */
    const Stemmer *stemmer; /* NULL for a language without a stemmer */
    Table suffixes; /* the value: the number of characters; in their order */
    Remembered *remembered; /* NULL without a stemmer; read and written only under the GIL */
} Lexicon;

static void
free_lexicon(PyObject *capsule)
{
    Lexicon *lexicon = PyCapsule_GetPointer(capsule, CAPSULE);
    table_clear(&lexicon->stop_words);
    table_clear(&lexicon->suffixes);
    PyMem_Free(lexicon->remembered);
    PyMem_Free(lexicon);
}

static Entry *
add_str(Table *table, PyObject *string)
{
    Py_ssize_t size;
    const char *bytes = PyUnicode_AsUTF8AndSize(string, &size); /* TypeError if it is no str */
    if (bytes == NULL) {
        return NULL;
    }
    uint64_t hash = table_hash(bytes, (size_t)size);
    Entry *entry = table_find(table, bytes, (size_t)size, hash);
    if (entry == NULL && (entry = table_add(table, bytes, (size_t)size, hash)) == NULL) {
        PyErr_NoMemory();
    }
    return entry;
}

static int
fill_lexicon(Lexicon *lexicon, PyObject *stop_words, PyObject *stop_tokens, PyObject *suffixes)
{
    PyObject *word, *iterator = PyObject_GetIter(stop_words);
    if (iterator == NULL) {
        return -1;
    }
    while ((word = PyIter_Next(iterator)) != NULL) {
        Entry *entry = add_str(&lexicon->stop_words, word);
        int is_token = entry ? PySequence_Contains(stop_tokens, word) : -1;
        Py_DECREF(word);
        if (is_token < 0) {
            break;
        }
        entry->value = is_token;
        if (entry->size > lexicon->longest) {
            lexicon->longest = entry->size;
        }
    }
    Py_DECREF(iterator);
    if (PyErr_Occurred()) {
        return -1;
    }
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(suffixes); i++) {
        PyObject *suffix = PyTuple_GET_ITEM(suffixes, i);
        Entry *entry = add_str(&lexicon->suffixes, suffix);
        if (entry == NULL) {
            return -1;
        }
        entry->value = (int32_t)PyUnicode_GET_LENGTH(suffix);
    }
    return 0;
}

static PyObject *
lexicon(PyObject *module, PyObject *args)
{
    PyObject *stop_words, *stop_tokens, *suffixes;
    const char *name;
    if (!PyArg_ParseTuple(args, "OOsO!", &stop_words, &stop_tokens, &name, &PyTuple_Type,
                          &suffixes)) {
        return NULL;
    }
    const Stemmer *stemmer = NULL;
    if (*name && (stemmer = stemmer_of(name)) == NULL) {
        Py_RETURN_NONE; /* Python code stems the words of this language */
    }
    PyObject *capsule = new_capsule(sizeof(Lexicon), CAPSULE, free_lexicon);
    if (capsule == NULL) {
        return NULL;
    }
    Lexicon *made = PyCapsule_GetPointer(capsule, CAPSULE);
    made->stemmer = stemmer;
    if (stemmer && !(made->remembered = PyMem_Calloc(REMEMBERED, sizeof *made->remembered))) {
        Py_DECREF(capsule);
        return PyErr_NoMemory();
    }
    if (fill_lexicon(made, stop_words, stop_tokens, suffixes) < 0) {
        Py_DECREF(capsule);
        return NULL;
    }
    return capsule;
}

/* The state of counting the terms of one text. */
typedef struct {
    const Lexicon *lexicon;
    Text text;
    PyObject *string; /* the text if it contains İ or Σ, whose words Python lower-cases; else NULL */
    struct SN_env *env;
    Remembered *remembered; /* that of the lexicon; NULL while other threads run */
    Table words, stems; /* the value of a word is the id of its stem */
    int32_t *ids;
    Py_ssize_t count, room;
    char *scratch; /* the current word as UTF-8 */
    size_t scratch_room;
} Counting;

enum { FAILED = -1 }; /* memory is short, or Python raised an exception */

/* Return the id of a stem. */
static int32_t
id_of(Counting *c, const char *stem, size_t size, uint64_t hash)
{
    Entry *entry = table_find(&c->stems, stem, size, hash);
    if (entry == NULL) {
        entry = table_add(&c->stems, stem, size, hash);
        if (entry == NULL) {
            return FAILED;
        }
        entry->value = (int32_t)c->stems.count - 1;
    }
    return entry->value;
}

/* Return the id of a new word's stem: `stem` of language/stems.py. Most words of an article occurred
 * in earlier ones; to look up their stems takes a third of the stemmer's time. */
static int32_t
stem_id(Counting *c, const char *word, size_t size, Py_ssize_t characters, uint64_t word_hash)
{
    Remembered *known = c->remembered ? c->remembered + word_hash % REMEMBERED : NULL;
    if (known && known->hash == word_hash && known->size == size &&
        memcmp(known->word, word, size) == 0) {
        return id_of(c, known->stem, known->stem_size, known->stem_hash);
    }
    const char *stem = word;
    size_t stem_size = size;
    if (c->env != NULL && characters <= LONGEST) {
        if (SN_set_current(c->env, (int)size, (const symbol *)word) < 0 ||
            c->lexicon->stemmer->stem(c->env) < 0) {
            return FAILED;
        }
        stem = (const char *)c->env->p;
        stem_size = (size_t)c->env->l;
    }
    const Table *suffixes = &c->lexicon->suffixes;
    for (size_t i = 0; c->env == NULL && i < suffixes->count; i++) {
        const Entry *suffix = suffixes->entries + i;
        if (characters >= suffix->value + 2 && size > suffix->size &&
            memcmp(word + size - suffix->size, suffixes->bytes + suffix->start, suffix->size) == 0) {
            stem_size -= suffix->size;
            break;
        }
    }
    uint64_t hash = table_hash(stem, stem_size);
    if (known && word_hash && size <= SHORT && stem_size <= SHORT) {
        *known = (Remembered){word_hash, hash, (uint8_t)size, (uint8_t)stem_size, "", ""};
        memcpy(known->word, word, size);
        memcpy(known->stem, stem, stem_size);
    }
    return id_of(c, stem, stem_size, hash);
}

/* Count a word given as lower-cased UTF-8, unless it is a stop word. */
static int
count_utf8(Counting *c, const char *word, size_t size, Py_ssize_t characters)
{
    uint64_t hash = table_hash(word, size);
    if (size <= c->lexicon->longest && table_find(&c->lexicon->stop_words, word, size, hash)) {
        return 0;
    }
    Entry *entry = table_find(&c->words, word, size, hash);
    if (entry == NULL) {
        entry = table_add(&c->words, word, size, hash);
        int32_t id = entry ? stem_id(c, word, size, characters, hash) : FAILED;
        if (id == FAILED) {
            return FAILED;
        }
        entry->value = id;
    }
    if (c->count == c->room) {
        Py_ssize_t room = 2 * c->room + 512;
        int32_t *ids = PyMem_RawRealloc(c->ids, (size_t)room * sizeof *ids);
        if (ids == NULL) {
            return FAILED;
        }
        c->ids = ids;
        c->room = room;
    }
    c->ids[c->count++] = entry->value;
    return 0;
}

/* Write text[start:end] to `scratch` in lower case and return its size; 0 if memory is short. For İ
 * and Σ, str.lower gives another lower case: see `count_word`. */
static size_t
encode(Counting *c, Py_ssize_t start, Py_ssize_t end)
{
    size_t most = 4 * (size_t)(end - start);
    if (most > c->scratch_room) {
        char *scratch = PyMem_RawRealloc(c->scratch, 2 * most);
        if (scratch == NULL) {
            return 0;
        }
        c->scratch = scratch;
        c->scratch_room = 2 * most;
    }
    char *out = c->scratch;
    for (; start < end; start++) {
        Py_UCS4 letter = at(&c->text, start);
        out = put_utf8(out, lower_of(letter));
    }
    return (size_t)(out - c->scratch);
}

/* Count the word text[start:end]. */
static int
count_word(Counting *c, Py_ssize_t start, Py_ssize_t end)
{
    for (Py_ssize_t i = start; c->string && i < end; i++) {
        Py_UCS4 letter = at(&c->text, i);
        if (letter == 0x130 || letter == 0x3A3) { /* İ becomes two letters; Σ has two lower cases */
            PyObject *word = PyUnicode_Substring(c->string, start, end);
            PyObject *lower = word ? PyObject_CallMethod(word, "lower", NULL) : NULL;
            Py_ssize_t size;
            const char *bytes = lower ? PyUnicode_AsUTF8AndSize(lower, &size) : NULL;
            int done = FAILED;
            if (bytes != NULL) {
                done = count_utf8(c, bytes, (size_t)size, PyUnicode_GET_LENGTH(lower));
            }
            Py_XDECREF(word);
            Py_XDECREF(lower);
            return done;
        }
    }
    size_t size = encode(c, start, end);
    return size ? count_utf8(c, c->scratch, size, end - start) : FAILED;
}

/* Return whether the token text[start:end] is a stop token. */
static int
is_stop_token(Counting *c, Py_ssize_t start, Py_ssize_t end)
{
    if ((size_t)(end - start) > c->lexicon->longest) {
        return 0;
    }
    for (Py_ssize_t i = start; i < end; i++) {
        if (at(&c->text, i) >= 0xD800 && at(&c->text, i) < 0xE000) {
            return 0; /* half a surrogate pair: no UTF-8, and in no stop word */
        }
    }
    size_t size = encode(c, start, end);
    const Entry *entry =
        table_find(&c->lexicon->stop_words, c->scratch, size, table_hash(c->scratch, size));
    return entry != NULL && entry->value;
}

/* Count the words of a token, the text between white space: the loop of `spaced_terms`. */
static int
count_token(Counting *c, Py_ssize_t start, Py_ssize_t end, int alnum)
{
    const Text *text = &c->text;
    if (alnum) {
        return count_word(c, start, end);
    }
    if (c->string == NULL && is_stop_token(c, start, end)) {
        return 0;
    }
    Py_ssize_t first = start, last = end, place;
    while (first < last && is_around(at(text, first))) {
        first++;
    }
    while (last > first && is_around(at(text, last - 1))) {
        last--;
    }
    for (place = first; place < last && is_alnum(at(text, place)); place++) {
    }
    if (place == last && first < last) {
        return count_word(c, first, last);
    }
    while ((start = next_word(text, start, end, &place)) < end) {
        if (count_word(c, start, place) < 0) {
            return FAILED;
        }
        start = place;
    }
    return 0;
}

static int
count_sentence(Counting *c, Py_ssize_t start, Py_ssize_t end)
{
    const Text *text = &c->text;
    while (start < end) {
        if (is_space(at(text, start))) {
            start++;
            continue;
        }
        Py_ssize_t first = start;
        int alnum = 1;
        for (; start < end && !is_space(at(text, start)); start++) {
            alnum &= is_alnum(at(text, start));
        }
        if (count_token(c, first, start, alnum) < 0) {
            return FAILED;
        }
    }
    return 0;
}

static int
count_sentences(Counting *c, const int32_t *spans, Py_ssize_t sentences, int32_t *offsets)
{
    for (Py_ssize_t i = 0; i < sentences; i++) {
        offsets[i] = (int32_t)c->count;
        if (count_sentence(c, spans[2 * i], spans[2 * i + 1]) < 0) {
            return FAILED;
        }
    }
    offsets[sentences] = (int32_t)c->count;
    return c->count > INT32_MAX ? FAILED : 0;
}

/* Return (ids, offsets, stems, words, word_ids) as in `Flat`, numbers as bytes. */
static PyObject *
results(const Counting *c, PyObject *offsets)
{
    PyObject *word_ids =
        PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(c->words.count * sizeof(int32_t)));
    if (word_ids == NULL) {
        return NULL;
    }
    int32_t *values = (int32_t *)PyBytes_AS_STRING(word_ids);
    for (size_t i = 0; i < c->words.count; i++) {
        values[i] = c->words.entries[i].value;
    }
    return Py_BuildValue(
        "y#Os#s#N", c->ids ? (char *)c->ids : "", c->count * (Py_ssize_t)sizeof *c->ids, offsets,
        c->stems.bytes ? c->stems.bytes : "", (Py_ssize_t)c->stems.size,
        c->words.bytes ? c->words.bytes : "", (Py_ssize_t)c->words.size, word_ids);
}

static PyObject *
terms(PyObject *module, PyObject *args)
{
    PyObject *body, *capsule;
    Py_buffer spans;
    int changes; /* whether the body contains İ or Σ */
    if (!PyArg_ParseTuple(args, "Uy*Op", &body, &spans, &capsule, &changes)) {
        return NULL;
    }
    PyObject *result = NULL, *offsets = NULL;
    Py_ssize_t sentences = spans.len / (2 * (Py_ssize_t)sizeof(int32_t));
    Counting c = {.text = text_of(body), .string = changes ? body : NULL};
    int done = FAILED;
    c.lexicon = PyCapsule_GetPointer(capsule, CAPSULE);
    if (c.lexicon != NULL) {
        offsets = PyBytes_FromStringAndSize(NULL, (sentences + 1) * (Py_ssize_t)sizeof(int32_t));
    }
    if (offsets == NULL) {
        goto end;
    }
    const int32_t *places = spans.buf;
    for (Py_ssize_t i = 0, before = 0; i < 2 * sentences; before = places[i++]) {
        if (places[i] < before || places[i] > c.text.length) {
            PyErr_SetString(PyExc_ValueError, "spans are not in the text");
            goto end;
        }
    }
    if (c.lexicon->stemmer && (c.env = c.lexicon->stemmer->open()) == NULL) {
        PyErr_NoMemory();
        goto end;
    }
    PyThreadState *waiting = c.text.length > LONG_TEXT && !changes ? PyEval_SaveThread() : NULL;
    c.remembered = waiting ? NULL : c.lexicon->remembered;
    done = count_sentences(&c, places, sentences, (int32_t *)PyBytes_AS_STRING(offsets));
    if (waiting) {
        PyEval_RestoreThread(waiting);
    }
    if (done == 0) {
        result = results(&c, offsets);
    } else if (!PyErr_Occurred()) {
        PyErr_NoMemory();
    }
end:
    if (c.env != NULL) {
        c.lexicon->stemmer->close(c.env);
    }
    table_clear(&c.words);
    table_clear(&c.stems);
    PyMem_RawFree(c.ids);
    PyMem_RawFree(c.scratch);
    Py_XDECREF(offsets);
    PyBuffer_Release(&spans);
    return result;
}

/* spaced_words(text): the result of `spaced_words` of language/words.py. */
static PyObject *
spaced_words(PyObject *module, PyObject *string)
{
    if (!PyUnicode_Check(string)) {
        PyErr_SetString(PyExc_TypeError, "a text is wanted");
        return NULL;
    }
    Text text = text_of(string);
    Py_ssize_t start = 0, end = 0;
    PyObject *words = PyList_New(0);
    while (words && (start = next_word(&text, end, text.length, &end)) < text.length) {
        PyObject *word = PyUnicode_Substring(string, start, end);
        if (word == NULL || PyList_Append(words, word) < 0) {
            Py_CLEAR(words);
        }
        Py_XDECREF(word);
    }
    return words;
}

static PyMethodDef methods[] = {
    {"spaced_words", spaced_words, METH_O, "spaced_words(text)"},
    {"lexicon", lexicon, METH_VARARGS, "lexicon(stop_words, stop_tokens, stemmer, suffixes)"},
    {"terms", terms, METH_VARARGS, "terms(body, spans, lexicon, changes)"},
    {NULL, NULL, 0, NULL},
};

int
add_terms(PyObject *module)
{
    /* As random as the hashes of str in this process. */
    PyObject *word = PyUnicode_FromString("summkit");
    if (word == NULL) {
        return -1;
    }
    table_seed = (uint64_t)PyObject_Hash(word);
    Py_DECREF(word);
    return PyModule_AddFunctions(module, methods);
}
