/* newsrank: counts of an article's sentences and terms, features, and the scores of its sets.
 *
 * The features are in the order of newsrank/features.FEATURES, terms.TERMS and subsets.EXTRA, which
 * define the name, the phrases and the meaning of each; tests compare every one of them.
 */
#include "core.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { HEAD = 250, FEATURES = 45, TERMS = 19, EXTRA = 23, SHORTLIST = 9, SUBSETS = 511 };
enum { IMPORTANT = 38, HEADLINE = 41 }; /* the first of features.IMPORTANCE and of HEADLINE */
enum { UNFINISHED_AT = 34, ALONE_AT = 12, HALF_AT = 31, DANGLING_AT = 36 };
enum { TOP = 10, HEADING = 12 }; /* measures._TOP, ranker._HEADING */
enum { LISTS = 9 };
enum { WORDS, CHARACTERS, QUOTES, HALF, DANGLING, STOP, QUOTE_START, ENDS, PARAGRAPH };

static const char *const NAME = "summkit newsrank article";

/* An article as the ranker sees it; see newsrank/view.View. */
typedef struct {
    Py_ssize_t size, width, pairs; /* sentences, terms, pairs of both after cuts */
    double *features;              /* size x FEATURES */
    int32_t *holder, *term;        /* for each pair, by sentence */
    double *importance, *weight, *headline; /* for each term */
    double *words, *characters;    /* for each sentence; characters include the joiner */
    char *cut;                     /* for each sentence */
} Article;

static void
free_article(Article *article)
{
    void *parts[] = {article->features, article->holder,   article->term,
                     article->importance, article->weight, article->headline,
                     article->words,    article->characters, article->cut};
    for (size_t at = 0; at < sizeof parts / sizeof *parts; at++) {
        PyMem_RawFree(parts[at]);
    }
    PyMem_RawFree(article);
}

static void
free_capsule(PyObject *capsule)
{
    free_article(PyCapsule_GetPointer(capsule, NAME));
}

static void *
zeros(Py_ssize_t count, size_t size)
{
    return PyMem_RawCalloc((size_t)(count > 0 ? count : 1), size);
}

static double
least(double one, double two)
{
    return one < two ? one : two;
}

static double
most(double one, double two)
{
    return one > two ? one : two;
}

/* Round like numpy.round(value, 6). */
static double
six_digits(double value)
{
    return rint(value * 1e6) / 1e6;
}

/* Return a sum of products. */
static double
weigh(const double *values, const double *weights, Py_ssize_t count)
{
    double sum = 0.0;
    for (Py_ssize_t at = 0; at < count; at++) {
        sum += values[at] * weights[at];
    }
    return sum;
}

/* -- Arguments ------------------------------------------------------------------------------------ */

static int
numbers_of(PyObject *list, double *out, Py_ssize_t count)
{
    if (!PyList_Check(list) || PyList_GET_SIZE(list) != count) {
        PyErr_SetString(PyExc_ValueError, "a list with one number a sentence is wanted");
        return -1;
    }
    for (Py_ssize_t at = 0; at < count; at++) {
        out[at] = PyFloat_AsDouble(PyList_GET_ITEM(list, at));
    }
    return PyErr_Occurred() ? -1 : 0;
}

/* Copy a list of integers of at least `low` and less than `high`; NULL with an exception set. */
static Py_ssize_t *
places_of(PyObject *list, Py_ssize_t low, Py_ssize_t high, Py_ssize_t *count)
{
    if (!PyList_Check(list)) {
        PyErr_SetString(PyExc_TypeError, "a list is wanted");
        return NULL;
    }
    *count = PyList_GET_SIZE(list);
    Py_ssize_t *out = zeros(*count, sizeof *out);
    if (out == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    for (Py_ssize_t at = 0; at < *count; at++) {
        out[at] = PyLong_AsSsize_t(PyList_GET_ITEM(list, at));
        if (out[at] < low || out[at] >= high) {
            if (!PyErr_Occurred()) {
                PyErr_SetString(PyExc_ValueError, "a number is out of range");
            }
            PyMem_RawFree(out);
            return NULL;
        }
    }
    return out;
}

/* Borrow a buffer of at least `count` doubles or int32; -1 with an exception set. */
static int
buffer_of(PyObject *source, Py_buffer *view, const char *format, Py_ssize_t count)
{
    if (PyObject_GetBuffer(source, view, PyBUF_CONTIG_RO | PyBUF_FORMAT) < 0) {
        return -1;
    }
    if (view->format == NULL || strcmp(view->format, format) != 0 ||
        view->len < count * view->itemsize) {
        PyErr_Format(PyExc_ValueError, "a buffer of at least %zd %s is wanted", count, format);
        return -1;
    }
    return 0;
}

/* -- Counting ------------------------------------------------------------------------------------- */

/* The quantities of measures.Measures: of pairs, of terms, of sentences. */
typedef struct {
    const int32_t *ids, *offsets;
    Py_ssize_t size, width, pairs;
    double room;
    int32_t *row;          /* size + 1: the first pair of each sentence */
    int32_t *term;         /* for each pair */
    double *unit;          /* for each pair: the count, later its tf-idf; each sentence has length 1 */
    double *total, *spread, *idf, *middle, *named, *first, *last, *headline; /* for each term */
    char *top, *held, *digit;   /* for each term; `held`: bits of the first three sentences */
    int32_t *letters;
    double *similar;       /* size x size */
    double *lists[LISTS];  /* for each sentence */
    double *numbers, *names, *main_names;
    void *memory;
} Measures;

/* Repeats Block.pairs: the different terms of each sentence, with their counts. */
static Py_ssize_t
count_pairs(const Measures *m, const Py_ssize_t *room, int32_t *seen, int32_t *row, int32_t *term,
            double *often)
{
    Py_ssize_t pairs = 0;
    memset(seen, 0, (size_t)m->width * sizeof *seen);
    for (Py_ssize_t at = 0; at < m->size; at++) {
        Py_ssize_t start = m->offsets[at], end = m->offsets[at + 1], begin = pairs;
        if (room != NULL && end - start > room[at]) {
            end = start + room[at];
        }
        row[at] = (int32_t)pairs;
        for (; start < end; start++) {
            int32_t id = m->ids[start];
            if (seen[id] > begin) {
                often[seen[id] - 1] += 1.0;
                continue;
            }
            term[pairs] = id;
            often[pairs] = 1.0;
            seen[id] = (int32_t)++pairs;
        }
    }
    row[m->size] = (int32_t)pairs;
    return pairs;
}

/* Mark the most frequent terms; of equally frequent terms, the first ones. */
static void
mark_top(Measures *m)
{
    Py_ssize_t top[TOP], count = 0;
    for (Py_ssize_t term = 0; term < m->width; term++) {
        Py_ssize_t place = count < TOP ? count++ : TOP;
        for (; place > 0 && m->total[top[place - 1]] < m->total[term]; place--) {
            if (place < TOP) {
                top[place] = top[place - 1];
            }
        }
        if (place < TOP) {
            top[place] = term;
        }
    }
    while (count > 0) {
        m->top[top[--count]] = 1;
    }
}

/* Return the logarithm of a count of 1 or more; most counts are 1. */
static double
log_of(double count)
{
    return count > 1.0 ? log(count) : 0.0;
}

/* Compute the tf-idf of each pair (each sentence has length 1), and the cosines of sentences. */
static int
compare(Measures *m)
{
    Py_ssize_t size = m->size;
    double alone = log1p((double)size); /* the idf of most terms */
    for (Py_ssize_t term = 0; term < m->width; term++) {
        double spread = m->spread[term];
        m->idf[term] = spread > 1.0 ? log1p((double)size / spread) : alone;
    }
    double *dense = zeros(m->width, sizeof *dense);
    if (dense == NULL) {
        return -1;
    }
    for (Py_ssize_t row = 0; row < size; row++) {
        double square = 0.0;
        for (Py_ssize_t at = m->row[row]; at < m->row[row + 1]; at++) {
            m->unit[at] *= m->idf[m->term[at]];
            square += m->unit[at] * m->unit[at];
        }
        double norm = square > 0.0 ? sqrt(square) : 1.0;
        for (Py_ssize_t at = m->row[row]; at < m->row[row + 1]; at++) {
            m->unit[at] /= norm;
            m->middle[m->term[at]] += m->unit[at];
            dense[m->term[at]] = m->unit[at];
        }
        for (Py_ssize_t other = 0; other < row; other++) {
            double sum = 0.0;
            for (Py_ssize_t at = m->row[other]; at < m->row[other + 1]; at++) {
                sum += m->unit[at] * dense[m->term[at]];
            }
            m->similar[row * size + other] = m->similar[other * size + row] = sum;
        }
        for (Py_ssize_t at = m->row[row]; at < m->row[row + 1]; at++) {
            dense[m->term[at]] = 0.0;
        }
    }
    PyMem_RawFree(dense);
    return 0;
}

/* Fill features.TEXT and HEADLINE of a sentence. `before` is the number of words before it. */
static void
fill_sentence(const Measures *m, Py_ssize_t row, double before, double centre, double norm,
              double rare, double *f)
{
    double size = (double)m->size, place = (double)row;
    double words = m->lists[WORDS][row], per_word = most(words, 1.0);
    const double *paragraph = m->lists[PARAGRAPH];
    int starts = row == 0 || paragraph[row] != paragraph[row - 1];
    int ends = row + 1 == m->size || paragraph[row + 1] != paragraph[row];
    int end = (int)m->lists[ENDS][row];
    double tokens = most((double)(m->offsets[row + 1] - m->offsets[row]), 1.0);
    double kinds = most((double)(m->row[row + 1] - m->row[row]), 1.0);
    double frequent = 0.0, top = 0.0, central = 0.0, cosine = 0.0, recall = 0.0, shared = 0.0;
    double names = 0.0;
    for (Py_ssize_t at = m->offsets[row]; at < m->offsets[row + 1]; at++) {
        frequent += log_of(m->total[m->ids[at]]);
    }
    for (Py_ssize_t at = m->row[row]; at < m->row[row + 1]; at++) {
        int32_t term = m->term[at];
        double rarity = m->headline[term] * m->idf[term];
        top += m->top[term];
        central += m->unit[at] * m->middle[term];
        cosine += m->unit[at] * rarity;
        recall += m->headline[term];
        shared += m->headline[term] > 0.0;
        names += rarity;
    }
    double whole = 0.0, below = 0.0, nearest = 0.0, lead = 0.0;
    const double *similar = m->similar + row * m->size;
    for (Py_ssize_t other = 0; other < m->size; other++) {
        whole += similar[other];
        below += other < row ? similar[other] : 0.0;
        lead += other < 3 ? similar[other] : 0.0;
        nearest = most(nearest, similar[other]);
    }
    double values[FEATURES] = {
        row == 0,                                      /* first */
        row == 1,                                      /* second */
        row == 2,                                      /* third */
        row == 3,                                      /* fourth */
        row >= 4 && row < 8,                           /* early */
        1.0 / (1.0 + place),                           /* closeness */
        log1p(place),                                  /* depth */
        place / size,                                  /* relative */
        row == m->size - 1 && m->size > 3,             /* last */
        log1p(before / 50.0),                          /* before */
        log1p(paragraph[row]),                         /* paragraph */
        starts,                                        /* paragraph_start */
        starts && ends,                                /* paragraph_alone */
        log1p(words),                                  /* length */
        least(words / m->room, 2.0),                   /* size */
        least(m->lists[CHARACTERS][row] / per_word, 12.0), /* word_length */
        least(tokens / per_word, 1.5),                 /* content */
        frequent / tokens,                             /* frequency */
        top / 10.0,                                    /* top_terms */
        central / centre,                              /* centroid */
        whole / most(size - 1.0, 1.0),                 /* degree */
        nearest,                                       /* nearest */
        (whole - below) / most(size - 1.0 - place, 1.0), /* forward */
        below / most(place, 1.0),                      /* backward */
        similar[0],                                    /* to_first */
        lead / 3.0,                                    /* to_lead */
        least(m->numbers[row], 4.0) / 2.0,             /* numbers */
        least(m->names[row] / per_word, 1.0),          /* names */
        least(m->main_names[row], 4.0) / 2.0,          /* main_names */
        least(m->lists[QUOTES][row], 4.0) / 2.0,       /* quotes */
        m->lists[QUOTE_START][row],                    /* quote_start */
        m->lists[HALF][row],                           /* half_quote */
        (end & 1) > 0,                                 /* question */
        (end & 2) > 0,                                 /* exclamation */
        (end & 8) > 0,                                 /* unfinished */
        (end & 4) > 0,                                 /* colon */
        m->lists[DANGLING][row],                       /* dangling */
        m->lists[STOP][row],                           /* stop_start */
        0.0, 0.0, 0.0,                                 /* the features of importance come later */
        cosine / norm,                                 /* headline_cosine */
        recall,                                        /* headline_recall */
        shared / kinds,                                /* headline_precision */
        names / rare,                                  /* headline_names */
    };
    memcpy(f, values, sizeof values);
}

/* Fill terms.TERMS of a term; `length` is the logarithm of the article's tokens. */
static void
fill_term(const Measures *m, Py_ssize_t term, double length, double *f)
{
    double total = m->total[term], often = log_of(total);
    double near = 1.0 / (1.0 + m->first[term]);
    double capitals = least(m->named[term] / most(total, 1.0), 1.0);
    int held = m->held[term], last = (int)(m->size < 3 ? m->size - 1 : 2);
    double lead = (held & 1) + (held >> 1 & 1) + (held >> 2 & 1);
    double values[TERMS] = {
        often,
        total > 1.0,                                   /* repeated */
        m->spread[term] / (double)m->size,             /* spread */
        near,
        log1p(m->first[term]),                         /* first */
        held & 1,                                      /* in_first */
        held >> (last < 1 ? last : 1) & 1,             /* in_second */
        held >> last & 1,                              /* in_third */
        lead / 3.0,                                    /* in_lead */
        capitals,
        capitals * often,                              /* capitals_often */
        m->digit[term],                                /* digits */
        least(m->letters[term], 12.0),                 /* letters */
        m->headline[term] > 0.0,                       /* in_headline */
        often * near,                                  /* often_near */
        (held & 1) * often,                            /* often_first */
        m->last[term] >= (double)(m->size / 2),        /* late */
        length,                                        /* article */
        1.0,                                           /* one */
    };
    memcpy(f, values, sizeof values);
}

/* Allocate one block of memory for all counts; -1 if memory is short. */
static int
make_room(Measures *m, Py_ssize_t tokens)
{
    Py_ssize_t size = m->size, width = m->width;
    Py_ssize_t doubles = 2 * tokens + 8 * width + size * (size + LISTS + 3);
    Py_ssize_t ints = size + 1 + tokens + width;
    char *next = m->memory = zeros(doubles * 8 + ints * 4 + 3 * width, 1);
    if (next == NULL) {
        return -1;
    }
    double **of_terms[] = {&m->total, &m->spread, &m->idf,  &m->middle,
                           &m->named, &m->first,  &m->last, &m->headline};
    double **of_sentences[] = {&m->numbers, &m->names, &m->main_names};
    double *number = (double *)next;
    m->unit = number;
    number += 2 * tokens;
    for (int at = 0; at < 8; at++, number += width) {
        *of_terms[at] = number;
    }
    m->similar = number;
    number += size * size;
    for (int at = 0; at < LISTS; at++, number += size) {
        m->lists[at] = number;
    }
    for (int at = 0; at < 3; at++, number += size) {
        *of_sentences[at] = number;
    }
    m->row = (int32_t *)number;
    m->term = m->row + size + 1;
    m->letters = m->term + tokens;
    m->top = (char *)(m->letters + width);
    m->held = m->top + width;
    m->digit = m->held + width;
    return 0;
}

/* Count the letters of each stem, and set whether it contains a digit. */
static int
read_stems(Measures *m, PyObject *stems)
{
    if (!PyUnicode_Check(stems)) {
        PyErr_SetString(PyExc_TypeError, "stems are a text");
        return -1;
    }
    Py_ssize_t length = PyUnicode_GET_LENGTH(stems), term = 0;
    int kind = PyUnicode_KIND(stems);
    const void *data = PyUnicode_DATA(stems);
    for (Py_ssize_t at = 0; at < length && term < m->width; at++) {
        Py_UCS4 letter = PyUnicode_READ(kind, data, at);
        if (letter == '\n') {
            term++;
        }
        else {
            m->letters[term]++;
            m->digit[term] |= (char)(letter < 128 ? letter >= '0' && letter <= '9'
                                                  : Py_UNICODE_ISDIGIT(letter) != 0);
        }
    }
    return 0;
}

/* Compute the counts that do not depend on the characters of the text. */
static int
count_article(Measures *m, const Py_ssize_t *title, Py_ssize_t titles)
{
    for (Py_ssize_t row = 0; row < m->size; row++) {
        for (Py_ssize_t at = m->row[row]; at < m->row[row + 1]; at++) {
            int32_t term = m->term[at];
            m->total[term] += m->unit[at];
            if (m->spread[term] == 0.0) {
                m->first[term] = (double)row;
            }
            m->spread[term] += 1.0;
            m->last[term] = (double)row;
            m->held[term] |= (char)(row < 3 ? 1 << row : 0);
        }
    }
    for (Py_ssize_t at = 0; at < titles; at++) {
        if (title[at] >= 0 && title[at] < m->width) {
            m->headline[title[at]] += 1.0 / (double)titles;
        }
    }
    mark_top(m);
    return compare(m);
}

/* Compute features, importance and scores; -1 if memory is short. */
static int
fill_article(Article *article, const Measures *m, const double *terms, const double *sentences,
             double *scores)
{
    double tokens = 0.0, mass = 0.0, centre = 0.0, norm = 0.0, rare = 0.0, important = 0.0;
    for (Py_ssize_t term = 0; term < m->width; term++) {
        double rarity = m->headline[term] * m->idf[term];
        tokens += m->total[term];
        mass += m->total[term] * m->idf[term];
        centre += m->middle[term] * m->middle[term];
        norm += rarity * rarity;
        rare += rarity;
    }
    double length = log1p(tokens);
    for (Py_ssize_t term = 0; term < m->width; term++) {
        double values[TERMS];
        fill_term(m, term, length, values);
        double value = weigh(values, terms, TERMS) - terms[TERMS];
        article->importance[term] = 1.0 / (1.0 + exp(-most(least(value, 30.0), -30.0)));
        important += article->importance[term];
        article->weight[term] = m->total[term] * m->idf[term] / most(mass, 1e-9);
        article->headline[term] = m->headline[term];
    }
    centre = centre > 0.0 ? sqrt(centre) : 1.0;
    norm = norm > 0.0 ? sqrt(norm) : 1.0;
    double before = 0.0;
    for (Py_ssize_t row = 0; row < m->size; row++) {
        double *f = article->features + row * FEATURES;
        fill_sentence(m, row, before, centre, norm, rare > 0.0 ? rare : 1.0, f);
        before += m->lists[WORDS][row];
    }
    double *sum = zeros(m->size * 2, sizeof *sum), *highest = sum + m->size;
    if (sum == NULL) {
        return -1;
    }
    for (Py_ssize_t pair = 0; pair < article->pairs; pair++) {
        double value = article->importance[article->term[pair]];
        sum[article->holder[pair]] += value;
        highest[article->holder[pair]] = most(highest[article->holder[pair]], value);
    }
    for (Py_ssize_t row = 0; row < m->size; row++) {
        double *f = article->features + row * FEATURES;
        f[IMPORTANT] = sum[row] / most(article->words[row], 1.0);
        f[IMPORTANT + 1] = sum[row] / most(important, 1e-9);
        f[IMPORTANT + 2] = highest[row];
        scores[row] = six_digits(weigh(f, sentences, FEATURES) - sentences[FEATURES]);
    }
    PyMem_RawFree(sum);
    return 0;
}

/* Set the sizes of cut sentences: `cuts` has (sentence, words, characters, terms) of each. */
static int
cut_article(Article *article, const Measures *m, PyObject *cuts, Py_ssize_t *room)
{
    for (Py_ssize_t row = 0; row < m->size; row++) {
        room[row] = m->offsets[row + 1] - m->offsets[row];
    }
    for (Py_ssize_t at = 0; at < PyList_GET_SIZE(cuts); at++) {
        Py_ssize_t row, terms;
        double words, characters;
        if (!PyArg_ParseTuple(PyList_GET_ITEM(cuts, at), "nddn", &row, &words, &characters,
                              &terms)) {
            return -1;
        }
        if (row < 0 || row >= m->size || terms < 0) {
            PyErr_SetString(PyExc_ValueError, "a number is out of range");
            return -1;
        }
        article->cut[row] = 1;
        article->words[row] = words;
        article->characters[row] = characters;
        room[row] = terms;
    }
    return 0;
}

/* newsrank_article(ids, offsets, stems, lists, places, title, cuts, room, joiner, terms, sentences)
 * -> (article, scores, headings): repeats view.view, view.weigh, ranker.importance and score.
 *
 * `lists` are words, characters, quotes, half, dangling, stop, quote_start, ends and paragraph of
 * each sentence. `places` are the sentences of numbers, and the sentences and terms of names (-1 if
 * a name is no term). `title` are the terms of the headline. `cuts` are the prefixes of sentences
 * longer than the budget. `terms` and `sentences` are the weights of the two layers, each with the
 * offset to subtract at its end.
 */
static PyObject *
newsrank_article(PyObject *module, PyObject *args)
{
    PyObject *ids, *offsets, *stems, *lists[LISTS], *places[3], *listed, *cuts;
    PyObject *term_layer, *sentence_layer, *result = NULL, *capsule = NULL, *headings = NULL;
    PyObject *scores_list = NULL;
    Measures m = {0};
    double joiner;
    if (!PyArg_ParseTuple(args, "OOO(OOOOOOOOO)(OOO)O!O!ddOO", &ids, &offsets, &stems, &lists[0],
                          &lists[1], &lists[2], &lists[3], &lists[4], &lists[5], &lists[6],
                          &lists[7], &lists[8], &places[0], &places[1], &places[2], &PyList_Type,
                          &listed, &PyList_Type, &cuts, &m.room, &joiner, &term_layer,
                          &sentence_layer)) {
        return NULL;
    }
    Py_buffer views[4] = {0};
    Py_ssize_t *title = NULL, *numbers = NULL, *names = NULL, *terms = NULL, *room = NULL;
    Py_ssize_t titles, count, other;
    double *scores = NULL;
    int32_t *seen = NULL;
    Article *article = zeros(1, sizeof *article);
    if (article == NULL) {
        return PyErr_NoMemory();
    }
    if (buffer_of(ids, &views[0], "i", 0) < 0 || buffer_of(offsets, &views[1], "i", 2) < 0 ||
        buffer_of(term_layer, &views[2], "d", TERMS + 1) < 0 ||
        buffer_of(sentence_layer, &views[3], "d", FEATURES + 1) < 0) {
        goto end;
    }
    m.ids = views[0].buf;
    m.offsets = views[1].buf;
    m.size = views[1].len / (Py_ssize_t)sizeof(int32_t) - 1;
    m.size = m.size < HEAD ? m.size : HEAD;
    Py_ssize_t tokens = m.offsets[m.size];
    int fits = m.offsets[0] == 0 && tokens * (Py_ssize_t)sizeof(int32_t) <= views[0].len;
    for (Py_ssize_t row = 0; fits && row < m.size; row++) {
        fits = m.offsets[row] <= m.offsets[row + 1];
    }
    for (Py_ssize_t at = 0; fits && at < tokens; at++) {
        fits = m.ids[at] >= 0 && m.ids[at] < tokens;
        m.width = m.ids[at] >= m.width ? m.ids[at] + 1 : m.width;
    }
    if (!fits) {
        PyErr_SetString(PyExc_ValueError, "ids or offsets are out of range");
        goto end;
    }
    Py_ssize_t size = article->size = m.size, width = article->width = m.width;
    article->features = zeros(size * FEATURES, sizeof(double));
    article->holder = zeros(tokens, sizeof(int32_t));
    article->term = zeros(tokens, sizeof(int32_t));
    article->importance = zeros(width, sizeof(double));
    article->weight = zeros(width, sizeof(double));
    article->headline = zeros(width, sizeof(double));
    article->words = zeros(size, sizeof(double));
    article->characters = zeros(size, sizeof(double));
    article->cut = zeros(size, 1);
    scores = zeros(size, sizeof *scores);
    seen = zeros(width, sizeof *seen);
    room = zeros(size, sizeof *room);
    if (make_room(&m, tokens) < 0 || !article->features || !article->holder || !article->term ||
        !article->importance || !article->weight || !article->headline || !article->words ||
        !article->characters || !article->cut || !scores || !seen || !room) {
        PyErr_NoMemory();
        goto end;
    }
    for (int at = 0; at < LISTS; at++) {
        if (numbers_of(lists[at], m.lists[at], size) < 0) {
            goto end;
        }
    }
    if (read_stems(&m, stems) < 0 ||
        (title = places_of(listed, -1, PY_SSIZE_T_MAX, &titles)) == NULL ||
        (numbers = places_of(places[0], 0, size, &count)) == NULL) {
        goto end;
    }
    for (Py_ssize_t at = 0; at < count; at++) {
        m.numbers[numbers[at]] += 1.0;
    }
    if ((names = places_of(places[1], 0, size, &count)) == NULL ||
        (terms = places_of(places[2], -1, PY_SSIZE_T_MAX, &other)) == NULL) {
        goto end;
    }
    if (count != other) {
        PyErr_SetString(PyExc_ValueError, "a term for each name is wanted");
        goto end;
    }
    for (Py_ssize_t at = 0; at < count; at++) {
        m.names[names[at]] += 1.0;
        if (terms[at] >= width) { /* a term that only later sentences have */
            terms[at] = -1;
        }
        if (terms[at] >= 0) {
            m.named[terms[at]] += 1.0;
        }
    }
    for (Py_ssize_t at = 0; at < count; at++) {
        m.main_names[names[at]] += terms[at] >= 0 && m.named[terms[at]] > 2.0;
    }
    for (Py_ssize_t row = 0; row < size; row++) {
        article->words[row] = m.lists[WORDS][row];
        article->characters[row] = m.lists[CHARACTERS][row] + joiner;
    }
    if (cut_article(article, &m, cuts, room) < 0) {
        goto end;
    }
    int done;
    Py_BEGIN_ALLOW_THREADS
    /* First the pairs of cut sentences; then `unit` and `row` are computed again for whole ones. */
    article->pairs = count_pairs(&m, room, seen, m.row, article->term, m.unit);
    for (Py_ssize_t row = 0; row < size; row++) {
        for (Py_ssize_t at = m.row[row]; at < m.row[row + 1]; at++) {
            article->holder[at] = (int32_t)row;
        }
    }
    m.pairs = count_pairs(&m, NULL, seen, m.row, m.term, m.unit);
    done = count_article(&m, title, titles);
    if (done == 0) {
        done = fill_article(article, &m, views[2].buf, views[3].buf, scores);
    }
    Py_END_ALLOW_THREADS
    if (done < 0) {
        PyErr_NoMemory();
        goto end;
    }
    scores_list = PyList_New(size);
    headings = PyList_New(size);
    for (Py_ssize_t row = 0; scores_list && headings && row < size; row++) {
        const double *f = article->features + row * FEATURES;
        PyObject *score = PyFloat_FromDouble(scores[row]);
        if (score == NULL) {
            goto end;
        }
        PyList_SET_ITEM(scores_list, row, score);
        int heading = f[UNFINISHED_AT] > 0.0 && f[ALONE_AT] > 0.0 && article->words[row] < HEADING;
        PyList_SET_ITEM(headings, row, PyBool_FromLong(heading));
    }
    if (scores_list && headings && (capsule = PyCapsule_New(article, NAME, free_capsule))) {
        article = NULL;
        result = PyTuple_Pack(3, capsule, scores_list, headings);
    }
end:
    Py_XDECREF(capsule);
    Py_XDECREF(scores_list);
    Py_XDECREF(headings);
    PyMem_RawFree(title);
    PyMem_RawFree(numbers);
    PyMem_RawFree(names);
    PyMem_RawFree(terms);
    PyMem_RawFree(room);
    PyMem_RawFree(scores);
    PyMem_RawFree(seen);
    PyMem_RawFree(m.memory);
    for (int at = 0; at < 4; at++) {
        if (views[at].obj != NULL) {
            PyBuffer_Release(&views[at]);
        }
    }
    if (article != NULL) {
        free_article(article);
    }
    return result;
}

/* -- Sets ----------------------------------------------------------------------------------------- */

typedef struct {
    double words, characters; /* maximum of a set; infinite without a bound */
    Py_ssize_t sentences;
    int exact;
    double room, joiner, pin;
} Limits;

/* The quantities of an article for the scores of its sets; see subsets.SetMeasures. */
typedef struct {
    const Article *article;
    const Limits *limits;
    Py_ssize_t count, picked[SHORTLIST]; /* the shortlist, in document order */
    double lead_words, mass;
    double in_sum[SHORTLIST], in_mean[SHORTLIST], logs[HEAD]; /* logs: of 1 + number of sentences */
    double missed[3][SUBSETS + 1]; /* importance, weight and headline share outside each set */
} Shortlist;

/* Repeats sets.leads: the number of words of the first whole sentences that fit the budget. */
static double
words_of_lead(const Article *article, const Limits *limits, const Py_ssize_t *allowed,
              Py_ssize_t count)
{
    double used = 0.0, length = -limits->joiner;
    Py_ssize_t taken = 0;
    for (Py_ssize_t at = 0; at < count; at++) {
        Py_ssize_t row = allowed[at];
        if (taken == limits->sentences || used >= limits->words) {
            break;
        }
        double more = used + article->words[row], longer = length + article->characters[row];
        if (!article->cut[row] && more <= limits->words && longer <= limits->characters) {
            taken++;
            used = more;
            length = longer;
        }
    }
    return used;
}

/* Pick the best allowed sentences, in document order. `scores` are those of all sentences. */
static void
pick(Shortlist *list, const double *scores, const Py_ssize_t *allowed, Py_ssize_t count)
{
    list->count = 0;
    for (Py_ssize_t at = 0; at < count; at++) {
        Py_ssize_t rank = 0;
        for (Py_ssize_t other = 0; other < count && rank < SHORTLIST; other++) {
            double first = scores[allowed[other]], second = scores[allowed[at]];
            rank += first > second || (first == second && allowed[other] < allowed[at]);
        }
        if (rank < SHORTLIST) {
            list->picked[list->count++] = allowed[at];
        }
    }
}

/* Repeats subsets._reached, and compute the weighted sum of each sentence's features. */
static int
prepare(Shortlist *list, const double *weights)
{
    const Article *article = list->article;
    const double *kinds[3] = {article->importance, article->weight, article->headline};
    int16_t *holders = zeros(article->width, sizeof *holders);
    char *bit_of = zeros(article->size, 1);
    if (holders == NULL || bit_of == NULL) {
        PyMem_RawFree(holders);
        PyMem_RawFree(bit_of);
        return -1;
    }
    for (Py_ssize_t place = 0; place < list->count; place++) {
        const double *f = article->features + list->picked[place] * FEATURES;
        bit_of[list->picked[place]] = (char)(place + 1);
        list->in_sum[place] = weigh(f, weights, FEATURES) *
                              (article->words[list->picked[place]] / list->limits->room);
        list->in_mean[place] = weigh(f, weights + FEATURES, FEATURES);
    }
    for (Py_ssize_t pair = 0; pair < article->pairs; pair++) {
        int bit = bit_of[article->holder[pair]];
        if (bit) {
            holders[article->term[pair]] |= (int16_t)(1 << (bit - 1));
        }
    }
    for (Py_ssize_t place = 0; place < article->size; place++) {
        list->logs[place] = log1p((double)place);
    }
    memset(list->missed, 0, sizeof list->missed);
    list->mass = 0.0;
    for (Py_ssize_t term = 0; term < article->width; term++) {
        list->mass += article->importance[term];
        for (int kind = 0; kind < 3; kind++) {
            list->missed[kind][holders[term]] += kinds[kind][term];
        }
    }
    for (int kind = 0; kind < 3; kind++) {
        for (int place = 0; place < SHORTLIST; place++) {
            double *missed = list->missed[kind];
            for (int set = 1 << place; set <= SUBSETS; set = (set + 1) | 1 << place) {
                missed[set] += missed[set ^ 1 << place];
            }
        }
    }
    PyMem_RawFree(holders);
    PyMem_RawFree(bit_of);
    return 0;
}

/* The sums over the sentences of a set of the shortlist. */
typedef struct {
    double words, characters, in_sum, in_mean, dangling, half, adjacent, together, pairs;
    int size, cut, low, high;
} Extent;

/* Make a set from a smaller set and a sentence after all of its sentences. */
static void
extend(Extent *extent, const Shortlist *list, int place)
{
    Py_ssize_t row = list->picked[place];
    const double *f = list->article->features + row * FEATURES;
    extent->words += list->article->words[row];
    extent->characters += list->article->characters[row];
    extent->in_sum += list->in_sum[place];
    extent->in_mean += list->in_mean[place];
    extent->dangling += f[DANGLING_AT];
    extent->half += f[HALF_AT];
    if (extent->size && row - list->picked[extent->high] == 1) {
        extent->adjacent += 1.0;
        extent->together += f[DANGLING_AT];
        extent->pairs += f[HALF_AT] * (f - FEATURES)[HALF_AT];
    }
    extent->low = extent->size ? extent->low : place;
    extent->high = place;
    extent->cut += list->article->cut[row];
    extent->size++;
}

/* Return the score of a set: subsets.EXTRA, and sums and means over its sentences. */
static double
score_set(const Shortlist *list, int set, const Extent *extent, const double *weights)
{
    const Limits *limits = list->limits;
    const Py_ssize_t *picked = list->picked;
    double size = extent->size, words = extent->words;
    double used = words / limits->room, longer = used - list->lead_words / limits->room;
    double reached[3];
    for (int kind = 0; kind < 3; kind++) {
        reached[kind] = list->missed[kind][SUBSETS] - list->missed[kind][SUBSETS ^ set];
    }
    double values[EXTRA] = {
        extent->size == 1,                                  /* one */
        extent->size == 2,                                  /* two */
        extent->size == 3,                                  /* three */
        extent->size == 4,                                  /* four */
        extent->size > 4,                                   /* many */
        used,
        used * used,                                        /* used_square */
        longer,
        fabs(longer),                                       /* distance */
        longer * longer,                                    /* distance_square */
        reached[1],                                         /* covered */
        reached[2],                                         /* covered_headline */
        reached[0] / most(list->mass, 1e-9),                /* important */
        reached[0] / most(words, 1.0),                      /* important_density */
        2.0 * reached[0] / most(0.5 * words + list->mass, 1e-9), /* expected */
        (set & 1) && picked[0] == 0,                        /* opening */
        (set & 3) == 3 && picked[1] == 1,                   /* opening_two */
        extent->adjacent / most(size - 1.0, 1.0),           /* adjacent */
        extent->dangling - extent->together,                /* orphans */
        extent->half - 2.0 * extent->pairs,                 /* half_quotes */
        list->logs[picked[extent->low]],                    /* start */
        list->logs[picked[extent->high] - picked[extent->low]], /* spread */
        extent->cut,
    };
    double score = weigh(values, weights + 2 * FEATURES, EXTRA);
    score += extent->in_sum + extent->in_mean / size - weights[2 * FEATURES + EXTRA];
    return score + limits->pin / most(list->lead_words, limits->room / 2.0) * words;
}

/* newsrank_sets(article, scores, allowed, limits, weights) -> (shortlist, subsets, values): repeats
 * sets.candidates, Candidates.score and the pin of ranker.best_sets.
 *
 * `subsets` are numbered as in subsets.Subsets; they and their values are bytes of int64 and double.
 */
static PyObject *
newsrank_sets(PyObject *module, PyObject *args)
{
    PyObject *capsule, *listed, *chosen, *layer, *result = NULL, *made[2] = {NULL, NULL};
    PyObject *shortlist = NULL;
    Limits limits;
    if (!PyArg_ParseTuple(args, "OO!O!(ddnpddd)O", &capsule, &PyList_Type, &listed, &PyList_Type,
                          &chosen, &limits.words, &limits.characters, &limits.sentences,
                          &limits.exact, &limits.room, &limits.joiner, &limits.pin, &layer)) {
        return NULL;
    }
    const Article *article = PyCapsule_GetPointer(capsule, NAME);
    if (article == NULL) {
        return NULL;
    }
    Py_buffer view = {0};
    Py_ssize_t count = 0, rows = 0, *allowed = NULL;
    double *scores = zeros(article->size, sizeof *scores);
    Shortlist list = {.article = article, .limits = &limits};
    int64_t subsets[SUBSETS];
    Extent extents[SUBSETS + 1];
    double values[SUBSETS];
    if (scores == NULL) {
        return PyErr_NoMemory();
    }
    if (numbers_of(listed, scores, article->size) < 0 ||
        (allowed = places_of(chosen, 0, article->size, &count)) == NULL ||
        buffer_of(layer, &view, "d", 2 * FEATURES + EXTRA + 1) < 0) {
        goto end;
    }
    int done;
    Py_BEGIN_ALLOW_THREADS
    list.lead_words = words_of_lead(article, &limits, allowed, count);
    pick(&list, scores, allowed, count);
    done = prepare(&list, view.buf);
    double longest = 0.0;
    int largest = 0;
    char within[SUBSETS + 1] = {0};
    extents[0] = (Extent){.characters = -limits.joiner};
    for (int place = 0; place < list.count; place++) {
        for (int rest = 0, set = 1 << place; rest < 1 << place; rest++, set++) {
            Extent *extent = &extents[set];
            *extent = extents[rest];
            extend(extent, &list, place);
            within[set] = extent->words <= limits.words && extent->size <= limits.sentences &&
                          extent->characters <= limits.characters &&
                          (!extent->cut || extent->size == 1);
            if (within[set] && extent->size > largest) {
                largest = extent->size;
            }
        }
    }
    for (int set = 1; set < 1 << list.count; set++) {
        within[set] &= !limits.exact || extents[set].size == largest;
        if (within[set]) {
            longest = most(longest, extents[set].words);
        }
    }
    for (int set = 1; set < 1 << list.count; set++) {
        if (within[set] && extents[set].words >= least(list.lead_words * 0.5, longest)) {
            subsets[rows] = set - 1;
            values[rows++] = score_set(&list, set, &extents[set], view.buf);
        }
    }
    Py_END_ALLOW_THREADS
    if (done < 0) {
        PyErr_NoMemory();
        goto end;
    }
    made[0] = PyBytes_FromStringAndSize((char *)subsets, rows * 8);
    made[1] = PyBytes_FromStringAndSize((char *)values, rows * 8);
    shortlist = PyList_New(list.count);
    for (Py_ssize_t at = 0; shortlist && at < list.count; at++) {
        PyObject *index = PyLong_FromSsize_t(list.picked[at]);
        if (index == NULL) {
            goto end;
        }
        PyList_SET_ITEM(shortlist, at, index);
    }
    if (shortlist && made[0] && made[1]) {
        result = PyTuple_Pack(3, shortlist, made[0], made[1]);
    }
end:
    Py_XDECREF(shortlist);
    Py_XDECREF(made[0]);
    Py_XDECREF(made[1]);
    if (view.obj != NULL) {
        PyBuffer_Release(&view);
    }
    PyMem_RawFree(allowed);
    PyMem_RawFree(scores);
    return result;
}

/* -- Penalties of sets ---------------------------------------------------------------------------- */

/* newsrank_costs(shortlist, news, late, need, gap, near, far, jump) -> bytearray with a double for
 * each subset: repeats costs.Costs before any needs are added. */
static PyObject *
newsrank_costs(PyObject *module, PyObject *args)
{
    PyObject *listed;
    Py_ssize_t news, count;
    double late, need, gap, near, far, jump, costs[SUBSETS];
    if (!PyArg_ParseTuple(args, "O!ndddddd", &PyList_Type, &listed, &news, &late, &need, &gap, &near,
                          &far, &jump)) {
        return NULL;
    }
    Py_ssize_t *picked = places_of(listed, 0, PY_SSIZE_T_MAX, &count);
    if (picked == NULL) {
        return NULL;
    }
    double apart[SHORTLIST][SHORTLIST], behind[SHORTLIST];
    struct {
        double gaps, early;
        int low, high;
    } sets[SUBSETS + 1] = {{0}};
    count = count < SHORTLIST ? count : SHORTLIST;
    memset(costs, 0, sizeof costs);
    for (Py_ssize_t place = 0; place < count; place++) {
        behind[place] = late * log2(1.0 + (double)(picked[place] > news ? picked[place] - news : 0));
        for (Py_ssize_t before = 0; before < place; before++) {
            Py_ssize_t distance = picked[place] - picked[before];
            double doublings = log2((double)distance);
            apart[before][place] = gap * (doublings + far * most(doublings - near, 0.0)) +
                                   jump * log2((double)(distance > 2 ? distance - 1 : 1));
        }
    }
    /* Each set is an earlier set and one later sentence. */
    for (int place = 0; place < count; place++) {
        for (int rest = 0, set = 1 << place; rest < 1 << place; rest++, set++) {
            sets[set] = sets[rest];
            if (rest) {
                sets[set].gaps += apart[sets[rest].high][place];
            } else {
                sets[set].low = place;
            }
            sets[set].high = place;
            sets[set].early += picked[place] < news;
            costs[set - 1] =
                sets[set].gaps + behind[sets[set].low] + 2.0 * need * sets[set].early;
        }
    }
    PyMem_RawFree(picked);
    return PyByteArray_FromStringAndSize((char *)costs, sizeof costs);
}

/* newsrank_unmet(costs, need, masks): add the penalties of needs that subsets leave unmet. Each of
 * `masks` is the place of a sentence and the result of costs._masks: repeats costs._missing. */
static PyObject *
newsrank_unmet(PyObject *module, PyObject *args)
{
    Py_buffer costs;
    double need;
    PyObject *masks;
    if (!PyArg_ParseTuple(args, "w*dO!", &costs, &need, &PyList_Type, &masks)) {
        return NULL;
    }
    int fits = costs.len == SUBSETS * (Py_ssize_t)sizeof(double), unmet[SUBSETS + 1] = {0};
    for (Py_ssize_t at = 0; fits && at < PyList_GET_SIZE(masks); at++) {
        int place, earlier, before, after;
        if (!PyArg_ParseTuple(PyList_GET_ITEM(masks, at), "iiii", &place, &earlier, &before,
                              &after)) {
            break;
        }
        fits = place >= 0 && place < SHORTLIST;
        for (int set = 1; fits && set <= SUBSETS; set++) {
            int lower = set & ((1 << place) - 1), higher = set >> (place + 1) << (place + 1);
            int previous = lower;
            while (previous & (previous - 1)) {
                previous &= previous - 1; /* in the end, only the highest bit remains */
            }
            unmet[set] += (set >> place & 1) && !(set & earlier) && !(previous & before) &&
                          !(higher & -higher & after);
        }
    }
    for (int set = 1; fits && set <= SUBSETS; set++) {
        ((double *)costs.buf)[set - 1] += need * unmet[set];
    }
    PyBuffer_Release(&costs);
    if (!fits) {
        PyErr_SetString(PyExc_ValueError, "a place or the costs are out of range");
    }
    return PyErr_Occurred() ? NULL : Py_NewRef(Py_None);
}

/* newsrank_best(subsets, values, costs) -> row: the first of the best rows, or -1 without a row. The
 * values minus their costs are rounded as in costs.best_rows. */
static PyObject *
newsrank_best(PyObject *module, PyObject *args)
{
    Py_buffer subsets, values, costs;
    if (!PyArg_ParseTuple(args, "y*y*y*", &subsets, &values, &costs)) {
        return NULL;
    }
    Py_ssize_t rows = subsets.len / 8, best = -1;
    int fits = values.len == subsets.len && costs.len == SUBSETS * 8;
    double highest = 0.0;
    for (Py_ssize_t row = 0; fits && row < rows; row++) {
        int64_t subset = ((int64_t *)subsets.buf)[row];
        fits = subset >= 0 && subset < SUBSETS;
        if (fits) {
            double value = six_digits(((double *)values.buf)[row] - ((double *)costs.buf)[subset]);
            if (best < 0 || value > highest) {
                best = row;
                highest = value;
            }
        }
    }
    PyBuffer_Release(&subsets);
    PyBuffer_Release(&values);
    PyBuffer_Release(&costs);
    if (!fits) {
        PyErr_SetString(PyExc_ValueError, "buffers of 8 bytes a row are wanted");
        return NULL;
    }
    return PyLong_FromSsize_t(best);
}

/* newsrank_features(article) -> bytes of doubles, sentences x features: for tests and explain. */
static PyObject *
newsrank_features(PyObject *module, PyObject *capsule)
{
    const Article *article = PyCapsule_GetPointer(capsule, NAME);
    if (article == NULL) {
        return NULL;
    }
    Py_ssize_t bytes = article->size * FEATURES * (Py_ssize_t)sizeof(double);
    return PyBytes_FromStringAndSize((char *)article->features, bytes);
}

static PyMethodDef methods[] = {
    {"newsrank_article", newsrank_article, METH_VARARGS, "See newsrank/compiled.py."},
    {"newsrank_sets", newsrank_sets, METH_VARARGS, "See newsrank/compiled.py."},
    {"newsrank_costs", newsrank_costs, METH_VARARGS, "See newsrank/costs.py."},
    {"newsrank_unmet", newsrank_unmet, METH_VARARGS, "See newsrank/costs.py."},
    {"newsrank_best", newsrank_best, METH_VARARGS, "See newsrank/costs.py."},
    {"newsrank_features", newsrank_features, METH_O, "newsrank_features(article) -> bytes"},
    {NULL, NULL, 0, NULL},
};

int
add_newsrank(PyObject *module)
{
    return PyModule_AddFunctions(module, methods);
}
