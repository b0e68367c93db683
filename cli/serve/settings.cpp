#include "serve/settings.hpp"

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

}  // namespace kbsearch::cli::serve
