/* Strings numbered in order of first appearance: what Python does with a dict.
 *
 * The strings are UTF-8, a line each, so that all of them together are one str for Python.
 * Nothing here needs the GIL.
 */
#ifndef SUMMKIT_TABLE_H
#define SUMMKIT_TABLE_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint64_t hash;
    size_t start; /* in `bytes` */
    size_t size;
    int32_t value;
} Entry;

typedef struct {
    Entry *entries;
    size_t count, entry_room;
    uint32_t *slots; /* 1 + place in `entries`, 0 where free */
    size_t slot_count; /* a power of two */
    char *bytes;
    size_t size, byte_room;
} Table;

/* So that nobody can write a text whose words all have one hash: as Python's own, it differs
 * between processes. Nothing that comes out depends on it. */
extern uint64_t table_seed;

uint64_t table_hash(const char *string, size_t size);

/* All zeros is an empty table; this makes it one again. */
void table_clear(Table *table);

/* Return the entry of a string, NULL where there is none. */
Entry *table_find(const Table *table, const char *string, size_t size, uint64_t hash);

/* Add a string that is not there; NULL where memory is short. */
Entry *table_add(Table *table, const char *string, size_t size, uint64_t hash);

#endif
