// Run by the build: writes the manual pages and the shells' completions that are installed.
//
//     kbsearch_documents DATE PROSE... DIRECTORY        PROSE: kbsearch-query.7.txt
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>

#include "completion_scripts.hpp"
#include "completion_words.hpp"
#include "man/pages.hpp"

namespace {

namespace fs = std::filesystem;
using namespace kbsearch;

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file || text.empty()) throw std::runtime_error("cannot read " + path.string());
  return text;
}

std::ofstream written(const fs::path& path) {
  fs::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  file.exceptions(std::ios::badbit | std::ios::failbit);
  return file;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) return 2;
  try {
    const fs::path directory = arguments[count - 1];
    std::vector<cli::Prose> prose;
    for (int i = 2; i < count - 1; ++i) prose.push_back({fs::path(arguments[i]).stem(), text_of(arguments[i])});
    for (const auto& page : cli::manual_pages(prose, arguments[1])) written(directory / "man" / page.file) << page.roff;
    const auto completions = cli::completions_with(Schema::knowledge_base());
    auto bash = written(directory / "completions/kbsearch");
    cli::print_bash_completions(bash, completions);
    auto zsh = written(directory / "completions/_kbsearch");
    cli::print_zsh_completions(zsh, completions);
    auto fish = written(directory / "completions/kbsearch.fish");
    cli::print_fish_completions(fish, completions);
  } catch (const std::exception& error) {
    std::cerr << "kbsearch_documents: " << error.what() << '\n';
    return 1;
  }
}
