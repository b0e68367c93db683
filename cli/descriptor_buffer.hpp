// A stream buffer over a file descriptor that remembers why a write failed, and that can make safe what passes it.
// std::filebuf tells neither: a full disk would be a stream that is merely "bad", or even one that is good until it is
// destroyed.
#pragma once

#include <optional>
#include <streambuf>
#include <string>
#include <string_view>
#include <vector>

#include "safe_text.hpp"

namespace kbsearch::cli {

/// Takes what would be written to a descriptor.
class OutputSink {
 public:
  virtual ~OutputSink() = default;
  virtual void write(std::string_view bytes) = 0;
};

class DescriptorBuffer : public std::streambuf {
 public:
  /// The descriptor stays open until close(). Bytes pass as they are until a rule is set.
  explicit DescriptorBuffer(int descriptor);
  ~DescriptorBuffer() override;
  DescriptorBuffer(const DescriptorBuffer&) = delete;
  DescriptorBuffer& operator=(const DescriptorBuffer&) = delete;

  /// Makes safe what is written from now on; nothing: bytes as they are.
  void set_rule(const std::optional<SafeRule>& rule);
  /// Sends what is written from now on there, made safe; null: to the descriptor.
  void set_sink(OutputSink* sink);
  /// Writes a sequence of our own past the rule, at once.
  void write_control(std::string_view sequence);
  /// Writes what is left, also a character that is cut off. Returns error().
  int finish();
  /// The same, and closes the descriptor.
  int close();
  int descriptor() const { return descriptor_; }
  /// The errno of the first write (or close) that failed; 0 if none did. After it nothing more is written.
  int error() const { return error_; }

 protected:
  int_type overflow(int_type c) override;
  int sync() override;

 private:
  void pass_on(bool is_last);
  void write_all(std::string_view bytes);

  int descriptor_;
  int error_ = 0;
  OutputSink* sink_ = nullptr;
  std::optional<SafeRule> rule_;
  std::vector<char> area_;
  std::string safe_;
};

}  // namespace kbsearch::cli
