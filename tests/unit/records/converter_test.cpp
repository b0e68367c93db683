#include "records/converter.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <cstdlib>

#include "reading.hpp"
#include "records/format_detection.hpp"

namespace kbsearch::records {
namespace {

/// A folder that is all of PATH, for programs that stand in for the real ones.
class Converter : public testing::Test {
 protected:
  Converter() : path_(std::getenv("PATH")) { ::setenv("PATH", directory_.path("bin").c_str(), 1); }
  ~Converter() override { ::setenv("PATH", path_.c_str(), 1); }

  void install(const std::string& name, const std::string& script) const {
    ::chmod(directory_.write("bin/" + name, "#!/bin/sh\n" + script).c_str(), 0755);
  }
  ReadResult read(const std::string& name, const ReaderOptions& options = {}) const {
    return read_to_end(RecordReader::open({directory_.write("in/" + name, "%PDF")}, options));
  }

  TemporaryDirectory directory_;
  std::string path_;
};

TEST_F(Converter, GivesTheTextOfAFile) {
  install("pdftotext", "echo \"$# $1 $2 $4\"; printf 'Heat\\fpumps\\n\\n'; /bin/cat \"$3\"");
  const auto result = read("My plan.PDF");
  EXPECT_EQ(result.ids(), (Ids{"My plan.PDF"}));
  const std::string json = only_json(result);
  EXPECT_NE(json.find(R"("title":"My plan")"), std::string::npos) << json;
  EXPECT_NE(json.find(R"("content":"4 -enc UTF-8 -\nHeat pumps\n\n%PDF")"), std::string::npos) << json;
}

TEST_F(Converter, NeverTakesANameForAnOption) {
  install("pdftotext", "echo \"$3\"");
  directory_.write("-o x;$(touch y).pdf", "");
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(directory_.path());
  const auto result = read_to_end(RecordReader::open({"-o x;$(touch y).pdf"}));
  std::filesystem::current_path(before);
  EXPECT_NE(only_json(result).find("/-o x;$(touch y).pdf\""), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(directory_.path("y")));
}

TEST_F(Converter, ThatIsNotInstalledIsNamedWithItsPackage) {
  EXPECT_EQ(only_rejection(read("a.pdf")).reason,
            "pdftotext is not installed (Debian: poppler-utils): install poppler-utils");
  EXPECT_EQ(only_rejection(read("a.docx")).reason, "pandoc is not installed (Debian: pandoc): install pandoc");
  EXPECT_EQ(why_passed_over("x/a.PDF"), "pdftotext is not installed (Debian: poppler-utils)");
  EXPECT_EQ(why_passed_over("a.txt"), "");
  EXPECT_FALSE(is_walked_extension("a.pdf", RecordFormat::kAuto));
  install("pdftotext", "echo a");
  EXPECT_EQ(why_passed_over("x/a.PDF"), "");
  EXPECT_TRUE(is_walked_extension("a.pdf", RecordFormat::kAuto));
}

TEST_F(Converter, ThatFailsIsQuoted) {
  install("pdftotext", "echo half; echo 'no\nPDF' >&2; exit 3");
  const auto rejection = only_rejection(read("a.pdf"));
  EXPECT_EQ(rejection.reason, "pdftotext failed (exit code 3): no PDF");
  EXPECT_EQ(rejection.record_id, "a.pdf");
  install("pdftotext", "kill -9 $$");
  EXPECT_EQ(only_rejection(read("a.pdf")).reason, "pdftotext was ended by signal 9");
}

TEST_F(Converter, ThatHangsIsEndedWithWhatItStarted) {
  install("pdftotext", "/bin/sleep 100 & /bin/sleep 100");
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(only_rejection(read("a.pdf", {.max_converter_time = std::chrono::milliseconds(300)})).reason,
            "pdftotext was not done after 300 ms");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

TEST_F(Converter, ThatGoesOnAfterItsOutputIsEndedToo) {
  install("pdftotext", "exec >&- 2>&-; /bin/sleep 100");
  EXPECT_EQ(only_rejection(read("a.pdf", {.max_converter_time = std::chrono::milliseconds(300)})).reason,
            "pdftotext was not done after 300 ms");
}

TEST_F(Converter, ThatNeverStopsIsEnded) {
  install("pdftotext", "while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done");
  EXPECT_EQ(only_rejection(read("a.pdf", {.max_record_bytes = 100'000})).reason,
            "pdftotext gave more than 100000 bytes");
}

TEST_F(Converter, MayComplainAtLengthWithoutHarm) {
  install("pdftotext",
          "i=0; while [ $i -lt 3000 ]; do echo 'a long complaint, over and over' >&2; i=$((i+1)); done; echo ok");
  EXPECT_NE(only_json(read("a.pdf")).find("\"content\":\"ok\""), std::string::npos);
}

TEST_F(Converter, ConvertsNoStream) {
  install("pdftotext", "echo a");
  EXPECT_NE(only_rejection(read_text("%PDF", "a.pdf")).reason.find("only if it is a file"), std::string::npos);
}

}  // namespace
}  // namespace kbsearch::records
