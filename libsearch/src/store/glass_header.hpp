// The file `iamglass` of a Xapian database: which revision is the present one, and where the trees of its tables begin.
// Xapian believes it as it stands (of 896 single flipped bits 13 ended a search in a crash), so we look at it first.
// Source of the format: xapian-core 1.4.22, backends/glass/glass_version.cc.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

namespace kbsearch::store {

inline constexpr const char* kGlassHeaderName = "iamglass";
/// More than such a file has ever had; Xapian itself reads 256 bytes.
inline constexpr std::size_t kMaxGlassHeaderBytes = 4096;

/// Returns the revision that `bytes` tell if they make sense for the tables in `generation`: well formed, each tree
/// beginning within its file. Nothing if they do not. Throws Error{kIo}.
std::optional<std::uint64_t> plausible_revision(std::string_view bytes, const std::filesystem::path& generation);

}  // namespace kbsearch::store
