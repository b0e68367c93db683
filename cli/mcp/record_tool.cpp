#include <algorithm>

#include "kbsearch/names.hpp"
#include "mcp/asked.hpp"
#include "mcp/json_schema.hpp"
#include "mcp/record_text.hpp"
#include "mcp/tool.hpp"

namespace kbsearch::cli::mcp {
namespace {

constexpr std::size_t kMostParts = 12;
// What a part takes beside its text in structured content.
constexpr std::size_t kPartBytes = 24;
// Something is always shown, so that whoever goes on comes to the end.
constexpr std::size_t kLeastRoom = 120;

std::size_t json_bytes(std::string_view text) { return written(Json(text)).size(); }

/// As much of a text as `room` bytes of JSON take: up to the end of a sentence or a word where there is one in the last
/// part of it.
std::string_view beginning(std::string_view text, std::size_t room) {
  if (json_bytes(text) <= room) return text;
  std::size_t least = 0;
  std::size_t most = std::min(text.size(), room);
  while (least < most) {  // escapes make it longer than it is
    const auto middle = least + (most - least + 1) / 2;
    if (json_bytes(text.substr(0, character_border(text, middle))) <= room) {
      least = middle;
    } else {
      most = middle - 1;
    }
  }
  auto end = character_border(text, least);
  for (const char* border : {"\n\n", ". ", "\n", " "}) {
    const auto at = text.substr(0, end).rfind(border);
    if (at != text.npos && at > end / 2) {
      end = at + std::string_view(border).size();
      break;
    }
  }
  return text.substr(0, end);
}

std::size_t bytes_of(const std::vector<RecordPart>& parts) {
  std::size_t bytes = 0;
  for (const auto& part : parts) bytes += part.text.size();
  return bytes;
}

std::vector<RecordPart> chosen(std::vector<RecordPart> parts, const Json& names, const std::string& id) {
  std::vector<std::string> known;
  for (const auto& part : parts) known.push_back(part.name);
  std::vector<RecordPart> taken;
  for (const auto& name : names) {
    const auto text = name.get<std::string>();
    const auto found = std::find(known.begin(), known.end(), text);
    if (found == known.end()) {
      std::string all;
      for (const auto& other : known) all += (all.empty() ? "" : ", ") + other;
      throw ToolError("record '" + id + "' has no part '" + harmless(shortened(text, 80)) + "'" +
                      did_you_mean(text, known) + " (parts: " + shortened(all, 1'000) + ")");
    }
    taken.push_back(parts[static_cast<std::size_t>(found - known.begin())]);
  }
  return taken;
}

std::string record_text(const Json& told) {
  std::string text;
  for (const auto& part : told["parts"]) {
    const auto& value = part["text"].get_ref<const std::string&>();
    const bool is_long = value.size() > 100 || value.find('\n') != value.npos || value.starts_with("- ");
    text += part["name"].get<std::string>() + (part.contains("from") ? " (goes on)" : "") + (is_long ? ":\n" : ": ") +
            value + (value.ends_with('\n') ? "" : "\n");
  }
  if (told.contains("next_offset")) {
    text += "(bytes " + told["offset"].dump() + " to " + told["next_offset"].dump() + " of " + told["bytes"].dump() +
            "; to go on: offset " + told["next_offset"].dump() + ")\n";
  }
  if (told.contains("parts_left")) {
    text += "Not shown:";
    for (const auto& part : told["parts_left"]) {
      text += ' ' + part["name"].get<std::string>() + " (" + part["bytes"].dump() + " bytes)";
    }
    text += '\n';
  }
  return text;
}

/// Shows the parts from a byte on, in `room` bytes of JSON, and names what is left.
Answer composed(const std::string& id, const std::vector<RecordPart>& parts, std::size_t offset, std::size_t room) {
  Json told = {{"id", id}, {"parts", Json::array()}, {"offset", offset}, {"bytes", bytes_of(parts)}};
  std::size_t at = 0;  // where the part begins
  auto next = offset;  // up to here all is shown
  Json left = Json::array();
  for (const auto& part : parts) {
    const auto from = offset > at ? std::min(offset - at, part.text.size()) : 0;
    const auto rest = std::string_view(part.text).substr(character_border(part.text, from));
    at += part.text.size();
    if (rest.empty()) continue;
    const auto needed = kPartBytes + json_bytes(part.name);
    const auto shown = !left.empty() || room <= needed ? std::string_view() : beginning(rest, room - needed);
    if (!shown.empty()) {
      Json json = {{"name", part.name}};
      if (rest.size() < part.text.size()) json["from"] = part.text.size() - rest.size();
      json["text"] = shown;
      told["parts"].push_back(std::move(json));
      room -= std::min(room, needed + json_bytes(shown));
      next = at - rest.size() + shown.size();
    }
    if (shown.size() == rest.size()) continue;
    if (left.size() < kMostParts) left.push_back({{"name", part.name}, {"bytes", rest.size() - shown.size()}});
  }
  if (!left.empty()) {
    told["next_offset"] = next;
    told["parts_left"] = std::move(left);
  }
  auto text = record_text(told);
  return {std::move(told), std::move(text)};
}

Answer run_record(const Json& arguments, const Call& call) {
  const auto id = arguments["id"].get<std::string>();
  const auto record = call.searcher.find(id);
  if (!record) throw ToolError(no_record(id));
  auto parts = parts_of(*record, call.searcher.schema());
  if (arguments.contains("parts") && !arguments["parts"].empty()) parts = chosen(parts, arguments["parts"], id);
  const auto offset = arguments["offset"].get<std::size_t>();
  if (offset > 0 && offset >= bytes_of(parts)) {
    throw ToolError("offset is " + std::to_string(offset) + ", but these parts have " +
                    std::to_string(bytes_of(parts)) + " bytes");
  }
  const auto most_tokens = arguments["max_tokens"].get<std::size_t>();
  auto room = 4 * most_tokens;
  for (;;) {
    auto answer = composed(record->id, parts, offset, room);
    const auto tokens = answer.tokens();
    if (tokens <= most_tokens || room <= kLeastRoom) return answer;
    room -= std::min(room - kLeastRoom, 4 * (tokens - most_tokens));
  }
}

}  // namespace

Tool record_tool() {
  const auto part = object_schema({{"name", text_schema("")},
                                   {"from", whole_number_schema("byte of the part where this begins, if not at 0")},
                                   {"text", text_schema("")}},
                                  {"name", "text"});
  const auto left =
      object_schema({{"name", text_schema("")}, {"bytes", whole_number_schema("not shown of it")}}, {"name", "bytes"});
  return {
      .name = "get_record",
      .title = "Read a record",
      .description =
          "Reads a record by its id: all that it has, short members first, then its long texts, up to max_tokens. "
          "What is left is named, and next_offset goes on there. `parts` chooses members, e.g. [\"summary\", "
          "\"key_points\"] or [\"content\"]. To find a place in a long record rather than read all of it, use "
          "search with filter id:ID and passages 5.",
      .input_schema = object_schema(
          {{"id", id_schema()},
           {"parts", list_schema("members to read, in this order (default: all)", text_schema("", 1, 200), 20)},
           {"max_tokens", whole_number_schema("what the answer may take, counted as bytes / 4", 200, 20'000, 1'500)},
           {"offset",
            whole_number_schema("next_offset of the answer before, with the same parts", 0, 1'000'000'000, 0)}},
          {"id"}),
      .output_schema = object_schema({{"id", text_schema("")},
                                      {"parts", list_schema("", part)},
                                      {"offset", whole_number_schema("")},
                                      {"bytes", whole_number_schema("of all these parts")},
                                      {"next_offset", whole_number_schema("if there is more")},
                                      {"parts_left", list_schema("what is not shown of them", left)}},
                                     {"id", "parts", "offset", "bytes"}),
      .run = run_record};
}

}  // namespace kbsearch::cli::mcp
