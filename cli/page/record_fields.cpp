#include "page/record_fields.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace kbsearch::page {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostTextBytes = 200'000;
constexpr std::size_t kMostBytes = 1'000'000;
constexpr std::size_t kMostMembers = 500;
constexpr std::size_t kLongTextBytes = 1'500;
constexpr std::size_t kShortTextBytes = 40;  // of a list whose members stand in one line
constexpr int kDeepestShown = 16;

/// Writes fields, and keeps count of what they take.
class FieldWriter {
 public:
  explicit FieldWriter(RecordParts& parts) : parts_(parts) {}

  void write(const std::string& name, const Json& value) {
    if (is_nothing(value)) return;
    auto& html = parts_.fields;
    html << "<div class=\"entry\"><dt>" << title_of_field(shortened(name, 100)) << "</dt><dd>";
    write_value(value);
    html << "</dd></div>";
  }

 private:
  static bool is_nothing(const Json& value) {
    return value.is_null() || ((value.is_array() || value.is_object()) && value.empty()) ||
           (value.is_string() && value.get_ref<const std::string&>().empty());
  }

  /// Returns as much of the text as may still be shown.
  std::string room_for(std::string_view text) {
    const auto most = std::min(kMostTextBytes, kMostBytes - std::min(kMostBytes, written_));
    if (text.size() > most) parts_.is_shortened = true;
    auto shown = shortened(text, most);
    written_ += shown.size();
    return shown;
  }

  void write_text(const std::string& text) {
    auto& html = parts_.fields;
    const auto address = web_address(text);
    if (!address.empty() && text.find_first_of(" \n\t") == std::string::npos) {
      html << "<a class=\"address\" href=\"" << address << "\" rel=\"noopener noreferrer\">" << shortened(address, 300)
           << "</a>";
      return;
    }
    const auto shown = room_for(text);
    const bool is_long = shown.size() > kLongTextBytes;
    if (is_long) {
      html << "<details><summary>" << shortened(shown, 160) << " <span class=\"count\">" << grouped(text.size())
           << " bytes</span></summary>";
    }
    html << "<div class=\"prose\" dir=\"auto\">";
    std::string_view rest = shown;
    while (!rest.empty()) {
      const auto end = std::min(rest.find("\n\n"), rest.size());
      const auto paragraph = rest.substr(0, end);
      if (paragraph.find_first_not_of(" \n\t\r") != paragraph.npos) html << "<p><bdi>" << paragraph << "</bdi></p>";
      rest.remove_prefix(std::min(end + 2, rest.size()));
    }
    html << "</div>";
    if (is_long) html << "</details>";
  }

  void write_list(const Json& list) {
    auto& html = parts_.fields;
    const bool is_short = std::all_of(list.begin(), list.end(), [](const Json& member) {
      return !member.is_string() || member.get_ref<const std::string&>().size() <= kShortTextBytes;
    });
    if (is_short) {
      html << "<ul class=\"short\">";
    } else {
      html << "<ul>";
    }
    std::size_t shown = 0;
    for (const auto& member : list) {
      if (++shown > kMostMembers || written_ >= kMostBytes) {
        parts_.is_shortened = true;
        html << "<li>and " << grouped(list.size() - shown + 1) << " more</li>";
        break;
      }
      html << "<li>";
      write_value(member);
      html << "</li>";
    }
    html << "</ul>";
  }

  void write_value(const Json& value) {
    auto& html = parts_.fields;
    const bool is_plain_list = value.is_array() && std::none_of(value.begin(), value.end(), [](const Json& member) {
                                 return member.is_structured();
                               });
    if (value.is_string()) {
      write_text(value.get_ref<const std::string&>());
    } else if (is_plain_list) {
      write_list(value);
    } else if (value.is_structured()) {
      html << "<pre><bdi>" << room_for(value.dump(2, ' ', false, Json::error_handler_t::replace)) << "</bdi></pre>";
    } else {
      html << room_for(value.dump());
    }
  }

  RecordParts& parts_;
  std::size_t written_ = 0;
};

std::string text_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) return {};
  if (found->is_string()) return found->get<std::string>();
  return found->is_number() ? found->dump() : std::string();
}

void read_citing_pages(RecordParts& parts, const Json& list) {
  if (!list.is_array()) return;
  parts.cited_by_count = list.size();
  for (const auto& entry : list) {
    if (parts.cited_by.size() == RecordParts::kMostCiting) break;
    if (entry.is_string()) parts.cited_by.push_back({.id = entry.get<std::string>()});
    if (!entry.is_object()) continue;
    parts.cited_by.push_back({text_of(entry, "id"), text_of(entry, "title"), text_of(entry, "type"),
                              text_of(entry, "quality"), text_of(entry, "importance")});
  }
}

}  // namespace

RecordParts parts_of(const Record& record) {
  RecordParts parts;
  // Deeper ones are not built: writing and destroying them recurses.
  const auto not_too_deep = [&](int depth, Json::parse_event_t, Json&) {
    if (depth > kDeepestShown) parts.is_shortened = true;
    return depth <= kDeepestShown;
  };
  const auto json = Json::parse(record.json, not_too_deep, /*allow_exceptions=*/false);
  if (!json.is_object()) return parts;
  parts.title = text_of(json, "title");
  parts.url = text_of(json, "url");
  FieldWriter writer(parts);
  for (const auto& [name, value] : json.items()) {
    if (name == "title" || name == "url") continue;
    if (name == "cited_by") {
      read_citing_pages(parts, value);
    } else {
      writer.write(name, value);
    }
  }
  return parts;
}

}  // namespace kbsearch::page
