#include "serve/compression.hpp"

#include <zlib.h>

#include <cstdlib>

namespace kbsearch::cli::serve {
namespace {

constexpr std::size_t kLeastBytes = 1'024;
// Ten hits of the wiki (14 KB): level 1 takes 0.15 ms, 6 takes 0.35 and gives 10% less. A search takes 0.4.
constexpr int kLevel = 1;

bool gains(const std::string& content_type) {
  for (const char* kind : {"json", "text/", "javascript", "xml"}) {
    if (content_type.find(kind) != content_type.npos) return true;
  }
  return false;
}

/// "gzip, br;q=0.5" takes gzip, "gzip;q=0" does not.
bool takes_gzip(const std::string& accepted) {
  for (std::size_t at = 0; at < accepted.size();) {
    const auto comma = std::min(accepted.find(',', at), accepted.size());
    const auto entry = accepted.substr(at, comma - at);
    at = comma + 1;
    const auto first = entry.find_first_not_of(" \t");
    if (first == entry.npos) continue;
    const auto end = entry.find_first_of(" \t;", first);
    const auto name = entry.substr(first, end == entry.npos ? end : end - first);
    if (strcasecmp(name.c_str(), "gzip") != 0) continue;
    const auto quality = entry.find("q=");
    return quality == entry.npos || std::strtod(entry.c_str() + quality + 2, nullptr) > 0.0;
  }
  return false;
}

/// Returns nothing if zlib refuses.
std::string packed(const std::string& text) {
  z_stream stream{};
  constexpr int kWithGzipHeader = 15 + 16;
  constexpr int kMemoryLevel = 8;
  if (deflateInit2(&stream, kLevel, Z_DEFLATED, kWithGzipHeader, kMemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool is_whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(is_whole ? stream.total_out : 0);
  deflateEnd(&stream);
  return out;
}

}  // namespace

void compress(const Request& request, Response& response) {
  for (const auto& [name, value] : response.headers) {
    if (strcasecmp(name.c_str(), "Content-Encoding") == 0) return;
  }
  constexpr std::size_t kMostBytes = std::size_t{1} << 30;
  if (response.body.size() < kLeastBytes || response.body.size() > kMostBytes || !gains(response.content_type)) return;
  response.headers.emplace_back("Vary", "Accept-Encoding");
  if (!takes_gzip(request.header("Accept-Encoding"))) return;
  auto body = packed(response.body);
  if (body.empty()) return;
  response.body = std::move(body);
  response.headers.emplace_back("Content-Encoding", "gzip");
}

}  // namespace kbsearch::cli::serve
