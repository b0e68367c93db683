#include "mcp/resources.hpp"

#include "kbsearch/error.hpp"
#include "mcp/asked.hpp"
#include "mcp/message.hpp"

namespace kbsearch::cli::mcp {
namespace {

constexpr std::string_view kRecords = "kbsearch://record/";
constexpr const char* kMimeType = "application/json";
constexpr std::size_t kPage = 50;
constexpr std::size_t kMostRecordBytes = 1024 * 1024;
constexpr std::size_t kMostNameBytes = 300;

constexpr std::string_view kHexDigits = "0123456789ABCDEF";

bool is_unreserved(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

Json resource_of(const Hit& hit, Version version) {
  const auto title = harmless(shortened(hit.title, kMostNameBytes));
  Json resource = {{"uri", record_uri(hit.record_id)}};
  if (version >= kStructuredContentSince) {
    resource["name"] = harmless(hit.record_id);
    if (!title.empty()) resource["title"] = title;
  } else {
    resource["name"] = title.empty() ? harmless(hit.record_id) : title;
  }
  if (!hit.type.empty()) resource["description"] = harmless(shortened(hit.type, kMostNameBytes));
  resource["mimeType"] = kMimeType;
  return resource;
}

}  // namespace

std::string record_uri(std::string_view record_id) {
  std::string uri(kRecords);
  for (const char c : record_id) {
    if (is_unreserved(c)) {
      uri += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      uri += {'%', kHexDigits[byte / 16], kHexDigits[byte % 16]};
    }
  }
  return uri;
}

std::optional<std::string> record_id_in(std::string_view uri) {
  if (!uri.starts_with(kRecords)) return std::nullopt;
  std::string id;
  for (std::size_t i = kRecords.size(); i < uri.size(); ++i) {
    const bool is_encoded =
        uri[i] == '%' && i + 2 < uri.size() && digit_of(uri[i + 1]) >= 0 && digit_of(uri[i + 2]) >= 0;
    if (!is_encoded) {
      id += uri[i];
    } else {
      id += static_cast<char>(digit_of(uri[i + 1]) * 16 + digit_of(uri[i + 2]));
      i += 2;
    }
  }
  return id;
}

Json resource_templates(Version version) {
  Json record = {{"uriTemplate", std::string(kRecords) + "{id}"}, {"name", "record"}};
  if (version >= kStructuredContentSince) record["title"] = "A record";
  record["description"] = "A record of this knowledge base as it was given, by its id.";
  record["mimeType"] = kMimeType;
  return {{"resourceTemplates", Json::array({std::move(record)})}};
}

Json list_resources(const Call& call, const std::string& cursor, Version version) {
  auto options = call.options();
  options.filter = all_records();
  options.limit = kPage;
  options.snippets = false;
  options.sort = SortKey{SortKey::kId, true};
  options.after = cursor;
  SearchResults results;
  try {
    results = call.searcher.search("", options);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kInvalidArgument) throw ProtocolError(kInvalidParams, "'cursor' is none of ours");
    throw;
  }
  Json listed = {{"resources", Json::array()}};
  for (const auto& hit : results.hits) listed["resources"].push_back(resource_of(hit, version));
  if (!results.next_cursor.empty()) listed["nextCursor"] = results.next_cursor;
  return listed;
}

Json read_resource(const Call& call, const std::string& uri) {
  const auto id = record_id_in(uri);
  const auto record = id ? call.searcher.find(*id) : std::nullopt;
  if (!record) {
    throw ProtocolError(kResourceNotFound, "there is no such resource (records are kbsearch://record/ID)",
                        {{"uri", uri}});
  }
  if (record->json.size() > kMostRecordBytes) {
    throw ProtocolError(kInvalidParams,
                        "the record has " + std::to_string(record->json.size()) +
                            " bytes, too many for one message: read it in parts with the tool get_record");
  }
  Json content = {{"uri", uri}, {"mimeType", kMimeType}, {"text", record->json}};
  return {{"contents", Json::array({std::move(content)})}};
}

}  // namespace kbsearch::cli::mcp
