#include "records/format_detection.hpp"

#include <algorithm>
#include <string>

namespace kbsearch::records {
namespace {

std::string extension_of(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return {};
  std::string extension(name.substr(dot + 1));
  std::transform(extension.begin(), extension.end(), extension.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return extension;
}

}  // namespace

std::optional<RecordFormat> detect_format(ByteInput&, std::string_view, std::size_t) {
  return RecordFormat::kJsonLines;
}

bool is_walked_extension(std::string_view path, RecordFormat) {
  return extension_of(path) == "jsonl";
}

}  // namespace kbsearch::records
