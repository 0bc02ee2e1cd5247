/* The stemmers of Snowball 3.1.1 by name; Snowball generated the files in snowball/. */
#ifndef SUMMKIT_STEMMERS_H
#define SUMMKIT_STEMMERS_H

#include "snowball/runtime/api.h"

typedef struct {
    const char *name;
    struct SN_env *(*open)(void);
    void (*close)(struct SN_env *);
    int (*stem)(struct SN_env *);
} Stemmer;

/* Return the stemmer with a name; NULL if there is none. */
const Stemmer *stemmer_of(const char *name);

#endif
