#include "records/page_name.hpp"

#include <filesystem>

namespace kbsearch::records {
namespace {

/// The letters and digits of `text`, small if they are ASCII, for telling whether two names are one.
std::string letters_of(std::string_view text) {
  std::string letters;
  for (const char c : text) {
    const bool is_capital = c >= 'A' && c <= 'Z';
    const bool is_kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (is_capital || is_kept) letters += is_capital ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return letters;
}

}  // namespace

std::string PageName::file_name() const {
  if (path.empty()) return id.substr(id.rfind('/') + 1);
  return std::filesystem::path(path).stem().string();
}

std::vector<std::string> PageName::folders() const {
  const auto way = std::filesystem::path(path).parent_path();
  std::vector<std::string> folders;
  if (way.is_absolute()) return folders;
  for (const auto& folder : way) {
    if (!folder.empty() && folder != "." && folder != "..") folders.push_back(folder.string());
  }
  return folders;
}

void add_place(JsonObject& page, const PageName& name, std::string_view title) {
  const std::string file_name = name.file_name();
  if (letters_of(file_name) != letters_of(title)) page.add_text_if_any("file_name", file_name);
  page.add_texts_if_any("folders", name.folders());
  page.add_text_if_any("path", name.path);
}

}  // namespace kbsearch::records
