#include "records/text_page.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "analysis/date.hpp"
#include "records/json_record.hpp"
#include "records/json_text.hpp"
#include "records/note_markup.hpp"
#include "records/split_text.hpp"
#include "records/whole_file.hpp"

namespace kbsearch::records {
namespace {

/// Longer first lines begin a paragraph.
constexpr std::size_t kMaxTitleBytes = 120;

struct TextHead {
  std::string title;
  std::string published;
  std::vector<std::string> authors;
  std::vector<std::string> tags;
};

/// Gives the lines of a text without their ends.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}
  bool at_end() const { return rest_.empty(); }
  std::string_view next() {
    std::string_view line = rest_.substr(0, rest_.find('\n'));
    rest_.remove_prefix(std::min(line.size() + 1, rest_.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }

 private:
  std::string_view rest_;
};

/// Whether `line` is one sign over and over, as lines under titles are.
bool is_rule(std::string_view line) {
  line = trim_json(line);
  return line.size() >= 2 && std::string_view("=-~^\"'`#*+_.:<>").find(line.front()) != line.npos &&
         line.find_first_not_of(line.front()) == line.npos;
}

/// Whether `rule` is about as long as `title`, or longer.
bool underlines(std::string_view rule, std::string_view title) {
  const auto characters = std::count_if(title.begin(), title.end(), [](char c) { return (c & 0xC0) != 0x80; });
  return is_rule(rule) && static_cast<std::ptrdiff_t>(trim_json(rule).size()) + 2 >= characters;
}

std::string org_date(std::string_view value) {
  const std::size_t begin = value.find_first_of("0123456789");
  const auto date = begin == value.npos ? value : value.substr(begin, value.find_first_of(" >]", begin) - begin);
  // One that is none is left to be reported.
  return std::string(analysis::parse_date(date) ? date : value);
}

/// Reads the lines `#+NAME: value` that an Org file begins with.
TextHead read_org(std::string_view text) {
  TextHead head;
  for (Lines lines(text); !lines.at_end();) {
    const std::string_view line = trim_json(lines.next());
    if (line.empty() || line.starts_with("# ")) continue;
    const std::size_t colon = line.find(':');
    if (!line.starts_with("#+") || colon == line.npos) break;
    const std::string name = ascii_lower(line.substr(2, colon - 2));
    const std::string_view value = trim_json(line.substr(colon + 1));
    if (name == "title") head.title = value;
    if (name == "date") head.published = org_date(value);
    if (name == "author" && !value.empty()) head.authors.emplace_back(value);
    if (name == "filetags") head.tags = split_text(value, ": ");
  }
  return head;
}

/// Finds a title by how the first lines look.
std::string title_by_looks(std::string_view text) {
  Lines lines(text);
  std::string_view first;
  while (first.empty() && !lines.at_end()) first = trim_json(lines.next());
  if (first.starts_with("= ")) return std::string(trim_json(first.substr(2)));
  const bool has_overline = is_rule(first);
  if (has_overline) first = trim_json(lines.next());
  if (first.empty() || first.size() > kMaxTitleBytes || lines.at_end()) return {};
  const std::string_view second = lines.next();
  if (underlines(second, first)) return std::string(first);
  const bool stands_alone = !has_overline && trim_json(second).empty() && !lines.at_end();
  return stands_alone ? std::string(first) : std::string();
}

}  // namespace

std::vector<RecordReader::Item> read_text_page(std::string_view text, const PageName& name) {
  if (trim_json(text).empty()) return {};
  if (const std::size_t nul = text.find('\0'); nul != text.npos) {
    return {Rejection{{name.origin, line_of(text, nul)},
                      name.id,
                      {},
                      "holds a NUL byte (byte " + std::to_string(nul + 1) + " of the file): it is no text",
                      Rejection::Scope::kSource}};
  }
  TextHead head;
  if (ascii_lower(name.origin).ends_with(".org")) head = read_org(text);
  if (head.title.empty()) head.title = title_by_looks(text);
  if (head.title.empty()) head.title = name.file_name();

  JsonObject page;
  page.add_json("id", name.id.empty() ? "null" : json_quoted(name.id));
  page.add_text_if_any("title", head.title);
  page.add_text_if_any("published", head.published);
  page.add_texts_if_any("authors", head.authors);
  page.add_texts_if_any("tags", head.tags);
  add_place(page, name, head.title);
  std::string content(trim_json(text));
  std::erase(content, '\r');
  page.add_text("content", content);
  return {read_json_record(std::move(page).finish(), {name.origin, 1})};
}

}  // namespace kbsearch::records
