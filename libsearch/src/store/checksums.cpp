#include "store/checksums.hpp"

#include <xapian.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>

#include "base/hash.hpp"
#include "store/xapian_border.hpp"

namespace kbsearch::store {
namespace {

namespace fs = std::filesystem;

std::string digest_of(const fs::path& path) {
  const std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t*)> state(XXH3_createState(), &XXH3_freeState);
  XXH3_64bits_reset(state.get());
  std::ifstream file(path, std::ios::binary);
  std::vector<char> buffer(1u << 18);
  while (file.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || file.gcount() > 0) {
    XXH3_64bits_update(state.get(), buffer.data(), static_cast<std::size_t>(file.gcount()));
  }
  return base::hex64(XXH3_64bits_digest(state.get()));
}

/// The identity of a state: the generation's name and Xapian's revision of it.
std::string state_of(const fs::path& generation) {
  return translating_errors(generation.string(), [&] {
    const Xapian::Database database(generation.string());
    return generation.filename().string() + " " + std::to_string(database.get_revision());
  });
}

std::map<std::string, std::string> digests_of(const fs::path& generation) {
  std::map<std::string, std::string> digests;
  for (const auto& entry : fs::directory_iterator(generation)) {
    const auto name = entry.path().filename().string();
    if (entry.is_regular_file() && name != "flintlock") digests[name] = digest_of(entry.path());
  }
  return digests;
}

}  // namespace

void write_checksums(const fs::path& index_directory, const fs::path& generation) {
  std::ostringstream text;
  text << state_of(generation) << '\n';
  for (const auto& [name, digest] : digests_of(generation)) text << digest << ' ' << name << '\n';
  const fs::path fresh = index_directory / "checksums.new";
  std::ofstream file(fresh, std::ios::binary | std::ios::trunc);
  file << text.str();
  file.close();
  std::error_code ignored;  // without digests `check` still does the rest, and says so
  if (file) fs::rename(fresh, index_directory / "checksums", ignored);
}

void forget_checksums(const fs::path& index_directory) {
  std::error_code ignored;  // not there is as good as removed
  fs::remove(index_directory / "checksums", ignored);
}

ChecksumReport verify_checksums(const fs::path& index_directory, const fs::path& generation) {
  ChecksumReport report;
  std::ifstream file(index_directory / "checksums", std::ios::binary);
  std::string state;
  if (!std::getline(file, state) || state != state_of(generation)) return report;
  report.comparable = true;
  const auto present = digests_of(generation);
  std::string digest;
  std::string name;
  while (file >> digest >> name) {
    const auto found = present.find(name);
    if (found == present.end() || found->second != digest) report.damaged.push_back(name);
  }
  return report;
}

}  // namespace kbsearch::store
