#include "number_option.hpp"

#include <boost/any.hpp>
#include <charconv>
#include <vector>

namespace kbsearch::cli {
namespace {

class NumberValue : public po::typed_value<std::size_t> {
 public:
  NumberValue(std::size_t low, std::size_t high) : typed_value(nullptr), low_(low), high_(high) {}

  void xparse(boost::any& value, const std::vector<std::string>& given) const override {
    // The implicit value, if there is one, is the base's business.
    if (given.empty()) return typed_value::xparse(value, given);
    const std::string& text = given.front();
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool fits = error == std::errc{} && end == text.data() + text.size() && number >= low_ && number <= high_;
    if (!fits) throw NumberFault(text, low_, high_);
    value = boost::any(number);
  }

 private:
  std::size_t low_;
  std::size_t high_;
};

}  // namespace

NumberFault::NumberFault(std::string given, std::size_t low, std::size_t high)
    : po::error_with_option_name("%canonical_option% is out of its range"),
      given_(std::move(given)),
      low_(low),
      high_(high) {}

std::string NumberFault::message() const {
  return get_option_name() + " is '" + given_ + "', must be a whole number from " + std::to_string(low_) + " to " +
         std::to_string(high_);
}

po::typed_value<std::size_t>* number_value(std::size_t low, std::size_t high) { return new NumberValue(low, high); }

}  // namespace kbsearch::cli
