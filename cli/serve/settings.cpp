#include "serve/settings.hpp"

#include <strings.h>

#include <algorithm>
#include <charconv>

#include "arguments.hpp"

namespace kbsearch::cli::serve {

void read_listen(const std::string& text, Settings& settings) {
  const auto colon = text.rfind(':');
  const auto port = colon == text.npos ? text : text.substr(colon + 1);
  auto address = colon == text.npos ? settings.address : text.substr(0, colon);
  if (address.size() > 2 && address.front() == '[' && address.back() == ']') {
    address = address.substr(1, address.size() - 2);
  }
  int number = -1;
  const char* end = port.data() + port.size();
  const auto parsed = std::from_chars(port.data(), end, number);
  const bool is_port = parsed.ec == std::errc{} && parsed.ptr == end && number >= 0 && number <= 65'535;
  if (!is_port || address.empty()) {
    throw UsageError("--listen takes ADDRESS:PORT or PORT, as 127.0.0.1:7700 or [::1]:7700, not '" + text + "'");
  }
  settings.address = address;
  settings.port = number;
}

bool is_loopback(const std::string& address) {
  const bool is_number = address.find_first_not_of("0123456789.") == address.npos;
  return (is_number && address.starts_with("127.")) || address == "::1" ||
         strcasecmp(address.c_str(), "localhost") == 0;
}

bool is_own_host(const std::string& host, const Settings& settings) {
  if (!is_loopback(settings.address) && settings.hosts.empty()) return true;
  if (host.empty()) return true;  // no browser leaves it out
  auto name = host;
  if (name.front() == '[') {
    name = name.substr(1, name.find(']') - 1);
  } else {
    name = name.substr(0, name.find(':'));
  }
  if (is_loopback(name)) return true;
  return std::any_of(settings.hosts.begin(), settings.hosts.end(),
                     [&](const std::string& own) { return strcasecmp(own.c_str(), name.c_str()) == 0; });
}

}  // namespace kbsearch::cli::serve
