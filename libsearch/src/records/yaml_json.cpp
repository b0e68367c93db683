#include "records/yaml_json.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <optional>
#include <sstream>
#include <unordered_map>
#include <utility>

#include "records/json_record.hpp"
#include "records/json_text.hpp"
#include "records/reason.hpp"
#include "records/yaml_scalar.hpp"

namespace kbsearch::records {
namespace {

/// Leaves the parser from inside a handler; never leaves this file.
struct YamlFault {
  std::string reason;
  std::size_t line;
};

// Most often an unfilled template: `title: {{title}}`.
constexpr const char* kNameIsNoText =
    "a map or a list stands where a name must be text (put a value that begins with { or [ in quotes)";

std::size_t line_at(const YAML::Mark& mark) { return static_cast<std::size_t>(mark.line) + 1; }

/// Writes the events of the parser as JSON text into one string, which is handed over record by
/// record. No tree is built, so neither repeated names nor deep nesting cost more than their bytes.
class JsonWriter : public YAML::EventHandler {
 public:
  JsonWriter(std::vector<YamlValue>& values, std::size_t max_alias_bytes)
      : values_(values), max_alias_bytes_(max_alias_bytes) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    // The parser gives empty documents without end where a stray sign, such as a comma, cannot
    // begin one.
    if (std::exchange(document_start_, mark.pos) == mark.pos) {
      throw YamlFault{"not valid YAML: a value cannot begin like this", line_at(mark)};
    }
    anchored_.clear();
    frames_.clear();
    out_.clear();
  }
  void OnDocumentEnd() override {}

  /// Returns the beginning of the value that was being written when the parser stopped.
  std::string take_unfinished() { return std::move(out_); }

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (frames_.empty()) return;  // an empty document
    scalar(mark, anchor, awaits_key() ? "\"null\"" : "null");
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto known = anchored_.find(anchor);
    if (known == anchored_.end()) throw YamlFault{"an alias inside its own anchor", line_at(mark)};
    const auto& [json, nodes] = known->second;
    if (awaits_key() && !json.starts_with('"')) {
      throw YamlFault{kNameIsNoText, line_at(mark)};
    }
    aliased_nodes_ += nodes;
    if (aliased_nodes_ > kMaxAliasedNodes) {
      throw YamlFault{"aliases expand to more than " + std::to_string(kMaxAliasedNodes) + " nodes", line_at(mark)};
    }
    count_alias_bytes(json.size(), line_at(mark));
    nodes_ += nodes - 1;
    const bool wants_text = is_record_id() && !awaits_key() && json.front() != '"' && json.front() != '{' &&
                            json.front() != '[' && json != "null";
    scalar(mark, YAML::NullAnchor, wants_text ? json_quoted(json) : json);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    const bool plain = tag == "?" || tag == "tag:yaml.org,2002:int" || tag == "tag:yaml.org,2002:float" ||
                       tag == "tag:yaml.org,2002:bool" || tag == "tag:yaml.org,2002:null";
    const bool text = !plain || awaits_key() || is_record_id();
    scalar(mark, anchor, text ? json_quoted(value) : json_of_plain_scalar(value));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, anchor, false);
  }
  void OnSequenceEnd() override { close(']'); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, anchor, true);
  }
  void OnMapEnd() override { close('}'); }

 private:
  struct Frame {
    bool is_map;
    bool is_list_of_records;  ///< The list a document consists of: its elements are given out one
                              ///< by one.
    bool awaits_key;
    bool is_empty;
    bool id_member;  ///< The member being read is the id of a record.
    std::size_t start;
    std::size_t nodes_before;
    YAML::anchor_t anchor;
    std::size_t line;
  };
  struct Anchored {
    std::string json;
    std::size_t nodes;
  };

  bool awaits_key() const { return !frames_.empty() && frames_.back().awaits_key; }
  bool is_record_id() const { return !frames_.empty() && frames_.back().id_member; }
  bool is_record(const Frame& frame) const {
    const std::size_t depth = static_cast<std::size_t>(&frame - frames_.data());
    return frame.is_map && (depth == 0 || (depth == 1 && frames_[0].is_list_of_records));
  }

  void count_alias_bytes(std::size_t bytes, std::size_t line) {
    aliased_bytes_ += bytes;
    if (aliased_bytes_ <= max_alias_bytes_) return;
    throw YamlFault{"aliases expand to more than " + std::to_string(max_alias_bytes_) + " bytes", line};
  }

  /// Writes what stands between this value and the one before.
  void separate() {
    if (frames_.empty() || frames_.back().is_list_of_records) return;
    Frame& frame = frames_.back();
    if (frame.is_map && !frame.awaits_key) {
      out_ += ':';
    } else if (!std::exchange(frame.is_empty, false)) {
      out_ += ',';
    }
  }

  void open(const YAML::Mark& mark, YAML::anchor_t anchor, bool is_map) {
    if (awaits_key()) throw YamlFault{kNameIsNoText, line_at(mark)};
    if (frames_.size() >= kMaxNesting) {
      throw YamlFault{"nested deeper than " + std::to_string(kMaxNesting) + " levels", line_at(mark)};
    }
    separate();
    const bool is_list_of_records = frames_.empty() && !is_map;
    frames_.push_back({is_map, is_list_of_records, is_map, true, false, out_.size(), nodes_++, anchor, line_at(mark)});
    if (!is_list_of_records) out_ += is_map ? '{' : '[';
  }

  void close(char bracket) {
    const Frame frame = frames_.back();
    frames_.pop_back();
    if (frame.is_list_of_records) return;
    out_ += bracket;
    finish_value(frame.start, frame.nodes_before, frame.anchor, frame.line);
  }

  void scalar(const YAML::Mark& mark, YAML::anchor_t anchor, const std::string& json) {
    separate();
    const std::size_t start = out_.size();
    out_ += json;
    if (awaits_key()) {
      Frame& frame = frames_.back();
      frame.id_member = is_record(frame) && (json == "\"id\"" || json == "\"_id\"");
    }
    const std::size_t nodes_before = nodes_++;
    finish_value(start, nodes_before, anchor, line_at(mark));
  }

  void finish_value(std::size_t start, std::size_t nodes_before, YAML::anchor_t anchor, std::size_t line) {
    if (anchor != YAML::NullAnchor) {
      // Kept copies of anchors inside anchors add up as aliases do.
      count_alias_bytes(out_.size() - start, line);
      anchored_[anchor] = {out_.substr(start), nodes_ - nodes_before};
    }
    const bool whole_record = frames_.empty() || frames_.back().is_list_of_records;
    if (whole_record) {
      values_.push_back({std::exchange(out_, {}), line});
    } else if (Frame& frame = frames_.back(); frame.is_map) {
      if (!frame.awaits_key) frame.id_member = false;
      frame.awaits_key = !frame.awaits_key;
    }
  }

  std::vector<YamlValue>& values_;
  std::size_t max_alias_bytes_;
  int document_start_ = -1;
  std::string out_;
  std::vector<Frame> frames_;
  std::unordered_map<YAML::anchor_t, Anchored> anchored_;
  std::size_t nodes_ = 0;
  std::size_t aliased_nodes_ = 0;
  std::size_t aliased_bytes_ = 0;
};

}  // namespace

YamlValues yaml_to_json(std::string_view yaml, std::size_t max_alias_bytes) {
  YamlValues result;
  JsonWriter writer(result.values, max_alias_bytes);
  try {
    std::istringstream stream{std::string(yaml)};
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(writer)) {
    }
  } catch (const YamlFault& stop) {
    result.fault = stop.reason;
    result.fault_line = stop.line;
  } catch (const YAML::Exception& error) {
    result.fault = "not valid YAML: " + one_line(error.msg, kMaxReasonBytes / 2) + " (column " +
                   std::to_string(error.mark.column + 1) + ")";
    result.fault_line = error.mark.is_null() ? 0 : line_at(error.mark);
  }
  if (!result.fault.empty()) result.unfinished = writer.take_unfinished();
  return result;
}

}  // namespace kbsearch::records
