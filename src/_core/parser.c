/* The tagger and the parser of sentences: the inner loops of shortening/parsing/parser.py, with tables.
 *
 * A feature is a short text. Its weights, one for each class, are a row of a table. All weights are
 * integers, so that the order of additions does not matter.
 */
#include "core.h"
#include "table.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const char *const NAME = "summkit features";

enum { SHIFT, RIGHT, LEFT };
enum { CLASSES = 256, FEATURES = 32 };

#if defined(__GNUC__)
#define FETCH(address) __builtin_prefetch(address)
#else
#define FETCH(address) ((void)0)
#endif

/* Features by their text: open addressing, a power of two of slots. */
typedef struct {
    Py_ssize_t classes, longest; /* number of classes; bytes of the longest feature */
    uint32_t mask;
    uint64_t *slots;             /* hash of a feature and, in the low half, its number from 1 */
    uint32_t *starts;            /* each feature's place in `text`; the last end + 1 */
    const char *text;            /* the features, one a line */
    const int8_t *weights;
    Py_buffer owners[2];         /* of `text` and of `weights`, which are not copied */
} Weights;

static void
free_weights(Weights *table)
{
    PyMem_RawFree(table->slots);
    PyMem_RawFree(table->starts);
    PyBuffer_Release(&table->owners[0]);
    PyBuffer_Release(&table->owners[1]);
    PyMem_RawFree(table);
}

static void
free_capsule(PyObject *capsule)
{
    free_weights(PyCapsule_GetPointer(capsule, NAME));
}

static uint32_t
hash_of(const char *text, Py_ssize_t length)
{
    return (uint32_t)table_hash(text, (size_t)length);
}

/* Return the first feature with a hash at `slot` or a later slot, numbered from 1; 0 without one. */
static uint32_t
number_at(const Weights *table, uint32_t *slot, uint32_t hash)
{
    for (;; *slot = (*slot + 1) & table->mask) {
        uint32_t number = (uint32_t)table->slots[*slot];
        if (number == 0 || (uint32_t)(table->slots[*slot] >> 32) == hash) {
            return number;
        }
    }
}

/* Return whether a feature is equal to a text. */
static int
has_text(const Weights *table, uint32_t number, const char *text, Py_ssize_t length)
{
    uint32_t start = table->starts[number - 1];
    return (Py_ssize_t)(table->starts[number] - start) - 1 == length &&
           memcmp(table->text + start, text, (size_t)length) == 0;
}

/* Number the features in `text` and put each into a slot. Slots lie all over a table that is larger
 * than a near cache: all hashes come first, so that slots can be fetched `AHEAD` of their use. */
static int
fill(Weights *table, Py_ssize_t size, Py_ssize_t count)
{
    enum { AHEAD = 16 };
    uint32_t *hashes = PyMem_RawMalloc(((size_t)count + 1) * sizeof *hashes);
    if (hashes == NULL) {
        return -1;
    }
    const char *line = table->text, *stop = table->text + size;
    for (Py_ssize_t number = 0; number < count; number++) {
        const char *end = memchr(line, '\n', (size_t)(stop - line));
        Py_ssize_t length = (end ? end : stop) - line;
        hashes[number] = hash_of(line, length);
        table->starts[number] = (uint32_t)(line - table->text);
        table->longest = length > table->longest ? length : table->longest;
        line += length + 1;
    }
    table->starts[count] = (uint32_t)(line - table->text);
    for (Py_ssize_t number = 0; number < count; number++) {
        if (number + AHEAD < count) {
            FETCH(table->slots + (hashes[number + AHEAD] & table->mask));
        }
        uint32_t slot = hashes[number] & table->mask;
        while (table->slots[slot]) {
            slot = (slot + 1) & table->mask;
        }
        table->slots[slot] = (uint64_t)hashes[number] << 32 | (uint32_t)(number + 1);
    }
    PyMem_RawFree(hashes);
    return 0;
}

/* feature_table(features, weights, classes) -> table. Features are different lines in UTF-8. */
static PyObject *
feature_table(PyObject *module, PyObject *args)
{
    Weights *table = PyMem_RawCalloc(1, sizeof *table);
    if (table == NULL) {
        return PyErr_NoMemory();
    }
    Py_buffer *text = &table->owners[0], *weights = &table->owners[1];
    PyObject *capsule = NULL;
    if (!PyArg_ParseTuple(args, "y*y*n", text, weights, &table->classes)) {
        goto end;
    }
    Py_ssize_t count = text->len > 0;
    for (Py_ssize_t at = 0; at < text->len; at++) {
        count += ((char *)text->buf)[at] == '\n';
    }
    if (table->classes < 1 || table->classes > CLASSES ||
        weights->len != count * table->classes || text->len >= UINT32_MAX) {
        PyErr_SetString(PyExc_ValueError, "a weight for each feature and class is wanted");
        goto end;
    }
    uint32_t slots = 16;
    while ((Py_ssize_t)slots < count * 2) {
        slots *= 2;
    }
    table->text = text->buf;
    table->weights = weights->buf;
    table->mask = slots - 1;
    if ((table->slots = PyMem_RawCalloc(slots, sizeof(uint64_t))) == NULL ||
        (table->starts = PyMem_RawCalloc((size_t)count + 1, sizeof(uint32_t))) == NULL ||
        fill(table, text->len, count) < 0) {
        PyErr_NoMemory();
        goto end;
    }
    capsule = PyCapsule_New(table, NAME, free_capsule);
end:
    if (capsule == NULL) {
        free_weights(table);
    }
    return capsule;
}

/* -- Texts of a sentence -------------------------------------------------------------------------- */

typedef struct {
    const char *text;
    Py_ssize_t length;
} Piece;

static const Piece NOTHING = {"", 0};

/* The texts of a list in UTF-8; `held` owns their bytes. */
typedef struct {
    Py_ssize_t count;
    PyObject *held;
    Piece *pieces;
} Pieces;

static void
free_pieces(Pieces *pieces)
{
    Py_CLEAR(pieces->held);
    PyMem_Free(pieces->pieces);
    pieces->pieces = NULL;
}

static int
pieces_of(PyObject *source, Pieces *out)
{
    PyObject *fast = PySequence_Fast(source, "a sequence of texts is wanted");
    if (fast == NULL) {
        return -1;
    }
    out->count = PySequence_Fast_GET_SIZE(fast);
    out->held = PyList_New(0);
    out->pieces = PyMem_Calloc((size_t)out->count + 1, sizeof *out->pieces);
    for (Py_ssize_t at = 0; out->held && out->pieces && at < out->count; at++) {
        /* A text may contain half of a surrogate pair; no feature does. */
        PyObject *bytes = PyUnicode_AsEncodedString(PySequence_Fast_GET_ITEM(fast, at), "utf-8",
                                                    "surrogatepass");
        if (bytes == NULL || PyList_Append(out->held, bytes) < 0) {
            Py_XDECREF(bytes);
            break;
        }
        out->pieces[at] = (Piece){PyBytes_AS_STRING(bytes), PyBytes_GET_SIZE(bytes)};
        Py_DECREF(bytes); /* the list owns them now */
    }
    if (out->pieces == NULL) {
        PyErr_NoMemory();
    }
    Py_DECREF(fast);
    return PyErr_Occurred() ? -1 : 0;
}

/* Return the last or the first characters of a text. */
static Piece
last_of(Piece piece, int characters)
{
    Py_ssize_t at = piece.length;
    while (at > 0 && characters > 0) {
        at--;
        characters -= (piece.text[at] & 0xC0) != 0x80;
    }
    return (Piece){piece.text + at, piece.length - at};
}

static Piece
first_of(Piece piece)
{
    Py_ssize_t at = piece.length > 0;
    while (at < piece.length && (piece.text[at] & 0xC0) == 0x80) {
        at++;
    }
    return (Piece){piece.text, at};
}

static int
is(Piece piece, const char *text)
{
    return (Py_ssize_t)strlen(text) == piece.length &&
           memcmp(piece.text, text, (size_t)piece.length) == 0;
}

static int
is_one_of(Piece piece, const char *const *texts)
{
    for (; *texts; texts++) {
        if (is(piece, *texts)) {
            return 1;
        }
    }
    return 0;
}

static const char *const SIGNS[] = {",", ".", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", NULL};
static const char *const BE[] = {"is",   "are",   "was", "were",         "be",
                                 "been", "being", "'s",  "\xE2\x80\x99s", NULL};

/* -- Sums ----------------------------------------------------------------------------------------- */

enum { ROOM = 256 };

/* A feature whose weights are to be added. */
typedef struct {
    uint32_t hash, slot, number;
    Py_ssize_t length;
    char text[ROOM];
} Feature;

/* The sums of the weights of some features, by class.
 *
 * The tables are larger than a processor's near caches. All features of a token are looked up side
 * by side, so that the processor waits for memory once, not once for each feature. */
typedef struct {
    const Weights *table;
    Py_ssize_t count;
    Feature features[FEATURES];
    int32_t sums[CLASSES];
} Sums;

static void
begin(Sums *sums, const Weights *table)
{
    sums->table = table;
    sums->count = 0;
    memset(sums->sums, 0, sizeof *sums->sums * (size_t)table->classes);
}

/* Add a feature. `format` has its fixed characters, and a % for each of `pieces`, in order. */
static void
add(Sums *sums, const char *format, const Piece *const *pieces)
{
    Feature *feature = &sums->features[sums->count];
    char *text = feature->text;
    Py_ssize_t length = 0;
    for (; *format; format++) {
        Piece piece = {format, 1};
        if (*format == '%') {
            piece = **pieces++;
        }
        if (length + piece.length > ROOM || length + piece.length > sums->table->longest) {
            return; /* longer than every feature of the table */
        }
        memcpy(text + length, piece.text, (size_t)piece.length);
        length += piece.length;
    }
    feature->length = length;
    feature->hash = hash_of(text, length);
    feature->slot = feature->hash & sums->table->mask;
    FETCH(sums->table->slots + feature->slot);
    sums->count++;
}

/* Compute the sums of the weights of the added features. */
static void
sum_up(Sums *sums)
{
    const Weights *table = sums->table;
    Feature *end = sums->features + sums->count;
    for (Feature *feature = sums->features; feature < end; feature++) {
        feature->number = number_at(table, &feature->slot, feature->hash);
        if (feature->number) {
            FETCH(table->starts + feature->number);
            FETCH(table->weights + (Py_ssize_t)(feature->number - 1) * table->classes);
        }
    }
    for (Feature *feature = sums->features; feature < end; feature++) {
        if (feature->number) {
            FETCH(table->text + table->starts[feature->number - 1]);
        }
    }
    for (Feature *feature = sums->features; feature < end; feature++) {
        while (feature->number &&
               !has_text(table, feature->number, feature->text, feature->length)) {
            feature->slot = (feature->slot + 1) & table->mask;
            feature->number = number_at(table, &feature->slot, feature->hash);
        }
        if (feature->number) {
            const int8_t *weights =
                table->weights + (Py_ssize_t)(feature->number - 1) * table->classes;
            for (Py_ssize_t at = 0; at < table->classes; at++) {
                sums->sums[at] += weights[at];
            }
        }
    }
}

#define ADD(sums, format, ...) add(sums, format, (const Piece *const[]){__VA_ARGS__})

static int
best(Sums *sums)
{
    int found = 0;
    sum_up(sums);
    for (int at = 1; at < sums->table->classes; at++) {
        found = sums->sums[at] > sums->sums[found] ? at : found;
    }
    return found;
}

static Piece
number_of(char *room, size_t size, Py_ssize_t number)
{
    return (Piece){room, snprintf(room, size, "%zd", number)};
}

/* -- Tags ----------------------------------------------------------------------------------------- */

/* tag_words(table, tags, lower, shapes, fixed) -> numbers: the loop of parser.tag.
 *
 * `fixed` has the number of a word's tag if the word always has the same tag, else -1. */
static PyObject *
tag_words(PyObject *module, PyObject *args)
{
    PyObject *capsule, *sources[3], *fixed, *result = NULL;
    if (!PyArg_ParseTuple(args, "OOOOO!", &capsule, &sources[0], &sources[1], &sources[2],
                          &PyList_Type, &fixed)) {
        return NULL;
    }
    const Weights *table = PyCapsule_GetPointer(capsule, NAME);
    Pieces tags = {0}, lower = {0}, shapes = {0};
    if (table == NULL || pieces_of(sources[0], &tags) < 0 || pieces_of(sources[1], &lower) < 0 ||
        pieces_of(sources[2], &shapes) < 0) {
        goto end;
    }
    Py_ssize_t size = lower.count;
    if (shapes.count != size || PyList_GET_SIZE(fixed) != size || table->classes != tags.count) {
        PyErr_SetString(PyExc_ValueError, "texts of the same number are wanted");
        goto end;
    }
    result = PyList_New(size);
    Piece before = NOTHING, last = NOTHING;
    for (Py_ssize_t at = 0; result != NULL && at < size; at++) {
        long number = PyLong_AsLong(PyList_GET_ITEM(fixed, at));
        if (number < 0) {
            Piece low = lower.pieces[at], form = shapes.pieces[at];
            Piece first = {at ? "False" : "True", at ? 5 : 4};
            Piece previous = at > 0 ? lower.pieces[at - 1] : NOTHING;
            Piece earlier = at > 1 ? lower.pieces[at - 2] : NOTHING;
            Piece following = at + 1 < size ? lower.pieces[at + 1] : NOTHING;
            Piece later = at + 2 < size ? lower.pieces[at + 2] : NOTHING;
            Piece three = last_of(low, 3), two = last_of(low, 2), one = first_of(low);
            Piece ending = last_of(following, 3);
            Sums sums;
            begin(&sums, table);
            ADD(&sums, "b%%", &form, &first);
            ADD(&sums, "w%", &low);
            ADD(&sums, "3%", &three);
            ADD(&sums, "2% %", &two, &last);
            ADD(&sums, "1%%", &one, &form);
            ADD(&sums, "t%", &last);
            ADD(&sums, "u% %", &last, &before);
            ADD(&sums, "v% %", &last, &low);
            ADD(&sums, "p%", &previous);
            ADD(&sums, "q%", &earlier);
            ADD(&sums, "n%", &following);
            ADD(&sums, "m%", &ending);
            ADD(&sums, "o%", &later);
            ADD(&sums, "x% %", &last, &following);
            ADD(&sums, "y% %", &form, &last);
            number = best(&sums);
        }
        PyObject *answer = number < tags.count ? PyLong_FromLong(number) : NULL;
        if (answer == NULL || PyErr_Occurred()) {
            if (!PyErr_Occurred()) {
                PyErr_SetString(PyExc_ValueError, "a tag is out of range");
            }
            Py_XDECREF(answer);
            Py_CLEAR(result);
            break;
        }
        PyList_SET_ITEM(result, at, answer);
        before = last;
        last = tags.pieces[number];
    }
end:
    free_pieces(&tags);
    free_pieces(&lower);
    free_pieces(&shapes);
    return result;
}

/* -- Heads ---------------------------------------------------------------------------------------- */

/* The dependents of a token on one side, as in parser.State. */
typedef struct {
    Py_ssize_t first, last, count;
} Side;

typedef struct {
    Py_ssize_t size, next, depth;
    Py_ssize_t *stack, *heads;
    Side *left, *right; /* size + 1 each; the last one is the root */
    Piece *forms, *tags; /* padded by parser.padded */
} State;

static void
attach_to(State *state, Py_ssize_t child, Py_ssize_t head)
{
    if (head < state->size) {
        state->heads[child] = head;
    }
    Side *side = (child < head ? state->left : state->right) + head;
    if (side->count++ == 0) {
        side->first = child;
    }
    side->last = child;
}

static void
move(State *state, int action)
{
    if (action == SHIFT) {
        state->stack[state->depth++] = state->next++;
        return;
    }
    Py_ssize_t child = state->stack[--state->depth];
    attach_to(state, child, action == RIGHT ? state->stack[state->depth - 1] : state->next);
}

/* Repeats State.valid and without_signs: returns the possible moves as bits; 0 at the end. */
static int
moves_of(const State *state)
{
    int moves = 0, good = 0;
    if (state->next < state->size) {
        moves |= 1 << SHIFT;
        good |= 1 << SHIFT;
    }
    if (state->depth >= 2) {
        moves |= 1 << RIGHT;
        if (!is_one_of(state->tags[state->stack[state->depth - 2]], SIGNS)) {
            good |= 1 << RIGHT;
        }
    }
    if (state->depth && (state->next < state->size || state->depth == 1)) {
        moves |= 1 << LEFT;
        if (!is_one_of(state->tags[state->next], SIGNS)) {
            good |= 1 << LEFT;
        }
    }
    return good ? good : moves;
}

/* Repeats arc_features and best_move. */
static int
best_move(const State *state, const Weights *table, int moves)
{
    Py_ssize_t s0 = state->stack[state->depth - 1], n0 = state->next;
    Py_ssize_t s1 = state->depth > 1 ? state->stack[state->depth - 2] : -1;
    Py_ssize_t s2 = state->depth > 2 ? state->stack[state->depth - 3] : -1;
    const Piece *forms = state->forms, *tags = state->tags, *none = &NOTHING;
    const Piece *w0 = forms + s0, *t0 = tags + s0;
    const Piece *w1 = s1 < 0 ? none : forms + s1, *t1 = s1 < 0 ? none : tags + s1;
    const Piece *t2 = s2 < 0 ? none : tags + s2;
    const Piece *v0 = forms + n0, *u0 = tags + n0, *u1 = u0 + 1, *u2 = u0 + 2;
    const Side *left0 = state->left + s0, *right0 = state->right + s0;
    const Side *right1 = s1 < 0 ? NULL : state->right + s1, *leftn = state->left + n0;
    const Piece *first0 = left0->count ? tags + left0->first : none;
    const Piece *last0 = right0->count ? tags + right0->last : none;
    const Piece *last1 = right1 != NULL && right1->count ? tags + right1->last : none;
    const Piece *lastn = leftn->count ? tags + leftn->last : none;
    char room[4][24];
    Piece gap = number_of(room[0], 24, n0 - s0 < 6 ? n0 - s0 : 6);
    Piece left_count = number_of(room[1], 24, left0->count);
    Piece right_count = number_of(room[2], 24, right0->count);
    Piece next_count = number_of(room[3], 24, leftn->count);
    Sums sums;
    begin(&sums, table);
    ADD(&sums, "a% %", w0, t0);
    ADD(&sums, "b% %", t0, u0);
    ADD(&sums, "c% %", v0, u0);
    ADD(&sums, "d% %", w0, u0);
    ADD(&sums, "e% %", t0, v0);
    ADD(&sums, "f% %", w0, v0);
    ADD(&sums, "g% % %", t0, u0, u1);
    ADD(&sums, "h% % %", t1, t0, u0);
    ADD(&sums, "i% % % %", t0, u0, u1, u2);
    ADD(&sums, "j% % % %", t2, t1, t0, u0);
    ADD(&sums, "k% %", t1, t0);
    ADD(&sums, "l% %", w1, w0);
    ADD(&sums, "m% % %", w1, t1, u0);
    ADD(&sums, "n% %", t1, w0);
    ADD(&sums, "o% %", w1, t0);
    ADD(&sums, "p% % %", t0, u0, first0);
    ADD(&sums, "q% % %", t0, u0, last0);
    ADD(&sums, "r% % %", t0, u0, lastn);
    ADD(&sums, "s% % %", t1, t0, last0);
    ADD(&sums, "t% % % %", t1, t0, last1, u0);
    ADD(&sums, "u% % %", t0, u0, &gap);
    ADD(&sums, "v% %", w0, &gap);
    ADD(&sums, "w% % %%", t0, u0, &left_count, &right_count);
    ADD(&sums, "x% % %", t0, u0, &next_count);
    ADD(&sums, "y% % %", w0, u0, u1);
    ADD(&sums, "z% % % %", t0, w0, last0, v0);
    sum_up(&sums);
    int found = -1;
    for (int action = SHIFT; action <= LEFT; action++) {
        if (moves >> action & 1 && (found < 0 || sums.sums[action] > sums.sums[found])) {
            found = action;
        }
    }
    return found;
}

static PyObject *
list_of(const Py_ssize_t *numbers, Py_ssize_t count)
{
    PyObject *list = PyList_New(count);
    for (Py_ssize_t at = 0; list != NULL && at < count; at++) {
        PyObject *number = PyLong_FromSsize_t(numbers[at]);
        if (number == NULL) {
            Py_CLEAR(list);
            break;
        }
        PyList_SET_ITEM(list, at, number);
    }
    return list;
}

/* attach_words(table, forms, tags) -> heads: repeats parser.attach; both lists are padded. */
static PyObject *
attach_words(PyObject *module, PyObject *args)
{
    PyObject *capsule, *sources[2], *result = NULL;
    if (!PyArg_ParseTuple(args, "OOO", &capsule, &sources[0], &sources[1])) {
        return NULL;
    }
    const Weights *table = PyCapsule_GetPointer(capsule, NAME);
    Pieces forms = {0}, tags = {0};
    State state = {0};
    if (table == NULL || pieces_of(sources[0], &forms) < 0 || pieces_of(sources[1], &tags) < 0) {
        goto end;
    }
    if (forms.count != tags.count || forms.count < 4 || table->classes != 3) {
        PyErr_SetString(PyExc_ValueError, "as many forms as tags are wanted, padded");
        goto end;
    }
    Py_ssize_t size = state.size = forms.count - 4;
    state.forms = forms.pieces;
    state.tags = tags.pieces;
    state.stack = PyMem_Calloc((size_t)size + 1, sizeof *state.stack);
    state.heads = PyMem_Calloc((size_t)size + 1, sizeof *state.heads);
    state.left = PyMem_Calloc((size_t)size + 1, sizeof *state.left);
    state.right = PyMem_Calloc((size_t)size + 1, sizeof *state.right);
    if (!state.stack || !state.heads || !state.left || !state.right) {
        PyErr_NoMemory();
        goto end;
    }
    for (Py_ssize_t at = 0; at < size; at++) {
        state.heads[at] = -1;
    }
    int moves;
    while ((moves = moves_of(&state))) {
        int only = (moves & (moves - 1)) == 0;
        int single = moves >> RIGHT & 1 ? RIGHT : moves >> LEFT & 1 ? LEFT : SHIFT;
        move(&state, only ? single : best_move(&state, table, moves));
    }
    result = list_of(state.heads, size);
end:
    PyMem_Free(state.stack);
    PyMem_Free(state.heads);
    PyMem_Free(state.left);
    PyMem_Free(state.right);
    free_pieces(&forms);
    free_pieces(&tags);
    return result;
}

/* -- Relations ------------------------------------------------------------------------------------ */

enum { INSIDE = 64 };

/* Join the tags of a token's dependents that begin with a letter of "VTWIMP": sorted, each once. */
static Piece
inside_of(const Piece *tags, const Py_ssize_t *children, Py_ssize_t count, char *room)
{
    Piece sorted[INSIDE];
    int listed = 0;
    for (Py_ssize_t at = 0; at < count; at++) {
        Piece tag = tags[children[at]];
        if (tag.length && !strchr("VTWIMP", tag.text[0])) {
            continue;
        }
        int place = 0, order = 1;
        for (; place < listed; place++) {
            Py_ssize_t shorter = tag.length < sorted[place].length ? tag.length : sorted[place].length;
            order = memcmp(tag.text, sorted[place].text, (size_t)shorter);
            order = order ? order : (int)(tag.length - sorted[place].length);
            if (order <= 0) {
                break;
            }
        }
        if ((place < listed && order == 0) || listed == INSIDE) {
            continue;
        }
        memmove(sorted + place + 1, sorted + place, sizeof *sorted * (size_t)(listed - place));
        sorted[place] = tag;
        listed++;
    }
    Py_ssize_t length = 0;
    for (int at = 0; at < listed; at++) {
        if (length + sorted[at].length + 1 > ROOM) {
            return (Piece){room, ROOM}; /* longer than every feature of the table */
        }
        if (at) {
            room[length++] = ' ';
        }
        memcpy(room + length, sorted[at].text, (size_t)sorted[at].length);
        length += sorted[at].length;
    }
    return (Piece){room, length};
}

/* label_arcs(table, forms, tags, heads) -> numbers, -1 for the root and -2 for a punctuation mark:
 * repeats parser.name_arcs. */
static PyObject *
label_arcs(PyObject *module, PyObject *args)
{
    PyObject *capsule, *sources[2], *listed, *result = NULL;
    if (!PyArg_ParseTuple(args, "OOOO!", &capsule, &sources[0], &sources[1], &PyList_Type,
                          &listed)) {
        return NULL;
    }
    const Weights *table = PyCapsule_GetPointer(capsule, NAME);
    Pieces forms = {0}, tags = {0};
    Py_ssize_t *heads = NULL, *starts, *children, *labels;
    if (table == NULL || pieces_of(sources[0], &forms) < 0 || pieces_of(sources[1], &tags) < 0) {
        goto end;
    }
    Py_ssize_t size = forms.count;
    heads = PyMem_Calloc((size_t)size * 4 + 2, sizeof *heads);
    if (heads == NULL) {
        PyErr_NoMemory();
        goto end;
    }
    starts = heads + size; /* size + 2 numbers: the first dependent of each token */
    children = starts + size + 2;
    labels = children + size;
    int fits = tags.count == size && PyList_GET_SIZE(listed) == size;
    for (Py_ssize_t at = 0; fits && at < size; at++) {
        heads[at] = PyLong_AsSsize_t(PyList_GET_ITEM(listed, at));
        fits = heads[at] >= -1 && heads[at] < size;
        if (fits && heads[at] >= 0) {
            starts[heads[at] + 2]++;
        }
    }
    if (!fits) {
        PyErr_SetString(PyExc_ValueError, "as many forms as tags and heads are wanted");
        goto end;
    }
    for (Py_ssize_t at = 2; at <= size + 1; at++) {
        starts[at] += starts[at - 1];
    }
    for (Py_ssize_t at = 0; at < size; at++) {
        if (heads[at] >= 0) {
            children[starts[heads[at] + 1]++] = at;
        }
    }
    for (Py_ssize_t child = 0; child < size; child++) {
        Py_ssize_t head = heads[child];
        if (head < 0 || is_one_of(tags.pieces[child], SIGNS)) {
            labels[child] = head < 0 ? -1 : -2;
            continue;
        }
        const Py_ssize_t *own = children + starts[child], *siblings = children + starts[head];
        Py_ssize_t own_count = starts[child + 1] - starts[child];
        Py_ssize_t count = starts[head + 1] - starts[head], place = 0;
        int past = 0, be = 0;
        for (Py_ssize_t at = 0; at < count; at++) {
            Piece tag = tags.pieces[siblings[at]];
            place = siblings[at] == child ? at : place;
            past |= is(tag, "VBN") || is(tag, "VBD");
            be |= is_one_of(forms.pieces[siblings[at]], BE);
        }
        char inside_room[ROOM], pair_room[ROOM], rooms[2][24];
        const Piece *tag = tags.pieces + child, *over = tags.pieces + head, *none = &NOTHING;
        const Piece *word = forms.pieces + child, *above = forms.pieces + head;
        const Piece *first = own_count ? forms.pieces + own[0] : none;
        const Piece *before = place ? tags.pieces + siblings[place - 1] : none;
        const Piece *after = place + 1 < count ? tags.pieces + siblings[place + 1] : none;
        const Piece *previous = child ? tags.pieces + child - 1 : none;
        Piece inside = inside_of(tags.pieces, own, own_count, inside_room);
        Piece side = {child < head ? "<" : ">", 1}, pair = {pair_room, 0};
        if (1 + tag->length + 1 + over->length <= ROOM) {
            pair_room[0] = side.text[0];
            memcpy(pair_room + 1, tag->text, (size_t)tag->length);
            pair_room[1 + tag->length] = ' ';
            memcpy(pair_room + 2 + tag->length, over->text, (size_t)over->length);
            pair.length = 2 + tag->length + over->length;
        }
        Py_ssize_t far = child < head ? head - child : child - head;
        Piece distance = number_of(rooms[0], 24, far < 5 ? far : 5);
        Piece remaining = number_of(rooms[1], 24, count - place);
        Piece said = {past ? "True" : "False", past ? 4 : 5}, is_be = {"be", be ? 2 : 0};
        Sums sums;
        begin(&sums, table);
        ADD(&sums, "a%", &pair);
        ADD(&sums, "b%% %", &side, word, tag);
        ADD(&sums, "c%% %", &side, above, tag);
        ADD(&sums, "d% %", &pair, first);
        ADD(&sums, "e% %", &pair, &inside);
        ADD(&sums, "f% %", &pair, before);
        ADD(&sums, "g% %", &pair, after);
        ADD(&sums, "h% %", &pair, &distance);
        ADD(&sums, "i% %", &pair, previous);
        ADD(&sums, "j% %", word, above);
        ADD(&sums, "k% %%", &pair, &said, &remaining);
        ADD(&sums, "l% % %", &pair, &is_be, before);
        labels[child] = best(&sums);
    }
    result = list_of(labels, size);
end:
    PyMem_Free(heads);
    free_pieces(&forms);
    free_pieces(&tags);
    return result;
}

static PyMethodDef methods[] = {
    {"feature_table", feature_table, METH_VARARGS, "feature_table(features, weights, classes)"},
    {"tag_words", tag_words, METH_VARARGS, "tag_words(table, tags, lower, shapes, fixed)"},
    {"attach_words", attach_words, METH_VARARGS, "attach_words(table, forms, tags) -> heads"},
    {"label_arcs", label_arcs, METH_VARARGS, "label_arcs(table, forms, tags, heads) -> numbers"},
    {NULL, NULL, 0, NULL},
};

int
add_parser(PyObject *module)
{
    return PyModule_AddFunctions(module, methods);
}
