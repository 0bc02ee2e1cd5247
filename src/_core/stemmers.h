/* The stemmers of Snowball 3.1.1 by name; the files in snowball/ are as it generates them. */
#ifndef SUMMKIT_STEMMERS_H
#define SUMMKIT_STEMMERS_H

#include "snowball/runtime/api.h"

typedef struct {
    const char *name;
    struct SN_env *(*open)(void);
    void (*close)(struct SN_env *);
    int (*stem)(struct SN_env *);
} Stemmer;

/* Return the stemmer of a name, NULL where there is none. */
const Stemmer *stemmer_of(const char *name);

#endif
