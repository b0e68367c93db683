#include "packed_results.hpp"

#include <concepts>
#include <cstring>
#include <type_traits>

#include "kbsearch/error.hpp"

namespace kbsearch::node {
namespace {

class Writer {
 public:
  template <class Number>
  requires(std::is_arithmetic_v<Number> || std::is_enum_v<Number>) void operator()(const Number& number) {
    bytes_.append(reinterpret_cast<const char*>(&number), sizeof number);
  }
  void operator()(const std::string& text) {
    (*this)(static_cast<std::uint32_t>(text.size()));
    bytes_.append(text);
  }
  template <class Value>
  void operator()(const std::vector<Value>& values) {
    (*this)(static_cast<std::uint32_t>(values.size()));
    for (const auto& value : values) (*this)(value);
  }
  template <class Value>
  void operator()(const std::optional<Value>& value) {
    (*this)(value.has_value());
    if (value) (*this)(*value);
  }
  template <class Value>
  requires std::is_class_v<Value>
  void operator()(const Value& value) { members(*this, value); }
  template <class... Values>
  requires(sizeof...(Values) > 1) void operator()(const Values&... values) { ((*this)(values), ...); }

  std::size_t size() const { return bytes_.size(); }
  void put_at(std::size_t at, std::uint64_t number) { std::memcpy(bytes_.data() + at, &number, sizeof number); }
  void reserve(std::size_t size) { bytes_.reserve(size); }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

class Reader {
 public:
  explicit Reader(Bytes bytes) : bytes_(bytes) {}

  template <class Number>
  requires(std::is_arithmetic_v<Number> || std::is_enum_v<Number>) void operator()(Number& number) {
    std::memcpy(&number, take(sizeof number), sizeof number);
  }
  void operator()(std::string& text) {
    const auto size = count();
    text.assign(take(size), size);
  }
  template <class Value>
  void operator()(std::vector<Value>& values) {
    values.resize(count());
    for (auto& value : values) (*this)(value);
  }
  template <class Value>
  void operator()(std::optional<Value>& value) {
    bool there = false;
    (*this)(there);
    if (there) (*this)(value.emplace());
  }
  template <class Value>
  requires std::is_class_v<Value>
  void operator()(Value& value) { members(*this, value); }
  template <class... Values>
  requires(sizeof...(Values) > 1) void operator()(Values&... values) { ((*this)(values), ...); }

  void go_to(std::size_t at) {
    at_ = 0;
    take(at);
  }

 private:
  const char* take(std::size_t size) {
    if (size > bytes_.size() - at_) throw Error(ErrorCode::kInvalidArgument, "these are no results of a search");
    const auto* found = bytes_.data() + at_;
    at_ += size;
    return found;
  }
  std::size_t count() {
    std::uint32_t size = 0;
    (*this)(size);
    if (size > bytes_.size() - at_) throw Error(ErrorCode::kInvalidArgument, "these are no results of a search");
    return size;
  }

  Bytes bytes_;
  std::size_t at_ = 0;
};

// The members of each struct, for writing and for reading. A binding names all of them, so that one that the library
// adds is an error here, and not lost.

template <class Type, class Wanted>
concept SameAs = std::same_as<std::remove_const_t<Type>, Wanted>;

void members(auto& each, SameAs<ByteRange> auto& range) {
  auto& [begin, end] = range;
  each(begin, end);
}
void members(auto& each, SameAs<Snippet> auto& snippet) {
  auto& [field, ordinal, text, marks, starts_inside, ends_inside] = snippet;
  each(field, ordinal, text, marks, starts_inside, ends_inside);
}
void members(auto& each, SameAs<Explanation> auto& explanation) {
  auto& [label, value, detail, parts, instead_of] = explanation;
  each(label, value, detail, parts, instead_of);
}
void members(auto& each, SameAs<FieldMatches> auto& matches) {
  auto& [field, count] = matches;
  each(field, count);
}
void members(auto& each, SameAs<Hit> auto& hit) {
  auto& [rank, record_id, score, title, title_marks, path, file, url, type, published, tags, importance, quality,
         cited_by_count, snippet, passages, matched_fields, missing_words, collapsed, near_duplicate_of, explanation] =
      hit;
  each(rank, record_id, score, title, title_marks, path, file, url, type, published, tags, importance, quality,
       cited_by_count, snippet, passages, matched_fields, missing_words, collapsed, near_duplicate_of, explanation);
}
void members(auto& each, SameAs<FacetCount> auto& facet_count) {
  auto& [value, count, label] = facet_count;
  each(value, count, label);
}
void members(auto& each, SameAs<Facet> auto& facet) {
  auto& [field, filter_field, counts, distinct, missing] = facet;
  each(field, filter_field, counts, distinct, missing);
}
void members(auto& each, SameAs<Total> auto& total) {
  auto& [value, exact] = total;
  each(value, exact);
}
void members(auto& each, SameAs<Correction> auto& correction) {
  auto& [word, meant, edits, doc_count] = correction;
  each(word, meant, edits, doc_count);
}
void members(auto& each, SameAs<ExpansionReason> auto& reason) {
  auto& [kind, records] = reason;
  each(kind, records);
}
void members(auto& each, SameAs<Expansion> auto& expansion) {
  auto& [words, text, reason, hits] = expansion;
  each(words, text, reason, hits);
}
void members(auto& each, SameAs<Relaxation> auto& relaxation) {
  auto& [dropped, total] = relaxation;
  each(dropped, total);
}
void members(auto& each, SameAs<ClauseEffect> auto& effect) {
  auto& [clause, doc_count, total_without, nearest_values] = effect;
  each(clause, doc_count, total_without, nearest_values);
}
void members(auto& each, SameAs<RelatedTag> auto& tag) {
  auto& [value, count, doc_count, label] = tag;
  each(value, count, doc_count, label);
}
void members(auto& each, SameAs<Warning> auto& warning) {
  auto& [at, what] = warning;
  each(at, what);
}
/// All but the hits.
void members_beside_hits(auto& each, auto& results, auto& took_us) {
  auto& [hits, total, facets, unknown_words, corrections, did_you_mean, total_without_filter, expansions, relaxation,
         clauses, related_tags, groups, next_cursor, warnings, notes, took] = results;
  each(total, facets, unknown_words, corrections, did_you_mean, total_without_filter, expansions, relaxation, clauses,
       related_tags, groups, next_cursor, warnings, notes, took_us);
}

UnpackedResults read_beside_hits(Reader& reader) {
  UnpackedResults read;
  std::uint64_t hit_count = 0;
  std::int64_t took_us = 0;
  reader(hit_count, read.query);
  members_beside_hits(reader, read.results, took_us);
  read.results.took = std::chrono::microseconds(took_us);
  return read;
}

}  // namespace

// The number of hits; the query; all but the hits; the hits; and last, eight bytes for each, where it begins.
std::string packed(const SearchResults& results, std::string_view query) {
  Writer writer;
  writer.reserve(1024 + 1024 * std::min<std::size_t>(results.hits.size(), 1000));
  writer(static_cast<std::uint64_t>(results.hits.size()), std::string(query));
  const std::int64_t took_us = results.took.count();
  members_beside_hits(writer, results, took_us);
  std::vector<std::uint64_t> begins;
  begins.reserve(results.hits.size());
  for (const auto& hit : results.hits) {
    begins.push_back(writer.size());
    writer(hit);
  }
  for (const auto begin : begins) writer(begin);
  return writer.take();
}

UnpackedResults unpacked(Bytes packed) {
  Reader reader(packed);
  auto read = read_beside_hits(reader);
  read.results.hits.resize(packed_hit_count(packed));
  for (auto& hit : read.results.hits) reader(hit);
  return read;
}

UnpackedResults unpacked_without_hits(Bytes packed) {
  Reader reader(packed);
  return read_beside_hits(reader);
}

std::size_t packed_hit_count(Bytes packed) {
  Reader reader(packed);
  std::uint64_t count = 0;
  reader(count);
  if (count > packed.size() / sizeof count)
    throw Error(ErrorCode::kInvalidArgument, "these are no results of a search");
  return count;
}

Hit unpacked_hit(Bytes packed, std::size_t i) {
  const auto count = packed_hit_count(packed);
  if (i >= count) throw Error(ErrorCode::kInvalidArgument, "there is no hit " + std::to_string(i));
  Reader reader(packed);
  reader.go_to(packed.size() - (count - i) * sizeof(std::uint64_t));
  std::uint64_t begin = 0;
  reader(begin);
  reader.go_to(begin);
  Hit hit;
  reader(hit);
  return hit;
}

}  // namespace kbsearch::node
