#include <string>
#include <string_view>

#include "generator/synthetic_record.hpp"

// Written by hand, not with a JSON library: a collection has gigabytes, and the texts need two
// escapes only.
namespace kbsearch::corpus {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

/// Appends a JSON string. Our own texts have no control character but the line feed.
void append_string(std::string_view text, std::string& out) {
  out += '"';
  while (!text.empty()) {
    const std::size_t plain = text.find_first_of("\"\\\n");
    out += text.substr(0, plain);
    if (plain == std::string_view::npos) break;
    out += '\\';
    out += text[plain] == '\n' ? 'n' : text[plain];
    text.remove_prefix(plain + 1);
  }
  out += '"';
}

/// Appends  ,"name":
void append_name(std::string_view name, std::string& out) {
  out += ",\"";
  out += name;
  out += "\":";
}

void append_text(std::string_view name, std::string_view text, std::string& out) {
  if (text.empty()) return;
  append_name(name, out);
  append_string(text, out);
}

void append_number(std::string_view name, std::uint32_t number, std::string& out) {
  append_name(name, out);
  out += std::to_string(number);
}

template <typename Texts>
void append_texts(std::string_view name, const Texts& texts, std::string& out) {
  if (texts.empty()) return;
  append_name(name, out);
  char before = '[';
  for (const auto& text : texts) {
    out += before;
    append_string(text, out);
    before = ',';
  }
  out += ']';
}

void append_date(std::string_view name, const Date& date, std::string& out) {
  if (date.year == 0) return;
  append_name(name, out);
  out += '"' + std::to_string(date.year);
  for (const std::uint32_t part : {date.month, date.day}) {
    out += part < 10 ? "-0" : "-";
    out += std::to_string(part);
  }
  out += '"';
}

void append_hex(std::uint64_t number, std::string& out) {
  for (int shift = 60; shift >= 0; shift -= 4) out += kHexDigits[(number >> shift) & 0xf];
}

void append_cited_by(const std::vector<const CitingPage*>& pages, std::string& out) {
  if (pages.empty()) return;
  append_name("cited_by", out);
  char before = '[';
  for (const CitingPage* page : pages) {
    out += before;
    out += "{\"id\":";
    append_string(page->id, out);
    append_text("title", page->title, out);
    append_text("type", page->type, out);
    append_number("quality", page->quality, out);
    append_number("importance", page->importance, out);
    out += '}';
    before = ',';
  }
  out += ']';
}

}  // namespace

void append_json_line(const SyntheticRecord& record, std::string& out) {
  out += "{\"id\":\"";
  append_hex(record.id, out);
  out += '"';
  append_text("url", record.url, out);
  append_text("title", record.title, out);
  append_text("type", record.type, out);
  append_text("publication", record.publication, out);
  if (record.credibility > 0) append_number("credibility", record.credibility, out);
  append_texts("authors", record.authors, out);
  append_date("published", record.published, out);
  append_texts("tags", record.tags, out);
  if (record.has_importance) append_number("importance", record.importance, out);
  append_text("summary", record.summary, out);
  append_texts("key_points", record.key_points, out);
  append_text("abstract", record.abstract, out);
  append_text("content", record.content, out);
  if (record.fetched_at.year != 0) append_number("http_status", 200, out);
  append_date("fetched_at", record.fetched_at, out);
  append_cited_by(record.cited_by, out);
  out += "}\n";
}

}  // namespace kbsearch::corpus
