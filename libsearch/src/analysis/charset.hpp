// The ways in which text is written as bytes, and what they are as UTF-8.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace kbsearch::analysis {

/// Returns "UTF-16LE", "UTF-16BE", "UTF-32LE" or "UTF-32BE" if `head`, the beginning of a file, has its byte order mark
/// or, for UTF-16, a zero in every other byte as Latin letters have there; else nothing.
std::string wide_encoding(std::string_view head);

/// Returns the encoding that `text`, which is not UTF-8, seems to have. What is too short to tell is windows-1252, as
/// browsers take it.
std::string guessed_encoding(std::string_view text);

/// Turns text into UTF-8 piece by piece. What the encoding does not know becomes U+FFFD.
class Decoder {
 public:
  /// `encoding` is a name as pages declare it; latin1 and us-ascii are windows-1252, as browsers take them.
  explicit Decoder(const std::string& encoding);
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;
  ~Decoder();

  /// Whether there is such an encoding; if not, nothing can be decoded.
  bool is_known() const;
  /// Returns what can be told so far; all of it if the piece is the last one.
  std::string decode(std::string_view piece, bool is_last);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kbsearch::analysis
