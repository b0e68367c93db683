// Stored documents, and pieces of the numbers that they are made of.
#include "fuzz/inputs.hpp"
#include "store/stored_document.hpp"

namespace kbsearch::fuzz {

std::vector<std::string> seeds() {
  const std::string text = "The heat pump warms the house. It takes little.";
  const std::string ascii = "M\u00fcller \U0001F680 and a line\nthat is long enough";
  std::vector<std::string> documents;
  for (const char* json : {"{}", "{\"s\":\"The heat pump warms the house. It takes little.\"}",
                           "{\"a\":\"M\\u00fcller \\ud83d\\ude80 and a line\\nthat is long enough\",\"b\":1}"}) {
    store::StoredDocumentWriter writer("id-1", "en");
    writer.add_texts(0, {{text, {{0, 3}, {4, 8}, {4, 13}}, {0, 31}}, {ascii, {}, {}}});
    writer.add_number(3, 51.5);
    documents.push_back(writer.finish(json));
  }
  documents.push_back(text + '\0' + "{\"s\":\"" + text + "\",\"t\":\"\\u0054he\"}");
  return documents;
}

std::string piece(std::mt19937& random) {
  static constexpr unsigned char kBytes[] = {0, 1, 2, 4, 0x7F, 0x80, 0xFF, '"', '\\', '/'};
  return std::string(1 + random() % 3, static_cast<char>(kBytes[random() % sizeof kBytes]));
}

std::string fresh_input(std::mt19937& random) {
  std::string input(1, '\2');
  for (auto pieces = random() % 40; pieces > 0; --pieces) input += piece(random);
  return input;
}

}  // namespace kbsearch::fuzz
