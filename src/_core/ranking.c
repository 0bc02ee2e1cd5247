/* Ranking: overlaps of sentences, LexRank and TextRank.
 *
 * All sums use the same order as the exact fallback of the pure code: numpy's pairwise sums of
 * rows, and matrix products row after row. If numpy's fast products could give another decision,
 * the pure code uses this order, too (see summarisers/similarity.settle_bounded).
 */
#include "core.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static const double CLOSE = 1e-9;       /* lexrank._CLOSE */
static const double LEXRANK_STEP = 0.1; /* lexrank._EPSILON */
static const double TEXTRANK_STEP = 1e-4, NO_ZERO = 1e-7; /* textrank._EPSILON, _NO_ZERO */
enum { MOST = 1000 };                                     /* lexrank._MOST */
enum { STEPS = 16, LARGE = 100, DENSE = 1000 };           /* textrank._STEPS, _LARGE; DENSE */

#ifdef _MSC_VER
#include <intrin.h>
static int
lowest_bit(uint64_t word)
{
    unsigned long place;
    _BitScanForward64(&place, word);
    return (int)place;
}
#else
#define lowest_bit(word) __builtin_ctzll(word)
#endif

/* -- Counts: the number of occurrences of each term in each sentence ----------------------------- */

typedef struct {
    Py_buffer ids, offsets; /* the arguments */
    Py_ssize_t size, width;
    Py_ssize_t *row;     /* size + 1: the first entry of each sentence */
    int32_t *term;       /* for each entry: a term of the sentence, once */
    double *count;       /* for each entry: its number of occurrences in the sentence */
    Py_ssize_t *posting; /* width + 1: the first posting of each term */
    int32_t *holder;     /* for each posting: a sentence that contains the term, in rising order */
    double *held;        /* for each posting: the number of occurrences */
    Py_ssize_t *cursor;  /* for each term: its first posting that `overlaps` has not passed */
} Counts;

static void
free_counts(Counts *counts)
{
    void *parts[] = {counts->row,    counts->term, counts->count, counts->posting,
                     counts->holder, counts->held, counts->cursor};
    for (size_t at = 0; at < sizeof parts / sizeof *parts; at++) {
        PyMem_RawFree(parts[at]);
    }
    PyBuffer_Release(&counts->ids); /* has no effect if nothing was borrowed */
    PyBuffer_Release(&counts->offsets);
}

static void *
array(Py_ssize_t count, size_t size)
{
    return PyMem_RawCalloc((size_t)(count > 0 ? count : 1), size);
}

/* Borrow a buffer of int32; -1 with an exception set. */
static int
borrow(PyObject *source, Py_buffer *view)
{
    if (PyObject_GetBuffer(source, view, PyBUF_CONTIG_RO | PyBUF_FORMAT) < 0) {
        return -1;
    }
    if (view->itemsize != sizeof(int32_t) || view->format == NULL ||
        strcmp(view->format, "i") != 0) {
        PyErr_SetString(PyExc_TypeError, "a buffer of int32 is wanted");
        return -1;
    }
    return 0;
}

/* Count the terms of sentences, given as `Document.term_ids` and `term_offsets`. */
static int
count_terms(Counts *counts, PyObject *ids, PyObject *offsets)
{
    memset(counts, 0, sizeof *counts);
    if (borrow(ids, &counts->ids) < 0 || borrow(offsets, &counts->offsets) < 0) {
        return -1;
    }
    const int32_t *term = counts->ids.buf, *start = counts->offsets.buf;
    Py_ssize_t total = counts->ids.len / counts->ids.itemsize;
    Py_ssize_t size = counts->size = counts->offsets.len / counts->offsets.itemsize - 1;
    int fits = size >= 0 && start[0] == 0 && start[size] == total;
    for (Py_ssize_t at = 0; fits && at < size; at++) {
        fits = start[at] <= start[at + 1];
    }
    for (Py_ssize_t at = 0; fits && at < total; at++) {
        /* Ids are numbered by first appearance, so that none is higher than the number of terms. */
        fits = term[at] >= 0 && term[at] < total;
        if (term[at] >= counts->width) {
            counts->width = (Py_ssize_t)term[at] + 1;
        }
    }
    if (!fits) {
        PyErr_SetString(PyExc_ValueError, "ids or offsets are out of range");
        return -1;
    }
    counts->row = array(size + 1, sizeof *counts->row);
    counts->term = array(total, sizeof *counts->term);
    counts->count = array(total, sizeof *counts->count);
    counts->posting = array(counts->width + 1, sizeof *counts->posting);
    counts->holder = array(total, sizeof *counts->holder);
    counts->held = array(total, sizeof *counts->held);
    counts->cursor = array(counts->width, sizeof *counts->cursor);
    if (!counts->row || !counts->term || !counts->count || !counts->posting || !counts->holder ||
        !counts->held || !counts->cursor) {
        PyErr_NoMemory();
        return -1;
    }
    Py_ssize_t entry = 0;
    for (Py_ssize_t row = 0; row < size; row++) {
        counts->row[row] = entry;
        for (Py_ssize_t at = start[row]; at < start[row + 1]; at++) {
            Py_ssize_t before = counts->cursor[term[at]]; /* the term's last entry, from 1 */
            if (before > counts->row[row]) {
                counts->count[before - 1] += 1.0;
                continue;
            }
            counts->term[entry] = term[at];
            counts->count[entry] = 1.0;
            counts->cursor[term[at]] = ++entry;
            counts->posting[term[at] + 1]++;
        }
    }
    counts->row[size] = entry;
    for (Py_ssize_t at = 0; at < counts->width; at++) {
        counts->posting[at + 1] += counts->posting[at];
        counts->cursor[at] = counts->posting[at];
    }
    for (Py_ssize_t row = 0; row < size; row++) {
        for (Py_ssize_t at = counts->row[row]; at < counts->row[row + 1]; at++) {
            Py_ssize_t to = counts->cursor[counts->term[at]]++;
            counts->holder[to] = (int32_t)row;
            counts->held[to] = counts->count[at];
        }
    }
    memcpy(counts->cursor, counts->posting, (size_t)counts->width * sizeof *counts->cursor);
    return 0;
}

/* Add to `out` the overlap of a sentence with itself and with each later one: the sum over its
 * terms of both counts times the square of the term's weight; without `weight`, of both counts.
 * Rows must come in rising order, each once. `out` has one number for each sentence, 0 at first.
 * If `whole` is set, the earlier sentences are included. */
static void
overlaps(Counts *counts, Py_ssize_t row, const double *weight, double *out, int whole)
{
    for (Py_ssize_t at = counts->row[row]; at < counts->row[row + 1]; at++) {
        int32_t term = counts->term[at];
        double value = counts->count[at], factor = 1.0;
        if (weight != NULL) {
            value *= weight[term];
            factor = weight[term];
        }
        Py_ssize_t end = counts->posting[term + 1];
        Py_ssize_t to = whole ? counts->posting[term] : counts->cursor[term]++;
        for (; to < end; to++) {
            out[counts->holder[to]] += value * (counts->held[to] * factor);
        }
    }
}

/* -- Sums and scores ------------------------------------------------------------------------------ */

/* numpy's pairwise sum: the same order of additions on every processor. */
static double
pairwise(const double *values, Py_ssize_t count)
{
    if (count < 8) {
        double sum = 0.0;
        for (Py_ssize_t at = 0; at < count; at++) {
            sum += values[at];
        }
        return sum;
    }
    if (count <= 128) {
        double r[8];
        Py_ssize_t at;
        memcpy(r, values, sizeof r);
        for (at = 8; at < count - count % 8; at += 8) {
            for (int lane = 0; lane < 8; lane++) {
                r[lane] += values[at + lane];
            }
        }
        double sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
        for (; at < count; at++) {
            sum += values[at];
        }
        return sum;
    }
    Py_ssize_t half = count / 2;
    half -= half % 8;
    return pairwise(values, half) + pairwise(values + half, count - half);
}

static double
inner(const double *one, const double *two, double *scratch, Py_ssize_t count)
{
    for (Py_ssize_t at = 0; at < count; at++) {
        scratch[at] = one[at] * two[at];
    }
    return pairwise(scratch, count);
}

typedef struct {
    double score;
    Py_ssize_t index;
} Place;

static int
by_score(const void *one, const void *two)
{
    double first = ((const Place *)one)->score, second = ((const Place *)two)->score;
    return (first > second) - (first < second);
}

/* Repeats similarity.settle, in place. `order` has room for `count`. */
static void
settle(double *scores, Py_ssize_t count, double tie, Place *order)
{
    double largest = 0.0;
    for (Py_ssize_t at = 0; at < count; at++) {
        largest = fmax(largest, fabs(scores[at]));
        order[at] = (Place){scores[at], at};
    }
    if (largest == 0.0) {
        return;
    }
    double scale = pow(10.0, fmin(8.0 - floor(log10(largest)), 300.0));
    qsort(order, (size_t)count, sizeof *order, by_score);
    double before = -INFINITY, value = 0.0;
    for (Py_ssize_t at = 0; at < count; at++) {
        if (order[at].score - before > tie * largest) {
            value = rint(order[at].score * scale) / scale;
        }
        scores[order[at].index] = value;
        before = order[at].score;
    }
}

static PyObject *
list_of(const double *values, Py_ssize_t count)
{
    PyObject *list = PyList_New(count);
    for (Py_ssize_t at = 0; list != NULL && at < count; at++) {
        PyObject *value = PyFloat_FromDouble(values[at]);
        if (value == NULL) {
            Py_CLEAR(list);
            break;
        }
        PyList_SET_ITEM(list, at, value);
    }
    return list;
}

/* -- LexRank -------------------------------------------------------------------------------------- */

typedef struct {
    Py_ssize_t size, words;
    uint64_t *bits; /* size rows of `words`: the neighbours of each sentence, as bits */
    int32_t *near;  /* pairs at the threshold, about which the caller decides */
    Py_ssize_t pairs, room;
} Graph;

static void
set_neighbour(Graph *graph, Py_ssize_t row, Py_ssize_t column)
{
    graph->bits[row * graph->words + (column >> 6)] |= (uint64_t)1 << (column & 63);
}

/* Repeats LexRank._neighbours; -1 if memory is short. `weight` is the idf of each term. */
static int
neighbours(Graph *graph, Counts *counts, const double *weight, double threshold)
{
    Py_ssize_t size = graph->size;
    double *shared = array(size, sizeof *shared), *norm = array(size, sizeof *norm);
    int done = shared && norm ? 0 : -1;
    for (Py_ssize_t row = 0; done == 0 && row < size; row++) {
        double square = 0.0;
        for (Py_ssize_t at = counts->row[row]; at < counts->row[row + 1]; at++) {
            double value = counts->count[at] * weight[counts->term[at]];
            square += value * value;
        }
        norm[row] = sqrt(square);
    }
    for (Py_ssize_t row = 0; done == 0 && row < size; row++) {
        overlaps(counts, row, weight, shared, 0);
        double above = (threshold + threshold * CLOSE) * norm[row];
        double below = above * (1.0 - 2.0 * CLOSE);
        for (Py_ssize_t column = row; column < size; column++) {
            double value = shared[column];
            if (!(value > below * norm[column])) {
                continue;
            }
            if (value > above * norm[column]) {
                set_neighbour(graph, row, column);
                set_neighbour(graph, column, row);
                continue;
            }
            if (graph->pairs == graph->room) {
                Py_ssize_t room = graph->room * 2 + 16;
                int32_t *near = PyMem_RawRealloc(graph->near, (size_t)room * 2 * sizeof *near);
                if (near == NULL) {
                    done = -1;
                    break;
                }
                graph->near = near;
                graph->room = room;
            }
            graph->near[2 * graph->pairs] = (int32_t)row;
            graph->near[2 * graph->pairs++ + 1] = (int32_t)column;
        }
        memset(shared + row, 0, (size_t)(size - row) * sizeof *shared);
    }
    PyMem_RawFree(shared);
    PyMem_RawFree(norm);
    return done;
}

/* Let `exact` decide about the pairs at the threshold, in both directions; -1 on an exception. */
static int
decide(Graph *graph, PyObject *exact)
{
    for (Py_ssize_t pair = 0; pair < graph->pairs; pair++) {
        for (int turn = 0; turn < 2; turn++) {
            Py_ssize_t row = graph->near[2 * pair + turn], column = graph->near[2 * pair + !turn];
            PyObject *answer = PyObject_CallFunction(exact, "nn", row, column);
            int linked = answer == NULL ? -1 : PyObject_IsTrue(answer);
            Py_XDECREF(answer);
            if (linked < 0) {
                return -1;
            }
            if (linked) {
                set_neighbour(graph, row, column);
            }
            if (row == column) {
                break;
            }
        }
    }
    return 0;
}

/* Add up for each sentence the shares of the sentences whose neighbour it is. All are integer
 * multiples of 2**-52 and the total is less than 2, so that every sum is exact. */
static void
gather(const Graph *graph, const double *values, const double *degree, double *out)
{
    memset(out, 0, (size_t)graph->size * sizeof *out);
    for (Py_ssize_t row = 0; row < graph->size; row++) {
        double share = values[row] / degree[row] + 1.0 - 1.0;
        const uint64_t *words = graph->bits + row * graph->words;
        for (Py_ssize_t word = 0; word < graph->words; word++) {
            for (uint64_t left = words[word]; left; left &= left - 1) {
                out[word * 64 + lowest_bit(left)] += share;
            }
        }
    }
}

/* Repeats lexrank._walk and the settling of _centrality in the fixed order; -1: memory is short. */
static int
lexrank_walk(const Graph *graph, double *scores)
{
    Py_ssize_t size = graph->size;
    double *work = array(size * 4, sizeof *work);
    Place *order = array(size, sizeof *order);
    if (work == NULL || order == NULL) {
        PyMem_RawFree(work);
        PyMem_RawFree(order);
        return -1;
    }
    double *degree = work, *before = work + size, *vector = work + 2 * size;
    double *scratch = work + 3 * size;
    for (Py_ssize_t row = 0; row < size; row++) {
        Py_ssize_t linked = 0;
        for (Py_ssize_t word = 0; word < graph->words; word++) {
            for (uint64_t left = graph->bits[row * graph->words + word]; left; left &= left - 1) {
                linked++;
            }
        }
        degree[row] = linked > 1 ? (double)linked : 1.0;
        scores[row] = 0.0;
        vector[row] = 1.0 / (double)size;
    }
    gather(graph, vector, degree, before);
    double before_length = sqrt(inner(before, before, scratch, size));
    for (int step = 0; step < MOST && before_length != 0.0; step++) {
        gather(graph, before, degree, vector);
        double length = sqrt(inner(vector, vector, scratch, size));
        if (length == 0.0) {
            break;
        }
        /* The square of the distance of the two vectors after both are scaled to length 1. */
        double both = inner(vector, before, scratch, size);
        if (2.0 - 2.0 * both / (length * before_length) - LEXRANK_STEP * LEXRANK_STEP <= 0.0 ||
            step == MOST - 1) {
            for (Py_ssize_t at = 0; at < size; at++) {
                scores[at] = vector[at] / length;
            }
            break;
        }
        double *swap = before;
        before = vector;
        vector = swap;
        before_length = length;
    }
    settle(scores, size, fmin((double)((size + 2) * (size + 2)) * ldexp(1.0, -52), CLOSE), order);
    PyMem_RawFree(work);
    PyMem_RawFree(order);
    return 0;
}

/* lexrank(ids, offsets, idf, threshold, exact): repeats LexRank.score, except for repeated texts.
 *
 * `idf` has one factor for each possible number of sentences that contain a term. `exact(row,
 * column)` returns whether two sentences at the threshold are neighbours.
 */
static PyObject *
lexrank(PyObject *module, PyObject *args)
{
    PyObject *ids, *offsets, *exact, *result = NULL;
    Py_buffer idf;
    double threshold;
    if (!PyArg_ParseTuple(args, "OOy*dO", &ids, &offsets, &idf, &threshold, &exact)) {
        return NULL;
    }
    Counts counts;
    Graph graph = {0};
    double *weight = NULL, *scores = NULL;
    if (count_terms(&counts, ids, offsets) < 0) {
        goto end;
    }
    Py_ssize_t size = graph.size = counts.size;
    if (idf.len < (Py_ssize_t)sizeof(double) * (size + 1)) {
        PyErr_SetString(PyExc_ValueError, "a factor for each number of sentences is wanted");
        goto end;
    }
    graph.words = (size + 63) / 64;
    graph.bits = array(size * graph.words, sizeof *graph.bits);
    weight = array(counts.width, sizeof *weight);
    scores = array(size, sizeof *scores);
    if (graph.bits == NULL || weight == NULL || scores == NULL) {
        PyErr_NoMemory();
        goto end;
    }
    int done;
    Py_BEGIN_ALLOW_THREADS
    for (Py_ssize_t term = 0; term < counts.width; term++) {
        weight[term] = ((double *)idf.buf)[counts.posting[term + 1] - counts.posting[term]];
    }
    done = neighbours(&graph, &counts, weight, threshold);
    Py_END_ALLOW_THREADS
    if (done == 0 && decide(&graph, exact) < 0) {
        goto end;
    }
    if (done == 0) {
        Py_BEGIN_ALLOW_THREADS
        done = lexrank_walk(&graph, scores);
        Py_END_ALLOW_THREADS
    }
    result = done == 0 ? list_of(scores, size) : PyErr_NoMemory();
end:
    PyMem_RawFree(graph.bits);
    PyMem_RawFree(graph.near);
    PyMem_RawFree(weight);
    PyMem_RawFree(scores);
    free_counts(&counts);
    PyBuffer_Release(&idf);
    return result;
}

/* -- TextRank ------------------------------------------------------------------------------------- */

/* Turn the overlaps of a sentence with all sentences from `start` on into weights: repeats
 * textrank.edges. */
static void
edges(double *overlap, const double *logs, Py_ssize_t row, Py_ssize_t start, Py_ssize_t size)
{
    for (Py_ssize_t column = start; column < size; column++) {
        double norm = logs[row] + logs[column];
        overlap[column] /= norm == 0.0 ? 1.0 : norm;
    }
}

/* out = vector x matrix, row after row. */
static void
product(const double *vector, const double *matrix, Py_ssize_t size, double *out)
{
    memset(out, 0, (size_t)size * sizeof *out);
    Py_ssize_t row = 0;
    for (; row + 4 <= size; row += 4) { /* four rows at a time, so that `out` is read less often */
        const double *a = matrix + row * size, *b = a + size, *c = b + size, *d = c + size;
        double w = vector[row], x = vector[row + 1], y = vector[row + 2], z = vector[row + 3];
        for (Py_ssize_t column = 0; column < size; column++) {
            out[column] = (((out[column] + w * a[column]) + x * b[column]) + y * c[column]) +
                          z * d[column];
        }
    }
    for (; row < size; row++) {
        for (Py_ssize_t column = 0; column < size; column++) {
            out[column] += vector[row] * matrix[row * size + column];
        }
    }
}

static double
square_of_step(const double *after, const double *before, double *scratch, Py_ssize_t size)
{
    for (Py_ssize_t at = 0; at < size; at++) {
        double step = after[at] - before[at];
        scratch[at] = step * step;
    }
    return pairwise(scratch, size);
}

/* Return whether the step after `start` is short; `ahead` and `scratch` are working space. */
static int
looks_ahead(const double *start, const double *weights, Py_ssize_t size, double *ahead,
            double *scratch)
{
    product(start, weights, size, ahead);
    return sqrt(square_of_step(ahead, start, scratch, size)) <= TEXTRANK_STEP;
}

enum { POWERS = 64 };

/* Repeats textrank._leap: jump from `vector` by powers of the matrix. Leaves the scores in `vector`
 * and returns the total number of steps as the pure code counts them; -1 if memory is short. */
static double
leap(double *vector, double taken, double *weights, Py_ssize_t size, double *work)
{
    double *ahead = work, *scratch = work + size, *next = work + 2 * size;
    double *powers[POWERS] = {weights};
    int count = 1, failed = 0;
    size_t bytes = (size_t)size * sizeof *vector;
    if (!looks_ahead(vector, weights, size, ahead, scratch)) {
        for (;;) {
            product(vector, powers[count - 1], size, next);
            if (looks_ahead(next, weights, size, ahead, scratch)) {
                break;
            }
            memcpy(vector, next, bytes);
            taken += ldexp(1.0, count - 1);
            if (count == POWERS || (powers[count] = array(size * size, sizeof *vector)) == NULL) {
                failed = 1;
                break;
            }
            for (Py_ssize_t row = 0; row < size; row++) {
                product(powers[count - 1] + row * size, powers[count - 1], size,
                        powers[count] + row * size);
            }
            count++;
        }
        for (int stride = count - 2; stride >= 0 && !failed; stride--) {
            product(vector, powers[stride], size, next);
            if (!looks_ahead(next, weights, size, ahead, scratch)) {
                memcpy(vector, next, bytes);
                taken += ldexp(1.0, stride);
            }
        }
        product(vector, weights, size, next);
        memcpy(vector, next, bytes);
        taken += 1.0;
    }
    product(vector, weights, size, next);
    memcpy(vector, next, bytes);
    while (--count > 0) {
        PyMem_RawFree(powers[count]);
    }
    return failed ? -1.0 : taken + 2.0;
}

/* Repeats TextRank.score and _settled_walk in the fixed order; -1 if memory is short. */
static int
textrank_dense(Counts *counts, const double *logs, double damping, double *scores, Place *order)
{
    Py_ssize_t size = counts->size;
    double *weights = array(size * size, sizeof *weights), *work = array(size * 4, sizeof *work);
    if (weights == NULL || work == NULL) {
        PyMem_RawFree(weights);
        PyMem_RawFree(work);
        return -1;
    }
    for (Py_ssize_t row = 0; row < size; row++) {
        double *values = weights + row * size;
        overlaps(counts, row, NULL, values, 0);
        edges(values, logs, row, row, size);
        for (Py_ssize_t column = row + 1; column < size; column++) {
            weights[column * size + row] = values[column];
        }
    }
    double jump = (1.0 - damping) / (double)size;
    for (Py_ssize_t row = 0; row < size; row++) {
        double *values = weights + row * size;
        double factor = damping / (pairwise(values, size) + NO_ZERO);
        for (Py_ssize_t column = 0; column < size; column++) {
            values[column] = values[column] * factor + jump;
        }
    }
    double *before = work, *after = work + size, *scratch = work + 2 * size;
    for (Py_ssize_t at = 0; at < size; at++) {
        before[at] = 1.0 / (double)size;
    }
    double taken = 0.0;
    int found = 0;
    for (Py_ssize_t step = 1; !found && (step <= 2 * STEPS || size > LARGE); step++) {
        product(before, weights, size, after);
        double square = square_of_step(after, before, scratch, size);
        found = sqrt(square) <= TEXTRANK_STEP;
        taken = (double)((step + STEPS - 1) / STEPS * STEPS); /* checked every STEPS steps only */
        double *swap = before;
        before = after;
        after = swap;
    }
    memcpy(scores, before, (size_t)size * sizeof *scores);
    if (!found) {
        taken = leap(scores, taken, weights, size, work);
    }
    settle(scores, size, taken * ((double)size * ldexp(1.0, -52)), order);
    PyMem_RawFree(weights);
    PyMem_RawFree(work);
    return taken < 0.0 ? -1 : 0;
}

/* out = shares x weights. The weights are a symmetric matrix from its diagonal on, row by row. */
static void
symmetric_product(const double *shares, const float *weights, Py_ssize_t size, double *out)
{
    memset(out, 0, (size_t)size * sizeof *out);
    for (Py_ssize_t row = 0; row < size; row++) {
        double share = shares[row], sum = out[row];
        for (Py_ssize_t column = row; column < size; column++) {
            double weight = *weights++;
            sum += shares[column] * weight;
            out[column] += share * weight;
        }
        out[row] = sum;
    }
}

/* Repeats TextRank._score_long: weights in single precision, stored from the diagonal on, since the
 * matrix is symmetric; -1 if memory is short. */
static int
textrank_long(Counts *counts, const double *logs, double damping, double *scores, Place *order)
{
    Py_ssize_t size = counts->size;
    float *weights = PyMem_RawMalloc((size_t)size * (size_t)(size + 1) / 2 * sizeof *weights);
    double *work = array(size * 4, sizeof *work);
    if (weights == NULL || work == NULL) {
        PyMem_RawFree(weights);
        PyMem_RawFree(work);
        return -1;
    }
    double *total = work, *vector = scores, *walked = work + size;
    double *share = work + 2 * size, *scratch = work + 3 * size;
    float *next = weights;
    for (Py_ssize_t row = 0; row < size; row++) {
        memset(scratch, 0, (size_t)size * sizeof *scratch);
        overlaps(counts, row, NULL, scratch, 1);
        edges(scratch, logs, row, 0, size);
        total[row] = pairwise(scratch, size) + NO_ZERO;
        for (Py_ssize_t column = row; column < size; column++) {
            *next++ = (float)scratch[column];
        }
        vector[row] = 1.0 / (double)size;
    }
    double step = 1.0;
    while (step > TEXTRANK_STEP) {
        for (Py_ssize_t at = 0; at < size; at++) {
            share[at] = vector[at] / total[at];
        }
        symmetric_product(share, weights, size, walked);
        double jump = (1.0 - damping) / (double)size * pairwise(vector, size);
        for (Py_ssize_t at = 0; at < size; at++) {
            walked[at] = damping * walked[at] + jump;
        }
        step = sqrt(square_of_step(walked, vector, scratch, size));
        memcpy(vector, walked, (size_t)size * sizeof *vector);
    }
    settle(scores, size, CLOSE, order);
    PyMem_RawFree(weights);
    PyMem_RawFree(work);
    return 0;
}

/* textrank(ids, offsets, logs, damping): repeats TextRank.score, except for repeated texts.
 *
 * `logs` has one logarithm for each possible number of terms of a sentence. */
static PyObject *
textrank(PyObject *module, PyObject *args)
{
    PyObject *ids, *offsets, *result = NULL;
    Py_buffer logs;
    double damping, *own = NULL, *scores = NULL;
    if (!PyArg_ParseTuple(args, "OOy*d", &ids, &offsets, &logs, &damping)) {
        return NULL;
    }
    Counts counts;
    Place *order = NULL;
    if (count_terms(&counts, ids, offsets) < 0) {
        goto end;
    }
    Py_ssize_t size = counts.size;
    own = array(size, sizeof *own);
    scores = array(size, sizeof *scores);
    order = array(size, sizeof *order);
    if (own == NULL || scores == NULL || order == NULL) {
        PyErr_NoMemory();
        goto end;
    }
    for (Py_ssize_t row = 0; row < size; row++) {
        const int32_t *start = (int32_t *)counts.offsets.buf + row;
        Py_ssize_t length = start[1] - start[0];
        if ((length + 1) * (Py_ssize_t)sizeof(double) > logs.len) {
            PyErr_SetString(PyExc_ValueError, "a logarithm for each length is wanted");
            goto end;
        }
        own[row] = ((double *)logs.buf)[length];
    }
    int done;
    Py_BEGIN_ALLOW_THREADS
    done = (size > DENSE ? textrank_long : textrank_dense)(&counts, own, damping, scores, order);
    Py_END_ALLOW_THREADS
    result = done == 0 ? list_of(scores, size) : PyErr_NoMemory();
end:
    PyMem_RawFree(own);
    PyMem_RawFree(scores);
    PyMem_RawFree(order);
    free_counts(&counts);
    PyBuffer_Release(&logs);
    return result;
}

/* -- Overlaps for the other methods ---------------------------------------------------------------- */

/* overlap(ids, offsets, weight, start, out): fill `out`, some rows of doubles, with the overlaps of
 * the sentences from `start` on with every sentence. `weight` has one number for each term, or is
 * None. Repeats a block of similarity.products, whose sums are exact. */
static PyObject *
overlap(PyObject *module, PyObject *args)
{
    PyObject *ids, *offsets, *weight, *result = NULL;
    Py_ssize_t start;
    Py_buffer out, given = {0};
    if (!PyArg_ParseTuple(args, "OOOnw*", &ids, &offsets, &weight, &start, &out)) {
        return NULL;
    }
    Counts counts;
    if (count_terms(&counts, ids, offsets) < 0 ||
        (weight != Py_None && PyObject_GetBuffer(weight, &given, PyBUF_CONTIG_RO) < 0)) {
        goto end;
    }
    Py_ssize_t size = counts.size, one = sizeof(double);
    Py_ssize_t rows = size > 0 ? out.len / (size * one) : 0;
    if (start < 0 || start + rows > size || out.len != rows * size * one || (given.buf != NULL && given.len < counts.width * one)) {
        PyErr_SetString(PyExc_ValueError, "a buffer has the wrong size");
        goto end;
    }
    Py_BEGIN_ALLOW_THREADS
    double *values = out.buf;
    memset(values, 0, (size_t)out.len);
    for (Py_ssize_t row = 0; row < rows; row++) {
        overlaps(&counts, start + row, given.buf, values + row * size, 1);
    }
    Py_END_ALLOW_THREADS
    result = Py_NewRef(Py_None);
end:
    if (given.buf != NULL) {
        PyBuffer_Release(&given);
    }
    free_counts(&counts);
    PyBuffer_Release(&out);
    return result;
}

static PyMethodDef methods[] = {
    {"lexrank", lexrank, METH_VARARGS, "lexrank(ids, offsets, idf, threshold, exact) -> scores"},
    {"textrank", textrank, METH_VARARGS, "textrank(ids, offsets, logs, damping) -> scores"},
    {"overlap", overlap, METH_VARARGS, "overlap(ids, offsets, weight, start, out)"},
    {NULL, NULL, 0, NULL},
};

int
add_ranking(PyObject *module)
{
    return PyModule_AddFunctions(module, methods);
}
