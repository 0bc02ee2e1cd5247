/* Sentences: the loop of `_spans` in language/sentences.py, for the stops that are easy to decide.
 *
 * Most stops come before a space and a capital, and after an ordinary word; most others are inside
 * a number or a word. These are decided here. For every other stop, the Python function `decide`
 * asks `Ends`, as the pure loop does. */
#include "chars.h"
#include "table.h"

#include <string.h>

#define CAPSULE "summkit.stops"
#define MOST_STOPS 64

/* The rules of a language for stops. */
typedef struct {
    unsigned char marks[0x10000 / 8]; /* one bit a character: whether it needs a decision */
    Py_UCS4 stops[MOST_STOPS]; /* characters that end sentences; the first four are the weak ones */
    Py_ssize_t count;
    Table tails; /* `Rules.tails` */
    int by_tail; /* whether `tails` decides about abbreviations */
    Table kinds; /* the keys of `Rules.kinds`; empty if word endings matter as well */
    Py_ssize_t shortest; /* maximum letters of a word that may be an abbreviation */
} Stops;

static void
free_stops(PyObject *capsule)
{
    Stops *stops = PyCapsule_GetPointer(capsule, CAPSULE);
    table_clear(&stops->tails);
    table_clear(&stops->kinds);
    PyMem_Free(stops);
}

static int
mark_all(Stops *stops, PyObject *marks, int are_stops)
{
    Text text = text_of(marks);
    for (Py_ssize_t i = 0; i < text.length; i++) {
        Py_UCS4 c = at(&text, i);
        if (c >= 0x10000 || (are_stops && stops->count == MOST_STOPS)) {
            PyErr_SetString(PyExc_ValueError, "too many stops, or one of another plane");
            return -1;
        }
        stops->marks[c >> 3] |= (unsigned char)(1 << (c & 7));
        if (are_stops) {
            stops->stops[stops->count++] = c;
        }
    }
    return 0;
}

static int
add_all(Table *table, PyObject *words)
{
    PyObject *word, *iterator = PyObject_GetIter(words);
    if (iterator == NULL) {
        return -1;
    }
    while ((word = PyIter_Next(iterator)) != NULL) {
        Py_ssize_t size;
        const char *bytes = PyUnicode_AsUTF8AndSize(word, &size);
        if (bytes != NULL &&
            table_add(table, bytes, (size_t)size, table_hash(bytes, (size_t)size)) == NULL) {
            PyErr_NoMemory();
        }
        Py_DECREF(word);
        if (PyErr_Occurred()) {
            break;
        }
    }
    Py_DECREF(iterator);
    return PyErr_Occurred() ? -1 : 0;
}

static PyObject *
stops(PyObject *module, PyObject *args)
{
    PyObject *ends, *breaks, *tails, *kinds;
    Py_ssize_t shortest;
    if (!PyArg_ParseTuple(args, "UUOOn", &ends, &breaks, &tails, &kinds, &shortest)) {
        return NULL;
    }
    PyObject *capsule = new_capsule(sizeof(Stops), CAPSULE, free_stops);
    if (capsule == NULL) {
        return NULL;
    }
    Stops *made = PyCapsule_GetPointer(capsule, CAPSULE);
    made->shortest = shortest;
    if (mark_all(made, ends, 1) < 0 || mark_all(made, breaks, 0) < 0 ||
        add_all(&made->tails, tails) < 0 || add_all(&made->kinds, kinds) < 0) {
        Py_DECREF(capsule);
        return NULL;
    }
    made->by_tail = table_find(&made->tails, "", 0, table_hash("", 0)) == NULL;
    return capsule;
}

/* The state of splitting one text. */
typedef struct {
    const Stops *rules;
    Text text;
    PyObject *decide;
    int quick; /* whether an ordinary word before a stop is enough, outside of asides */
    const int32_t *asides; /* start and end of each aside, in order of end */
    Py_ssize_t aside, aside_end; /* the next aside, and the end of the array */
    Py_ssize_t start, passed; /* of this sentence; the place up to which all stops are decided */
    Py_ssize_t next[MOST_STOPS], next_break; /* where each pattern continues its search */
    int32_t *spans;
    Py_ssize_t count, room;
} Splitting;

/* `_add`: append the span without its white space unless it is empty; begin the next sentence. */
static int
add(Splitting *s, Py_ssize_t end)
{
    Py_ssize_t first = s->start, last = end;
    while (first < last && is_space(at(&s->text, first))) {
        first++;
    }
    while (last > first && is_space(at(&s->text, last - 1))) {
        last--;
    }
    s->start = end;
    if (s->passed < end) {
        s->passed = end;
    }
    if (first == last) {
        return 0;
    }
    if (s->count + 2 > s->room) {
        Py_ssize_t room = 2 * s->room + 128;
        int32_t *spans = PyMem_Realloc(s->spans, (size_t)room * sizeof *spans);
        if (spans == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        s->spans = spans;
        s->room = room;
    }
    s->spans[s->count++] = (int32_t)first;
    s->spans[s->count++] = (int32_t)last;
    return 0;
}

/* Let Python decide about the mark at `place`, and end the sentence at the returned place. `next`
 * becomes the place where the mark's pattern continues its search. */
static int
ask(Splitting *s, Py_ssize_t place, Py_ssize_t *next)
{
    Py_ssize_t start = place < s->passed ? -1 : s->start, passed, end;
    PyObject *answer = PyObject_CallFunction(s->decide, "nn", start, place);
    if (answer == NULL) {
        return -1;
    }
    int read = PyArg_ParseTuple(answer, "nnn", next, &passed, &end);
    Py_DECREF(answer);
    if (!read) {
        return -1;
    }
    if (passed > s->passed) {
        s->passed = passed;
    }
    return end > s->start && end <= s->text.length ? add(s, end) : 0;
}

static inline int is_small(Py_UCS4 c) { return c >= 'a' && c <= 'z'; }
static inline int is_capital(Py_UCS4 c) { return c >= 'A' && c <= 'Z'; }

/* Return the character at a place, or 0 after the text. */
static inline Py_UCS4
peek(const Text *text, Py_ssize_t place)
{
    return place < text->length ? at(text, place) : 0;
}

/* (?= [\"'“‘]{0,2}[A-Z]): return whether group 1 of `_pattern` matches. */
static int
is_before_capital(const Text *text, Py_ssize_t stop)
{
    if (peek(text, stop + 1) != ' ') {
        return 0;
    }
    Py_ssize_t place = stop + 2;
    for (int i = 0; i < 2; i++, place++) {
        Py_UCS4 c = peek(text, place);
        if (c != '"' && c != '\'' && c != 0x201C && c != 0x2018) {
            break;
        }
    }
    return is_capital(peek(text, place));
}

/* Return whether a closing quotation mark, a space and a capital follow a stop: group 2. */
static int
is_quoted(const Text *text, Py_ssize_t stop)
{
    Py_UCS4 mark = peek(text, stop + 1);
    return (mark == '"' || mark == '\'' || mark == 0x201D || mark == 0x2019) &&
           peek(text, stop + 2) == ' ' && is_capital(peek(text, stop + 3));
}

/* Return whether a stop is inside an aside, which may contain the stop. */
static int
is_aside(Splitting *s, Py_ssize_t stop)
{
    while (s->aside < s->aside_end && s->asides[2 * s->aside + 1] <= stop) {
        s->aside++;
    }
    return s->aside < s->aside_end && s->asides[2 * s->aside] < stop;
}

/* Return whether `Rules.tails` contains the text's end before `end`: the end of an abbreviation. */
static int
is_tail(const Splitting *s, Py_ssize_t end)
{
    char tail[12], *last = tail;
    for (Py_ssize_t i = end - 3; i < end; i++) {
        last = put_utf8(last, at(&s->text, i));
    }
    size_t size = (size_t)(last - tail);
    return table_find(&s->rules->tails, tail, size, table_hash(tail, size)) != NULL;
}

/* Return whether the word before a full stop has ASCII letters or digits and is no abbreviation. */
static int
is_known_word(const Splitting *s, Py_ssize_t stop)
{
    char word[32];
    Py_ssize_t low = stop - 30 > s->start ? stop - 30 : s->start, first = stop;
    int letters = 1, figures = 1;
    for (; first > low && at(&s->text, first - 1) != ' '; first--) {
        Py_UCS4 c = at(&s->text, first - 1);
        letters &= is_small(c) || is_capital(c);
        figures &= c >= '0' && c <= '9';
        word[first - 1 - low] = (char)(is_capital(c) ? c + 32 : c);
    }
    Py_ssize_t size = stop - first;
    if (figures) {
        return size > 3;
    }
    if (!letters || size == 0 || size <= s->rules->shortest || s->rules->kinds.count == 0 ||
        is_capital(at(&s->text, stop - 1))) {
        return 0;
    }
    const char *start = word + (first - low);
    return table_find(&s->rules->kinds, start, (size_t)size, table_hash(start, (size_t)size)) ==
           NULL;
}

static int
is_lower_letter(Py_UCS4 c)
{
    return is_small(c) || (c >= 0x80 && Py_UNICODE_ISLOWER(c) && Py_UNICODE_ISALPHA(c));
}

/* Return whether `Ends` would let a weak stop end the sentence, since an ordinary word comes before
 * it and a capital after it. */
static int
is_ordinary(const Splitting *s, Py_ssize_t stop)
{
    if (stop - s->start <= 3) {
        return 0;
    }
    int small = is_lower_letter(at(&s->text, stop - 1)) && is_lower_letter(at(&s->text, stop - 2));
    if (at(&s->text, stop) != '.') {
        /* `Rules.kinds` contains "Yahoo!" with its mark. */
        return small && at(&s->text, stop) != 0x2026 && !is_tail(s, stop + 1);
    }
    if (small && is_lower_letter(at(&s->text, stop - 3)) && !is_tail(s, stop)) {
        return 1;
    }
    return is_known_word(s, stop);
}

/* Return whether a stop surely ends no sentence: within "3.5" and "b.c", before " and", or before a
 * blank line, which ends the sentence itself. */
static int
ends_nothing(const Text *text, Py_ssize_t stop)
{
    Py_UCS4 next = peek(text, stop + 1);
    if (next >= '0' && next <= '9') {
        Py_UCS4 before = stop ? at(text, stop - 1) : 0;
        /* "consultation.11": the number of a footnote. */
        return !is_small(before) && before != ')' && !(before >= 0xE0 && before <= 0xFF);
    }
    if (next == ' ') {
        /* "macOS" may begin a sentence: a capital is among its first nine letters. */
        Py_ssize_t place = stop + 2;
        for (; place < stop + 10 && is_small(peek(text, place)); place++) {
        }
        return place > stop + 2 && !is_capital(peek(text, place));
    }
    return is_small(next) || (next == '\n' && peek(text, stop + 2) == '\n');
}

static int
at_stop(Splitting *s, Py_ssize_t stop, Py_ssize_t kind)
{
    Py_ssize_t *next = s->next + kind;
    if (stop < *next) {
        return 0; /* part of the stop before it */
    }
    if (kind >= 4) {
        return ask(s, stop, next);
    }
    *next = stop + 1;
    if (stop + 1 == s->text.length) {
        return 0;
    }
    if (ends_nothing(&s->text, stop)) {
        if (s->passed < stop + 1) {
            s->passed = stop + 1;
        }
        return 0;
    }
    if (s->quick && stop >= s->passed && !is_aside(s, stop)) {
        if (is_before_capital(&s->text, stop)) {
            if (is_ordinary(s, stop)) {
                return add(s, stop + 1);
            }
        } else if (s->rules->stops[kind] == '.' && is_quoted(&s->text, stop) &&
                   is_ordinary(s, stop)) {
            *next = stop + 3;
            return add(s, stop + 2);
        }
    }
    return ask(s, stop, next);
}

/* `_BREAK`: return whether there is a blank line, or a line that begins with a list label. */
static int
at_line_end(Splitting *s, Py_ssize_t place)
{
    const Text *text = &s->text;
    if (place < s->next_break) {
        return 0;
    }
    Py_ssize_t end = place + 1, blank = 0;
    for (; end < text->length && is_space(at(text, end)); end++) {
        if (at(text, end) == '\n') {
            blank = end + 1;
        }
    }
    if (blank) {
        s->next_break = blank;
        return place >= s->passed && blank < text->length ? add(s, place) : 0;
    }
    s->next_break = place + 1;
    Py_UCS4 c = peek(text, end);
    if (is_capital(c) || c == '"' || c == 0x201C || c == 0 || (c >= 0x80 && Py_UNICODE_ISALPHA(c))) {
        return 0; /* cannot begin a label */
    }
    return ask(s, place, &s->next_break);
}

/* `_bullet`: return whether white space is around a bullet; ⁃ needs it only before the bullet. */
static int
at_bullet(Splitting *s, Py_ssize_t place)
{
    const Text *text = &s->text;
    int is_bullet = place > 0 && is_space(at(text, place - 1)) && place + 1 < text->length &&
                    (at(text, place) == 0x2043 || is_space(at(text, place + 1)));
    return is_bullet && place >= s->passed ? add(s, place) : 0;
}

static int
at_mark(Splitting *s, Py_ssize_t place, Py_UCS4 c)
{
    if (c == '\n') {
        return at_line_end(s, place);
    }
    for (Py_ssize_t kind = 0; kind < s->rules->count; kind++) {
        if (s->rules->stops[kind] == c) {
            /* Some keyboards type "።" as "፡፡". */
            return c == 0x1361 && peek(&s->text, place + 1) != c ? 0 : at_stop(s, place, kind);
        }
    }
    return at_bullet(s, place);
}

static int
split_all(Splitting *s, PyObject *breaks)
{
    Py_ssize_t length = s->text.length, broken = 0;
    Py_ssize_t next = PyTuple_GET_SIZE(breaks) ? 0 : length;
    for (Py_ssize_t place = 0; place < length; place++) {
        while (place >= next) {
            if (broken && place >= s->passed && add(s, place) < 0) {
                return -1;
            }
            if (broken == PyTuple_GET_SIZE(breaks)) {
                next = length;
                break;
            }
            next = PyLong_AsSsize_t(PyTuple_GET_ITEM(breaks, broken++));
            if (next < place) {
                if (!PyErr_Occurred()) {
                    PyErr_SetString(PyExc_ValueError, "breaks are not in order");
                }
                return -1;
            }
        }
        Py_UCS4 c = at(&s->text, place);
        if (c < 0x10000 && s->rules->marks[c >> 3] & (1 << (c & 7)) && at_mark(s, place, c) < 0) {
            return -1;
        }
    }
    return add(s, length);
}

static PyObject *
split(PyObject *module, PyObject *args)
{
    PyObject *text, *capsule, *breaks, *decide;
    Py_buffer asides;
    int quick;
    if (!PyArg_ParseTuple(args, "UOO!Oy*p", &text, &capsule, &PyTuple_Type, &breaks, &decide,
                          &asides, &quick)) {
        return NULL;
    }
    Splitting s = {.text = text_of(text), .decide = decide, .asides = asides.buf};
    s.aside_end = asides.len / (2 * (Py_ssize_t)sizeof(int32_t));
    s.rules = PyCapsule_GetPointer(capsule, CAPSULE);
    PyObject *result = NULL;
    if (s.rules != NULL) {
        s.quick = quick && s.rules->by_tail;
        if (split_all(&s, breaks) == 0) {
            result = PyBytes_FromStringAndSize(s.spans ? (char *)s.spans : "",
                                               s.count * (Py_ssize_t)sizeof *s.spans);
        }
    }
    PyMem_Free(s.spans);
    PyBuffer_Release(&asides);
    return result;
}

/* Return whether text[before:start] contains a blank line, as in `sentences_of` of sentence.py. */
static int
is_new_paragraph(const Text *text, Py_ssize_t before, Py_ssize_t start)
{
    int lines = 0;
    for (Py_ssize_t i = before; i < start; i++) {
        lines += at(text, i) == '\n';
    }
    return lines > 1;
}

static PyObject *
sentences(PyObject *module, PyObject *args)
{
    PyObject *body;
    PyTypeObject *type;
    Py_buffer buffer;
    if (!PyArg_ParseTuple(args, "O!Uy*", &PyType_Type, &type, &body, &buffer)) {
        return NULL;
    }
    const int32_t *spans = buffer.buf;
    Py_ssize_t count = buffer.len / (2 * (Py_ssize_t)sizeof *spans), paragraph = 0, before = 0;
    PyObject *result = PyType_IsSubtype(type, &PyTuple_Type) ? PyTuple_New(count) : NULL;
    Text text = text_of(body);
    for (Py_ssize_t i = 0; result && i < count; i++) {
        Py_ssize_t start = spans[2 * i], end = spans[2 * i + 1];
        if (start < before || end < start || end > text.length) {
            PyErr_SetString(PyExc_ValueError, "spans are not in the text");
            Py_CLEAR(result);
            break;
        }
        if (i && is_new_paragraph(&text, before, start)) {
            paragraph++;
        }
        before = end;
        PyObject *sentence = type->tp_alloc(type, 5);
        if (sentence == NULL) {
            Py_CLEAR(result);
            break;
        }
        PyTuple_SET_ITEM(result, i, sentence);
        PyTuple_SET_ITEM(sentence, 0, PyLong_FromSsize_t(i));
        PyTuple_SET_ITEM(sentence, 1, PyLong_FromSsize_t(start));
        PyTuple_SET_ITEM(sentence, 2, PyLong_FromSsize_t(end));
        PyTuple_SET_ITEM(sentence, 3, PyUnicode_Substring(body, start, end));
        PyTuple_SET_ITEM(sentence, 4, PyLong_FromSsize_t(paragraph));
        for (Py_ssize_t part = 0; part < 5; part++) {
            if (PyTuple_GET_ITEM(sentence, part) == NULL) {
                Py_CLEAR(result);
                break;
            }
        }
    }
    if (result == NULL && !PyErr_Occurred()) {
        PyErr_SetString(PyExc_TypeError, "the type of sentences is no tuple");
    }
    PyBuffer_Release(&buffer);
    return result;
}

static PyMethodDef methods[] = {
    {"stops", stops, METH_VARARGS, "stops(stops, breaks, tails)"},
    {"split", split, METH_VARARGS, "split(text, stops, breaks, decide, quick)"},
    {"sentences", sentences, METH_VARARGS, "sentences(type, body, spans)"},
    {NULL, NULL, 0, NULL},
};

int
add_sentences(PyObject *module)
{
    return PyModule_AddFunctions(module, methods);
}
