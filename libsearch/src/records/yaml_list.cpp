#include "records/yaml_list.hpp"

#include <utility>

#include "records/json_record.hpp"
#include "records/yaml_json.hpp"

namespace kbsearch::records {

NextItem read_yaml_list(std::string_view text, const std::string& path, std::size_t max_record_bytes) {
  return [yaml = yaml_to_json(text, max_record_bytes), path, max_record_bytes,
          next = std::size_t{0}]() mutable -> std::optional<RecordReader::Item> {
    if (next < yaml.values.size()) {
      YamlValue& value = yaml.values[next++];
      // Taken over one by one: the JSON of the whole file need not stand in memory twice.
      const std::string json = std::exchange(value.json, {});
      Origin origin{path, value.line};
      if (json.size() <= max_record_bytes) return read_json_record(json, std::move(origin));
      return reject_too_long("as JSON, the record", json, std::move(origin), max_record_bytes);
    }
    if (yaml.fault.empty()) return std::nullopt;
    return Rejection{{path, yaml.fault_line},
                     id_told_by(yaml.unfinished),
                     {},
                     std::exchange(yaml.fault, {}),
                     Rejection::Scope::kRest};
  };
}

}  // namespace kbsearch::records
