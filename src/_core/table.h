/* Strings numbered in order of first appearance, like the keys of a Python dict.
 *
 * The strings are UTF-8, one a line, so that all of them together are one str for Python. No
 * function here needs the GIL.
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
    uint32_t *slots; /* 1 + place in `entries`; 0 if the slot is free */
    size_t slot_count; /* a power of two */
    char *bytes;
    size_t size, byte_room;
} Table;

/* The seed of the hashes. Like Python's own, it differs between processes, so that an attacker
 * cannot write a text whose words all have one hash. No result depends on it. */
extern uint64_t table_seed;

uint64_t table_hash(const char *string, size_t size);

/* Make a table empty. A table of zeros is empty, too. */
void table_clear(Table *table);

/* Return the entry of a string; NULL if there is none. */
Entry *table_find(const Table *table, const char *string, size_t size, uint64_t hash);

/* Add a string that the table does not contain; NULL if memory is short. */
Entry *table_add(Table *table, const char *string, size_t size, uint64_t hash);

#endif
