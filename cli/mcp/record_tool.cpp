#include <algorithm>

#include "kbsearch/names.hpp"
#include "mcp/asked.hpp"
#include "mcp/json_schema.hpp"
#include "mcp/record_text.hpp"
#include "mcp/tool.hpp"

namespace kbsearch::cli::mcp {
namespace {

constexpr std::size_t kMostParts = 40;
// What a part takes beside its text, and an answer beside its parts, in structured content.
constexpr std::size_t kPartBytes = 32;
constexpr std::size_t kAnswerBytes = 120;

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

std::string text_of(const Json& told) {
  std::string text;
  for (const auto& part : told["parts"]) {
    const auto& value = part["text"].get_ref<const std::string&>();
    const bool is_long = value.size() > 100 || value.find('\n') != value.npos;
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

Answer run(const Json& arguments, const Call& call) {
  const auto id = arguments["id"].get<std::string>();
  const auto record = call.searcher.find(id);
  if (!record) {
    throw ToolError("no record has the id '" + harmless(shortened(id, 80)) +
                    "'; ids are the ones in square brackets of a search, and are written exactly so");
  }
  auto parts = parts_of(*record, call.searcher.schema());
  if (arguments.contains("parts") && !arguments["parts"].empty()) parts = chosen(parts, arguments["parts"], id);

  std::size_t bytes = 0;
  for (const auto& part : parts) bytes += part.text.size();
  const auto offset = arguments["offset"].get<std::size_t>();
  if (offset > 0 && offset >= bytes) {
    throw ToolError("offset is " + std::to_string(offset) + ", but these parts have " + std::to_string(bytes) +
                    " bytes");
  }
  const auto budget = arguments["max_tokens"].get<std::size_t>() * 4;
  auto room = budget - std::min(budget, kAnswerBytes);
  Json told = {{"id", record->id}, {"parts", Json::array()}, {"offset", offset}, {"bytes", bytes}};
  std::size_t at = 0;  // where the part begins
  auto next = offset;  // what was shown up to there
  bool is_full = false;
  Json left = Json::array();
  for (const auto& part : parts) {
    const auto end = at + part.text.size();
    if (end > offset || (part.text.empty() && at >= offset)) {
      const auto from = offset > at ? character_border(part.text, offset - at) : 0;
      const auto needed = kPartBytes + json_bytes(part.name);
      std::string_view text = std::string_view(part.text).substr(from);
      text = is_full || room <= needed ? std::string_view() : beginning(text, room - needed);
      if (!text.empty()) {
        Json shown = {{"name", part.name}};
        if (from > 0) shown["from"] = from;
        shown["text"] = text;
        room -= std::min(room, needed + json_bytes(text));
        told["parts"].push_back(std::move(shown));
        next = at + from + text.size();
      }
      if (from + text.size() < part.text.size()) {
        is_full = true;
        if (left.size() < kMostParts) {
          left.push_back({{"name", part.name}, {"bytes", part.text.size() - from - text.size()}});
          room -= std::min(room, kPartBytes + json_bytes(part.name));
        }
      }
    }
    at = end;
  }
  if (is_full) {
    told["next_offset"] = next;
    told["parts_left"] = std::move(left);
  }
  auto text = text_of(told);
  return {std::move(told), std::move(text)};
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
           {"max_tokens", whole_number_schema("what the answer may take, counted as bytes / 4", 100, 20'000, 1'500)},
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
      .run = run};
}

}  // namespace kbsearch::cli::mcp
