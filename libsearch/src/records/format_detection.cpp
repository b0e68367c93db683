#include "records/format_detection.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "records/converter.hpp"
#include "records/front_matter.hpp"
#include "records/html_page.hpp"
#include "records/json_record.hpp"
#include "records/json_value_end.hpp"
#include "records/reference.hpp"
#include "records/saved_page.hpp"

namespace kbsearch::records {
namespace {

/// Front matter and the head of a saved page lie well within.
constexpr std::size_t kHeadBytes = 256u << 10;

struct KnownExtension {
  std::string_view extension;
  RecordFormat format;
};
constexpr std::array kKnownExtensions = {
    KnownExtension{"jsonl", RecordFormat::kJsonLines}, KnownExtension{"ndjson", RecordFormat::kJsonLines},
    KnownExtension{"json", RecordFormat::kJsonArray},  KnownExtension{"yaml", RecordFormat::kYaml},
    KnownExtension{"yml", RecordFormat::kYaml},        KnownExtension{"md", RecordFormat::kMarkdown},
    KnownExtension{"mdx", RecordFormat::kMarkdown},    KnownExtension{"markdown", RecordFormat::kMarkdown},
    KnownExtension{"html", RecordFormat::kHtml},       KnownExtension{"htm", RecordFormat::kHtml},
    KnownExtension{"xhtml", RecordFormat::kHtml},      KnownExtension{"txt", RecordFormat::kText},
    KnownExtension{"text", RecordFormat::kText},       KnownExtension{"rst", RecordFormat::kText},
    KnownExtension{"org", RecordFormat::kText},        KnownExtension{"adoc", RecordFormat::kText},
    KnownExtension{"asciidoc", RecordFormat::kText},   KnownExtension{"csv", RecordFormat::kTable},
    KnownExtension{"tsv", RecordFormat::kTable},
};

std::string extension_of(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return {};
  std::string extension(name.substr(dot + 1));
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return extension;
}

std::optional<RecordFormat> format_by_extension(std::string_view path) {
  const std::string extension = extension_of(path);
  for (const auto& known : kKnownExtensions) {
    if (known.extension == extension) return known.format;
  }
  if (has_converter(path)) return RecordFormat::kConverted;
  return std::nullopt;
}

/// Files that have such names in every project, and no extension. They are read if they are named, and not met on a
/// walk, where most of them say the same.
constexpr std::array<std::string_view, 12> kNamesOfTexts = {"README",  "LICENSE",   "LICENCE", "COPYING",
                                                            "CHANGES", "CHANGELOG", "NEWS",    "NOTES",
                                                            "TODO",    "INSTALL",   "AUTHORS", "HISTORY"};

std::optional<RecordFormat> format_by_name(std::string_view path) {
  if (const auto by_extension = format_by_extension(path)) return by_extension;
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const bool is_known = std::find(kNamesOfTexts.begin(), kNamesOfTexts.end(), name) != kNamesOfTexts.end();
  return is_known ? std::optional(RecordFormat::kText) : std::nullopt;
}

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

/// `head` starts with its first non-blank byte. Text in brackets opens many a Markdown page as
/// well, so after the bracket must come what comes there in records.
bool opens_json(std::string_view head) {
  const std::string_view rest = trim_json(head.substr(1));
  if (rest.empty()) return true;
  return head.front() == '[' ? rest.front() == '{' || rest.front() == ']' : rest.front() == '"' || rest.front() == '}';
}

/// `head` starts with '['. Where the first line is an array by itself and more follows, each line is.
RecordFormat lines_or_array(std::string_view head, std::optional<RecordFormat> by_name) {
  const std::string_view line = first_line(head);
  if (end_of_json_value(line, 0) == std::string_view::npos) return RecordFormat::kJsonArray;
  const std::string_view rest = trim_json(head.substr(line.size()));
  const bool goes_on = rest.starts_with('{') || rest.starts_with('[');
  const bool lines = goes_on || (!rest.empty() && by_name == RecordFormat::kJsonLines);
  return lines ? RecordFormat::kJsonLines : RecordFormat::kJsonArray;
}

RecordFormat lines_or_spanning(std::string_view head, std::optional<RecordFormat> by_name) {
  if (by_name == RecordFormat::kJsonLines) return RecordFormat::kJsonLines;
  const std::string_view line = first_line(head);
  const bool complete = end_of_json_value(line, 0) != std::string_view::npos;
  // A first line that fills a whole head is not the first of a pretty-printed object.
  const bool endless = line.size() == head.size() && head.size() > kHeadBytes / 2;
  // Nor does such an object go on with a brace in the first column: the first line is broken.
  const std::string_view rest = head.substr(line.size());
  const bool next_opens = rest.substr(std::min(rest.find_first_not_of("\r\n"), rest.size())).starts_with('{');
  return complete || endless || next_opens ? RecordFormat::kJsonLines : RecordFormat::kJsonArray;
}

/// Whether `line` reads like `key: value` or `key:`, after any "- ".
bool is_yaml_member(std::string_view line) {
  line = trim_json(line);
  while (line.starts_with("- ")) line = trim_json(line.substr(2));
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  if (colon + 1 < line.size() && line[colon + 1] != ' ') return false;
  return line.substr(0, colon).find_first_of(" \t{[#<") == std::string_view::npos;
}

/// `head` starts with "---". Documents of a YAML stream are parted by the fences of front matter,
/// so what follows the second one decides.
RecordFormat page_or_yaml(std::string_view head, std::optional<RecordFormat> by_name) {
  if (by_name == RecordFormat::kMarkdown || by_name == RecordFormat::kYaml) return *by_name;
  const auto page = split_front_matter(head);
  if (!page) return RecordFormat::kYaml;
  const std::string_view body = trim_json(page->body);
  return body.empty() || is_yaml_member(first_line(body)) ? RecordFormat::kYaml : RecordFormat::kMarkdown;
}

bool opens_yaml_list(std::string_view head) { return head.starts_with("- ") && is_yaml_member(first_line(head)); }

}  // namespace

std::optional<RecordFormat> detect_format(ByteInput& input, std::string_view path, std::size_t max_bytes) {
  const std::size_t head_bytes = std::min(kHeadBytes, max_bytes);
  const auto by_name = format_by_name(path);
  if (by_name == RecordFormat::kTable || by_name == RecordFormat::kConverted) return by_name;
  const bool is_text = by_name == RecordFormat::kText;
  const bool page_name = by_name == RecordFormat::kMarkdown || is_text;
  // Cut: a format must not depend on how much of a stream happens to be there.
  const std::string_view head = trim_json(input.peek(head_bytes).substr(0, head_bytes));
  if (head.empty()) return by_name;
  if ((head.front() == '[' || head.front() == '{') && (opens_json(head) || !page_name)) {
    const auto format = head.front() == '[' ? lines_or_array(head, by_name) : lines_or_spanning(head, by_name);
    return format == RecordFormat::kJsonArray && is_reference_list(head) ? RecordFormat::kReferences : format;
  }
  if (first_line(head).starts_with("---") && (!is_text || split_front_matter(head))) return page_or_yaml(head, by_name);
  if (first_line(head).starts_with("+++") && split_front_matter(head)) return RecordFormat::kMarkdown;
  if (opens_yaml_list(head) && !page_name) return RecordFormat::kYaml;
  if (opens_html(head) && by_name != RecordFormat::kMarkdown) return RecordFormat::kHtml;
  // Its mark stands in the last line, so the whole text is looked at, but only if the head is
  // promising.
  if (may_be_saved_page(head) && is_saved_page(input.peek(max_bytes).substr(0, max_bytes))) {
    return RecordFormat::kSavedPage;
  }
  return by_name;
}

bool is_blank(ByteInput& input) {
  const std::string_view head = input.peek(kHeadBytes);
  return head.size() < kHeadBytes && trim_json(head).empty();
}

std::string why_passed_over(std::string_view path) { return why_not_converted(path); }

bool is_walked_extension(std::string_view path, RecordFormat format) {
  const auto by_name = format_by_extension(path);
  if (!why_passed_over(path).empty()) return false;
  if (!by_name || format == RecordFormat::kAuto) return by_name.has_value();
  const auto is_json = [](RecordFormat f) {
    return f == RecordFormat::kJsonLines || f == RecordFormat::kJsonArray || f == RecordFormat::kReferences;
  };
  if (format == RecordFormat::kSavedPage) return *by_name == RecordFormat::kText;
  return *by_name == format || (is_json(*by_name) && is_json(format));
}

}  // namespace kbsearch::records
