// What the handles hold, and the border that no exception crosses.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kbsearch/index_writer.hpp"
#include "kbsearch/json.hpp"
#include "kbsearch/kbsearch.h"
#include "kbsearch/searcher.hpp"

struct kbs_error {
  kbs_code code = KBS_OK;
  std::string message;
  std::string subject = {};
  const char* remedy = "";
};

struct kbs_string {
  std::string text;
};

struct kbs_searcher {
  kbsearch::Searcher searcher;
};

struct kbs_results {
  kbs_results(kbsearch::SearchResults answer, std::string asked) : results(std::move(answer)), query(std::move(asked)) {
    for (const auto& expansion : results.expansions) reasons.push_back(to_string(expansion.reason));
  }

  kbsearch::SearchResults results;
  std::string query;
  std::vector<std::string> reasons;  ///< Of the expansions, as text.
};

struct kbs_suggestions {
  std::vector<kbsearch::Suggestion> list;
  std::string text;
};

struct kbs_explanations {
  std::vector<kbsearch::ExplainedRecord> list;
  std::string query;
  std::string profile;
};

struct kbs_writer {
  kbsearch::IndexWriter writer;
};

struct kbs_stop {
  std::stop_source source;
};

namespace kbsearch::c {

/// A failure with a code that ErrorCode does not have.
struct Failure {
  kbs_code code;
  std::string message;
  std::string subject = {};
};

/// Returns the code of the exception that is being handled, and sets `*error`, if there is one to set.
kbs_code caught(kbs_error** error) noexcept;

/// Runs `action`, and makes a code of whatever it throws.
template <typename Action>
kbs_code guarded(kbs_error** error, Action&& action) noexcept {
  if (error != nullptr) *error = nullptr;
  try {
    action();
    return KBS_OK;
  } catch (...) {
    return caught(error);
  }
}

/// Throws Failure{KBS_INVALID_ARGUMENT} if `pointer` is NULL; `name` is the parameter's.
void require(const void* pointer, const char* name);

/// Sets what a function gives to NULL, until there is something to give.
template <typename Handle>
void clear(Handle** given, const char* name) {
  require(given, name);
  *given = nullptr;
}

inline std::string_view view(kbs_text text) {
  if (text.size > 0) require(text.data, "a text's data");
  return {text.data, text.size};
}

/// A path ends at a zero byte: Throws Failure{KBS_INVALID_ARGUMENT} if there is one in it, or nothing.
std::filesystem::path path_of(kbs_text text);

inline kbs_text text_of(std::string_view text) { return {text.data(), text.size()}; }
inline kbs_text no_text() { return {"", 0}; }

inline kbs_string* new_string(std::string text) { return new kbs_string{std::move(text)}; }

/// Fills in the defaults of a struct that begins with its size, of which the program knows `size` bytes.
template <typename Options>
void fill_in(Options* options, std::size_t size, Options defaults) {
  if (options == nullptr || size < sizeof(std::size_t)) return;
  std::memset(static_cast<void*>(options), 0, size);
  std::memcpy(static_cast<void*>(options), &defaults, size < sizeof defaults ? size : sizeof defaults);
  std::memcpy(static_cast<void*>(options), &size, sizeof size);
}

/// Returns what a program has filled in, which may know fewer members than the library, or more. Throws
/// Failure{KBS_INVALID_ARGUMENT} if it sets one that the library does not know.
template <typename Options>
Options read_in(const Options* given, Options defaults, const char* name) {
  if (given == nullptr) return defaults;
  std::size_t size = 0;
  std::memcpy(&size, static_cast<const void*>(given), sizeof size);
  if (size < sizeof size) {
    throw Failure{KBS_INVALID_ARGUMENT, std::string(name) + ": the size is not filled in (see the _init function)"};
  }
  const auto* bytes = reinterpret_cast<const char*>(given);
  for (std::size_t i = sizeof defaults; i < size; ++i) {
    if (bytes[i] != 0) {
      throw Failure{KBS_INVALID_ARGUMENT,
                    std::string(name) + ": sets a member that this version of the library does not know"};
    }
  }
  std::memcpy(static_cast<void*>(&defaults), bytes, size < sizeof defaults ? size : sizeof defaults);
  return defaults;
}

inline std::stop_token token_of(const kbs_stop* stop) {
  return stop == nullptr ? std::stop_token() : stop->source.get_token();
}

/// Returns when so many microseconds from now have passed; nothing for 0, and for more than anybody waits.
std::optional<std::chrono::steady_clock::time_point> deadline_in(std::uint64_t timeout_us);

/// Returns the built-in profile of that name, or reads one. Throws Error as RankingProfile does.
RankingProfile profile_of(std::string_view text);

/// Returns the options of a search. Throws what read_in does, and Error as RankingProfile does.
SearchOptions search_options(const kbs_search_options* given);

}  // namespace kbsearch::c
