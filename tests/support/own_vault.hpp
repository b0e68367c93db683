// A vault of notes such as people keep, written anew for a test.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace kbsearch::test {

/// A note that can be indexed.
struct OwnNote {
  std::string path;   ///< Below the vault: "Energy/Heat pump.md".
  std::string title;  ///< As the note says it; its file's name if it says none.

  std::string id() const;         ///< "Energy/Heat pump"
  std::string file_name() const;  ///< "Heat pump"
};

/// Writes a vault of some 220 notes: front matter of each kind or none, tags, links and embedded files in the text,
/// folders within folders, names that read like operators, equal names in different folders; beside them one note whose
/// front matter is broken ("Inbox/Half done.md"), a template, attachments and the editor's own settings. Returns the
/// notes that can be indexed, in the order of their paths. The same at every call.
std::vector<OwnNote> write_vault(const std::filesystem::path& vault);

}  // namespace kbsearch::test
