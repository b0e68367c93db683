#include "analysis/date.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace kbsearch::analysis {
namespace {

struct DateCase {
  const char* text;
  double first;
  double last;
};
std::ostream& operator<<(std::ostream& out, const DateCase& tried) { return out << tried.text; }

class Date : public testing::TestWithParam<DateCase> {};

TEST_P(Date, IsTheSpanThatItTells) {
  const auto span = parse_date(GetParam().text);
  ASSERT_TRUE(span);
  EXPECT_NEAR(span->first, GetParam().first, 1e-4);
  EXPECT_NEAR(span->last, GetParam().last, 1e-4);
}

constexpr double kEnd = 0.99999;

INSTANTIATE_TEST_SUITE_P(YearFirst, Date,
                         testing::Values(DateCase{"2024", 20240000, 20249999 + kEnd},
                                         DateCase{"2024-05", 20240500, 20240599 + kEnd},
                                         DateCase{"2024-05-17", 20240517, 20240517 + kEnd},
                                         DateCase{"2024/5/7", 20240507, 20240507 + kEnd},
                                         DateCase{"2024.05.17", 20240517, 20240517 + kEnd},
                                         DateCase{" 2024-02-29 ", 20240229, 20240229 + kEnd},
                                         DateCase{"2024-05-17T12:00:00Z", 20240517.5, 20240517.5},
                                         DateCase{"2024-05-17 06:00", 20240517.25, 20240517.25},
                                         DateCase{"2024-05-17T18:00:00.123+02:00", 20240517.75, 20240517.75},
                                         DateCase{"2024-05-17 (draft)", 20240517, 20240517 + kEnd}));
INSTANTIATE_TEST_SUITE_P(YearLast, Date,
                         testing::Values(DateCase{"17.05.2024", 20240517, 20240517 + kEnd},
                                         DateCase{"17. 5. 2024", 20240517, 20240517 + kEnd},
                                         DateCase{"4.5.2024", 20240504, 20240504 + kEnd},
                                         DateCase{"17/05/2024", 20240517, 20240517 + kEnd},
                                         DateCase{"5/17/2024", 20240517, 20240517 + kEnd},
                                         DateCase{"6/6/2024 12:00", 20240606.5, 20240606.5}));
INSTANTIATE_TEST_SUITE_P(NamedMonth, Date,
                         testing::Values(DateCase{"March 10, 2024", 20240310, 20240310 + kEnd},
                                         DateCase{"10 March 2024", 20240310, 20240310 + kEnd},
                                         DateCase{"Mar 2024", 20240300, 20240399 + kEnd},
                                         DateCase{"Mar. 10th, 2024", 20240310, 20240310 + kEnd},
                                         DateCase{"12. März 2021", 20210312, 20210312 + kEnd},
                                         DateCase{"3 août 1914", 19140803, 19140803 + kEnd},
                                         DateCase{"1er janvier 2020", 20200101, 20200101 + kEnd},
                                         DateCase{"17 de mayo de 2024", 20240517, 20240517 + kEnd},
                                         DateCase{"17 мая 2024", 20240517, 20240517 + kEnd},
                                         DateCase{"2024 March 10", 20240310, 20240310 + kEnd},
                                         DateCase{"10-Mar-2024", 20240310, 20240310 + kEnd},
                                         DateCase{"Sun, 10 Mar 2024 12:00:00 GMT", 20240310.5, 20240310.5}));
INSTANTIATE_TEST_SUITE_P(Spans, Date,
                         testing::Values(DateCase{"1964-1982", 19640000, 19829999 + kEnd},
                                         DateCase{"1964\u20131982", 19640000, 19829999 + kEnd},
                                         DateCase{"2020-05/2020-06", 20200500, 20200699 + kEnd},
                                         DateCase{"May 2020 - June 2020", 20200500, 20200699 + kEnd}));

class NoDate : public testing::TestWithParam<const char*> {};

TEST_P(NoDate, IsNotTakenForOne) { EXPECT_FALSE(parse_date(GetParam())); }

INSTANTIATE_TEST_SUITE_P(Table, NoDate,
                         testing::Values("", " ", "soon", "May", "17", "24", "20240", "0000", "2024-00", "2024-13-01",
                                         "2024-5-7", "2024-02-30", "2023-02-29", "2023-04-31", "2024-05-17x",
                                         "2024-05-", "2024 days", "4/5/2024", "31.04.2023", "32.01.2024", "17.13.2024",
                                         "31 April 2023", "10 listopad 2024", "10 March 2024 and more",
                                         "March 2024 March", "1982-1964", "2024-05-17-18", "-2024",
                                         "99999999999999999999", "March 10, 20245", "\xff\xfe 2024", "10 \xc3 2024"));

TEST(Date, IsNothingHoweverLongItIs) { EXPECT_FALSE(parse_date(std::string(1'000'000, '1'))); }

TEST(Date, IsADayOfTheCalendar) {
  EXPECT_TRUE(day_span(2000, 2, 29));
  EXPECT_FALSE(day_span(1900, 2, 29));
  EXPECT_FALSE(day_span(0, 1, 1));
  EXPECT_FALSE(day_span(2024, -1, 1));
  EXPECT_FALSE(day_span(10000, 1, 1));
}

}  // namespace
}  // namespace kbsearch::analysis
