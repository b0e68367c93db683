// What the shared library offers: all that the public headers declare, and nothing else.
//
//     namespace KBSEARCH_EXPORT kbsearch { ... }   // in a public header; elsewhere `namespace kbsearch` alone, hidden
#pragma once

#define KBSEARCH_EXPORT [[gnu::visibility("default")]]
