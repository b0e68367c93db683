#include "rejection_report.hpp"

#include <iostream>
#include <nlohmann/json.hpp>

#include "safe_text.hpp"

namespace kbsearch::cli {

RejectionReport::RejectionReport(const std::string& path, bool quiet, Progress& progress)
    : quiet_(quiet), progress_(progress) {
  if (!path.empty()) file_.emplace(path, "rejects file");
}

void RejectionReport::operator()(const Rejection& rejection) {
  constexpr std::uint64_t kShown = 20;
  ++count_;
  if (file_) {
    const nlohmann::ordered_json json{
        {"file", rejection.origin.path}, {"line", rejection.origin.line},
        {"id", rejection.record_id},     {"field", rejection.field},
        {"reason", rejection.reason},    {"taken", rejection.scope == Rejection::Scope::kField}};
    file_->stream() << json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
  }
  if (quiet_ || count_ > kShown + 1) return;
  progress_.clear();
  if (count_ == kShown + 1) {
    std::cerr << "kbsearch: more is not taken (--rejects FILE lists all of it)\n";
    return;
  }
  std::cerr << "kbsearch: " << printable(rejection.origin.path);
  if (rejection.origin.line > 0) std::cerr << ':' << rejection.origin.line;
  if (!rejection.record_id.empty()) std::cerr << ": record '" << printable(rejection.record_id) << "'";
  if (!rejection.field.empty()) std::cerr << ": " << printable(rejection.field);
  std::cerr << ": " << printable(rejection.reason);
  std::cerr << (rejection.scope == Rejection::Scope::kField ? " (left out)\n" : "\n");
}

void RejectionReport::finish() {
  if (file_) file_->close();
}

}  // namespace kbsearch::cli
