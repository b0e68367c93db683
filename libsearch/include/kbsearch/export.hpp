/// @file
/// What the shared library offers: all that the public headers declare, and nothing else.
///
///     namespace KBSEARCH_EXPORT kbsearch { ... }   // in a public header; elsewhere `namespace kbsearch` alone, hidden
#pragma once

/// Marks what the shared library offers.
#define KBSEARCH_EXPORT [[gnu::visibility("default")]]

/// Full-text search for curated knowledge bases. Everything that a program uses stands here.
namespace KBSEARCH_EXPORT kbsearch {}
