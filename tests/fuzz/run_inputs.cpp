// Stands in for libFuzzer where there is no clang: runs a target on seeded random and mutated inputs, or on files.
//     fuzz_query_parser [-runs=N] [-seed=N] [FILE...]
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "fuzz/inputs.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {

constexpr std::size_t kPoolInputs = 1'000;

void run(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

/// Deletes, repeats, swaps or replaces a piece of `text`.
std::string mutated(std::string text, std::mt19937& random) {
  for (auto times = 1 + random() % 4; times > 0 && !text.empty(); --times) {
    const std::size_t at = random() % text.size();
    const std::size_t size = 1 + random() % 8;
    switch (random() % 4) {
      case 0:
        text.erase(at, size);
        break;
      case 1:
        text.insert(at, text.substr(random() % text.size(), size));
        break;
      case 2:
        text[at] = static_cast<char>(random() % 256);
        break;
      default:
        text.insert(at, kbsearch::fuzz::piece(random));
    }
  }
  return text;
}

unsigned long number_after(const std::string& argument, const std::string& name, unsigned long fallback) {
  return argument.starts_with(name) ? std::stoul(argument.substr(name.size())) : fallback;
}

}  // namespace

int main(int count, char** arguments) {
  unsigned long runs = 20'000;
  unsigned long seed = 1;
  bool has_files = false;
  for (int i = 1; i < count; ++i) {
    const std::string argument = arguments[i];
    runs = number_after(argument, "-runs=", runs);
    seed = number_after(argument, "-seed=", seed);
    if (argument.starts_with('-')) continue;
    std::ifstream file(argument, std::ios::binary);
    run(std::string(std::istreambuf_iterator<char>(file), {}));
    has_files = true;
  }
  if (has_files) return 0;

  std::vector<std::string> pool = kbsearch::fuzz::seeds();
  const std::size_t seeds = pool.size();
  std::mt19937 random(static_cast<unsigned>(seed));
  const auto start = std::chrono::steady_clock::now();
  for (unsigned long i = 0; i < runs; ++i) {
    const std::string input =
        random() % 3 == 0 ? kbsearch::fuzz::fresh_input(random) : mutated(pool[random() % pool.size()], random);
    run(input);
    if (input.size() >= 2'000 || random() % 8 != 0) continue;
    // The seeds stay: inputs drift away from what means something.
    if (pool.size() < kPoolInputs) {
      pool.push_back(input);
    } else {
      pool[seeds + random() % (pool.size() - seeds)] = input;
    }
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  std::printf("%lu runs in %.1f s, seed %lu\n", runs, took.count(), seed);
  return 0;
}
