#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace kbsearch::corpus {

/// A file or standard output that knows when nobody reads it any more.
class Output {
 public:
  /// Opens `path` for writing; "-" is standard output. Throws std::runtime_error if that fails.
  explicit Output(const std::string& path);

  /// Writes all of `text`. Returns false if the reader has closed the pipe: a normal end, stop
  /// writing. Throws std::runtime_error for any other trouble, such as a full disk.
  [[nodiscard]] bool write(std::string_view text);

  /// Writes what is still held back; results as of write(). Call it once at the end.
  [[nodiscard]] bool finish();

 private:
  struct CloseFile {
    void operator()(std::FILE* file) const {
      if (file != stdout) std::fclose(file);
    }
  };

  bool is_pipe_closed() const;

  std::string path_;
  std::unique_ptr<std::FILE, CloseFile> file_;
};

}  // namespace kbsearch::corpus
