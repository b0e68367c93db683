// What went wrong, as problem+json (RFC 9457).
#pragma once

#include <string>

#include "kbsearch/error.hpp"
#include "serve/message.hpp"
#include "serve/settings.hpp"

namespace kbsearch::cli::serve {

/// A request that cannot be answered as it stands.
struct Refusal {
  int status = 400;
  std::string code;          ///< For programs, in capitals: "INVALID_ARGUMENT".
  std::string detail;        ///< For a person: the thing, its value, and what would be right.
  std::string subject = {};  ///< What it is about: the name of a parameter, a path.
  std::string remedy = {};   ///< What mends it, in words.
};

struct Refused {
  Refusal refusal;
};

/// Throws Refused: 404, about the record of that id.
[[noreturn]] void refuse_missing_record(const std::string& id);

/// {"type": "about:blank", "title": TEXT, "status": N, "detail": TEXT, "code": TEXT, "subject"?: TEXT, "remedy"?: TEXT}
Response problem(const Refusal& refusal);
/// Without `show_paths` an error that is about files of this machine tells its kind alone; its words are the fault of
/// the response, for the log.
Response problem(const Error& error, const Settings& settings);

/// The reason phrase of a status: "Not Found".
std::string reason_of(int status);

}  // namespace kbsearch::cli::serve
