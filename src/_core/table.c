#include "table.h"

#include <stdlib.h>
#include <string.h>

uint64_t table_seed;

static uint64_t
mixed(uint64_t a, uint64_t b)
{
    a = (a ^ b) * UINT64_C(0x9E3779B97F4A7C15);
    a ^= a >> 32;
    a *= UINT64_C(0xD6E8FEB86659FD93);
    return a ^ (a >> 32);
}

uint64_t
table_hash(const char *string, size_t size)
{
    uint64_t hash = table_seed ^ size, word;
    while (size >= 8) {
        memcpy(&word, string, 8);
        hash = mixed(hash, word);
        string += 8;
        size -= 8;
    }
    word = 0;
    memcpy(&word, string, size);
    return mixed(hash, word);
}

void
table_clear(Table *table)
{
    free(table->entries);
    free(table->slots);
    free(table->bytes);
    memset(table, 0, sizeof *table);
}

Entry *
table_find(const Table *table, const char *string, size_t size, uint64_t hash)
{
    if (table->slot_count == 0) {
        return NULL;
    }
    size_t mask = table->slot_count - 1;
    for (size_t slot = hash & mask; table->slots[slot]; slot = (slot + 1) & mask) {
        Entry *entry = table->entries + table->slots[slot] - 1;
        if (entry->hash == hash && entry->size == size &&
            memcmp(table->bytes + entry->start, string, size) == 0) {
            return entry;
        }
    }
    return NULL;
}

/* Make room for one more entry; at least half of the slots must be free. */
static int
grow(Table *table, size_t size)
{
    if (table->size + size + 1 > table->byte_room) {
        size_t room = 2 * (table->size + size) + 1024;
        char *bytes = realloc(table->bytes, room);
        if (bytes == NULL) {
            return -1;
        }
        table->bytes = bytes;
        table->byte_room = room;
    }
    if (table->count == table->entry_room) {
        size_t room = 2 * table->entry_room + 128;
        Entry *entries = realloc(table->entries, room * sizeof *entries);
        if (entries == NULL) {
            return -1;
        }
        table->entries = entries;
        table->entry_room = room;
    }
    if (2 * (table->count + 1) > table->slot_count) {
        size_t slot_count = table->slot_count ? 2 * table->slot_count : 512;
        uint32_t *slots = calloc(slot_count, sizeof *slots);
        if (slots == NULL) {
            return -1;
        }
        for (size_t i = 0; i < table->count; i++) {
            size_t slot = table->entries[i].hash & (slot_count - 1);
            while (slots[slot]) {
                slot = (slot + 1) & (slot_count - 1);
            }
            slots[slot] = (uint32_t)i + 1;
        }
        free(table->slots);
        table->slots = slots;
        table->slot_count = slot_count;
    }
    return 0;
}

Entry *
table_add(Table *table, const char *string, size_t size, uint64_t hash)
{
    if (table->count >= INT32_MAX || grow(table, size) < 0) {
        return NULL;
    }
    size_t mask = table->slot_count - 1, slot = hash & mask;
    while (table->slots[slot]) {
        slot = (slot + 1) & mask;
    }
    Entry *entry = table->entries + table->count++;
    table->slots[slot] = (uint32_t)table->count;
    *entry = (Entry){hash, table->size, size, 0};
    memcpy(table->bytes + table->size, string, size);
    table->bytes[table->size + size] = '\n';
    table->size += size + 1;
    return entry;
}
