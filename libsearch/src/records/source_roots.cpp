#include "records/source_roots.hpp"

#include <algorithm>
#include <array>

#include "base/hash.hpp"
#include "base/paths.hpp"

namespace kbsearch::records {
namespace {

/// No way to a file has two of them in a row, so an id with a label is never one without.
constexpr std::string_view kAfterLabel = "//";

std::string_view parent_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return path.substr(0, slash == 0 && path.size() > 1 ? 1 : slash == path.npos ? 0 : slash);
}

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// A page is called without its extension; every other file with it: a page and what was made of it may lie side by
/// side.
std::string_view without_page_extension(std::string_view way) {
  static constexpr std::array<std::string_view, 3> kPages = {".md", ".mdx", ".markdown"};
  for (const auto extension : kPages) {
    const bool is_page = way.ends_with(extension) && last_part(way).size() > extension.size();
    if (is_page) return way.substr(0, way.size() - extension.size());
  }
  return way;
}

/// Whether a file's name says that it has many records, which most often have ids of their own. It then says nothing
/// about what the ids of other files start from.
bool is_list(std::string_view path) {
  static constexpr std::array<std::string_view, 7> kLists = {".jsonl", ".ndjson", ".json", ".yaml",
                                                             ".yml",   ".csv",    ".tsv"};
  return std::any_of(kLists.begin(), kLists.end(), [&](auto extension) { return path.ends_with(extension); });
}

}  // namespace

unsigned free_number(const std::string& path, const RecordSources& sources) {
  const auto is_taken = [&](unsigned number) {
    return std::any_of(sources.begin(), sources.end(), [&](const auto& known) { return known.number == number; });
  };
  auto number = static_cast<unsigned>(base::hash64(path) & 0x7fffffff);
  while (number == 0 || is_taken(number)) number = (number + 1) & 0x7fffffff;
  return number;
}

SourceRoots::SourceRoots(RecordSources known) : sources_(std::move(known)) {
  for (std::size_t i = 0; i < sources_.size(); ++i) by_path_.emplace(sources_[i].path, i);
}

void SourceRoots::add(const std::string& path, bool is_directory, RecordFormat format) {
  if (const auto known = by_path_.find(path); known != by_path_.end() && format != RecordFormat::kAuto) {
    sources_[known->second].format = format;
  }
  if (source_of(path) != nullptr) return;
  RecordSource source;
  source.number = free_number(path, sources_);
  source.path = path;
  source.format = format;
  if (source.can_be_read_again()) set_root(is_directory ? path : std::string(parent_of(path)), source);
  by_path_.emplace(path, sources_.size());
  sources_.push_back(std::move(source));
}

FilePlace SourceRoots::place_of(const std::string& path) const {
  const RecordSource* source = source_of(path);
  if (source == nullptr) return {};
  if (!source->can_be_read_again()) return {source->number, {}, {}};
  FilePlace place;
  place.source = source->number;
  place.way = path.substr(source->root.size() + (source->root.ends_with('/') ? 0 : 1));
  if (!source->label.empty()) place.id = source->label + std::string(kAfterLabel);
  place.id += without_page_extension(place.way);
  return place;
}

RecordFormat SourceRoots::format_of(const std::string& path) const {
  const RecordSource* source = source_of(path);
  return source == nullptr ? RecordFormat::kAuto : source->format;
}

const RecordSource* SourceRoots::source_of(std::string_view path) const {
  for (auto at = path; !at.empty(); at = parent_of(at)) {
    const auto found = by_path_.find(at);
    if (found != by_path_.end()) return &sources_[found->second];
    if (at == "/") break;
  }
  return nullptr;
}

void SourceRoots::set_root(const std::string& directory, RecordSource& source) const {
  const RecordSource* innermost = nullptr;
  for (const auto& known : sources_) {
    if (is_list(known.path) != is_list(source.path)) continue;
    const bool is_inner = innermost == nullptr || known.root.size() > innermost->root.size();
    if (base::lies_in(directory, known.root) && is_inner) innermost = &known;
  }
  source.root = innermost != nullptr ? innermost->root : directory;
  source.label = innermost != nullptr ? innermost->label : label_for(directory, is_list(source.path));
}

std::string SourceRoots::label_for(const std::string& directory, bool of_list) const {
  const auto is_taken = [&](std::string_view label) {
    return std::any_of(sources_.begin(), sources_.end(),
                       [&](const auto& known) { return known.can_be_read_again() && known.label == label; });
  };
  if (!of_list && !is_taken("")) return "";
  const std::string name = directory == "/" ? "root" : std::string(last_part(directory));
  if (!is_taken(name)) return name;
  std::size_t number = 2;
  while (is_taken(name + "-" + std::to_string(number))) ++number;
  return name + "-" + std::to_string(number);
}

}  // namespace kbsearch::records
