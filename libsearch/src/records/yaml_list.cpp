#include "records/yaml_list.hpp"

#include <utility>

#include "records/json_record.hpp"
#include "records/yaml_json.hpp"

namespace kbsearch::records {

std::vector<RecordReader::Item> read_yaml_list(std::string_view text, const std::string& path,
                                               std::size_t max_record_bytes) {
  YamlValues yaml = yaml_to_json(text, max_record_bytes);
  std::vector<RecordReader::Item> items;
  items.reserve(yaml.values.size() + 1);
  for (YamlValue& value : yaml.values) {
    // Taken over one by one: the JSON of the whole file need not stand in memory twice.
    const std::string json = std::exchange(value.json, {});
    Origin origin{path, value.line};
    if (json.size() > max_record_bytes) {
      items.push_back(reject_too_long("as JSON, the record", json, std::move(origin), max_record_bytes));
    } else {
      items.push_back(read_json_record(json, std::move(origin)));
    }
  }
  if (!yaml.fault.empty()) {
    items.push_back(Rejection{
        {path, yaml.fault_line}, id_told_by(yaml.unfinished), {}, std::move(yaml.fault), Rejection::Scope::kRest});
  }
  return items;
}

}  // namespace kbsearch::records
