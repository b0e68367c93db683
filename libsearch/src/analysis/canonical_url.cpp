#include "analysis/canonical_url.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "analysis/percent_encoding.hpp"

namespace kbsearch::analysis {
namespace {

std::string lower(std::string_view text) {
  std::string low(text);
  for (char& c : low) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return low;
}

bool is_tracking(std::string_view parameter) {
  static constexpr std::array<std::string_view, 8> kNames = {"fbclid", "gclid",  "dclid",  "msclkid",
                                                             "mc_cid", "mc_eid", "igshid", "ref_src"};
  const auto name = lower(parameter.substr(0, parameter.find('=')));
  return name.starts_with("utm_") || std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

/// "?b=2&utm_source=x&a=1" becomes "?a=1&b=2"; empty if nothing is left.
std::string canonical_parameters(std::string_view query) {
  std::vector<std::string_view> kept;
  for (std::size_t at = 0; at < query.size();) {
    const auto end = std::min(query.find('&', at), query.size());
    const auto parameter = query.substr(at, end - at);
    if (!parameter.empty() && !is_tracking(parameter)) kept.push_back(parameter);
    at = end + 1;
  }
  std::sort(kept.begin(), kept.end());
  std::string text;
  for (const auto parameter : kept) text.append(text.empty() ? "?" : "&").append(parameter);
  return text;
}

}  // namespace

std::string canonical_url(std::string_view url) {
  const auto colon = url.find("://");
  const auto scheme = lower(url.substr(0, colon));
  if (colon == url.npos || (scheme != "http" && scheme != "https")) return {};
  url.remove_prefix(colon + 3);
  url = url.substr(0, url.find('#'));
  const auto path_at = std::min(url.find_first_of("/?"), url.size());
  auto host = lower(url.substr(0, path_at));
  if (const auto user = host.rfind('@'); user != host.npos) host.erase(0, user + 1);
  for (const std::string_view port : {":80", ":443"}) {
    if (host.ends_with(port)) host.resize(host.size() - port.size());
  }
  if (host.starts_with("www.")) host.erase(0, 4);
  if (host.empty()) return {};
  const std::string rest = percent_decoded(url.substr(path_at), Decode::kUnreserved);
  const auto question = std::min(rest.find('?'), rest.size());
  auto path = std::string_view(rest).substr(0, question);
  while (path.ends_with('/')) path.remove_suffix(1);
  const auto query = question < rest.size() ? std::string_view(rest).substr(question + 1) : std::string_view();
  return host.append(path).append(canonical_parameters(query));
}

}  // namespace kbsearch::analysis
