#include "records/saved_page.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "records/json_record.hpp"
#include "records/json_text.hpp"
#include "records/saved_page_words.hpp"

namespace kbsearch::records {
namespace {

constexpr std::string_view kResourceId = "Resource ID:";
constexpr std::string_view kStableId = "Stable ID:";
constexpr std::string_view kKeyPointsTitle = "Key Points";
constexpr std::string_view kPreviewTitle = "Cached Content Preview";
constexpr std::string_view kBullet = "\u2022";

/// The page's own navigation, before the title.
constexpr std::string_view kNavigation[] = {"Skip to content", "Longterm Wiki", "Back"};

struct Page {
  JsonObject members;
  std::vector<std::string> head;  ///< Title, type, note: the lines before the first section.
  std::string importance;         ///< The digits as shown; empty if there are none.
  std::vector<std::string> tags;
  std::vector<std::string> other_metadata;
  std::string summary;
  std::vector<std::string> key_points;
  std::vector<CitingPage> citing;
};

enum class Section { kHead, kMetadata, kSummary, kKeyPoints, kCitedBy, kPreview };

std::string_view trim_line(std::string_view line) { return trim_json(line); }

std::vector<std::string_view> trimmed_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t feed = text.find('\n');
    lines.push_back(trim_line(text.substr(0, feed)));
    text.remove_prefix(feed == std::string_view::npos ? text.size() : feed + 1);
  }
  return lines;
}

bool has_line(std::string_view text, auto fits) {
  while (!text.empty()) {
    const std::size_t feed = text.find('\n');
    if (fits(trim_line(text.substr(0, feed)))) return true;
    text.remove_prefix(feed == std::string_view::npos ? text.size() : feed + 1);
  }
  return false;
}

bool is_marking_section(std::string_view line) { return line == kPreviewTitle || line == kKeyPointsTitle; }

std::optional<Section> section_opened_by(std::string_view line) {
  if (line == "Metadata") return Section::kMetadata;
  if (line == "Summary") return Section::kSummary;
  if (line == kKeyPointsTitle) return Section::kKeyPoints;
  if (line == kPreviewTitle) return Section::kPreview;
  const bool cited = line.starts_with("Cited by ") && (line.ends_with(" page") || line.ends_with(" pages"));
  if (cited) return Section::kCitedBy;
  return std::nullopt;
}

bool is_navigation(std::string_view line) {
  return std::find(std::begin(kNavigation), std::end(kNavigation), line) != std::end(kNavigation);
}

bool is_url(std::string_view line) {
  return (line.starts_with("https://") || line.starts_with("http://")) && line.find(' ') == std::string_view::npos;
}

/// The type is one small word under the title ("web", "blog post"); a note is a sentence.
bool is_type(std::string_view line) {
  return line.size() <= 30 && std::count(line.begin(), line.end(), ' ') <= 1 &&
         line.find_first_of(".:!?") == std::string_view::npos;
}

void append_line(std::string& text, std::string_view line) {
  if (!text.empty()) text += '\n';
  text += line;
}

std::string json_list(const std::vector<std::string>& texts) {
  std::string json = "[";
  for (const std::string& text : texts) {
    if (json.size() > 1) json += ',';
    json += json_quoted(text);
  }
  return json + "]";
}

/// Reads "Importance: 30/100press releasenews", or tags alone. Other lines are kept as they are.
void read_metadata(std::string_view line, Page& page) {
  constexpr std::string_view kImportance = "Importance:";
  constexpr std::string_view kOutOf = "/100";
  std::string_view tags = line;
  if (line.starts_with(kImportance)) {
    const std::string_view value = trim_line(line.substr(kImportance.size()));
    const std::size_t end = std::min(value.find(kOutOf), value.size());
    const std::string_view number = trim_line(value.substr(0, end));
    if (end == value.size() || !is_json_number(number) || !page.importance.empty()) {
      page.other_metadata.emplace_back(line);
      return;
    }
    page.importance = number;
    tags = value.substr(end + kOutOf.size());
  } else if (line.find(':') != std::string_view::npos) {
    page.other_metadata.emplace_back(line);
    return;
  }
  for (std::string& tag : split_tags(tags)) page.tags.push_back(std::move(tag));
}

void read_key_point(std::string_view line, std::vector<std::string>& key_points) {
  const bool bullet = line.starts_with(kBullet) || line.starts_with("- ") || line.starts_with("* ");
  if (bullet) {
    line.remove_prefix(line.starts_with(kBullet) ? kBullet.size() : 1);
    key_points.emplace_back(trim_line(line));
  } else if (key_points.empty()) {
    key_points.emplace_back(line);
  } else {
    key_points.back() += ' ';
    key_points.back() += line;
  }
}

std::string citing_json(const std::vector<CitingPage>& citing) {
  std::string json = "[";
  for (const CitingPage& page : citing) {
    JsonObject members;
    members.add_text_if_any("id", slug_of(page.title));
    members.add_text("title", page.title);
    members.add_text_if_any("type", page.type);
    if (!page.quality.empty()) members.add_json("quality", page.quality);
    if (json.size() > 1) json += ',';
    json += std::move(members).finish();
  }
  return json + "]";
}

void write_head(std::vector<std::string> head, JsonObject& members) {
  const auto url = std::find_if(head.begin(), head.end(), is_url);
  if (url != head.end()) {
    members.add_text("url", *url);
    head.erase(url);
  }
  std::size_t next = 0;
  if (next < head.size()) members.add_text("title", head[next++]);
  if (next < head.size() && is_type(head[next])) members.add_text("type", head[next++]);
  std::string note;
  for (; next < head.size(); ++next) append_line(note, head[next]);
  members.add_text_if_any("relevance_note", note);
}

/// Writes the preview: first the line about its fetching, then the text, runs of blank lines made
/// one.
void write_preview(std::vector<std::string_view> lines, JsonObject& members) {
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  const bool truncated =
      !lines.empty() && lines.back().starts_with("... (truncated, ") && lines.back().ends_with(" total)");
  if (truncated) lines.pop_back();
  std::string content;
  bool blank_before = false;
  bool fetch_line_seen = false;
  for (const std::string_view line : lines) {
    if (line.empty()) {
      blank_before = true;
      continue;
    }
    if (!std::exchange(fetch_line_seen, true)) {
      if (const auto fetch = split_fetch_line(line)) {
        if (!fetch->http_status.empty()) members.add_json("http_status", fetch->http_status);
        members.add_text_if_any("fetched_at", fetch->fetched_at);
        continue;
      }
    }
    if (!content.empty()) content += blank_before ? "\n\n" : "\n";
    blank_before = false;
    content += line;
  }
  members.add_text_if_any("content", content);
  if (truncated) members.add_json("content_truncated", "true");
}

struct Ids {
  std::string id;
  std::string stable_id;
};

Ids read_ids(std::string_view line) {
  const std::size_t bar = line.find('|');
  Ids ids{std::string(trim_line(line.substr(kResourceId.size(), bar - kResourceId.size()))), {}};
  const std::size_t stable = line.find(kStableId);
  if (stable != std::string_view::npos) {
    ids.stable_id = trim_line(line.substr(stable + kStableId.size()));
  }
  return ids;
}

void read_line(std::string_view line, Section section, Page& page) {
  switch (section) {
    case Section::kHead:
      page.head.emplace_back(line);
      break;
    case Section::kMetadata:
      read_metadata(line, page);
      break;
    case Section::kSummary:
      append_line(page.summary, line);
      break;
    case Section::kKeyPoints:
      read_key_point(line, page.key_points);
      break;
    case Section::kCitedBy:
      if (line != "PageTypeQuality") page.citing.push_back(split_citing_row(line));
      break;
    case Section::kPreview:  // read as a whole afterwards: its lines may look like anything
      break;
  }
}

}  // namespace

bool may_be_saved_page(std::string_view head) {
  return has_line(head,
                  [](std::string_view line) { return is_marking_section(line) || line.starts_with(kResourceId); });
}

bool is_saved_page(std::string_view text) {
  return has_line(text, is_marking_section) &&
         has_line(text, [](std::string_view line) { return line.starts_with(kResourceId); });
}

std::vector<RecordReader::Item> read_saved_page(std::string_view text, const std::string& path) {
  if (trim_json(text).empty()) return {};
  std::vector<std::string_view> lines = trimmed_lines(text);
  // The preview may quote such a line; the page's own is the last.
  const auto id_line =
      std::find_if(lines.rbegin(), lines.rend(), [](std::string_view line) { return line.starts_with(kResourceId); });
  if (id_line == lines.rend()) {
    return {Rejection{{path, 1}, {}, "id", "is missing; a saved page ends with \"Resource ID: ...\""}};
  }
  const Ids ids = read_ids(*id_line);
  lines.erase(id_line.base() - 1, lines.end());

  Page page;
  page.members.add_text("id", ids.id);
  page.members.add_text_if_any("stable_id", ids.stable_id);
  Section section = Section::kHead;
  auto line = lines.begin();
  for (; line != lines.end() && section != Section::kPreview; ++line) {
    if (line->empty() || (page.head.empty() && is_navigation(*line))) continue;
    const auto opened = page.head.empty() ? std::nullopt : section_opened_by(*line);
    if (opened) {
      section = *opened;
    } else {
      read_line(*line, section, page);
    }
  }
  write_head(std::move(page.head), page.members);
  if (!page.importance.empty()) page.members.add_json("importance", page.importance);
  if (!page.tags.empty()) page.members.add_json("tags", json_list(page.tags));
  if (!page.other_metadata.empty()) page.members.add_json("metadata", json_list(page.other_metadata));
  page.members.add_text_if_any("summary", page.summary);
  if (!page.key_points.empty()) page.members.add_json("key_points", json_list(page.key_points));
  if (!page.citing.empty()) page.members.add_json("cited_by", citing_json(page.citing));
  write_preview({line, lines.end()}, page.members);
  return {read_json_record(std::move(page.members).finish(), {path, 1})};
}

}  // namespace kbsearch::records
