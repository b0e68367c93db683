// Versions of the Model Context Protocol, and what each has.
#pragma once

#include <string_view>
#include <vector>

namespace kbsearch::cli::mcp {

/// Versions are dates, so their order is that of their texts.
using Version = std::string_view;

constexpr Version kFirstVersion = "2024-11-05";
constexpr Version kAnnotationsSince = "2025-03-26";        ///< Tools say that they only read.
constexpr Version kStructuredContentSince = "2025-06-18";  ///< Also titles, and schemas of what tools give.
constexpr Version kBatchesUntil = "2025-03-26";            ///< The last version that has batches.
constexpr Version kLatestVersion = "2025-11-25";
/// What is spoken over HTTP by a client that does not say.
constexpr Version kVersionUnsaid = "2025-03-26";

/// The versions that are spoken, the newest first.
const std::vector<Version>& versions();
/// Returns the version of that name as a text that stays; empty if it is not spoken.
Version version_named(std::string_view name);

}  // namespace kbsearch::cli::mcp
