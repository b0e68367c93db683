// What vaults of notes (Obsidian) write beside Markdown: it becomes plain Markdown, before that is read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kbsearch::records {

struct NoteText {
  std::string markdown;
  std::vector<std::string> tags;  ///< Without their signs, in the order of the text, each as it was first written.
};

/// Returns `markdown` with the text that a reader sees of `[[note|shown]]`, `[[note#heading]]` and `![[embed.png]]`,
/// of `==marked==` words and of `> [!note] Title`; `%%comments%%` and block ids (` ^abc`) go. Tags (`#a/b`) stay in
/// the text and are told. All of this is left alone in code and in the tags of templates (`<% .. %>`).
NoteText without_note_markup(std::string_view markdown);

/// Returns `text` with the capitals of ASCII made small.
std::string ascii_lower(std::string_view text);

}  // namespace kbsearch::records
