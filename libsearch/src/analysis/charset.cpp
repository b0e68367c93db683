#include "analysis/charset.hpp"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace kbsearch::analysis {
namespace {

constexpr const char* kFallback = "windows-1252";
/// More does not tell more.
constexpr std::size_t kDetectionBytes = 64u << 10;
/// With fewer bytes beyond ASCII, or less of its confidence (in [0, 100]), ICU's guess is none.
constexpr std::ptrdiff_t kLeastBytes = 8;
constexpr std::int32_t kLeastConfidence = 30;

/// A name in small letters, without what people leave out or put in.
std::string plain_name(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') plain += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) plain += c;
  }
  return plain;
}

bool is_latin1(std::string_view name) {
  const std::string plain = plain_name(name);
  return plain == "iso88591" || plain == "latin1" || plain == "usascii" || plain == "ascii" || plain == "l1";
}

}  // namespace

std::string wide_encoding(std::string_view head) {
  using namespace std::string_view_literals;
  if (head.starts_with("\xFF\xFE\0\0"sv)) return "UTF-32LE";
  if (head.starts_with("\0\0\xFE\xFF"sv)) return "UTF-32BE";
  if (head.starts_with("\xFF\xFE"sv)) return "UTF-16LE";
  if (head.starts_with("\xFE\xFF"sv)) return "UTF-16BE";
  constexpr std::size_t kMostPairs = 32;
  const std::size_t pairs = std::min(head.size() / 2, kMostPairs);
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < 2 * pairs; ++i) zeros[i % 2] += head[i] == '\0' ? 1 : 0;
  const auto is_nearly_all = [&](std::size_t count) { return pairs >= 2 && count * 4 >= pairs * 3; };
  if (zeros[0] == 0 && is_nearly_all(zeros[1])) return "UTF-16LE";
  if (zeros[1] == 0 && is_nearly_all(zeros[0])) return "UTF-16BE";
  return {};
}

std::string guessed_encoding(std::string_view text) {
  text = text.substr(0, kDetectionBytes);
  const auto beyond_ascii =
      std::count_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  if (beyond_ascii < kLeastBytes) return kFallback;
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&error), ucsdet_close);
  ucsdet_setText(detector.get(), text.data(), static_cast<std::int32_t>(text.size()), &error);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &error);
  if (U_FAILURE(error) || match == nullptr) return kFallback;
  const std::int32_t confidence = ucsdet_getConfidence(match, &error);
  const char* name = ucsdet_getName(match, &error);
  if (U_FAILURE(error) || name == nullptr || confidence < kLeastConfidence || is_latin1(name)) return kFallback;
  return name;
}

struct Decoder::Impl {
  std::unique_ptr<UConverter, decltype(&ucnv_close)> from{nullptr, ucnv_close};
  std::unique_ptr<UConverter, decltype(&ucnv_close)> to{nullptr, ucnv_close};
  std::array<UChar, 4096> pivot{};
  UChar* pivot_source = pivot.data();
  UChar* pivot_target = pivot.data();
};

Decoder::Decoder(const std::string& encoding) : impl_(std::make_unique<Impl>()) {
  UErrorCode error = U_ZERO_ERROR;
  // An empty name would be the encoding of this machine.
  if (plain_name(encoding).empty()) return;
  impl_->from.reset(ucnv_open(is_latin1(encoding) ? kFallback : encoding.c_str(), &error));
  impl_->to.reset(ucnv_open("UTF-8", &error));
  if (U_FAILURE(error)) impl_->from.reset();
}

Decoder::~Decoder() = default;

bool Decoder::is_known() const { return impl_->from != nullptr; }

std::string Decoder::decode(std::string_view piece, bool is_last) {
  std::string text;
  if (!is_known()) return text;
  const char* source = piece.data();
  const char* const source_end = source + piece.size();
  std::array<char, 8192> part{};
  UErrorCode error = U_BUFFER_OVERFLOW_ERROR;
  while (error == U_BUFFER_OVERFLOW_ERROR) {
    error = U_ZERO_ERROR;
    char* target = part.data();
    ucnv_convertEx(impl_->to.get(), impl_->from.get(), &target, part.data() + part.size(), &source, source_end,
                   impl_->pivot.data(), &impl_->pivot_source, &impl_->pivot_target,
                   impl_->pivot.data() + impl_->pivot.size(), /*reset=*/false, is_last, &error);
    text.append(part.data(), target);
  }
  return text;
}

}  // namespace kbsearch::analysis
