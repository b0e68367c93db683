#include "records/json_record.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "base/utf8.hpp"
#include "records/reason.hpp"

namespace kbsearch::records {
namespace {

using Json = nlohmann::json;

/// Of a record that is too long, so much is looked at for its id: the parser takes several times that.
constexpr std::size_t kIdBeginningBytes = 4u << 20;
constexpr const char* kWantedId = "must be text or a whole number";

/// The id as one member gives it.
struct GivenId {
  std::string text;
  std::string unfit;  ///< Why the member cannot be an id; empty if its type fits.
};

/// Takes the parser's complaint apart: no library's name, no copy of a long or broken last token.
std::string plain_reason(std::string what) {
  if (const auto bracket = what.find("] "); bracket != std::string::npos) what.erase(0, bracket + 2);
  if (what.starts_with("parse error")) {
    if (const auto colon = what.find(": "); colon != std::string::npos) what.erase(0, colon + 2);
  }
  if (const auto last = what.find("; last read: "); last != std::string::npos) {
    const auto expected = what.rfind("; expected ");
    const bool told = expected != std::string::npos && expected > last;
    what.erase(last, told ? expected - last : std::string::npos);
  }
  return one_line(what, kMaxReasonBytes / 2);
}

/// Validates the whole text and keeps only the top-level "id" and "_id". A later member of the same
/// name wins, as it does for whoever reads the JSON afterwards.
class IdScan {
 public:
  bool null() {
    return value([] { return std::optional<GivenId>(); });
  }
  bool boolean(bool truth) {
    return value([&] { return unfit(truth ? "is true" : "is false"); });
  }
  bool number_integer(Json::number_integer_t number) {
    return value([&] { return GivenId{std::to_string(number), {}}; });
  }
  bool number_unsigned(Json::number_unsigned_t number) {
    return value([&] { return GivenId{std::to_string(number), {}}; });
  }
  bool number_float(Json::number_float_t, const std::string& text) {
    // Whole numbers of more than 64 bits arrive here, too; as an id their digits are all that
    // counts.
    const bool whole = text.find_first_not_of("-0123456789") == std::string::npos;
    return value([&] { return whole ? GivenId{text, {}} : unfit("is " + shown_value(text)); });
  }
  bool string(std::string& text) {
    return value([&] { return GivenId{text, {}}; });
  }
  bool binary(Json::binary_t&) { return false; }
  bool start_object(std::size_t) {
    return (depth_ == 0 || value([] { return unfit("is an object"); })) && enter();
  }
  bool start_array(std::size_t) {
    return value([] { return unfit("is an array"); }) && enter();
  }
  bool end_object() { return leave(); }
  bool end_array() { return leave(); }
  bool key(std::string& name) {
    if (depth_ == 1) wanted_ = name == "id" ? &id_ : name == "_id" ? &underscore_id_ : nullptr;
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const Json::exception& error) {
    error_position_ = position;
    fault_ = plain_reason(error.what());
    return false;
  }

  /// Why the text is no record; empty if it is well formed.
  const std::string& fault() const { return fault_; }
  /// 1-based byte of a syntax error; 0 if the fault is of another kind.
  std::size_t error_position() const { return error_position_; }
  const std::optional<GivenId>& given_id() const { return id_ ? id_ : underscore_id_; }

 private:
  static GivenId unfit(std::string what) { return {{}, what + ", " + kWantedId}; }

  template <typename MakeId>
  bool value(MakeId make_id) {
    if (depth_ == 0) {
      fault_ = "not an object; a record is an object with at least the member \"id\"";
      return false;
    }
    if (depth_ == 1 && wanted_ != nullptr) *std::exchange(wanted_, nullptr) = make_id();
    return true;
  }
  bool enter() {
    if (++depth_ <= kMaxNesting) return true;
    fault_ = "nested deeper than " + std::to_string(kMaxNesting) + " levels";
    return false;
  }
  bool leave() {
    --depth_;
    return true;
  }

  std::size_t depth_ = 0;
  std::optional<GivenId>* wanted_ = nullptr;
  std::optional<GivenId> id_;
  std::optional<GivenId> underscore_id_;
  std::string fault_;
  std::size_t error_position_ = 0;
};

IdScan scan(std::string_view text) {
  IdScan scan;
  Json::sax_parse(text.begin(), text.end(), &scan);
  return scan;
}

std::string fit_id(const std::optional<GivenId>& given) {
  const bool fit = given && given->unfit.empty() && why_unfit_id(given->text).empty();
  return fit ? given->text : std::string();
}

}  // namespace

std::string_view trim_json(std::string_view text) {
  constexpr std::string_view kJsonSpace = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kJsonSpace);
  if (first == std::string_view::npos) return text.substr(text.size());
  return text.substr(first, text.find_last_not_of(kJsonSpace) - first + 1);
}

std::string why_unfit_id(std::string_view id) {
  if (id.empty()) return "is empty";
  if (id.size() > Record::kMaxIdBytes) {
    return "has " + std::to_string(id.size()) + " bytes, at most " + std::to_string(Record::kMaxIdBytes) +
           " are possible";
  }
  for (std::size_t at = 0; at < id.size();) {
    const auto [code_point, size] = base::decode_utf8(id, at);
    if (code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0)) {
      return "holds a control character at byte " + std::to_string(at + 1);
    }
    if (code_point == base::kReplacement && size == 1) {
      return "is not UTF-8 at byte " + std::to_string(at + 1);
    }
    at += size;
  }
  return {};
}

std::string id_told_by(std::string_view json_beginning) {
  return fit_id(scan(trim_json(json_beginning).substr(0, kIdBeginningBytes)).given_id());
}

Rejection reject_too_long(std::string_view what, std::string_view json_beginning, Origin origin,
                          std::size_t max_record_bytes) {
  std::string reason(what);
  reason += " is longer than " + std::to_string(max_record_bytes) + " bytes, the limit for one record";
  return {std::move(origin), id_told_by(json_beginning), {}, std::move(reason)};
}

RecordReader::Item read_json_record(std::string_view json, Origin origin) {
  std::string_view text = trim_json(json);
  // Files that were joined carry marks in their midst.
  if (text.starts_with(base::kByteOrderMark)) text = trim_json(text.substr(base::kByteOrderMark.size()));
  const auto reject = [&](std::string id, std::string field, std::string reason) {
    return Rejection{std::move(origin), std::move(id), std::move(field), std::move(reason)};
  };

  const IdScan found = scan(text);
  const auto& given = found.given_id();
  if (found.error_position() > 0) {
    const auto skipped = static_cast<std::size_t>(text.data() - json.data());
    return reject(fit_id(given), {},
                  "not valid JSON at byte " + std::to_string(skipped + found.error_position()) + ": " + found.fault());
  }
  if (!found.fault().empty()) return reject(fit_id(given), {}, found.fault());
  if (!given) {
    return reject({}, "id", "is missing; every record needs a member \"id\" (text or a whole number)");
  }
  if (!given->unfit.empty()) return reject({}, "id", given->unfit);
  if (std::string unfit = why_unfit_id(given->text); !unfit.empty()) return reject({}, "id", unfit);
  return Record{given->text, std::string(text), std::move(origin)};
}

}  // namespace kbsearch::records
