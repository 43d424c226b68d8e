/* inputs: which files are notes. For the files of this folder. */
#ifndef SOURCE_INPUTS_H
#define SOURCE_INPUTS_H

#include "source/source.h"

struct input {
    struct str path;   /* as messages show it */
    struct str file;   /* absolute, links resolved; "" for standard input */
    struct str root;   /* absolute */
    struct str folder; /* between root and file */
};

typedef VEC(struct input) input_list;

/* The files named, and all notes below the folders named, each once, in order; what cannot be used
 * is reported. Rules for folders: source.h. */
input_list inputs_find(struct arena *a, const struct str *names, size_t n, struct str out_dir,
                       struct diag *d);

#endif
